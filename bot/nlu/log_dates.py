"""The day that a message tells of: "yesterday", "last Monday", "on the 14th", "14/11", "2 days ago", "Nov 14"."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from bot.nlu.canonical import read_lexicon
from bot.nlu.weekdays import DAYS, WEEK

NEAR_FUTURE = 31
"""Days ahead up to which a date without a year is one to come; further ahead it is last year's."""
RECENT = 92
"""Days back within which both readings of "3/11" are worth a question."""
MONTHS_OF_YEAR = 12
CENTURY = 2000
_MACRO = re.compile(r"(?<!\?P)<(\w+)>")


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day where it stands in the message: `text[start:end]`. `candidates`: the days that may be meant, if several."""

    day: date
    start: int
    end: int
    candidates: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class _Calendar:
    today: date
    month_first: bool


@cache
def _lexicon() -> dict[str, Any]:
    content: dict[str, Any] = read_lexicon("log_dates")
    return content


@cache
def _pattern() -> re.Pattern[str]:
    """All the patterns of lexicon/log_dates.yml as one."""
    part = rf"(?: (?:{'|'.join(_lexicon()['parts_of_day'])}))?"
    macros = {
        "weekday": _any(name for name in DAYS if not name.endswith("days")),
        "full": _any(name for name in DAYS if name.endswith("day")),
        "month": _any(_lexicon()["months"]),
        "number": _any(_lexicon()["numbers"]),
        "word": _any(_lexicon()["days"]),
        "part": part,
        "behind": _lexicon()["behind"],
        "year_a": r"(?:,? (?P<year_a>20\d\d))?",
        "year_b": r"(?:,? (?P<year_b>20\d\d))?",
    }
    sources = (_MACRO.sub(lambda match: macros[match.group(1)], source) for source in _lexicon()["patterns"])
    ways = "|".join(rf"(?<![\w/.])(?<!every )(?<!each )(?:{source})(?!\w)" for source in sources)
    return re.compile(ways, re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    """A pattern for one of some words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def find_days(text: str, today: date, month_first: bool = False) -> list[SaidDay]:
    """Every day that is named, in order. A weekday is the last one of that name, a date without a year the last such
    date unless it is less than a month ahead. `month_first`: of "3/4" the 3 is the month.

    Takes any text and never raises; the time grows with its length, not faster.
    """
    calendar, found = _Calendar(today, month_first), []
    for match in _pattern().finditer(text):
        said = {name: value for name, value in match.groupdict().items() if value is not None}
        days = list(dict.fromkeys(_days(said, calendar)))
        if days:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            found.append(SaidDay(days[0], start, match.end(), tuple(days) if len(days) > 1 else ()))
    return found


def _days(said: dict[str, str], calendar: _Calendar) -> Iterator[date]:
    """The days that may be meant, the likeliest first; none if there is no such day."""
    today = calendar.today
    if "iso" in said:
        yield from _date(*map(int, said["iso"].split("-")))
    elif "ago" in said:
        yield from _ago(said, today)
    elif "word" in said:
        yield from (today + timedelta(days=back) for back in _lexicon()["days"][_plain(said["word"])])
    elif weekday := _weekday(said):
        yield _on_weekday(*weekday, today)
    elif "month_behind" in said or "month_before" in said:
        yield from _with_month(said, today)
    elif "of_month" in said or "of_month_first" in said:
        yield from _of_month(int(said.get("of_month") or said["of_month_first"]), today)
    else:
        yield from _in_figures(said, calendar)


def _with_month(said: dict[str, str], today: date) -> Iterator[date]:
    """ "14 Nov", "Nov 14 2026"."""
    month = _lexicon()["months"][_plain(said.get("month_behind") or said["month_before"])]
    day, year = int(said.get("day_first") or said["day_behind"]), said.get("year_a") or said.get("year_b")
    yield from _date(int(year), month, day) if year else _without_year(month, day, today)


def _plain(word: str) -> str:
    return " ".join(word.lower().replace("’", "'").split())


def _ago(said: dict[str, str], today: date) -> Iterator[date]:
    amount = _lexicon()["numbers"].get(_plain(said["ago"]), [])
    counts = amount if amount else [int(said["ago"])]
    days = WEEK if said["ago_unit"].lower() == "week" else 1
    yield from (today - timedelta(days=count * days) for count in counts if count * days < CENTURY)


def _weekday(said: dict[str, str]) -> tuple[str, int] | None:
    """How it is turned, and the number of the day."""
    for name in ("behind_last_week", "last_week"):
        if name in said:
            return "last week", DAYS[said[name].lower()]
    for name in ("turned", "on", "named", "heading"):
        if name in said:
            return _plain(said.get("turn", "")), DAYS[said[name].lower()]
    return None


def _on_weekday(turn: str, weekday: int, today: date) -> date:
    back = (today.weekday() - weekday) % WEEK
    if turn == "next":
        return today + timedelta(days=WEEK - back)
    if turn == "last week":
        return today - timedelta(days=today.weekday() + WEEK - weekday)
    if turn in ("last", "this past", "past") and not back:
        back = WEEK
    return today - timedelta(days=back)


def _date(year: int, month: int, day: int) -> Iterator[date]:
    if 1 <= month <= MONTHS_OF_YEAR and 1 <= day <= monthrange(year, month)[1]:
        yield date(year, month, day)


def _without_year(month: int, day: int, today: date) -> Iterator[date]:
    """The date of this year, or the last one before if that is far ahead; 29 February of the last leap year."""
    for year in range(today.year, today.year - 9, -1):
        for found in _date(year, month, day):
            if (found - today).days <= NEAR_FUTURE:
                yield found
                return


def _of_month(day: int, today: date) -> Iterator[date]:
    """The last day of this number."""
    for back in range(MONTHS_OF_YEAR):
        month = today.month - back
        year, month = (today.year, month) if month > 0 else (today.year - 1, month + MONTHS_OF_YEAR)
        for found in _date(year, month, day):
            if found <= today:
                yield found
                return


def _in_figures(said: dict[str, str], calendar: _Calendar) -> Iterator[date]:
    """ "14/11", "14.11.2026": day first or month first, whichever is a date; the usual order first."""
    name = next(each for each in ("full", "brief", "short", "dot") if f"{each}_a" in said)
    first, second, year = int(said[f"{name}_a"]), int(said[f"{name}_b"]), said.get(f"{name}_year")
    full = int(year) + (CENTURY if name == "brief" else 0) if year else 0
    if name == "brief" and not 0 <= calendar.today.year - full <= 1:
        return
    orders = [(first, second), (second, first)]
    found: list[date] = []
    for month, day in orders if calendar.month_first else reversed(orders):
        found += _date(full, month, day) if year else _without_year(month, day, calendar.today)
    has_points = name == "dot" or "." in (said.get("sep"), said.get("brief_sep"))
    yield from found[:1] if has_points else _likely(found, calendar.today)


def _likely(found: list[date], today: date) -> list[date]:
    """Of two readings the usual one, the one that is past, or both if the unusual one is recent."""
    past = [each for each in found if each <= today]
    near = [each for each in past if (today - each).days <= RECENT]
    if len(past) < len(found) or not near:
        return past[:1] or found[:1]
    return near if near[0] is past[0] else list(dict.fromkeys([*near, *past]))
