"""What became of a prescription in a workout: the sets that count, and whether all reps were there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from math import isclose

from bot.coaching.advice import Amount, Prescription
from bot.coaching.amounts import ends
from bot.coaching.figures import constant
from bot.coaching.log import SetDone, WorkoutDone, in_order, load_of, work_sets

TOPIC = "next_load"


class Outcome(StrEnum):
    """How an attempt went. IN_RANGE: enough reps, and room for more of them before load is added."""

    MADE = "made"
    IN_RANGE = "in_range"
    MISSED = "missed"
    SHORT = "short"
    """All reps, in fewer sets than planned."""


@dataclass(frozen=True)
class Attempt:
    """A lift in a workout: the working load in kg (see SetDone), and the sets that were done with at least that.

    `loads_kg` and `reps` are of these sets, in the order done.
    """

    day: date
    load_kg: float
    loads_kg: tuple[float, ...]
    reps: tuple[int, ...]


def attempts(
    workouts: Iterable[WorkoutDone], exercise_id: str, planned: Prescription | None = None
) -> tuple[Attempt, ...]:
    """A lift in each workout that has it, the oldest first."""
    found = ((each.day, work_sets(each, exercise_id)) for each in in_order(workouts))
    return tuple(_attempt(day, done, planned) for day, done in found if done)


def same_load(one_kg: float, other_kg: float) -> bool:
    """Whether two loads are one in practice: 220 lb and 100 kg are."""
    return isclose(one_kg, other_kg, abs_tol=_same_within())


def outcome(attempt: Attempt, planned: Prescription) -> Outcome:
    """How an attempt at a prescription went. Of sets that differ the first is measured by the first, and so on."""
    wanted = targets(planned)
    lows = [int(ends(each)[0]) for each in wanted]
    if _reached(attempt.reps, lows):
        return Outcome.MADE if _reached(attempt.reps, [_top(each) for each in wanted]) else Outcome.IN_RANGE
    good_so_far = _reached(attempt.reps, lows[: len(attempt.reps)])
    return Outcome.SHORT if good_so_far and len(attempt.reps) < len(lows) else Outcome.MISSED


def targets(planned: Prescription) -> tuple[Amount, ...]:
    """The reps of each set."""
    if isinstance(planned.reps, tuple) and len(planned.reps) > 1:
        return planned.reps
    each = planned.reps[0] if isinstance(planned.reps, tuple) else planned.reps
    return (each,) * int(ends(planned.sets)[0])


def _top(reps: Amount) -> int:
    """An open top is "or more": the low end is enough."""
    return int(ends(reps)[0] if reps.high is None else reps.high)


def _reached(reps: Sequence[int], wanted: Sequence[int]) -> bool:
    """Whether enough sets reached their reps. Where all want the same it does not matter which sets did."""
    if len(set(wanted)) == 1:
        return sum(each >= wanted[0] for each in reps) >= len(wanted)
    return len(reps) >= len(wanted) and all(done >= low for done, low in zip(reps, wanted, strict=False))


def sets_differ(planned: Prescription) -> bool:
    """Whether the sets have reps, and so loads, of their own; an open last set does not make them differ."""
    return len({each.low for each in targets(planned)}) > 1


def _attempt(day: date, done: Sequence[SetDone], planned: Prescription | None) -> Attempt:
    if planned and sets_differ(planned):
        load_kg = min(map(load_of, done))
    else:
        load_kg = _working_load(done, int(ends(planned.sets)[0]) if planned else len(done))
    counted = [each for each in done if load_of(each) >= load_kg or same_load(load_of(each), load_kg)]
    return Attempt(day, load_kg, tuple(map(load_of, counted)), tuple(each.reps for each in counted))


def _working_load(done: Sequence[SetDone], sets: int) -> float:
    """The load of most sets, if they are at least half of those planned; else one that was reached as often as planned.

    So back-off sets and a last lighter set do not count, and sets that climb count by the lightest that makes them
    complete.
    """
    times = Counter(round(load_of(each), 1) for each in done)
    most, count = max(times.items(), key=lambda pair: (pair[1], pair[0]))
    heaviest_first = sorted((load_of(each) for each in done), reverse=True)
    if count < sets - count:
        return heaviest_first[min(sets, len(done)) - 1]
    return next(load for load in heaviest_first if round(load, 1) == most)


@cache
def _same_within() -> float:
    return constant(TOPIC, "same_load_within")
