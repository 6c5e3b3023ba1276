"""Reads what a lifter answers to a question about a log: "500 kg", "yes really", "front squat", "8 8 7", "skip it".

Whole messages only: what says more is no answer.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.nlu.canonical import read_lexicon
from bot.nlu.log_dates import find_days
from bot.nlu.log_text import LogText
from bot.nlu.said_workout import Unsure

MOST_CHARACTERS = 80
MOST_FILLERS = 9
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_INSTEAD_OF = re.compile(r"\bnot -?\d+(?:\.\d+)?(?: (?:kg|lb))?")
_SCHEME = re.compile(r"\b(?P<sets>\d{1,2}) (?:x|set of) (?P<reps>\d{1,3})\b")
UNITS = ("kg", "lb")


@dataclass(frozen=True, slots=True)
class SaidAnswer:
    """What an answer says. `numbers` in their order, of "50 not 500" the first; `scheme` of "3x5" is sets and reps.

    `end` is "lower" or "upper" of a range. `is_own_weight`: no load but the body;
    `is_left_out`: what is asked about shall not be stored;
    `is_given_up`: nor anything else that waits.
    """

    numbers: tuple[float, ...] = ()
    scheme: tuple[int, int] | None = None
    unit: str | None = None
    exercise: str | None = None
    day: date | None = None
    end: str | None = None
    is_yes: bool = False
    is_no: bool = False
    is_left_out: bool = False
    is_given_up: bool = False
    is_own_weight: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is anything in it."""
        return self != SaidAnswer()


def read_answer(text: str, today: date, unit: str | None = None) -> SaidAnswer | None:
    """What a message answers; None if it says anything else. `today` and `unit` as in bot.nlu.logged_sets."""
    said = text.strip()
    if not said or len(said) > MOST_CHARACTERS:
        return None
    days = find_days(said, today, month_first=unit == "lb")
    log = LogText.of(said, [(each.start, each.end) for each in days])
    outside = [
        token.text for token in log.canonical.tokens if not any(each.start <= token.start < each.end for each in days)
    ]
    named = [log.exercises[at].exercise for at in sorted(log.exercises)]
    if not _is_all_known(outside) or (days and any(each.isdigit() for each in outside)):
        return None
    told = _INSTEAD_OF.sub("", " ".join(outside))
    scheme = _SCHEME.search(told)
    units = [each for each in told.split() if each in UNITS]
    found = SaidAnswer(
        numbers=tuple(float(each) for each in _NUMBER.findall(told)),
        scheme=(int(scheme["sets"]), int(scheme["reps"])) if scheme else None,
        unit=units[0] if units else None,
        exercise=named[0] if named else None,
        day=days[-1].day if days else None,
        end=next((ends()[each] for each in outside if each in ends()), None),
        is_yes=not _words("yes").isdisjoint(outside),
        is_no=not _words("no").isdisjoint(outside),
        is_left_out=not _words("leave_out").isdisjoint(outside),
        is_given_up=not _words("give_up").isdisjoint(outside),
        is_own_weight=_is_own_weight(outside),
    )
    return found if found.says_something else None


def fits(kind: str, answer: SaidAnswer) -> bool:
    """Whether an answer can be one to a question of this kind (an Unsure, or what bot.logbook.waiting names)."""
    if answer.is_given_up or answer.is_left_out or ((answer.is_yes or answer.is_no) and not answer.numbers):
        return True
    has_number, named = bool(answer.numbers), answer.exercise is not None
    may_be: dict[str, bool] = {
        Unsure.EXERCISE: named or has_number,
        Unsure.UNIT: answer.unit is not None,
        Unsure.NO_LOAD: has_number or answer.is_own_weight,
        Unsure.DAY: answer.day is not None,
        Unsure.FUTURE: answer.day is not None,
        Unsure.RANGE: has_number or answer.end is not None,
        Unsure.ORDER: answer.scheme is not None or has_number or answer.end is not None,
        Unsure.DUPLICATE: False,
        Unsure.PLANNED: False,
    }
    return may_be.get(kind, has_number)


def _is_all_known(texts: list[str]) -> bool:
    groups = ("fillers", "yes", "no", "leave_out", "give_up", "own_weight", "nothing")
    known = frozenset().union(*map(_words, groups), ends())
    strange = [each for each in texts if not (_NUMBER.fullmatch(each) or each in known or each.startswith("EX"))]
    fillers = [each for each in texts if each.isalpha() and not each.startswith("EX")]
    return not strange and len(fillers) <= MOST_FILLERS


def _is_own_weight(texts: list[str]) -> bool:
    said = set(texts)
    is_none = {"no", "weight"} <= said or {"no", "load"} <= said or {"without", "weight"} <= said or "nothing" in said
    return is_none or not _words("own_weight").isdisjoint(said)


@cache
def ends() -> dict[str, str]:
    """Which end of a range a word names."""
    return {str(word): str(end) for word, end in read_lexicon("log_answers")["ends"].items()}


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(map(str, read_lexicon("log_answers")[group]))
