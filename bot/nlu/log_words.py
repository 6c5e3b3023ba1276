"""The words and patterns of lexicon/log.yml."""

import re
from functools import cache
from typing import Any

from bot.nlu.canonical import read_lexicon


@cache
def lexicon() -> dict[str, Any]:
    """The whole file."""
    content: dict[str, Any] = read_lexicon("log")
    return content


@cache
def words(group: str) -> frozenset[str]:
    """A list of words, or the keys of a table."""
    return frozenset(map(str, lexicon()[group]))


@cache
def patterns(group: str) -> tuple[re.Pattern[str], ...]:
    """A list of patterns of the canonical text; <n> is a number. They stand between blanks."""
    return tuple(whole(pattern) for pattern in lexicon()[group])


def whole(pattern: str) -> re.Pattern[str]:
    """A pattern that stands between blanks."""
    return re.compile(rf"(?<!\S)(?:{pattern.replace('<n>', NUMBER)})(?!\S)")


NUMBER = r"\d+(?:\.\d+)?"
