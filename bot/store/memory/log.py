"""Workouts and body masses, in memory."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.store.alike import told_before
from bot.store.errors import ChangedError, MissingError, RecordError
from bot.store.log_records import BodyMass, Effort, LoggedLift, LoggedSet, Undone, Workout
from bot.store.memory import commands
from bot.store.memory.shared import Command, Memory
from bot.store.record_checks import (
    check_body_mass,
    check_command,
    check_next_workout,
    check_replacement,
    check_sets,
    check_workout,
)

Plan = Callable[[], tuple[Sequence[str], Sequence[Workout]]]
"""Which workouts to delete (ids), and which ones to write."""


class MemoryLogStore:
    """The training log for as long as the program runs."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def keep_workouts(
        self, lifter: str, workouts: Sequence[Workout], command: str, at: datetime, next_workout: int | None = None
    ) -> bool:
        """Keep new workouts, all of the lifter, and say which workout of the program in progress comes next."""
        for each in workouts:
            check_workout(each, lifter)

        def plan() -> tuple[Sequence[str], Sequence[Workout]]:
            ids = {each.id for each in workouts}
            if len(ids) < len(workouts) or not ids.isdisjoint(self._memory.workouts):
                raise RecordError("workout.id: expected one that no other workout has")
            return (), workouts

        return self._change(lifter, command, at, plan, next_workout)

    def add_sets(
        self, lifter: str, workout: str, sets: Sequence[LoggedSet], command: str, at: datetime,
        next_workout: int | None = None,
    ) -> bool:  # fmt: skip
        """Keep more sets at the end of a workout (its id). Raises MissingError."""
        check_sets(sets)

        def plan() -> tuple[Sequence[str], Sequence[Workout]]:
            found = self._found(lifter, workout)
            return (workout,), (replace(found, sets=(*found.sets, *sets)),)

        return self._change(lifter, command, at, plan, next_workout)

    def replace_workout(self, old: Workout, new: Workout, command: str, at: datetime) -> bool:
        """Keep a workout as it should be, under the same id. Raises ChangedError if it is no longer `old`."""
        check_replacement(old, new)

        def plan() -> tuple[Sequence[str], Sequence[Workout]]:
            if self._found(old.lifter, old.id) != old:
                raise ChangedError("The workout was changed meanwhile. Read it and try again.")
            return (old.id,), (new,)

        return self._change(old.lifter, command, at, plan)

    def delete_workouts(self, lifter: str, ids: Iterable[str], command: str, at: datetime) -> bool:
        """Delete workouts with their sets. Raises MissingError, and deletes none, if one is not there."""
        wanted = set(ids)
        return self._change(lifter, command, at, lambda: ([self._found(lifter, each).id for each in wanted], ()))

    def keep_body_masses(self, lifter: str, masses: Sequence[BodyMass], command: str, at: datetime) -> bool:
        """Keep what a lifter weighed, in place of what was kept for the same days; of one day the last."""
        for each in masses:
            check_body_mass(each, lifter)
        return self._change_masses(lifter, {each.day for each in masses}, masses, command, at)

    def delete_body_masses(self, lifter: str, days: Iterable[date], command: str, at: datetime) -> bool:
        """Delete what a lifter weighed on days. Raises MissingError, and deletes none, if one is not there."""
        return self._change_masses(lifter, set(days), (), command, at)

    def undo(self, lifter: str, command: str, at: datetime) -> Undone | None:
        """Take back the latest change that was not taken back yet."""
        check_command(command, at)
        with self._memory.of(lifter):
            return commands.undo(self._memory, lifter, command, at)

    def kept_by(self, lifter: str, command: str) -> tuple[Workout, ...]:
        """The workouts as a command left them; without those that a later one changed."""
        with self._memory.lock:
            number = commands.number_of(self._memory, lifter, command)
            kept = [workout for workout, by in self._memory.workouts.values() if by == number and number is not None]
        return tuple(sorted(kept, key=_order))

    def workout(self, lifter: str, workout: str) -> Workout | None:
        """A workout of the lifter by its id."""
        with self._memory.lock:
            found, _ = self._memory.workouts.get(workout, (None, None))
        return found if found and found.lifter == lifter else None

    def workouts(self, lifter: str, first: date | None = None, last: date | None = None) -> tuple[Workout, ...]:
        """Workouts from one day to another, both of them in, the oldest first. None: no limit."""
        with self._memory.lock:
            theirs = [workout for workout, _ in self._memory.workouts.values() if workout.lifter == lifter]
        return tuple(sorted((each for each in theirs if _is_between(each.day, first, last)), key=_order))

    def workout_days(self, lifter: str, last: date | None = None) -> tuple[date, ...]:
        """The day of each workout up to one, that day in, the oldest first; a day with two is there twice."""
        return tuple(each.day for each in self.workouts(lifter, last=last))

    def latest_workouts(self, lifter: str, count: int = 1) -> tuple[Workout, ...]:
        """The latest workouts, the latest first."""
        return self.workouts(lifter)[::-1][:count]

    def latest_sets(self, lifter: str, exercise: str, workouts: int = 1) -> tuple[Workout, ...]:
        """The latest workouts with an exercise, the latest first, each with the sets of that exercise alone."""
        of_it = [
            replace(each, sets=tuple(one for one in each.sets if one.exercise == exercise))
            for each in self.latest_workouts(lifter, len(self._memory.workouts))
        ]
        return tuple(each for each in of_it if each.sets)[:workouts]

    def logged_lift(
        self, lifter: str, exercise: str, without: Iterable[str] = (), own_kg: float | None = None
    ) -> LoggedLift:
        """All sets of an exercise in one, without warm-ups and without those of some workouts (ids)."""
        left_out = set(without)
        by_workout = [
            [one for one in each.sets if one.exercise == exercise and not one.is_warm_up and _counts(one, own_kg)]
            for each in self.workouts(lifter)
            if each.id not in left_out
        ]
        efforts = {Effort(exercise, one.load_kg, one.reps, one.rpe) for sets in by_workout for one in sets}
        most_reps = max((sum(one.reps for one in sets) for sets in by_workout), default=0)
        lifted_kg = [sum(one.reps * _lifted_kg(one, own_kg) for one in sets) for sets in by_workout if sets]
        return LoggedLift(tuple(efforts), most_reps, max(lifted_kg, default=0))

    def duplicates(self, lifter: str, day: date, sets: Sequence[LoggedSet]) -> tuple[LoggedSet, ...]:
        """Those of `sets` that are kept for the day already: same exercise, reps and load (to the gram)."""
        return told_before(sets, [each for workout in self.workouts(lifter, day, day) for each in workout.sets])

    def body_masses(self, lifter: str, first: date | None = None, last: date | None = None) -> tuple[BodyMass, ...]:
        """What a lifter weighed from one day to another, both of them in, the oldest first."""
        with self._memory.lock:
            theirs = [mass for mass, _ in self._memory.masses.values() if mass.lifter == lifter]
        between = (each for each in theirs if _is_between(each.day, first, last))
        return tuple(sorted(between, key=lambda each: each.day))

    def _found(self, lifter: str, id: str) -> Workout:
        found = self.workout(lifter, id)
        if found is None:
            raise MissingError("There is no such workout of this lifter. Look the workouts up again.")
        return found

    def _change(
        self, lifter: str, command: str, at: datetime, plan: Plan, next_workout: int | None = None
    ) -> bool:  # fmt: skip
        check_command(command, at)
        check_next_workout(next_workout)
        memory = self._memory
        with memory.of(lifter):
            if commands.number_of(memory, lifter, command) is not None:
                return False
            removed, written = plan()
            program = commands.move_program(memory, lifter, next_workout)
            before = tuple(memory.workouts.pop(each) for each in removed)
            number = commands.add(memory, Command(lifter, command, at, True, before, (), program))
            memory.workouts |= {each.id: (each, number) for each in written}
        return True

    def _change_masses(
        self, lifter: str, days: set[date], masses: Sequence[BodyMass], command: str, at: datetime
    ) -> bool:
        check_command(command, at)
        memory = self._memory
        with memory.of(lifter):
            if commands.number_of(memory, lifter, command) is not None:
                return False
            there = [(lifter, day) for day in days if (lifter, day) in memory.masses]
            if not masses and len(there) < len(days):
                raise MissingError("There is no body mass for that day.")
            before = tuple(memory.masses.pop(key) for key in there)
            number = commands.add(memory, Command(lifter, command, at, True, (), before))
            memory.masses |= {(lifter, each.day): (each, number) for each in masses}
        return True


def _counts(done: LoggedSet, own_kg: float | None) -> bool:
    return done.load_kg is not None or own_kg is not None


def _lifted_kg(done: LoggedSet, own_kg: float | None) -> float:
    load_kg = done.load_kg or 0
    return load_kg if own_kg is None else max(0, load_kg + own_kg)


def _order(workout: Workout) -> tuple[date, datetime, str]:
    return workout.day, workout.logged_at, workout.id


def _is_between(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)
