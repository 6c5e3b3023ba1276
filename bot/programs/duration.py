"""How long a workout takes: warming up, getting to each exercise, its sets and the rest between them."""

from collections.abc import Iterable
from functools import cache
from math import ceil

from bot.coaching.advice import Prescription
from bot.coaching.amounts import ends
from bot.coaching.exercise import Exercise, exercise
from bot.coaching.figures import bounds, constant
from bot.coaching.guideline import guideline
from bot.coaching.units import SECONDS_PER_MINUTE

SIDES = (0, 1)


def warm_up_minutes(minutes: float) -> float:
    """The long end of a warm-up, or the short end in a workout that is a short one."""
    short, long = bounds("warm_up", "easy_cardio")
    return short if minutes <= _short_workout() else long


def set_seconds(found: Exercise) -> float:
    """One set, both sides where each has its turn."""
    one = _one_set()
    return one * len(SIDES) if found.unilateral else one


def opening_seconds(found: Exercise, sets: int, rest_seconds: float) -> float:
    """An exercise with its first sets; the way to the next one is its last rest."""
    return _set_up() + sets * set_seconds(found) + (sets - 1) * rest_seconds


def minutes(prescriptions: Iterable[Prescription], of: float) -> int:
    """Whole minutes, rounded up, of a workout that has `of` minutes; these decide how long the warm-up is."""
    seconds = sum(_seconds(each) for each in prescriptions)
    return ceil(warm_up_minutes(of) + seconds / SECONDS_PER_MINUTE)


def _seconds(each: Prescription) -> float:
    rest = ends(each.rest)[0] if each.rest else 0
    return opening_seconds(exercise(each.exercise), int(ends(each.sets)[1]), rest)


@cache
def _set_up() -> float:
    return constant("program", "set_up")


@cache
def _one_set() -> float:
    return constant("workout_length", "one_set_takes")


@cache
def _short_workout() -> float:
    return ends(guideline("warm_up").figure("short_workout").amount)[1]
