"""Personal records: what a workout has that none before it had."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.coaching.advice import Advice, Amount, Mass, Value
from bot.coaching.attempt import same_load
from bot.coaching.best_estimate import BestSet, best_estimate
from bot.coaching.exercise import Loading, exercise
from bot.coaching.figures import constant
from bot.coaching.guideline import guideline
from bot.coaching.lifted_mass import lifted_at_once, lifted_kg
from bot.coaching.log import LiftDone, SetDone, WorkoutDone, is_loaded, load_of, work_sets
from bot.coaching.rounding import outward, to_show
from bot.coaching.terms import MassUnit

TOPIC = "personal_record"


class RecordKind(StrEnum):
    """What is better than ever; the order is that of importance."""

    LOAD = "load"  # the heaviest load
    ONE_REP_MAX = "one_rep_max"  # the best estimated 1RM
    REPS = "reps"  # most reps (or seconds) at a load, or with the body alone
    VOLUME = "volume"  # most lifted in one workout, or most reps in all where no mass can be told


@dataclass(frozen=True)
class PersonalRecord:
    """A record: `value` with its unit, and the best `before`. `load` is that of the set; None for the body alone.

    Of an estimated 1RM `value` is the middle of the formulas and `span` their range.
    """

    kind: RecordKind
    exercise: str
    value: Mass | Amount
    before: Mass | Amount
    load: Mass | None = None
    span: Amount | None = None

    @property
    def advice(self) -> Advice:
        """The same as an answer, with the kind as its variant."""
        values: dict[str, Value] = {"lift": self.exercise, "value": self.value, "before": self.before}
        values |= {name: each for name, each in (("load", self.load), ("span", self.span)) if each is not None}
        return Advice(TOPIC, values, self.kind, (), guideline(TOPIC).sources())


@dataclass(frozen=True)
class Bests:
    """The best of a lift so far. Loads and volume in kg; `reps_at` are the most reps (or seconds) at each load."""

    reps_at: Mapping[float, int]
    estimate: BestSet | None
    volume_kg: float | None
    total_reps: int

    @property
    def load_kg(self) -> float:
        """The heaviest load; 0 for the body alone, less for help."""
        return max(self.reps_at)

    def reps_with(self, load_kg: float) -> int:
        """The most reps with a load or a heavier one; 0 if there were none."""
        return max((reps for load, reps in self.reps_at.items() if _at_least(load, load_kg)), default=0)


def bests(exercise_id: str, workouts: Iterable[WorkoutDone], body_mass_kg: float | None = None) -> Bests | None:
    """The best of a lift in the workouts; None if they do not have it. `body_mass_kg` is the lifter's, if known."""
    by_workout = [found for each in workouts if (found := work_sets(each, exercise_id))]
    if not by_workout:
        return None
    volumes = [_volume_kg(sets, body_mass_kg) for sets in by_workout]
    known = [volume for volume in volumes if volume is not None]
    most = max(sum(one.reps for one in sets) for sets in by_workout)
    every = [one for sets in by_workout for one in sets]
    return Bests(
        _reps_at(every), best_estimate(exercise_id, every), max(known) if len(known) == len(volumes) else None, most
    )


def bests_of_all(exercise_id: str, done: LiftDone, body_mass_kg: float | None = None) -> Bests | None:
    """The same of all that was done of a lift, summed up with `lifted_mass.own_kg`."""
    if not done.sets:
        return None
    is_known = all(lifted_kg(each, body_mass_kg) is not None for each in done.sets)
    volume_kg = done.most_lifted_kg * lifted_at_once(exercise(exercise_id)) if is_known else None
    return Bests(_reps_at(done.sets), best_estimate(exercise_id, done.sets), volume_kg, done.most_reps)


def personal_records(
    workout: WorkoutDone,
    earlier: Iterable[WorkoutDone],
    unit: MassUnit = MassUnit.KG,
    body_mass_kg: float | None = None,
) -> tuple[PersonalRecord, ...]:
    """The records of a workout against all earlier ones, exercise by exercise, the most important of each first.

    The first time of an exercise is no record, a warm-up never is one, and a band has none: its load is not known.
    """
    earlier = tuple(earlier)
    return tuple(
        record
        for lift in dict.fromkeys(each.exercise for each in workout.sets)
        for record in records_over(bests(lift, earlier, body_mass_kg), lift, workout, unit, body_mass_kg)
    )


