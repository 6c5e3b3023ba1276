"""A lifter who follows a program: does each workout that is due, well or badly, and logs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.coaching.advice import Mass, Prescription
from bot.coaching.amounts import ends
from bot.coaching.attempt import targets
from bot.coaching.terms import MassUnit, TrainingAge, TrainingGoal
from bot.coaching.units import to_kg
from bot.coaching.workout_today import TodaysLift
from bot.logbook.in_progress import DueWorkout, begun, due_workout
from bot.programs.program import ProgramRequest
from bot.store.interface import Stores
from bot.store.log_records import LoggedSet, Workout, new_id
from bot.store.memory import memory_stores

MONDAY = date(2026, 3, 2)
FIRST_LOADS_KG = {"barbell_back_squat": 60.0, "deadlift": 80.0}
OTHER_FIRST_LOAD_KG = 40.0


def request(template: str = "", **more: object) -> ProgramRequest:
    known: dict[str, object] = {
        "training_goal": TrainingGoal.STRENGTH, "training_age": TrainingAge.NOVICE, "days_per_week": 3,
        "workout_minutes": 75, "template": template,
    }  # fmt: skip
    return ProgramRequest(**{**known, **more})  # type: ignore[arg-type]


def at(day: date) -> datetime:
    return datetime.combine(day, time(18), UTC)


@dataclass
class Trainee:
    """A lifter in a store of their own, and the day it is."""

    stores: Stores = field(default_factory=memory_stores)
    today: date = MONDAY
    unit: MassUnit = MassUnit.KG
    missing: Mapping[str, int] = field(default_factory=dict)
    """Reps that the last set of an exercise lacks, from now on."""

    def __post_init__(self) -> None:
        self.id = self.stores.lifters.lifter_of("terminal:test", at(self.today)).id

    def starts(self, asked: ProgramRequest) -> None:
        self.stores.programs.start(begun(self.id, asked, self.today))

    def due(self, day: int | None = None) -> DueWorkout:
        found = due_workout(self.stores, self.id, self.today, self.unit, day)
        assert found is not None
        return found

    def trains(self, after: int = 0, day: int | None = None) -> tuple[DueWorkout, Workout]:
        """Does the workout that is due after some days of rest, and logs it."""
        self.today += timedelta(days=after)
        due = self.due(day)
        sets = tuple(one for lift in due.lifts for one in self._sets(lift))
        done = self.logs(*sets, following=due.following)
        return due, done

    def logs(self, *sets: LoggedSet, following: int | None = None) -> Workout:
        """Logs sets of today."""
        done = Workout(new_id(), self.id, self.today, at(self.today), sets)
        assert self.stores.log.keep_workouts(self.id, [done], new_id(), at(self.today), following)
        return done

    def _sets(self, lift: TodaysLift) -> list[LoggedSet]:
        planned = lift.next.prescription
        reps = [int(ends(each)[0]) for each in targets(planned)]
        reps[-1] -= self.missing.get(planned.exercise, 0)
        loads = self._loads(planned, len(reps))
        return [
            LoggedSet(planned.exercise, max(each, 1), load, load, "kg") for each, load in zip(reps, loads, strict=True)
        ]

    def _loads(self, planned: Prescription, sets: int) -> list[float | None]:
        if isinstance(planned.load, tuple):
            return [to_kg(each.value, each.unit) for each in planned.load]
        if isinstance(planned.load, Mass):
            return [to_kg(planned.load.value, planned.load.unit)] * sets
        return [_first_load_kg(planned.exercise)] * sets


def _first_load_kg(exercise_id: str) -> float | None:
    from bot.coaching.exercise import exercise
    from bot.coaching.log import is_loaded

    if not is_loaded(exercise(exercise_id)):
        return None
    return FIRST_LOADS_KG.get(exercise_id, OTHER_FIRST_LOAD_KG)


def next_of(due: DueWorkout, exercise_id: str) -> TodaysLift:
    """A lift of a workout."""
    return next(each for each in due.lifts if each.next.prescription.exercise == exercise_id)
