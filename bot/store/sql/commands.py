"""Commands: each is carried out once for a lifter, and can be undone while it is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from bot.store.log_records import BodyMass, Undone, Workout
from bot.store.sql.lifter_rows import lock
from bot.store.sql.log_rows import read_masses, read_masses_of, read_workouts, write_masses, write_workouts
from bot.store.sql.programs import current_program, go_to_workout
from bot.store.sql.rows import without_zone
from bot.store.sql.snapshot import Snapshot, as_text, from_text
from bot.store.tables import body_masses, commands, workouts

Record = TypeVar("Record", Workout, BodyMass)


def begin(
    connection: Connection, lifter: str, command: str, at: datetime, *, can_be_undone: bool = True
) -> int | None:  # fmt: skip
    """The number of a new command; None if it was carried out before. Holds the lifter until the transaction ends."""
    lock(connection, lifter)
    if number_of(connection, lifter, command) is not None:
        return None
    row = {"lifter": lifter, "command": command, "at": without_zone(at), "can_be_undone": can_be_undone}
    return int(connection.execute(insert(commands).values(row)).inserted_primary_key[0])


def number_of(connection: Connection, lifter: str, command: str) -> int | None:
    """The number of a command that was carried out."""
    query = select(commands.c.number).where(commands.c.lifter == lifter, commands.c.command == command)
    found = connection.execute(query).scalar()
    return None if found is None else int(found)


def remember(connection: Connection, number: int, before: Snapshot, undoes: int | None = None) -> None:
    """Keeps what a command changed, as it was before."""
    values = {"before": as_text(before), "undoes": undoes}
    connection.execute(update(commands).where(commands.c.number == number).values(values))


def move_program(connection: Connection, lifter: str, next_workout: int | None) -> tuple[str, int] | None:
    """Says which workout of the program in progress comes next; its id and which came next before."""
    program = None if next_workout is None else current_program(connection, lifter)
    if program is None or next_workout is None:
        return None
    go_to_workout(connection, lifter, program.id, next_workout)
    return program.id, program.next_workout


def undo(connection: Connection, lifter: str, command: str, at: datetime) -> Undone | None:
    """Takes back the latest change that was not taken back yet. What the same command took back if it did before."""
    number = begin(connection, lifter, command, at, can_be_undone=False)
    if number is None:
        return _taken_back(connection, lifter, command)
    latest = select(commands).where(commands.c.lifter == lifter, commands.c.can_be_undone)
    target = connection.execute(latest.order_by(commands.c.number.desc()).limit(1)).mappings().first()
    if target is None:
        return None
    before = from_text(target["before"], lifter)
    removed = _remove(connection, target["number"])
    _put_back(connection, lifter, before)
    connection.execute(update(commands).where(commands.c.number == target["number"]).values(can_be_undone=False))
    remember(connection, number, removed, undoes=target["number"])
    return _undone(target["command"], removed, before)


def _taken_back(connection: Connection, lifter: str, command: str) -> Undone | None:
    number = number_of(connection, lifter, command)
    ours = connection.execute(select(commands).where(commands.c.number == number)).mappings().one()
    target = connection.execute(select(commands).where(commands.c.number == ours["undoes"])).mappings().first()
    if target is None:
        return None
    return _undone(target["command"], from_text(ours["before"], lifter), from_text(target["before"], lifter))


def _undone(command: str, removed: Snapshot, before: Snapshot) -> Undone:
    return Undone(
        command,
        tuple(each for each, _ in removed.workouts), tuple(each for each, _ in before.workouts),
        tuple(each for each, _ in removed.masses), tuple(each for each, _ in before.masses),
        before.program[1] if before.program else None,
    )  # fmt: skip


def _remove(connection: Connection, number: int) -> Snapshot:
    """Deletes what a command left."""
    left, weighed = workouts.c.command == number, body_masses.c.command == number
    removed = Snapshot(read_workouts(connection, left), read_masses(connection, weighed))
    connection.execute(delete(workouts).where(left))
    connection.execute(delete(body_masses).where(weighed))
    return removed


def _put_back(connection: Connection, lifter: str, before: Snapshot) -> None:
    """Inserts what a command had replaced, unless joining two lifters has put something else in its place."""
    taken = {mass.day for mass, _ in read_masses_of(connection, lifter, [mass.day for mass, _ in before.masses])}
    free = [(mass, number) for mass, number in before.masses if mass.day not in taken]
    write_workouts(connection, _still_known(connection, before.workouts))
    write_masses(connection, _still_known(connection, free))
    if before.program:
        go_to_workout(connection, lifter, *before.program)


def _still_known(
    connection: Connection, written: Sequence[tuple[Record, int | None]]
) -> list[tuple[Record, int | None]]:
    """Without the numbers of commands that are no longer kept."""
    numbers = {number for _, number in written if number is not None}
    known = set(connection.execute(select(commands.c.number).where(commands.c.number.in_(numbers))).scalars())
    return [(each, number if number in known else None) for each, number in written]