def records_over(
    before: Bests | None, exercise_id: str, workout: WorkoutDone, unit: MassUnit, body_mass_kg: float | None = None
) -> list[PersonalRecord]:
    """The records that a workout has in one exercise over the best `before`, the most important first."""
    now = bests(exercise_id, (workout,), body_mass_kg)
    if not before or not now or exercise(exercise_id).loading is Loading.BAND:
        return []
    return compared(exercise_id, now, before, unit)


def compared(exercise_id: str, now: Bests, before: Bests, unit: MassUnit) -> list[PersonalRecord]:
    """The records of `now` over `before`."""
    found = (each(exercise_id, now, before, unit) for each in (_load, _one_rep_max, _reps, _volume))
    return [each for each in found if each is not None]


def _load(exercise_id: str, now: Bests, before: Bests, unit: MassUnit) -> PersonalRecord | None:
    if not _is_better(now.load_kg, before.load_kg) or (before.load_kg == 0 and is_loaded(exercise(exercise_id))):
        return None
    shown = to_show(now.load_kg, unit)
    return PersonalRecord(RecordKind.LOAD, exercise_id, shown, to_show(before.load_kg, unit), shown)


def _one_rep_max(exercise_id: str, now: Bests, before: Bests, unit: MassUnit) -> PersonalRecord | None:
    if now.estimate is None or before.estimate is None:
        return None
    best, last = now.estimate.one_rep_max, before.estimate.one_rep_max
    if not _is_better(best.middle, last.middle):
        return None
    shown, span = to_show(best.middle, unit), outward(best.low, best.high, unit)
    load = to_show(now.estimate.load_kg, unit)
    return PersonalRecord(RecordKind.ONE_REP_MAX, exercise_id, shown, to_show(last.middle, unit), load, span)


def _reps(exercise_id: str, now: Bests, before: Bests, unit: MassUnit) -> PersonalRecord | None:
    """At the heaviest load that was lifted before and got more reps than ever with it or more."""
    better = [
        (load_kg, reps)
        for load_kg, reps in now.reps_at.items()
        if any(same_load(load_kg, each) for each in before.reps_at) and reps > before.reps_with(load_kg)
    ]
    if not better:
        return None
    load_kg, reps = max(better)
    counted = "seconds" if exercise(exercise_id).timed else "reps"
    last = before.reps_with(load_kg)
    load = to_show(load_kg, unit) if load_kg else None
    return PersonalRecord(RecordKind.REPS, exercise_id, Amount(reps, reps, counted), Amount(last, last, counted), load)


def _volume(exercise_id: str, now: Bests, before: Bests, unit: MassUnit) -> PersonalRecord | None:
    if now.volume_kg is not None and before.volume_kg is not None:
        if not _is_better(now.volume_kg, before.volume_kg):
            return None
        shown, last = to_show(now.volume_kg, unit), to_show(before.volume_kg, unit)
        return PersonalRecord(RecordKind.VOLUME, exercise_id, shown, last)
    if now.total_reps <= before.total_reps or now.load_kg < before.load_kg or exercise(exercise_id).timed:
        return None
    total, most = (Amount(each, each, "reps") for each in (now.total_reps, before.total_reps))
    return PersonalRecord(RecordKind.VOLUME, exercise_id, total, most)


def _reps_at(sets: Iterable[SetDone]) -> dict[float, int]:
    """The most reps (or seconds) at each load."""
    found: dict[float, int] = {}
    for each in sets:
        found[load_of(each)] = max(found.get(load_of(each), 0), each.reps)
    return found


def _volume_kg(sets: Iterable[SetDone], body_mass_kg: float | None) -> float | None:
    """What the sets lift together; None if it cannot be told of one of them."""
    lifted = [lifted_kg(each, body_mass_kg) for each in sets]
    return None if None in lifted else sum(each for each in lifted if each is not None)


def _at_least(load_kg: float, other_kg: float) -> bool:
    return load_kg >= other_kg or same_load(load_kg, other_kg)


def _is_better(now_kg: float, before_kg: float) -> bool:
    return now_kg - before_kg >= _better_by()


@cache
def _better_by() -> float:
    return constant(TOPIC, "better_by")
