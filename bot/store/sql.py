"""The store in a database: SQLite in a file by default, PostgreSQL by URL.

SQLite overwrites what is deleted and empties its log behind it, so that no byte of a deleted text stays in the files.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, delete, event, insert, select, text, update
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.store.errors import StoreUnavailableError, StoreVersionError
from bot.store.records import KEEPS_FOR, Reason, UnreadMessage
from bot.store.tables import VERSION, metadata, schema_version, unread_messages

PRAGMAS = ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON")


def open_database(url: str) -> Engine:
    """The database at a URL, with its tables, made now where they are missing.

    Raises StoreUnavailableError or StoreVersionError.
    """
    with _named(url):
        engine = create_engine(url, future=True, hide_parameters=True)
        if engine.dialect.name == "sqlite":
            _set_up_sqlite(engine)
        try:
            version = _prepare(engine)
        except DBAPIError:
            version = _prepare(engine)  # another process was just making the same tables
    if version > VERSION:
        raise StoreVersionError(
            f"The database {_shown(url)} is of version {version}, this Spotter knows {VERSION}. Use a newer Spotter."
        )
    return engine


def open_unread_store(url: str, now: datetime) -> "SqlUnreadStore":
    """The unread messages in a database, rid of those that are too old to keep. Raises as `open_database`."""
    store = SqlUnreadStore(open_database(url))
    store.delete_before(now - KEEPS_FOR)
    return store


class SqlUnreadStore:
    """Unread messages in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, message: UnreadMessage) -> None:
        """Keep a message in place of one with the same id."""
        with self._changing() as connection:
            connection.execute(delete(unread_messages).where(unread_messages.c.id == message.id))
            connection.execute(insert(unread_messages).values(**_row_of(message)))

    def unread(self) -> tuple[UnreadMessage, ...]:
        """All messages, the oldest first."""
        query = select(unread_messages).order_by(unread_messages.c.said_at, unread_messages.c.id)
        with self._changing() as connection:
            return tuple(map(_message_of, connection.execute(query)))

    def delete(self, ids: Iterable[str]) -> int:
        """Delete messages; how many there were of them."""
        query = delete(unread_messages)
        with self._changing() as connection:
            count = sum(connection.execute(query.where(unread_messages.c.id == each)).rowcount for each in set(ids))
        return self._overwritten(count)

    def delete_before(self, moment: datetime) -> int:
        """Delete what was said before a moment; how many messages that were."""
        with self._changing() as connection:
            old = delete(unread_messages).where(unread_messages.c.said_at < _without_zone(moment))
            count = int(connection.execute(old).rowcount)
        return self._overwritten(count)

    def drop_texts(self, conversation: str) -> int:
        """Forget the texts of a conversation (a digest); how many there were."""
        theirs = (unread_messages.c.conversation == conversation) & unread_messages.c.text.is_not(None)
        with self._changing() as connection:
            count = int(connection.execute(update(unread_messages).where(theirs).values(text=None)).rowcount)
        return self._overwritten(count)

    def _overwritten(self, count: int) -> int:
        """Empties SQLite's log, which still holds what was deleted; while another process reads, the next time."""
        if count and self._engine.dialect.name == "sqlite":
            with self._changing() as connection:
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        return count

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with _named(str(self._engine.url)), self._engine.begin() as connection:
            yield connection


def _prepare(engine: Engine) -> int:
    """Makes missing tables; the version of those that are there."""
    with engine.begin() as connection:
        metadata.create_all(connection)
        version = connection.execute(select(schema_version.c.version)).scalar()
        if version is None:
            connection.execute(insert(schema_version).values(version=VERSION))
        return VERSION if version is None else int(version)


def _set_up_sqlite(engine: Engine) -> None:
    if engine.url.database not in (None, "", ":memory:"):
        path = Path(str(engine.url.database))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
    event.listen(engine, "connect", _configure_sqlite)


def _configure_sqlite(connection: sqlite3.Connection, _: object) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def _named(url: str) -> Iterator[None]:
    """Turns what a driver raises into an error that names the database and quotes no row."""
    try:
        yield
    except (SQLAlchemyError, OSError, ImportError, UnicodeError) as error:
        what = type(getattr(error, "orig", None) or error).__name__
        raise StoreUnavailableError(
            f"The database {_shown(url)} cannot be used ({what}). Check SPOTTER_DATABASE, SPOTTER_HOME and its folder."
        ) from error


def _shown(url: str) -> str:
    """The URL without what may be a password."""
    scheme, _, rest = url.rpartition("://")
    return f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}" if scheme else url


def _row_of(message: UnreadMessage) -> dict[str, Any]:
    return vars(message) | {"said_at": _without_zone(message.said_at), "reason": message.reason.value}


def _message_of(row: Row) -> UnreadMessage:
    values = dict(row._mapping)
    return UnreadMessage(
        **values | {"said_at": values["said_at"].replace(tzinfo=UTC), "reason": Reason(values["reason"])}
    )


def _without_zone(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
