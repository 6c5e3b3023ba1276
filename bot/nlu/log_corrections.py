"""Reads how a lifter puts right what was just logged: "no, 102.5", "last set was 4 not 5", "that was yesterday".

Whole messages only: what says more is no correction. What it changes, the caller knows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from bot.nlu.canonical import read_lexicon
from bot.nlu.log_dates import SaidDay, find_days
from bot.nlu.log_text import LogText
from bot.nlu.log_words import lexicon

MOST_CHARACTERS = 200
MOST_REPS, LEAST_LOAD = 30, 31
MASS = r"(?P<load>\d+(?:\.\d+)?)"


class Correction(StrEnum):
    """What a correction does."""

    UNDO = "undo"  # takes back all that was logged last, or with place or exercise that part
    CHANGE = "change"  # gives another value
    DAY = "day"  # it was another day


@dataclass(frozen=True, slots=True)
class SaidCorrection:
    """What a message puts right. Everything is None that it does not say.

    `place` counts sets from 1, or from the last with -1; `count` sets from there, towards the end. `load` is in `unit`.
    `number` is a value that may be load or reps: the caller sees which of them is near it. `was` is the value that it
    replaces. `instead_of` is the exercise that `exercise` replaces. `unit` without a load: the loads were in it.
    """

    kind: Correction
    exercise: str | None = None
    instead_of: str | None = None
    place: int | None = None
    count: int = 1
    sets: int | None = None
    reps: int | None = None
    load: float | None = None
    unit: str | None = None
    rpe: float | None = None
    rir: float | None = None
    number: float | None = None
    was: float | None = None
    is_warm_up: bool = False
    day: date | None = None


def read_correction(text: str, today: date, unit: str | None = None) -> SaidCorrection | None:
    """What a message corrects of the log before it; None if it is no correction.

    `today` and `unit` as in bot.nlu.logged_sets. Takes any text and never raises.
    """
    said = text.strip()
    is_starred = said[:1] == "*" or said[-1:] == "*"
    said = said.strip("* ")
    if not said or len(said) > MOST_CHARACTERS or (said.endswith("?") and not _ASKED.match(said)):
        return None
    days = find_days(said, today, month_first=unit == "lb")
    log = LogText.of(said, [(each.start, each.end) for each in days])
    if not is_starred and not days and _words("hints").isdisjoint(log.texts):
        return None
    return _of_day(log, days) or next(_corrections(log, is_starred), None)


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(map(str, read_lexicon("log_corrections")[group]))


@cache
def _pattern(group: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a group, for the whole of a message but its openers and closers."""
    places = "|".join(lexicon()["places"])
    sources = [str(each) for each in read_lexicon("log_corrections")[group]]
    expanded = (each.replace("PLACE", f"(?P<place>{places})").replace("<load>", MASS) for each in sources)
    return tuple(re.compile(rf"(?:{each})") for each in expanded)


GROUPS = (
    "undo_set", "undo_exercise", "undo", "warm_up", "set_load", "set_reps", "scheme", "reps", "sets", "effort", "load",
    "unit", "exercise", "number",
)  # fmt: skip
"""In the order in which they are tried."""
FIRM = frozenset({"undo_set", "undo_exercise", "undo", "warm_up", "set_load", "set_reps"})
"""Those that are corrections without "no" or "sorry" in front, or "not" behind."""
_ASKED = re.compile(r"(?:can|could|would|will) (?:you|u) ", re.IGNORECASE)


def _corrections(log: LogText, is_starred: bool) -> Iterator[SaidCorrection]:
    is_told = is_starred or not _words("telling").isdisjoint(log.texts)
    spans = [(first, end) for first in _starts(log) for end in _ends(log, first)]
    for group in GROUPS:
        for pattern in _pattern(group):
            for first, end in spans:
                if not first and not is_told and group not in FIRM:
                    continue
                match = pattern.fullmatch(" ".join(log.texts[first:end]))
                if match:
                    yield _made(log, group, match, first)


def _starts(log: LogText) -> Iterator[int]:
    """Tokens at which what is corrected may begin: the first, and those behind openers."""
    at = 0
    yield at
    while at < len(log.texts) - 1 and log.texts[at] in _words("openers"):
        at += 1
        yield at


def _ends(log: LogText, first: int) -> Iterator[int]:
    """Where it may end: at the end, and in front of closers."""
    end = len(log.texts)
    yield end
    while end > first + 1 and log.texts[end - 1] in _words("closers"):
        end -= 1
        yield end


def _made(log: LogText, group: str, match: re.Match[str], first: int) -> SaidCorrection:
    said = {name: value for name, value in match.groupdict().items() if value is not None}
    values: dict[str, Any] = {"place": int(lexicon()["places"][said["place"]])} if "place" in said else {}
    values |= {name: int(said[name]) for name in ("reps", "sets", "count") if name in said}
    values |= {name: float(said[name]) for name in ("load", "rpe", "rir", "was") if name in said}
    values |= {"unit": said["unit"]} if "unit" in said else {}
    if "number" in said:
        values |= _number(float(said["number"]))
    if group == "warm_up":
        values |= {"is_warm_up": True}
    if group in ("exercise", "undo_exercise"):
        values |= _exercises(log, first, said)
    kind = Correction.UNDO if group.startswith("undo") else Correction.CHANGE
    return SaidCorrection(kind, **values)


def _number(value: float) -> dict[str, Any]:
    """A number alone: a load if it cannot be reps."""
    is_load = value >= LEAST_LOAD or value != int(value)
    return {"load" if is_load else "number": value}


def _exercises(log: LogText, first: int, said: dict[str, str]) -> dict[str, str]:
    named = [log.exercises[at].exercise for at in sorted(log.exercises) if at >= first]
    if "instead" not in said:
        return {"exercise": named[0]}
    new, old = (named[1], named[0]) if log.texts[first] in ("not", "instead") else (named[0], named[1])
    return {"exercise": new, "instead_of": old}


def _of_day(log: LogText, days: list[SaidDay]) -> SaidCorrection | None:
    """ "That was yesterday", "sorry, on Monday": nothing but a day. Of "not today, yesterday" the last counts."""
    outside = set(_outside(log, days))
    if not outside <= _words("openers") | _words("closers") | _words("of_days"):
        return None
    if days and outside & _words("hints"):
        return SaidCorrection(Correction.DAY, day=days[-1].day)
    is_wrong = "wrong" in outside and bool(outside & {"day", "date"})
    return SaidCorrection(Correction.DAY) if is_wrong else None


def _outside(log: LogText, days: list[SaidDay]) -> Iterator[str]:
    """The tokens that are none of a day."""
    for token in log.canonical.tokens:
        if not any(each.start <= token.start < each.end for each in days):
            yield token.text
