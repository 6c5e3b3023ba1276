"""The bibliography: who says it."""

from dataclasses import dataclass
from functools import cache

from bot.coaching.errors import KnowledgeError
from bot.coaching.knowledge import FOLDER, read_checked


@dataclass(frozen=True)
class Source:
    """One entry of sources.yml. `mark` is the short form beside an answer, `seen` how far it was read."""

    id: str
    mark: str
    title: str
    kind: str
    seen: str
    year: int | None = None
    where: str = ""


@cache
def all_sources() -> dict[str, Source]:
    """Every source by id, in the file's order."""
    entries = read_checked(FOLDER / "sources.yml", "sources")
    return {key: Source(id=key, **entry) for key, entry in entries.items()}


def source(source_id: str) -> Source:
    """The source with this id. Raises KnowledgeError if sources.yml has none."""
    try:
        return all_sources()[source_id]
    except KeyError as error:
        raise KnowledgeError(f"sources.yml: {source_id}: no such source; add it or correct the id") from error
