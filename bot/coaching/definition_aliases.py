"""How people write the terms of the glossary."""

from functools import cache

from bot.coaching.knowledge import FOLDER, read_checked


@cache
def aliases() -> dict[str, tuple[str, ...]]:
    """Lower-case spellings by term, a key of guidelines/definition.yml. No spelling is under two terms.

    Raises KnowledgeError, naming file and key, if definition_aliases.yml is missing or broken.
    """
    entries = read_checked(FOLDER / "definition_aliases.yml", "definition_aliases")
    return {term: tuple(spellings) for term, spellings in entries.items()}
