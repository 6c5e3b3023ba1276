"""What every store needs of the lifters within a transaction."""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from bot.store.errors import NoSuchLifterError
from bot.store.log_records import Identity, Lifter, new_id
from bot.store.sql.rows import identity_of, lifter_of, without_zone
from bot.store.tables import identities, lifters

INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""Only these know "unless it is there"."""


def find(connection: Connection, conversation: str) -> Lifter | None:
    """The lifter of a conversation."""
    query = select(lifters).join(identities, identities.c.lifter == lifters.c.id)
    row = connection.execute(query.where(identities.c.conversation == conversation)).mappings().first()
    return lifter_of(row) if row else None


def find_or_make(connection: Connection, conversation: str, now: datetime) -> Lifter:
    """The lifter of a conversation, made now if there is none; the one that another process makes, if it does."""
    found = find(connection, conversation)
    if found:
        return found
    made, moment = new_id(), without_zone(now)
    connection.execute(insert(lifters).values(id=made, made_at=moment))
    unless_there = INSERT[connection.dialect.name](identities).on_conflict_do_nothing()
    if not connection.execute(unless_there.values(conversation=conversation, lifter=made, since=moment)).rowcount:
        connection.execute(delete(lifters).where(lifters.c.id == made))
    theirs = find(connection, conversation)
    if theirs is None:
        raise NoSuchLifterError
    return theirs


def lock(connection: Connection, *ids: str) -> None:
    """Holds lifters until the transaction ends, so that none is erased or joined meanwhile. Raises NoSuchLifterError.

    Always in the same order, so that two transactions never wait for each other.
    """
    for each in sorted(ids):
        query = select(lifters.c.id).where(lifters.c.id == each).with_for_update()
        if connection.execute(query).first() is None:
            raise NoSuchLifterError


def identities_of(connection: Connection, lifter: str) -> tuple[Identity, ...]:
    """The conversations of a lifter, the first one first."""
    query = select(identities).where(identities.c.lifter == lifter)
    ordered = query.order_by(identities.c.since, identities.c.conversation)
    return tuple(map(identity_of, connection.execute(ordered).mappings()))
