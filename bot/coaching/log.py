"""What was lifted, as the rules read it.

Any records with these fields will do; the rules know nothing of where they are kept.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from bot.coaching.exercise import Exercise, Loading, exercise

ASSISTED = ("assisted_pull_up", "assisted_dip")
"""Machines that take load off the body: what they show is help."""
OWN_WEIGHT = (Loading.BODYWEIGHT, Loading.BAND)


class SetDone(Protocol):
    """One set. `load_kg` is the bar with its plates, one dumbbell of a pair, or what hangs on the body.

    None is no load but the body's (or a band's), less than 0 is help. `reps` are seconds or steps for timed exercises.
    """

    @property
    def exercise(self) -> str: ...
    @property
    def reps(self) -> int: ...
    @property
    def load_kg(self) -> float | None: ...
    @property
    def rpe(self) -> float | None: ...
    @property
    def is_warm_up(self) -> bool: ...


class WorkoutDone(Protocol):
    """One visit to the gym, on the lifter's own date."""

    @property
    def day(self) -> date: ...
    @property
    def title(self) -> str: ...
    @property
    def sets(self) -> Sequence[SetDone]: ...


class LiftDone(Protocol):
    """All that was done of a lift, without warm-ups, and of a loaded one without sets whose load is unknown.

    `sets`: each load with each number of reps and RPE at least once. `most_reps` and `most_lifted_kg` (reps × what the
    load and its part of the body come to) are those of the best workout.
    """

    @property
    def sets(self) -> Sequence[SetDone]: ...
    @property
    def most_reps(self) -> int: ...
    @property
    def most_lifted_kg(self) -> float: ...


AnyWorkout = TypeVar("AnyWorkout", bound=WorkoutDone)


def work_sets(workout: WorkoutDone, exercise_id: str) -> tuple[SetDone, ...]:
    """The sets of an exercise without warm-ups, and without those of a loaded exercise whose load is unknown."""
    loaded = is_loaded(exercise(exercise_id))
    return tuple(
        each
        for each in workout.sets
        if each.exercise == exercise_id and not each.is_warm_up and not (loaded and each.load_kg is None)
    )


def in_order(workouts: Iterable[AnyWorkout]) -> list[AnyWorkout]:
    """The oldest first; of one day in the order given."""
    return sorted(workouts, key=lambda each: each.day)


def is_loaded(found: Exercise) -> bool:
    """Whether its load is all that is lifted: not so where the body is, or a band pulls."""
    return found.loading not in OWN_WEIGHT and found.id not in ASSISTED


def load_of(done: SetDone) -> float:
    """The load in kg: 0 for the body alone, less for help."""
    load_kg = done.load_kg or 0
    return -abs(load_kg) if done.exercise in ASSISTED else load_kg
