"""Which of the workouts in a file are in the store already, so that the same file twice changes nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.store.alike import Likeness, likeness
from bot.store.log_records import LoggedSet, Workout, new_id


@dataclass(frozen=True)
class PartlyKnown:
    """A workout of which some sets are kept already, and the others.

    `missing` holds these alone, under an id of its own: of a file read again after a doubtful name was answered, say.
    """

    workout: Workout
    missing: Workout


@dataclass(frozen=True)
class Compared:
    """`new` workouts have ids of their own, which no kept one has."""

    new: tuple[Workout, ...]
    known: tuple[Workout, ...]
    partly: tuple[PartlyKnown, ...]


def compare(workouts: Sequence[Workout], kept: Iterable[Workout]) -> Compared:
    """Sorts workouts by whether their sets are kept for the same lifter on the same day.

    Sets are alike in exercise, reps and load to the gram (bot/store/alike.py); but here each that is kept
    accounts for one among all the workouts of its day. A workout without sets is known by its id.
    """
    kept = tuple(kept)
    ids = {workout.id for workout in kept}
    taken = set(ids)
    left = _sets_by_day(kept)
    new: list[Workout] = []
    known: list[Workout] = []
    partly: list[PartlyKnown] = []
    for workout in _whole_ones_first(workouts, _sets_by_day(kept)):
        missing = _missing(workout, left.get((workout.lifter, workout.day), Counter()))
        if not missing and (workout.sets or workout.id in ids):
            known.append(workout)
        elif len(missing) < len(workout.sets):
            partly.append(PartlyKnown(workout, replace(workout, id=new_id(), sets=missing)))
        else:
            new.append(replace(workout, id=new_id()) if workout.id in taken else workout)
            taken.add(workout.id)
    return Compared(tuple(new), tuple(known), tuple(partly))


def _sets_by_day(workouts: Iterable[Workout]) -> dict[tuple[str, date], Counter[Likeness]]:
    found: dict[tuple[str, date], Counter[Likeness]] = {}
    for workout in workouts:
        found.setdefault((workout.lifter, workout.day), Counter()).update(map(likeness, workout.sets))
    return found


def _whole_ones_first(workouts: Sequence[Workout], kept: dict[tuple[str, date], Counter[Likeness]]) -> list[Workout]:
    """Of two workouts of a day, the one that may be kept whole gets its sets before the other takes some of them."""

    def may_be_partly_kept(workout: Workout) -> bool:
        day = kept.get((workout.lifter, workout.day), Counter())
        return not Counter(map(likeness, workout.sets)) <= day

    return sorted(workouts, key=may_be_partly_kept)


def _missing(workout: Workout, left: Counter[Likeness]) -> tuple[LoggedSet, ...]:
    missing = []
    for each in workout.sets:
        if left[likeness(each)] > 0:
            left[likeness(each)] -= 1
        else:
            missing.append(each)
    return tuple(missing)
