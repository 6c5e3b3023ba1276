"""Reads words.yml and fills it in."""

from pathlib import Path
from typing import Any

from bot.words_file import Words

FILE = Path(__file__).parent / "words.yml"
_WORDS = Words(FILE)
say = _WORDS.say


def words() -> dict[str, Any]:
    """The file as it stands."""
    return _WORDS.content


def language(code: str) -> str:
    """ "German" for "de". Raises KnowledgeError for a code that words.yml does not name."""
    return say(f"languages.{code}")
