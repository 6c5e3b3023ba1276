"""Reads words.yml and fills it in."""

from pathlib import Path
from typing import Any

from bot.words_file import Words

SHORT = len("Mon")
FILE = Path(__file__).parent / "words.yml"
_WORDS = Words(FILE)
say = _WORDS.say


def words() -> dict[str, Any]:
    """The file as it stands."""
    return _WORDS.content


def weekday(number: int) -> str:
    """ "Monday" for 0."""
    name: str = words()["weekdays"][number]
    return name


def weekday_short(number: int) -> str:
    """ "Mon" for 0."""
    return weekday(number)[:SHORT]
