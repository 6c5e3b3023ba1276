"""The words of a message about reminders: lower case, hours in digits, and what is read crossed out."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from bot.nlu.canonical import read_lexicon

MOST_CHARACTERS = 2000
READ = "~"
NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_DASHES = re.compile("[‐‑‒–—―−]")
_APOSTROPHES = re.compile("['’‘`´]")
_BLANKS = re.compile(r"\s+")
_TWENTY_FIVE = re.compile(r"\b(20|30|40|50)[ -](\d)\b(?![:.]?\d)")
_NUMBER = re.compile(rf"\b({'|'.join(NUMBERS)})(?=\b|ish\b)")
# "one" is an hour only beside what makes it one: "the friday one" is a reminder.
_ONE = re.compile(
    r"(?:(?<=\bat )|(?<=\bpast )|(?<=\bhalf )|(?<=\bquarter to ))one\b"
    r"|\bone(?= ?(?:pm|am|p\.m|a\.m|oclock|30|15|45|hour|day|time))"
)
_WORD = re.compile(r"[^\W\d_]+|\d+")


@cache
def lexicon() -> dict[str, Any]:
    """Content of lexicon/reminder_times.yml."""
    content: dict[str, Any] = read_lexicon("reminder_times")
    return content


@cache
def phrases(*groups: str) -> re.Pattern[str]:
    """Any of the patterns of some groups of the lexicon, between words."""
    return between_words(source for group in groups for source in lexicon()[group])


def between_words(sources: Iterable[str]) -> re.Pattern[str]:
    """Any of some patterns, the longest first."""
    return re.compile(rf"(?<![\w])(?:{'|'.join(sorted(sources, key=len, reverse=True))})(?![\w])")


def plain(text: str) -> str:
    """A message as the readers of times see it; only its first 2,000 characters."""
    text = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).lower().replace(READ, " ")
    text = _APOSTROPHES.sub("", _DASHES.sub("-", text))
    text = _ONE.sub("1", _NUMBER.sub(lambda match: str(NUMBERS[match[1]]), text))
    text = _TWENTY_FIVE.sub(lambda match: str(int(match[1]) + int(match[2])), text)
    return _BLANKS.sub(" ", text).strip()


class Unread:
    """A text of which more and more is crossed out, each piece as it is read."""

    def __init__(self, text: str) -> None:
        self.text = text

    def cross_out(self, start: int, end: int) -> None:
        """Put out of sight what stands in a span; everything else keeps its place."""
        self.text = f"{self.text[:start]}{READ * (end - start)}{self.text[end:]}"

    def take(self, pattern: re.Pattern[str]) -> bool:
        """Cross out every match; whether there was one."""
        before = self.text
        self.text = pattern.sub(lambda match: READ * len(match.group()), before)
        return self.text != before

    def words(self) -> list[str]:
        """The words and numbers that are left."""
        return _WORD.findall(self.text)
