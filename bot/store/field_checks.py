"""What a field of a record must hold to be kept. All raise RecordError, which names the field and quotes no value."""

import re
from datetime import date, datetime

from bot.store.errors import RecordError

NAME, NOTE, LONG = 255, 4000, 100_000
"""Characters of a name, of a note, and of a text or a program."""
ID = re.compile(r"[0-9a-f]{32}")


def expect(is_so: bool, field: str, expected: str) -> None:
    """What the field was expected to be, unless it is so."""
    if not is_so:
        raise RecordError(f"{field}: expected {expected}")


def expect_text(field: str, text: str, most: int, least: int = 0) -> None:
    """Some characters that a database can keep."""
    expect(isinstance(text, str) and least <= len(text) <= most, field, f"{least} to {most} characters")
    expect("\0" not in text and not any("\ud800" <= each <= "\udfff" for each in text), field, "whole characters")


def expect_id(field: str, text: str) -> None:
    """An id as `new_id` makes it."""
    expect(isinstance(text, str) and ID.fullmatch(text) is not None, field, "32 hexadecimal digits, in lower case")


def expect_moment(field: str, moment: datetime) -> None:
    """A moment that says its zone."""
    expect(isinstance(moment, datetime) and moment.utcoffset() is not None, field, "a moment with its zone")


def expect_day(field: str, day: date) -> None:
    """A day, which no moment is."""
    expect(isinstance(day, date) and not isinstance(day, datetime), field, "a date without a time")
