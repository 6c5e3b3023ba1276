"""How SQLite's files are rid of the bytes of what was deleted. PostgreSQL sees to its files itself."""

from contextlib import closing

from sqlalchemy.engine import Engine

from bot.store.errors import StoreUnavailableError
from bot.store.sql import sqlite
from bot.store.sql.database import named


def scrub(engine: Engine) -> None:
    """Writes the file anew and empties its log. Raises StoreUnavailableError while another program reads them.

    `secure_delete` alone is not enough: when a page of the file is divided, bytes of the rows that move stay behind
    in it, and are not overwritten when the rows are deleted in their new place.
    """
    if not sqlite.is_used(engine):
        return
    with named(str(engine.url)), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("VACUUM")
    if not empty_log(engine):
        raise StoreUnavailableError(
            f"What was deleted is gone from {engine.url.database}, but not from its log, which another program reads "
            "just now. Close that program and do it again."
        )


def empty_log(engine: Engine) -> bool:
    """Empties the log, which still holds what was deleted; False while another program reads it."""
    if not sqlite.is_used(engine):
        return True
    with named(str(engine.url)), closing(engine.raw_connection()) as connection:
        (is_busy, *_) = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not is_busy
