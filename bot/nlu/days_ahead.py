"""Days that come, as one names them: "tomorrow", "next tuesday", "the 24th", "Dec 24th", "this weekend", "christmas".

Takes text as `bot.nlu.reminder_text.plain` makes it, and never raises.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from bot.nlu.canonical import read_lexicon
from bot.nlu.reminder_text import Unread, between_words
from bot.nlu.reminder_text import lexicon as reminder_lexicon
from bot.nlu.weekdays import DAYS as NAMES
from bot.nlu.weekdays import WEEK

SATURDAY, WORK_DAYS = 5, 5
MONTHS, HUNDRED, CENTURY = 12, 100, 2000
DAY, LONGEST = timedelta(days=1), 366


@dataclass(frozen=True)
class SaidDays:
    """What stands from `first` to `end`: days of which any may be meant, the likeliest first.

    None of them: a date that can be read in two ways ("6/12"), or that there is not.
    """

    first: int
    end: int
    days: tuple[date, ...]
    words: str = ""
    is_feast: bool = False


_NEXT_WEEK = re.compile(r"\bnext week\b")
Meaning = Callable[[re.Match[str], date], Iterable[date]]


@cache
def _lexicon() -> dict[str, Any]:
    content: dict[str, Any] = read_lexicon("days_ahead")
    return content


@cache
def _weekdays() -> dict[str, int]:
    slips = enumerate(reminder_lexicon()["weekday_slips"])
    return {f"{slip}{s}": day for day, names in slips for slip in names for s in ("", "s")} | NAMES


@cache
def _month_names() -> dict[str, int]:
    return {name: number for number, names in enumerate(_lexicon()["months"], 1) for name in names}


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Meaning], ...]:
    """In the order in which they are tried; what one has found, the next ones do not see."""
    words, near = _lexicon(), reminder_lexicon()
    day, month = rf"(?P<name>{_one_of(_weekdays())})", rf"(?P<month>{_one_of(_month_names())})\.?"
    number, year = r"(?P<day>\d{1,2})", r"(?:,? (?P<year>20\d\d))?"
    meanings: list[tuple[Iterable[str], Meaning]] = [
        (words["after_tomorrow"], lambda _, today: [today + 2 * DAY]),
        ([r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"], _numbered),
        ([rf"(?:{day},? )?(?:the )?{number}(?:st|nd|rd|th)?(?: of)? {month}{year}"], _dated),
        ([rf"(?:{day},? )?{month} (?:the )?{number}(?:st|nd|rd|th)?{year}"], _dated),
        ([rf"{number}\.(?P<month>\d{{1,2}})\.(?P<year>20\d\d|\d\d)?", rf"{number}\.(?P<month>\d{{2}})"], _numbered),
        ([r"(?!24/7\b)(?P<one>\d{1,2})/(?P<other>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?"], _slashed),
        ([rf"{day},? (?:the )?{number}(?:st|nd|rd|th)", rf"the {number}(?:st|nd|rd|th)",
          rf"(?:on )?{number}(?:st|nd|rd|th)"], _of_month),
        ([rf"in (?P<count>a|1?\d) weeks?(?: time)?,? (?:on |on the |the )?{day}",
          rf"{day} in (?P<count>a|1?\d) weeks?(?: time)?"], _in_weeks),
        ([r"in (?P<count>a|1?\d) (?P<unit>day|week)s?(?: time)?"], _from_now),
        ([rf"{day} (?:of )?next week", rf"next week(?:,? on| -|,)? {day}", rf"(?:a )?week (?:on|from) {day}",
          rf"{day} week"], _of_next_week),
        ([rf"next {day}"], _of_next_week),
        ([rf"(?:this |the |coming |upcoming )*{day}"], _coming),
        (["(?:the )?week after next"], lambda _, today: _week(today, 2)),
        (["next week(?! ?end)"], lambda _, today: _week(today, 1)),
        (["(?:this|the) week(?! ?end)", "later this week"], lambda _, today: _week(today, 0)),
        ([rf"next (?:{_one_of(words['weekend'])})"], lambda _, today: _week(today, 1)[SATURDAY:]),
        ([rf"(?:this |the |coming )*(?:{_one_of(words['weekend'])})"], _weekend),
        (words["weekdays"], lambda _, today: [each for each in _days(today) if each.weekday() < WORK_DAYS]),
        (words["any_day"], lambda _, today: _days(today)),
        (near["tomorrow"], lambda _, today: [today + DAY]),
        (near["today"], lambda _, today: [today]),
    ]  # fmt: skip
    compiled = [(between_words([pattern]), meaning) for patterns, meaning in meanings for pattern in patterns]
    return tuple(compiled)


def read_days_ahead(unread: Unread, today: date) -> tuple[SaidDays, ...]:
    """The days that a text names, in its order; what names them is crossed out."""
    return tuple(sorted(_found(unread, today), key=lambda each: each.first))


def _found(unread: Unread, today: date) -> Iterator[SaidDays]:
    for pattern, (month, day) in _feasts():
        for said in list(pattern.finditer(unread.text)):
            unread.cross_out(*said.span())
            yield SaidDays(*said.span(), _next(today, day, month, None), said.group(), is_feast=True)
    is_next_week = _NEXT_WEEK.search(unread.text) is not None
    for pattern, meaning in _patterns():
        if is_next_week and meaning is _coming:  # "next week tuesday or wednesday"
            meaning = _of_next_week
        for said in list(pattern.finditer(unread.text)):
            unread.cross_out(*said.span())
            yield SaidDays(*said.span(), tuple(meaning(said, today)), said.group())


@cache
def _feasts() -> tuple[tuple[re.Pattern[str], tuple[int, int]], ...]:
    found = _lexicon()["feasts"].items()
    return tuple((between_words([pattern]), (month, day)) for pattern, (month, day) in found)


def _days(today: date) -> tuple[date, ...]:
    """Today and the week from then on."""
    return tuple(today + more * DAY for more in range(WEEK + 1))


def _week(today: date, ahead: int) -> list[date]:
    """The days of a calendar week, of this one those that are left."""
    monday = today + (ahead * WEEK - today.weekday()) * DAY
    return [each for more in range(WEEK) if (each := monday + more * DAY) >= today]


def _weekend(_: re.Match[str], today: date) -> list[date]:
    return [each for each in _days(today)[:WEEK] if each.weekday() >= SATURDAY]


def _coming(said: re.Match[str], today: date) -> list[date]:
    """The next one; on the day itself that one, or the one in a week."""
    ahead = (_weekdays()[said["name"]] - today.weekday()) % WEEK
    first = today + ahead * DAY
    return [first] if ahead else [first, first + WEEK * DAY]


def _of_next_week(said: re.Match[str], today: date) -> list[date]:
    return [each for each in _week(today, 1) if each.weekday() == _weekdays()[said["name"]]]


def _from_now(said: re.Match[str], today: date) -> list[date]:
    count = 1 if said["count"] == "a" else int(said["count"])
    return [today + count * (WEEK if said["unit"] == "week" else 1) * DAY]


def _in_weeks(said: re.Match[str], today: date) -> list[date]:
    count = 1 if said["count"] == "a" else int(said["count"])
    return [each for each in _week(today, count) if each.weekday() == _weekdays()[said["name"]]]


def _dated(said: re.Match[str], today: date) -> tuple[date, ...]:
    return _next(today, int(said["day"]), _month_names()[said["month"]], said["year"])


def _numbered(said: re.Match[str], today: date) -> tuple[date, ...]:
    return _next(today, int(said["day"]), int(said["month"]), said.groupdict().get("year"))


def _slashed(said: re.Match[str], today: date) -> tuple[date, ...]:
    """ "24/12" and "12/24"; "6/12" is the sixth of one month, or the twelfth of another."""
    one, other = int(said["one"]), int(said["other"])
    if one <= MONTHS and other <= MONTHS and one != other:
        return ()
    day, month = (other, one) if other > MONTHS else (one, other)
    return _next(today, day, month, said["year"])


def _of_month(said: re.Match[str], today: date) -> tuple[date, ...]:
    """The next day of that number."""
    wanted = int(said["day"])
    return tuple(each for more in range(2 * 31) if (each := today + more * DAY).day == wanted)[:1]


def _next(today: date, day: int, month: int, year: str | None) -> tuple[date, ...]:
    """The date in its year, or the next time that it comes."""
    years = [int(year) % HUNDRED + CENTURY] if year else [today.year, today.year + 1]
    for each in years:
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if found >= today or year:
            return (found,)
    return ()
