"""What was done with lifters' records, in a database."""

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection, Engine

from bot.store.log_records import AuditEntry
from bot.store.record_checks import check_audit
from bot.store.sql.database import reading, writing
from bot.store.sql.lifter_rows import lock
from bot.store.sql.rows import audit_of, row_of_audit
from bot.store.tables import audit


class SqlAuditStore:
    """The audit, in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def write(self, entry: AuditEntry) -> None:
        """Add an entry; none is ever changed."""
        check_audit(entry)
        with writing(self._engine) as connection:
            if entry.lifter is not None:
                lock(connection, entry.lifter)
            write(connection, entry)

    def entries(self, lifter: str | None) -> tuple[AuditEntry, ...]:
        """The entries of a lifter, or those of nobody any more, the oldest first."""
        with reading(self._engine) as connection:
            return entries_of(connection, lifter)


def write(connection: Connection, entry: AuditEntry) -> None:
    """Adds an entry within a transaction."""
    connection.execute(insert(audit).values(row_of_audit(entry)))


def entries_of(connection: Connection, lifter: str | None) -> tuple[AuditEntry, ...]:
    """The entries of a lifter, or those of nobody any more, the oldest first."""
    query = select(audit).where(audit.c.lifter == lifter).order_by(audit.c.number)
    return tuple(map(audit_of, connection.execute(query).mappings()))
