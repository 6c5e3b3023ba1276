"""Workouts and body masses, in a database."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, true
from sqlalchemy.engine import Connection, Engine

from bot.store.alike import told_before
from bot.store.errors import ChangedError, MissingError
from bot.store.log_records import BodyMass, LoggedLift, LoggedSet, Undone, Workout
from bot.store.record_checks import (
    check_body_mass,
    check_command,
    check_next_workout,
    check_replacement,
    check_sets,
    check_workout,
)
from bot.store.sql import commands, log_rows
from bot.store.sql.database import reading, writing
from bot.store.sql.rows import set_of
from bot.store.sql.snapshot import Snapshot
from bot.store.tables import body_masses, logged_sets
from bot.store.tables import workouts as workout_table

Plan = Callable[[Connection], tuple[log_rows.Written, Sequence[Workout]]]
"""Reads which workouts to delete, and says which ones to write."""


class SqlLogStore:
    """The training log, in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep_workouts(
        self, lifter: str, workouts: Sequence[Workout], command: str, at: datetime, next_workout: int | None = None
    ) -> bool:
        """Keep new workouts, all of the lifter, and say which workout of the program in progress comes next."""
        for each in workouts:
            check_workout(each, lifter)

        def plan(connection: Connection) -> tuple[log_rows.Written, Sequence[Workout]]:
            log_rows.check_new(connection, [each.id for each in workouts])
            return (), workouts

        return self._change(lifter, command, at, plan, next_workout)

    def add_sets(
        self, lifter: str, workout: str, sets: Sequence[LoggedSet], command: str, at: datetime,
        next_workout: int | None = None,
    ) -> bool:  # fmt: skip
        """Keep more sets at the end of a workout (its id). Raises MissingError."""
        check_sets(sets)

        def plan(connection: Connection) -> tuple[log_rows.Written, Sequence[Workout]]:
            ((found, _),) = before = log_rows.read_by_id(connection, lifter, [workout])
            return before, (replace(found, sets=(*found.sets, *sets)),)

        return self._change(lifter, command, at, plan, next_workout)

    def replace_workout(self, old: Workout, new: Workout, command: str, at: datetime) -> bool:
        """Keep a workout as it should be, under the same id. Raises ChangedError if it is no longer `old`."""
        check_replacement(old, new)

        def plan(connection: Connection) -> tuple[log_rows.Written, Sequence[Workout]]:
            ((found, _),) = before = log_rows.read_by_id(connection, old.lifter, [old.id])
            if found != old:
                raise ChangedError("The workout was changed meanwhile. Read it and try again.")
            return before, (new,)

        return self._change(old.lifter, command, at, plan)

    def delete_workouts(self, lifter: str, ids: Iterable[str], command: str, at: datetime) -> bool:
        """Delete workouts with their sets. Raises MissingError, and deletes none, if one is not there."""
        wanted = tuple(ids)
        return self._change(
            lifter, command, at, lambda connection: (log_rows.read_by_id(connection, lifter, wanted), ())
        )

    def keep_body_masses(self, lifter: str, masses: Sequence[BodyMass], command: str, at: datetime) -> bool:
        """Keep what a lifter weighed, in place of what was kept for the same days; of one day the last."""
        for each in masses:
            check_body_mass(each, lifter)
        latest = tuple({each.day: each for each in masses}.values())
        return self._change_masses(lifter, [each.day for each in latest], latest, command, at)

    def delete_body_masses(self, lifter: str, days: Iterable[date], command: str, at: datetime) -> bool:
        """Delete what a lifter weighed on days. Raises MissingError, and deletes none, if one is not there."""
        return self._change_masses(lifter, list(set(days)), (), command, at)

    def undo(self, lifter: str, command: str, at: datetime) -> Undone | None:
        """Take back the latest change that was not taken back yet."""
        check_command(command, at)
        with writing(self._engine) as connection:
            return commands.undo(connection, lifter, command, at)

    def kept_by(self, lifter: str, command: str) -> tuple[Workout, ...]:
        """The workouts as a command left them; without those that a later one changed."""
        with reading(self._engine) as connection:
            number = commands.number_of(connection, lifter, command)
            return _plain(log_rows.read_workouts(connection, workout_table.c.command == number)) if number else ()

    def workout(self, lifter: str, workout: str) -> Workout | None:
        """A workout of the lifter by its id."""
        return next((each for each in self._read(workout_table.c.id == workout) if each.lifter == lifter), None)

    def workouts(self, lifter: str, first: date | None = None, last: date | None = None) -> tuple[Workout, ...]:
        """Workouts from one day to another, both of them in, the oldest first. None: no limit."""
        return self._read((workout_table.c.lifter == lifter) & _between(workout_table.c.day, first, last))

    def workout_days(self, lifter: str, last: date | None = None) -> tuple[date, ...]:
        """The day of each workout up to one, that day in, the oldest first; a day with two is there twice."""
        day = workout_table.c.day
        query = select(day).where(workout_table.c.lifter == lifter, _between(day, None, last)).order_by(day)
        with reading(self._engine) as connection:
            return tuple(connection.execute(query).scalars())

    def latest_workouts(self, lifter: str, count: int = 1) -> tuple[Workout, ...]:
        """The latest workouts, the latest first."""
        order = (workout_table.c.day.desc(), workout_table.c.logged_at.desc(), workout_table.c.id.desc())
        latest = select(workout_table.c.id).where(workout_table.c.lifter == lifter).order_by(*order).limit(count)
        return self._read(workout_table.c.id.in_(latest), latest_first=True)

    def latest_sets(self, lifter: str, exercise: str, workouts: int = 1) -> tuple[Workout, ...]:
        """The latest workouts with an exercise, the latest first, each with the sets of that exercise alone."""
        table = logged_sets.c
        with_it = select(table.workout, table.day, table.logged_at).where(
            table.lifter == lifter, table.exercise == exercise
        )
        order = (table.day.desc(), table.logged_at.desc(), table.workout.desc())
        latest = with_it.distinct().order_by(*order).limit(workouts).subquery()
        in_them = workout_table.c.id.in_(select(latest.c.workout))
        return self._read(in_them, exercise, latest_first=True)

    def logged_lift(
        self, lifter: str, exercise: str, without: Iterable[str] = (), own_kg: float | None = None
    ) -> LoggedLift:
        """All sets of an exercise in one, without warm-ups and without those of some workouts (ids)."""
        with reading(self._engine) as connection:
            return log_rows.read_lift(connection, lifter, exercise, tuple(without), own_kg)

    def duplicates(self, lifter: str, day: date, sets: Sequence[LoggedSet]) -> tuple[LoggedSet, ...]:
        """Those of `sets` that are kept for the day already: same exercise, reps and load (to the gram)."""
        query = select(logged_sets).where(logged_sets.c.lifter == lifter, logged_sets.c.day == day)
        with reading(self._engine) as connection:
            return told_before(sets, map(set_of, connection.execute(query).mappings()))

    def body_masses(self, lifter: str, first: date | None = None, last: date | None = None) -> tuple[BodyMass, ...]:
        """What a lifter weighed from one day to another, both of them in, the oldest first."""
        with reading(self._engine) as connection:
            condition = (body_masses.c.lifter == lifter) & _between(body_masses.c.day, first, last)
            return tuple(mass for mass, _ in log_rows.read_masses(connection, condition))

    def _read(
        self, condition: Any, exercise: str | None = None, *, latest_first: bool = False  # noqa: ANN401
    ) -> tuple[Workout, ...]:  # fmt: skip
        with reading(self._engine) as connection:
            return _plain(log_rows.read_workouts(connection, condition, exercise, latest_first=latest_first))

    def _change(
        self, lifter: str, command: str, at: datetime, plan: Plan, next_workout: int | None = None
    ) -> bool:  # fmt: skip
        check_command(command, at)
        check_next_workout(next_workout)
        with writing(self._engine) as connection:
            number = commands.begin(connection, lifter, command, at)
            if number is None:
                return False
            before, after = plan(connection)
            log_rows.delete_workouts(connection, [each.id for each, _ in before])
            log_rows.write_workouts(connection, [(each, number) for each in after])
            program = commands.move_program(connection, lifter, next_workout)
            commands.remember(connection, number, Snapshot(before, program=program))
        return True

    def _change_masses(
        self, lifter: str, days: Sequence[date], masses: Sequence[BodyMass], command: str, at: datetime
    ) -> bool:
        check_command(command, at)
        with writing(self._engine) as connection:
            number = commands.begin(connection, lifter, command, at)
            if number is None:
                return False
            before = log_rows.read_masses_of(connection, lifter, days)
            if not masses and len(before) < len(days):
                raise MissingError("There is no body mass for that day.")
            log_rows.delete_masses(connection, [each for each, _ in before])
            log_rows.write_masses(connection, [(each, number) for each in masses])
            commands.remember(connection, number, Snapshot(masses=before))
        return True


def _plain(written: log_rows.Written) -> tuple[Workout, ...]:
    return tuple(workout for workout, _ in written)


def _between(day: Any, first: date | None, last: date | None) -> Any:  # noqa: ANN401  columns have no types
    since = true() if first is None else day >= first
    return since & (true() if last is None else day <= last)
