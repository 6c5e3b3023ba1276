"""What a question about the lifter's own log asks for, and for which days: "what did I squat last week"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from bot.nlu.canonical import read_lexicon
from bot.nlu.log_dates import find_days
from bot.nlu.weekdays import WEEK

DAYS_OF_A_MONTH, MONTHS_OF_A_YEAR = 30, 12
MOST_WEEKS = 520
LONGEST_SPAN = timedelta(weeks=MOST_WEEKS)
_MACRO = re.compile(r"(?<!\?P)<(\w+)>")


class LogKind(StrEnum):
    """What is asked."""

    LIST = "list"  # the workouts themselves
    LATEST = "latest"  # the last one
    WHEN = "when"  # which day that was
    BEST = "best"  # the most that was lifted
    COUNT = "count"  # how many workouts


@dataclass(frozen=True)
class LogQuestion:
    """What is asked, and the days from `first` to `last`, both of them in; None: no limit.

    `is_more`: nothing but the rest of what was shown.
    """

    kind: LogKind
    first: date | None = None
    last: date | None = None
    is_more: bool = False


def read_log_question(text: str, today: date) -> LogQuestion:
    """What a message asks about the log; without a word for it, the workouts themselves. Takes any text."""
    said = text.lower().replace("’", "'")
    first, last = find_span(said, today)
    kind = next(
        (LogKind(kind) for kind, patterns in _kinds().items() if any(each.search(said) for each in patterns)),
        LogKind.LIST,
    )
    return LogQuestion(kind, first, last, bool(_more().search(said)))


def find_span(text: str, today: date) -> tuple[date | None, date | None]:
    """The days that a text is about, the first and the last; None for no limit, or if it names none."""
    for match in _spans().finditer(text.lower()):
        said = {name: value for name, value in match.groupdict().items() if value}
        if found := _span(said, today):
            return found
    days = [each.day for each in find_days(text, today) if each.day <= today]
    if not days:
        return None, None
    if re.search(_lexicon()["since"], text.lower()):
        return days[0], today
    return min(days), max(days)


def _span(said: dict[str, str], today: date) -> tuple[date, date] | None:
    if unit := said.get("unit"):
        return _start_of(unit, today), today
    if unit := said.get("unit_last"):
        start = _start_of(unit, today)
        return _start_of(unit, start - timedelta(days=1)), start - timedelta(days=1)
    if "weeks_ago" in said:
        start = _start_of("week", today - timedelta(days=WEEK * min(_number(said["weeks_ago"]), MOST_WEEKS)))
        return start, start + timedelta(days=WEEK - 1)
    if "unit_count" in said:
        return _rolling(_number(said["count"]), said["unit_count"], today)
    if "unit_past" in said or "unit_rolling" in said:
        return _rolling(1, said.get("unit_past", "week"), today)
    if "since_first" in said:
        return date(today.year, 1, 1), today
    if name := said.get("since_month"):
        return _month(name, said.get("since_year"), today)[0], today
    return _month(said["month"], said.get("year"), today) if "month" in said else None


def _start_of(unit: str, day: date) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _rolling(count: int, unit: str, today: date) -> tuple[date, date]:
    days = {"day": 1, "week": WEEK, "month": DAYS_OF_A_MONTH, "year": DAYS_OF_A_MONTH * MONTHS_OF_A_YEAR}[unit]
    return today - min(timedelta(days=max(count, 1) * days - 1), LONGEST_SPAN), today


def _month(name: str, year: str | None, today: date) -> tuple[date, date]:
    """A month: of that year, or the last one of that name."""
    number = int(_dates()["months"][name])
    first = date(int(year) if year else today.year - (number > today.month), number, 1)
    following = first.replace(day=DAYS_OF_A_MONTH - 2) + timedelta(days=WEEK)
    return first, following.replace(day=1) - timedelta(days=1)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else int(_dates()["numbers"][word][0])


@cache
def _lexicon() -> dict[str, Any]:
    content: dict[str, Any] = read_lexicon("log_questions")
    return content


@cache
def _dates() -> dict[str, Any]:
    content: dict[str, Any] = read_lexicon("log_dates")
    return content


@cache
def _kinds() -> dict[str, tuple[re.Pattern[str], ...]]:
    return {kind: tuple(map(re.compile, patterns)) for kind, patterns in _lexicon()["kinds"].items()}


@cache
def _more() -> re.Pattern[str]:
    return re.compile(_lexicon()["more"])


@cache
def _spans() -> re.Pattern[str]:
    macros = {"number": _any(_dates()["numbers"]), "month": _any(_dates()["months"])}
    return re.compile("|".join(_MACRO.sub(lambda match: macros[match[1]], each) for each in _lexicon()["spans"]))


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))
