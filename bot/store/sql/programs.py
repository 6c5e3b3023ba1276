"""Programs that lifters follow, in a database."""

from datetime import date

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection, Engine

from bot.store.errors import MissingError
from bot.store.log_records import ProgramInProgress
from bot.store.record_checks import check_program
from bot.store.sql.database import reading, writing
from bot.store.sql.lifter_rows import lock
from bot.store.sql.rows import program_of
from bot.store.tables import programs


class SqlProgramStore:
    """Programs, in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def start(self, program: ProgramInProgress) -> None:
        """Begin a program; the one in progress ends on its first day. The same one again changes nothing."""
        check_program(program)
        with writing(self._engine) as connection:
            lock(connection, program.lifter)
            same = select(programs.c.lifter).where(programs.c.id == program.id)
            owner = connection.execute(same).scalar()
            if owner is None:
                _end_current(connection, program.lifter, program.started)
                connection.execute(insert(programs).values(vars(program)))
            elif owner != program.lifter:
                raise MissingError("There is no such program of this lifter.")

    def change(self, program: ProgramInProgress) -> None:
        """Keep a program in place of the one with its id. Raises MissingError."""
        check_program(program)
        with writing(self._engine) as connection:
            lock(connection, program.lifter)
            same = update(programs).where(programs.c.id == program.id, programs.c.lifter == program.lifter)
            if not connection.execute(same.values(vars(program))).rowcount:
                raise MissingError("There is no such program of this lifter.")

    def current(self, lifter: str) -> ProgramInProgress | None:
        """The program in progress."""
        with reading(self._engine) as connection:
            return current_program(connection, lifter)

    def end(self, lifter: str, day: date) -> ProgramInProgress | None:
        """End the program in progress; which one that was."""
        with writing(self._engine) as connection:
            lock(connection, lifter)
            return _end_current(connection, lifter, day)

    def programs(self, lifter: str) -> tuple[ProgramInProgress, ...]:
        """All programs that were begun, the oldest first."""
        with reading(self._engine) as connection:
            return programs_of(connection, lifter)


def current_program(connection: Connection, lifter: str) -> ProgramInProgress | None:
    """The program in progress."""
    query = select(programs).where(programs.c.lifter == lifter, programs.c.ended.is_(None))
    row = connection.execute(query).mappings().first()
    return program_of(row) if row else None


def programs_of(connection: Connection, lifter: str) -> tuple[ProgramInProgress, ...]:
    """All programs that were begun, the oldest first."""
    ordered = select(programs).where(programs.c.lifter == lifter).order_by(programs.c.started, programs.c.id)
    return tuple(map(program_of, connection.execute(ordered).mappings()))


def go_to_workout(connection: Connection, lifter: str, program: str, number: int) -> None:
    """Says which workout of a program comes next."""
    theirs = update(programs).where(programs.c.id == program, programs.c.lifter == lifter)
    connection.execute(theirs.values(next_workout=number))


def _end_current(connection: Connection, lifter: str, day: date) -> ProgramInProgress | None:
    current = current_program(connection, lifter)
    if current:
        connection.execute(update(programs).where(programs.c.id == current.id).values(ended=max(day, current.started)))
    return current
