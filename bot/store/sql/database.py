"""A database: how it is opened, read and written, and errors that name it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from sqlalchemy import create_engine
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from bot.store.errors import StoreUnavailableError
from bot.store.sql import postgresql, sqlite
from bot.store.sql.version import bring_up_to_date

KINDS = {"sqlite": sqlite, "postgresql": postgresql}


def open_database(url: str) -> Engine:
    """The database at a URL, with its tables as this Spotter knows them; older ones are migrated.

    Any number of processes may open it at once. Raises StoreUnavailableError or StoreVersionError.
    """
    with named(url):
        where = make_url(url)
        kind = KINDS.get(where.get_backend_name())
        if kind is None:
            raise StoreUnavailableError(f"The database {shown(url)} cannot be used. Take SQLite or PostgreSQL.")
        engine = create_engine(where, future=True, hide_parameters=True, **kind.options(where))
        kind.set_up(engine)
        bring_up_to_date(engine, shown(url))
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment of the database, whatever is written meanwhile."""
    options = {} if sqlite.is_used(engine) else {"isolation_level": "REPEATABLE READ"}
    with named(str(engine.url)), engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine, *, is_lasting: bool = True) -> Iterator[Connection]:
    """A connection whose changes are all on disk when the block ends, or none of them if it raises.

    Without `is_lasting` nobody waits for the disk: a power cut may undo them, though not without what came after them.
    """
    is_sqlite = sqlite.is_used(engine)
    turn = sqlite.turn(engine) if is_sqlite else nullcontext()
    with named(str(engine.url)), turn, engine.connect().execution_options(writes=True) as connection:
        haste = nullcontext() if is_lasting else KINDS[engine.dialect.name].hasty(connection)
        with haste, connection.begin():
            yield connection


@contextmanager
def named(url: str) -> Iterator[None]:
    """Turns what a driver raises into an error that names the database and quotes no row."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError, ImportError, UnicodeError) as error:
        what = type(getattr(error, "orig", None) or error).__name__
        is_quoting = isinstance(error, IntegrityError | DataError)  # PostgreSQL puts the row into them
        raise StoreUnavailableError(
            f"The database {shown(url)} cannot be used ({what}). Check SPOTTER_DATABASE, SPOTTER_HOME and its folder."
        ) from (None if is_quoting else error)


def shown(url: str) -> str:
    """The URL without what may be a password."""
    scheme, _, rest = url.rpartition("://")
    return f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}" if scheme else url
