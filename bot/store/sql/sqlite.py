"""SQLite: a file that only its owner can read, and in which nothing stays of what was deleted."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.pool import QueuePool

PATIENCE_SECONDS = 5
"""How long to wait for another process before it is an error."""
THREADS = 32

PRAGMAS = (
    # In a write-ahead log SQLite would by default (NORMAL) tell that a change is kept before it is on disk, and lose
    # the last ones with the power. FULL waits for the disk; on a Mac only `fullfsync` does.
    "synchronous = FULL",
    "fullfsync = ON",
    "secure_delete = ON",
    "foreign_keys = ON",
    "temp_store = MEMORY",
)


NORMAL = 1
"""Of `synchronous`: in a write-ahead log only what is copied from it into the file waits for the disk."""
_turns: WeakKeyDictionary[Engine, Lock] = WeakKeyDictionary()


def is_used(engine: Engine) -> bool:
    """Whether the database is SQLite."""
    return bool(engine.dialect.name == "sqlite")


def options(url: URL) -> dict[str, Any]:
    """How to make the engine. What lies in memory lies in one connection, which all threads take in turn."""
    size = THREADS if _file(url) else 1
    return {
        "poolclass": QueuePool, "pool_size": size, "max_overflow": 0, "pool_timeout": PATIENCE_SECONDS,
        "connect_args": {"check_same_thread": False, "timeout": PATIENCE_SECONDS},
    }  # fmt: skip


def set_up(engine: Engine) -> None:
    """Makes the file where it is missing, and configures every connection to it."""
    path = _file(engine.url)
    if path:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)


@contextmanager
def turn(engine: Engine) -> Iterator[None]:
    """Waits until no other thread of this process writes.

    SQLite would let each of them look again after a while, in no order: under load some find it locked every time.
    """
    lock = _turns.setdefault(engine, Lock())
    if not lock.acquire(timeout=PATIENCE_SECONDS):
        raise sqlite3.OperationalError("other threads are writing")
    try:
        yield
    finally:
        lock.release()


@contextmanager
def hasty(connection: Connection) -> Iterator[None]:
    """Lets the next transaction end without waiting for the disk."""
    cursor = connection.connection.cursor()
    (before,) = cursor.execute("PRAGMA synchronous").fetchone()
    cursor.execute(f"PRAGMA synchronous = {min(before, NORMAL)}")
    try:
        yield
    finally:
        cursor.execute(f"PRAGMA synchronous = {before}")


def wait_for_others(connection: Connection, seconds: int = PATIENCE_SECONDS) -> None:
    """Sets for a connection that is in no transaction how long it waits for another process."""
    connection.connection.cursor().execute(f"PRAGMA busy_timeout = {1000 * seconds}")


def _file(url: URL) -> Path | None:
    return None if url.database in (None, "", ":memory:") else Path(str(url.database))


def _configure(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # else the driver begins and ends transactions by rules of its own
    _write_ahead(connection)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Sets the log; SQLite does not wait by itself for another process that does so in the same moment."""
    given_up_at = time.monotonic() + PATIENCE_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > given_up_at:
                raise
            time.sleep(0.01)


def _begin(connection: Connection) -> None:
    """A transaction that will write says so at once: one that has read first would not wait for another, but fail."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
