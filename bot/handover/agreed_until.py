"""Until when something holds that a trainer wrote: "for two weeks", "until 6 December". Only what is sure.

Not sure: "a few weeks", "2–3 weeks", "until 6/12" (which is the month?), "until next Friday", two times in one clause.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "agreed.yml"
LONGEST = timedelta(days=366)
WEEK = 7


@dataclass(frozen=True)
class Term:
    """A time that was written, and where. `until` is the last day; None: there is a time, but it is not sure."""

    first: int
    end: int
    until: date | None


@cache
def lexicon() -> dict[str, Any]:
    """agreed.yml."""
    content: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return content


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))


def has_any(words: Iterable[str], text: str) -> bool:
    """Whether one of the words stands in a text."""
    return re.search(rf"(?<!\w)(?:{one_of(words)})(?!\w)", text) is not None


def term_in(clause: str, today: date) -> Term | None:
    """The time in a clause in small letters; None if there is none."""
    found = sorted(_terms(clause, today), key=lambda each: each.first)
    if not found:
        return None
    until = found[0].until
    is_sure = len(found) == 1 and until is not None and today <= until <= today + LONGEST
    is_vague = has_any(lexicon()["vague"], clause)
    return Term(found[0].first, found[-1].end, until if is_sure and not is_vague else None)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Kinds of times; what an earlier one has found, a later one does not look at."""
    words = lexicon()
    until = r"\b(?:until|till|til)(?: the)?"
    month, year = rf"(?P<month>{one_of(words['months'])})", r"(?:,? (?P<year>\d{4})\b)?"
    day, more = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?![\w./-]?\w)"
    number = rf"(?P<number>\d{{1,3}}|{one_of(words['numbers'])})"
    lead = r"(?:^|\bfor(?: the)?(?: next)? |\bthe next )"
    patterns = {
        "iso": rf"{until} (?P<date>\d{{4}}-\d\d-\d\d){more}",
        "dotted": rf"{until} (?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.?(?P<year>(?<=\.)\d{{4}})?{more}",
        "day_month": rf"{until} {day}(?: of)? {month}\b{year}",
        "month_day": rf"{until} {month} {day}\b{year}",
        "weekday": rf"{until} (?P<weekday>{one_of(words['weekdays'])})\b",
        "span": rf"{lead}{number} (?P<unit>{one_of(words['units'])})\b(?! (?:a|per) )",
        "this_week": r"\bthis week\b",
        "open": rf"{until}\b|\bfor (?:a|the|now|some)\b|\bfor \d|\bthis month\b",
    }
    return {kind: re.compile(pattern) for kind, pattern in patterns.items()}


def _terms(clause: str, today: date) -> Iterator[Term]:
    taken: list[tuple[int, int]] = []
    for kind, pattern in _patterns().items():
        for said in pattern.finditer(clause):
            if all(said.end() <= first or end <= said.start() for first, end in taken):
                taken.append(said.span())
                yield Term(*said.span(), _last_day(kind, said, today))


def _last_day(kind: str, said: re.Match[str], today: date) -> date | None:
    """The day that a time names; None where that is not sure, or there is no such day."""
    words = lexicon()
    try:
        match kind:
            case "iso":
                return date.fromisoformat(said["date"])
            case "dotted":
                return _next(int(said["day"]), int(said["month"]), said["year"], today)
            case "day_month" | "month_day":
                return _next(int(said["day"]), words["months"][said["month"]], said["year"], today)
            case "weekday":
                return _coming(words["weekdays"][said["weekday"]], today)
            case "this_week":
                return _coming(WEEK - 1, today)
            case "span":
                number = said["number"]
                count: int = int(number) if number.isdecimal() else words["numbers"][number]
                return today + timedelta(days=count * words["units"][said["unit"]])
    except (ValueError, OverflowError):
        return None
    return None


def _coming(weekday: int, today: date) -> date | None:
    """The next day of a name; None if that is today's, which may mean today or in a week."""
    ahead = (weekday - today.weekday()) % WEEK
    return today + timedelta(days=ahead) if ahead else None


def _next(day: int, month: int, year: str | None, today: date) -> date:
    """The date in its year, or the next time that it comes. Raises ValueError if there is no such day."""
    if year:
        return date(int(year), month, day)
    found = date(today.year, month, day)
    return found if found >= today else date(today.year + 1, month, day)
