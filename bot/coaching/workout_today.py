"""A planned workout as it is done today: loads with their reasons, lighter sets before them, plates on the bar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.coaching.advice import Amount, Mass, PlannedWorkout, Prescription
from bot.coaching.exercise import Exercise, Loading, exercise
from bot.coaching.figures import constant
from bot.coaching.load_rule import LoadRule
from bot.coaching.log import WorkoutDone, is_loaded
from bot.coaching.next_load import next_load
from bot.coaching.next_load_reason import NextLoad
from bot.coaching.plates import common_plates, load_bar
from bot.coaching.rounding import Tool, tool_for
from bot.coaching.terms import MassUnit, Muscle, TrainingGoal
from bot.coaching.units import to_kg
from bot.coaching.warm_up import HEAVY_STEPS, STEPS, ramp


@dataclass(frozen=True)
class SetUp:
    """A load and how to put it together: `side` are the plates of one side of `bar`, () on an empty bar.

    Both are None for what has no bar. `total` is what then lies on the bar, if that is not quite `load`.
    """

    load: Mass
    reps: Amount | None = None
    bar: Mass | None = None
    side: tuple[Mass, ...] | None = None
    total: Mass | None = None


@dataclass(frozen=True)
class TodaysLift:
    """An exercise today. `warm_up` are its lighter sets, `set_ups` each of its working loads once, in their order."""

    next: NextLoad
    warm_up: tuple[SetUp, ...]
    set_ups: tuple[SetUp, ...]


def workout_today(
    planned: PlannedWorkout,
    done: Mapping[str, Sequence[WorkoutDone]],
    today: date,
    rule: LoadRule,
    *,
    unit: MassUnit = MassUnit.KG,
    training_goal: TrainingGoal | None = None,
    is_easy_week: bool = False,
) -> tuple[TodaysLift, ...]:
    """Every exercise of a workout, in its order. `done` are the last workouts with each exercise, by its id."""
    found: list[TodaysLift] = []
    warm: set[Muscle] = set()
    for each in planned.prescriptions:
        following = next_load(
            each.exercise, done.get(each.exercise, ()), today, rule, each, unit=unit, is_easy_week=is_easy_week
        )
        lift = exercise(each.exercise)
        is_again = any(before.next.prescription.exercise == each.exercise for before in found)
        is_warm = not warm.isdisjoint(lift.direct_muscles)
        lighter = () if is_again else warm_up_sets(following.prescription, training_goal, is_warm=is_warm)
        found.append(TodaysLift(following, lighter, set_ups(following.prescription)))
        warm.update(lift.direct_muscles)
    return tuple(found)


def warm_up_sets(
    planned: Prescription, training_goal: TrainingGoal | None = None, *, is_warm: bool = False
) -> tuple[SetUp, ...]:
    """Lighter sets before the first working load; one of them if its muscles are warm. () without a load to get to."""
    lift, loads = exercise(planned.exercise), _loads(planned)
    if not loads or not is_loaded(lift):
        return ()
    steps = HEAVY_STEPS if training_goal is TrainingGoal.STRENGTH else STEPS
    sets = ramp(to_kg(loads[0].value, loads[0].unit), loads[0].unit, tool_for(lift.loading), steps)
    found = [_set_up(lift, load, reps) for load, reps in sets if _fits(lift, load)]
    return tuple(found[-1:] if is_warm else found)


def set_ups(planned: Prescription) -> tuple[SetUp, ...]:
    """How to put each working load together, once each."""
    return tuple(_set_up(exercise(planned.exercise), load) for load in dict.fromkeys(_loads(planned)))


def _loads(planned: Prescription) -> tuple[Mass, ...]:
    if planned.load is None:
        return ()
    return planned.load if isinstance(planned.load, tuple) else (planned.load,)


def _fits(lift: Exercise, load: Mass) -> bool:
    """Machines, which are loaded in the steps of a bar, have no empty bar to begin with."""
    is_bar = load == Mass(constant("plates", f"bar_{load.unit}"), load.unit)
    return lift.loading is Loading.BARBELL or tool_for(lift.loading) is not Tool.BARBELL or not is_bar


def _set_up(lift: Exercise, load: Mass, reps: Amount | None = None) -> SetUp:
    bars = (constant("plates", f"{name}_{load.unit}") for name in ("bar", "light_bar"))
    bar = next((each for each in bars if each <= load.value), None)
    if lift.loading is not Loading.BARBELL or bar is None:
        return SetUp(load, reps)
    loaded = load_bar(load.value, bar, common_plates(load.unit))
    side = tuple(Mass(plate, load.unit) for plate in loaded.side)
    total = None if loaded.total == load.value else Mass(loaded.total, load.unit)
    return SetUp(load, reps, Mass(bar, load.unit), side, total)
