"""How long ago a time was that is named by its date: "january", "last summer", "3 week before christmas", "2019"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from bot.nlu.canonical import read_lexicon

DAYS_A_MONTH = 365.25 / 12
SEASON_MONTHS = 3
YEARS_BACK = 3
LONGEST_AGO = 70
DAYS = {"day": 1, "week": 7, "month": 30}
FEW = {"a": 1, "couple": 2, "few": 3, "several": 4}
_OFFSET = r"(?P<count>\d+|a|couple|few|several) (?:of )?(?P<unit>day|week|month) (?P<side>before|after)"
_YEAR = re.compile(r"(?<!\S)((?:19|20)\d\d)(?!\S)|' (\d\d)(?!\S)")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to before `end`."""

    first: date
    end: date

    def moved(self, days: int) -> "Period":
        return Period(self.first + timedelta(days), self.end + timedelta(days))

    def third(self, number: int) -> "Period":
        """The first (0) to the last (2) third."""
        length = (self.end - self.first) / 3
        return Period(self.first + number * length, self.first + (number + 1) * length)


def today() -> date:
    """The day on which messages are read; the only place where it comes in."""
    return datetime.now().astimezone().date()


@cache
def _lexicon() -> dict[str, Any]:
    content: dict[str, Any] = read_lexicon("dates")
    return content


@cache
def _months() -> dict[str, int]:
    return {name: number for number, names in enumerate(_lexicon()["months"], start=1) for name in names}


def _names() -> str:
    return "|".join([*_months(), *_lexicon()["seasons"], *_lexicon()["feasts"]])


def pattern() -> str:
    """What names a time in the canonical text; without groups that capture."""
    parts = "|".join([*_lexicon()["early"], *_lexicon()["late"], "middle", "mid"])
    names = _names().replace("may", "may(?! (?:i|be|need))")
    year = r"(?:(?:of )?(?:(?:19|20)\d\d|' \d\d|last year|this year))"
    offset = re.sub(r"\?P<\w+>", "?:", _OFFSET)
    return (
        rf"(?:(?:about|around|like|roughly|maybe|sometime|right|just|after|in|a|the|{parts}|of) ){{0,5}}(?:{offset} )?"
        rf"(?:(?:last |this )?(?:\d\d? (?:st|nd|rd|th) of )?(?:{names})(?: {year})?(?!\S)"
        rf"|(?:last|this) (?:year|month|week)(?!\S)|(?<=of the )year|(?:19|20)\d\d(?!\S))"
    )


def months_since(text: str) -> float | None:
    """Months from the middle of the time that `text` names until today; None if it is yet to come or long past.

    Without a year it is the last one that has begun; behind "last" the last one that is over.
    """
    now, words = today(), text.split()
    shift = _shift(text)
    periods = [_part(each, words).moved(shift) for each in _periods(text, words, now)]
    is_over = "last" in words and "last year" not in text
    past = [each for each in periods if (each.end if is_over else each.first) <= now]
    if not past:
        return None
    latest = max(past, key=lambda each: each.first)
    middle = latest.first + (min(latest.end, now) - latest.first) / 2
    return (now - middle).days / DAYS_A_MONTH if now.year - middle.year <= LONGEST_AGO else None


def _shift(text: str) -> int:
    """Days that "3 week before" puts a time back."""
    match = re.search(_OFFSET, text)
    if not match:
        return 0
    count = FEW.get(match["count"]) or int(match["count"][:3])
    return count * DAYS[match["unit"]] * (-1 if match["side"] == "before" else 1)


def _part(period: Period, words: Sequence[str]) -> Period:
    for group, number in (("early", 0), ("late", 2)):
        if not set(_lexicon()[group]).isdisjoint(words):
            return period.third(number)
    return period


def _periods(text: str, words: Sequence[str], now: date) -> Iterator[Period]:
    """Each time that may be meant: of the year that is said, or of the last ones."""
    year = _year(text, now)
    years = [year] if year else range(now.year, now.year - YEARS_BACK, -1)
    named = re.search(rf"(?<!\S)(?:{_names()})(?!\S)", text)
    if named:
        yield from (_named(named.group(), each) for each in years)
    elif "week" in words:
        yield Period(now - timedelta(7), now)
    elif "month" in words:
        yield from (_of_months(now.year, month, 1) for month in (now.month, now.month - 1))
    else:
        yield _of_months(year or now.year, 1, 12)


def _year(text: str, now: date) -> int | None:
    if said := _YEAR.search(text):
        return int(said[1]) if said[1] else 2000 + int(said[2])
    return now.year - 1 if "last year" in text else now.year if "this year" in text else None


def _named(name: str, year: int) -> Period:
    if name in _lexicon()["feasts"]:
        first = date(year, *_lexicon()["feasts"][name])
        return Period(first, first + timedelta(1))
    if name in _months():
        return _of_months(year, _months()[name], 1)
    return _of_months(year, _lexicon()["seasons"][name], SEASON_MONTHS)


def _of_months(year: int, month: int, count: int) -> Period:
    """`count` months from one that may be 0, or beyond 12, for one of another year."""
    first, end = ((year * 12 + month - 1 + more) for more in (0, count))
    return Period(date(first // 12, first % 12 + 1, 1), date(end // 12, end % 12 + 1, 1))
