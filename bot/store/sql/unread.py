"""Unread messages in a database."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from bot.store.records import UnreadMessage
from bot.store.sql.database import reading, writing
from bot.store.sql.rows import row_of_unread, unread_of, without_zone
from bot.store.sql.scrubbing import empty_log, scrub
from bot.store.tables import unread_messages


class SqlUnreadStore:
    """Unread messages in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, message: UnreadMessage) -> None:
        """Keep a message in place of one with the same id."""
        with writing(self._engine) as connection:
            connection.execute(delete(unread_messages).where(unread_messages.c.id == message.id))
            connection.execute(insert(unread_messages).values(**row_of_unread(message)))

    def unread(self) -> tuple[UnreadMessage, ...]:
        """All messages, the oldest first."""
        query = select(unread_messages).order_by(unread_messages.c.said_at, unread_messages.c.id)
        with reading(self._engine) as connection:
            return tuple(map(unread_of, connection.execute(query).mappings()))

    def delete(self, ids: Iterable[str]) -> int:
        """Delete messages; how many there were of them."""
        query = delete(unread_messages)
        with writing(self._engine) as connection:
            count = sum(connection.execute(query.where(unread_messages.c.id == each)).rowcount for each in set(ids))
        return self._overwritten(count)

    def delete_before(self, moment: datetime) -> int:
        """Delete what was said before a moment; how many messages that were."""
        with writing(self._engine) as connection:
            old = delete(unread_messages).where(unread_messages.c.said_at < without_zone(moment))
            count = int(connection.execute(old).rowcount)
        return self._overwritten(count)

    def drop_texts(self, conversation: str) -> int:
        """Forget the texts of a conversation (a digest); how many there were."""
        with writing(self._engine) as connection:
            count = drop_texts(connection, [conversation])
        if count:
            scrub(self._engine)
        return count

    def _overwritten(self, count: int) -> int:
        """Empties the log; while another process reads, the next time. `purge` writes the file anew."""
        if count:
            empty_log(self._engine)
        return count


def drop_texts(connection: Connection, conversations: Iterable[str]) -> int:
    """Forget the texts of conversations (digests); how many there were."""
    table = unread_messages.c
    query = update(unread_messages).where(table.conversation.in_(list(conversations)), table.text.is_not(None))
    return int(connection.execute(query.values(text=None)).rowcount)
