"""PostgreSQL: what every connection to it is told.

Rows of an erased lifter are gone at once; their bytes stay in its files and its log until it reuses the space, as
its operator has set it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine

PATIENCE_SECONDS = 5
"""How long to wait for another process, or for the server, before it is an error."""
THREADS = 32


def options(url: URL) -> dict[str, Any]:
    """How to make the engine. A connection is tried before it is used: the server may have been away."""
    is_default = url.get_driver_name() == "psycopg2"
    return {
        "pool_pre_ping": True, "pool_size": 5, "max_overflow": THREADS, "pool_timeout": PATIENCE_SECONDS,
        "connect_args": {"connect_timeout": PATIENCE_SECONDS} if is_default else {},
    }  # fmt: skip


def set_up(engine: Engine) -> None:
    """Configures every connection."""
    event.listen(engine, "connect", _configure)


@contextmanager
def hasty(connection: Connection) -> Iterator[None]:
    """Lets the next transaction end without waiting for the disk."""
    event.listen(connection, "begin", _do_not_wait, once=True)
    yield


def _do_not_wait(connection: Connection) -> None:
    connection.exec_driver_sql("SET LOCAL synchronous_commit = off")


def _configure(connection: Any, _: object) -> None:  # noqa: ANN401  a driver's, which has no types
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{PATIENCE_SECONDS}s'")
        # A server may be set to tell that a change is kept before it is on disk.
        cursor.execute("SELECT CASE current_setting('synchronous_commit') "
                       "WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END")  # fmt: skip
    connection.commit()
