"""What is deleted when it has been kept for long enough."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.engine import Connection

from bot.store.records import KEEPS_FOR
from bot.store.sql.handover_rows import drop_before
from bot.store.sql.rows import without_zone
from bot.store.sql.trial_rows import drop_over
from bot.store.tables import (
    commands,
    console_logins,
    conversation_events,
    inbox,
    join_codes,
    outbox,
    profile_entries,
    reminders,
    unread_messages,
)


def purge(connection: Connection, now: datetime) -> dict[str, int]:
    """Deletes raw texts, what could be undone, what is over, and stopped reminders; how many of each table."""
    limit = without_zone(now - KEEPS_FOR)
    facts = profile_entries.c
    queries = {
        unread_messages: delete(unread_messages).where(unread_messages.c.said_at < limit),
        profile_entries: update(profile_entries).where(facts.said_at < limit, facts.words != "").values(words=""),
        conversation_events: delete(conversation_events).where(conversation_events.c.at < limit),
        outbox: delete(outbox).where(outbox.c.made_at < limit),
        inbox: delete(inbox).where(inbox.c.received_at < limit),
        commands: delete(commands).where(commands.c.at < limit),
        join_codes: delete(join_codes).where(join_codes.c.expires_at < limit),
        reminders: delete(reminders).where(reminders.c.is_active.is_(False)),
        console_logins: delete(console_logins).where(console_logins.c.expires_at < without_zone(now)),
    }
    counts = {table.name: int(connection.execute(query).rowcount) for table, query in queries.items()}
    trials = {"trials": drop_over(connection, now - KEEPS_FOR)}
    return counts | trials | drop_before(connection, now - KEEPS_FOR, now)
