"""The words of lexicon/lift.yml."""

from functools import cache
from typing import Any

from bot.nlu.canonical import read_lexicon


@cache
def lift_words(group: str) -> frozenset[str]:
    """A group of words."""
    content: dict[str, list[Any]] = read_lexicon("lift")
    return frozenset(str(word) for word in content[group])
