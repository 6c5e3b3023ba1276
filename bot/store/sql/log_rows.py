"""How workouts and body masses are read and written within a transaction."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, case, delete, false, func, insert, select
from sqlalchemy.engine import Connection

from bot.store.errors import MissingError, RecordError
from bot.store.log_records import BodyMass, Effort, LoggedLift, LoggedSet, Workout
from bot.store.sql.rows import mass_of, row_of_workout, rows_of_sets, workout_of
from bot.store.tables import body_masses, logged_sets, workouts

AT_ONCE = 500
"""Ids in one query; SQLite takes some thousands."""

OF_A_SET = ("exercise", "reps", "load_kg", "said_load", "said_unit", "rpe", "is_warm_up", "note")
"""The columns of a set that make its record, in the order of its fields."""

Written = tuple[tuple[Workout, int | None], ...]
"""Workouts, each with the number of the command that wrote it last."""
WrittenMasses = tuple[tuple[BodyMass, int | None], ...]


def read_workouts(
    connection: Connection, condition: Any, exercise: str | None = None, *, latest_first: bool = False  # noqa: ANN401
) -> Written:  # fmt: skip
    """Workouts under a condition, the oldest first, with all their sets or with those of one exercise.

    Two queries, of one moment: see `database.reading`.

    A condition on ids or commands should be on them alone: with one on the lifter beside it SQLite reads all workouts
    of the lifter.
    """
    sets = _sets_under(connection, condition, exercise)
    order = [workouts.c.day, workouts.c.logged_at, workouts.c.id]
    ordered = [column.desc() for column in order] if latest_first else order
    rows = connection.execute(select(workouts).where(condition).order_by(*ordered)).mappings().all()
    return tuple((workout_of(row, tuple(sets.get(row["id"], ()))), row["command"]) for row in rows)


def _sets_under(connection: Connection, condition: Any, exercise: str | None) -> dict[str, list[LoggedSet]]:  # noqa: ANN401
    """The sets of the workouts under a condition, in their order, by the workout's id.

    A long log is many rows: nothing is read again with each set that its workout has.
    """
    of_it = [logged_sets.c.exercise == exercise] if exercise else []
    columns = [logged_sets.c[name] for name in OF_A_SET]
    both = logged_sets.join(workouts, workouts.c.id == logged_sets.c.workout)
    query = select(logged_sets.c.workout, *columns).select_from(both).where(condition, *of_it)
    found: dict[str, list[LoggedSet]] = {}
    rows = connection.execute(query.order_by(logged_sets.c.workout, logged_sets.c.position)).all()  # not one by one
    for workout, *values in rows:
        found.setdefault(workout, []).append(LoggedSet(*values))
    return found


def read_lift(
    connection: Connection, lifter: str, exercise: str, without: Sequence[str], own_kg: float | None
) -> LoggedLift:
    """All sets of an exercise in one: the database adds up, so that a row comes for each effort, not for each set.

    Workouts are told apart in the order of the index; their ids alone would have to be sorted.
    """
    of = logged_sets.c
    of_it = [of.lifter == lifter, of.exercise == exercise, of.is_warm_up == false(), of.workout.not_in(without)]
    one_kg = of.load_kg
    if own_kg is None:
        of_it.append(of.load_kg.is_not(None))
    else:
        with_body = func.coalesce(of.load_kg, 0.0) + own_kg
        one_kg = case((with_body > 0, with_body), else_=0.0)
    sums = select(func.sum(of.reps).label("reps"), func.sum(of.reps * one_kg).label("lifted_kg")).where(*of_it)
    totals = sums.group_by(of.day, of.logged_at, of.workout).subquery().c
    most_reps, most_lifted_kg = connection.execute(select(func.max(totals.reps), func.max(totals.lifted_kg))).one()
    efforts = connection.execute(select(of.load_kg, of.reps, of.rpe).where(*of_it).distinct()).all()
    return LoggedLift(tuple(Effort(exercise, *each) for each in efforts), most_reps or 0, most_lifted_kg or 0)


def read_by_id(connection: Connection, lifter: str, ids: Iterable[str]) -> Written:
    """Workouts of a lifter by their ids. Raises MissingError if one is not there."""
    wanted = sorted(set(ids))
    found: list[tuple[Workout, int | None]] = []
    for start in range(0, len(wanted), AT_ONCE):
        found += read_workouts(connection, workouts.c.id.in_(wanted[start : start + AT_ONCE]))
    if len(found) < len(wanted) or any(each.lifter != lifter for each, _ in found):
        raise MissingError("There is no such workout of this lifter. Look the workouts up again.")
    return tuple(found)


def check_new(connection: Connection, ids: Sequence[str]) -> None:
    """Raises RecordError if an id is taken, or given twice."""
    is_twice = len(set(ids)) < len(ids)
    for start in range(0, len(ids), AT_ONCE):
        taken = select(workouts.c.id).where(workouts.c.id.in_(ids[start : start + AT_ONCE])).limit(1)
        if is_twice or connection.execute(taken).first():
            raise RecordError("workout.id: expected one that no other workout has")


def write_workouts(connection: Connection, written: Iterable[tuple[Workout, int | None]]) -> None:
    """Inserts workouts with their sets."""
    some = list(written)
    if some:
        connection.execute(insert(workouts), [row_of_workout(each) | {"command": number} for each, number in some])
    sets = [row for each, _ in some for row in rows_of_sets(each)]
    if sets:
        connection.execute(insert(logged_sets), sets)


def delete_workouts(connection: Connection, ids: Iterable[str]) -> None:
    """Deletes workouts with their sets."""
    some = [{"workout_id": each} for each in ids]
    if some:
        connection.execute(delete(workouts).where(workouts.c.id == bindparam("workout_id")), some)


def read_masses(connection: Connection, condition: Any) -> WrittenMasses:  # noqa: ANN401
    """Body masses under a condition, the oldest first."""
    query = select(body_masses).where(condition).order_by(body_masses.c.day)
    return tuple((mass_of(row), row["command"]) for row in connection.execute(query).mappings())


def read_masses_of(connection: Connection, lifter: str, days: Sequence[date]) -> WrittenMasses:
    """What a lifter weighed on days, those for which there is anything."""
    found: list[tuple[BodyMass, int | None]] = []
    for start in range(0, len(days), AT_ONCE):
        some = body_masses.c.day.in_(days[start : start + AT_ONCE])
        found += read_masses(connection, (body_masses.c.lifter == lifter) & some)
    return tuple(found)


def write_masses(connection: Connection, written: Iterable[tuple[BodyMass, int | None]]) -> None:
    """Inserts body masses."""
    some = [vars(each) | {"command": number} for each, number in written]
    if some:
        connection.execute(insert(body_masses), some)


def delete_masses(connection: Connection, masses: Iterable[BodyMass]) -> None:
    """Deletes body masses by their lifters and days."""
    some = [{"of": each.lifter, "on": each.day} for each in masses]
    if some:
        condition = (body_masses.c.lifter == bindparam("of")) & (body_masses.c.day == bindparam("on"))
        connection.execute(delete(body_masses).where(condition), some)
