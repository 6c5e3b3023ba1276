"""When to remind whom, in a database."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, false, func, insert, or_, select, update
from sqlalchemy.engine import Connection, Engine

from bot.store.errors import MissingError
from bot.store.log_records import Reminder
from bot.store.record_checks import check_reminder
from bot.store.sql.database import reading, writing
from bot.store.sql.lifter_rows import identities_of, lock
from bot.store.sql.rows import reminder_of, row_of_reminder, without_zone
from bot.store.tables import reminders


class SqlReminderStore:
    """Reminders, in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, reminder: Reminder) -> None:
        """Keep a reminder in place of one with the same id. Raises MissingError if the conversation is not theirs."""
        check_reminder(reminder)
        with writing(self._engine) as connection:
            lock(connection, reminder.lifter)
            if reminder.conversation not in {each.conversation for each in identities_of(connection, reminder.lifter)}:
                raise MissingError("The conversation to remind in is not the lifter's.")
            owner = connection.execute(select(reminders.c.lifter).where(reminders.c.id == reminder.id)).scalar()
            if owner not in (None, reminder.lifter):
                raise MissingError("There is no such reminder of this lifter.")
            connection.execute(delete(reminders).where(reminders.c.id == reminder.id))
            connection.execute(insert(reminders).values(row_of_reminder(reminder)))

    def reminders(self, lifter: str) -> tuple[Reminder, ...]:
        """The active reminders of a lifter, the one due next first."""
        with reading(self._engine) as connection:
            return tuple(each for each in reminders_of(connection, lifter) if each.is_active)

    def stop(self, lifter: str, ids: Iterable[str] | None = None) -> int:
        """Stop reminders, all of them without ids; how many of them were active."""
        active = (reminders.c.lifter == lifter) & reminders.c.is_active
        if ids is not None:
            active &= reminders.c.id.in_(list(ids))
        with writing(self._engine) as connection:
            lock(connection, lifter)
            return int(connection.execute(update(reminders).where(active).values(is_active=False)).rowcount)

    def claim_due(
        self, now: datetime, until: datetime, most: int = 100, channels: Iterable[str] | None = None
    ) -> tuple[Reminder, ...]:
        """Active reminders that are due and not claimed by another, the earliest first; claimed `until` then.

        With `channels` only those whose conversation belongs to one of them: "telegram", "terminal".
        """
        moment, table = without_zone(now), reminders.c
        is_free = or_(table.claimed_until.is_(None), table.claimed_until <= moment)
        due = select(reminders).where(table.is_active, table.next_due <= moment, is_free)
        if channels is not None:
            # Not LIKE, which takes capitals for small letters in SQLite.
            starts = [func.substr(table.conversation, 1, len(each) + 1) == f"{each}:" for each in channels]
            due = due.where(or_(false(), *starts))
        first = due.order_by(table.next_due, table.id).limit(most).with_for_update(skip_locked=True)
        with writing(self._engine) as connection:
            claimed = tuple(map(reminder_of, connection.execute(first).mappings()))
            theirs = update(reminders).where(table.id.in_([each.id for each in claimed]))
            connection.execute(theirs.values(claimed_until=without_zone(until)))
        return claimed

    def sent(self, reminder: Reminder, next_due: datetime) -> bool:
        """Set a claimed reminder to its next moment; False if it was stopped, changed or sent by another meanwhile."""
        with writing(self._engine) as connection:
            as_it_was = update(reminders).where(_is(reminder))
            values = {"next_due": without_zone(next_due), "claimed_until": None}
            return bool(connection.execute(as_it_was.values(values)).rowcount)


def reminders_of(connection: Connection, lifter: str) -> tuple[Reminder, ...]:
    """All reminders of a lifter, the one due next first."""
    query = select(reminders).where(reminders.c.lifter == lifter).order_by(reminders.c.next_due, reminders.c.id)
    return tuple(map(reminder_of, connection.execute(query).mappings()))


def _is(reminder: Reminder) -> Any:  # noqa: ANN401  a condition has no type
    """Whether a row is a reminder that nobody has stopped or sent meanwhile."""
    table = reminders.c
    return (table.id == reminder.id) & (table.next_due == without_zone(reminder.next_due)) & table.is_active
