"""What a question about the gym asks for: opening hours and of which days, contact, address, trainers, offer.

Takes any text and never raises; whether it is such a question at all is not its business.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from re import Pattern
from typing import Any

from bot.nlu.canonical import read_lexicon
from bot.nlu.days_ahead import read_days_ahead
from bot.nlu.reminder_text import Unread, between_words, plain


class Asked(StrEnum):
    """What is asked for; only the first five may be in a gym's file."""

    HOURS = "hours"
    CONTACT = "contact"
    ADDRESS = "address"
    TRAINERS = "trainers"
    OFFER = "offer"
    PRICES = "prices"
    MEMBERSHIP = "membership"
    CLASSES = "classes"
    FACILITIES = "facilities"
    RULES = "rules"
    BUSY = "busy"
    LOST = "lost"
    JOBS = "jobs"


NOT_OF_THE_DOOR = (Asked.CLASSES, Asked.BUSY)
"""With these, hours are those of something else: "class times", "how busy is it"."""


@dataclass(frozen=True)
class GymQuestion:
    """What a message asks for, in the order of `Asked`. `days`: of which days, each naming with those it may mean.

    `is_now`: of this moment. `is_of_holidays`: of days that are otherwise. `has_feast`: one of the days is a feast.
    `is_of_any_price`: "how much is it", without saying what.
    `specialities` and `text`: what a trainer is to be good at, and the words, in which a name or a language may be.
    """

    asked: tuple[Asked, ...] = ()
    days: tuple[tuple[date, ...], ...] = ()
    is_now: bool = False
    is_of_holidays: bool = False
    has_feast: bool = False
    is_of_any_price: bool = False
    specialities: tuple[str, ...] = ()
    text: str = ""


def read_gym_question(text: str, today: date) -> GymQuestion:
    """What a text asks for; `today` is the date at the gym."""
    words = plain(text)
    unread = Unread(words)
    is_of_holidays = unread.take(_pattern("holidays"))
    said = read_days_ahead(unread, today)
    asked = [each for each in Asked if _asks(each).search(unread.text)]
    if Asked.HOURS in asked and _pattern("not_the_door").search(unread.text):
        asked.remove(Asked.HOURS)
    return GymQuestion(
        asked=_meant(asked, is_dated=bool(said) or is_of_holidays),
        days=tuple(each.days for each in said if each.days),
        is_now=bool(_pattern("now").search(words)),
        is_of_holidays=is_of_holidays,
        has_feast=any(each.is_feast for each in said),
        is_of_any_price=asked == [Asked.PRICES],
        specialities=tuple(name for name, pattern in _specialities().items() if pattern.search(words)),
        text=words,
    )


def _meant(asked: Sequence[Asked], *, is_dated: bool) -> tuple[Asked, ...]:
    """Without what only looks like it: a class that opens at 6 is no door, what a trainer costs no membership."""
    found = list(asked)
    if Asked.HOURS in found and any(each in found for each in NOT_OF_THE_DOOR):
        found.remove(Asked.HOURS)
    if Asked.RULES in found and Asked.FACILITIES in found:
        found.remove(Asked.FACILITIES)
    if Asked.OFFER in found:
        found = [each for each in found if each not in (Asked.PRICES, Asked.MEMBERSHIP, Asked.TRAINERS)]
    if Asked.PRICES in found and Asked.MEMBERSHIP in found:
        found.remove(Asked.MEMBERSHIP)
    if Asked.CONTACT in found and Asked.LOST in found:
        found.remove(Asked.CONTACT)
    return (Asked.HOURS,) if is_dated and not found else tuple(found)


@cache
def _lexicon() -> Mapping[str, Any]:
    content: Mapping[str, Any] = read_lexicon("gym_questions")
    return content


@cache
def _asks(what: Asked) -> Pattern[str]:
    return between_words(_lexicon()["asks"][what])


@cache
def _pattern(group: str) -> Pattern[str]:
    return between_words(_lexicon()[group])


@cache
def _specialities() -> Mapping[str, Pattern[str]]:
    return {name: between_words(patterns) for name, patterns in _lexicon()["specialities"].items()}
