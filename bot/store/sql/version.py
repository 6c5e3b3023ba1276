"""Which version the tables of a database are of, and how they become this Spotter's."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection, Engine

from bot.store.errors import StoreVersionError
from bot.store.sql import sqlite
from bot.store.tables import VERSION

LOCK = 0x5907
"""Any number that the other programs of a PostgreSQL server do not take for a lock of their own."""
PATIENCE_SECONDS = 60
"""How long to wait while another process migrates."""
VERSIONS = (("alembic_version", "version_num"), ("schema_version", "version"))
"""Where the version stands: in Alembic's table or, before that was there, in the first Spotter's."""


def bring_up_to_date(engine: Engine, name: str) -> None:
    """Migrates the tables to `VERSION`, all or nothing, one process at a time. Raises StoreVersionError."""
    with engine.connect() as connection, connection.begin():
        if _checked(connection, name) == VERSION:
            return
    with _alone(engine) as connection:
        if _checked(connection, name) != VERSION:
            from bot.store.migrations import upgrade  # Alembic costs 0.1 s, and is seldom needed

            upgrade(connection)


def version_of(connection: Connection) -> str:
    """The version of the tables; "0" where there are none."""
    tables = inspect(connection)
    for table, column in VERSIONS:
        if tables.has_table(table):
            found = connection.execute(text(f"SELECT {column} FROM {table}")).scalar()
            if found is not None:
                return str(found)
    return "0"


def _checked(connection: Connection, name: str) -> int:
    version = version_of(connection)
    if not version.isdecimal():
        raise StoreVersionError(f"The database {name} is another program's. Give Spotter one of its own.")
    if int(version) > VERSION:
        raise StoreVersionError(
            f"The database {name} is of version {version}, this Spotter knows {VERSION}. Use a newer Spotter."
        )
    return int(version)


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction that waits until no other process makes or changes tables."""
    with engine.connect().execution_options(writes=True) as connection:
        if sqlite.is_used(engine):
            sqlite.wait_for_others(connection, PATIENCE_SECONDS)
        with connection.begin():
            if not sqlite.is_used(engine):
                connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE_SECONDS}s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            yield connection
        if sqlite.is_used(engine):
            sqlite.wait_for_others(connection)
