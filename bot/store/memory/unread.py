"""Unread messages in memory."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.store.records import UnreadMessage


class MemoryUnreadStore:
    """Unread messages for as long as the program runs."""

    def __init__(self) -> None:
        self._messages: dict[str, UnreadMessage] = {}

    def keep(self, message: UnreadMessage) -> None:
        """Keep a message in place of one with the same id."""
        self._messages[message.id] = message

    def unread(self) -> tuple[UnreadMessage, ...]:
        """All messages, the oldest first."""
        return tuple(sorted(self._messages.values(), key=lambda message: (message.said_at, message.id)))

    def delete(self, ids: Iterable[str]) -> int:
        """Delete messages; how many there were of them."""
        return sum(self._messages.pop(each, None) is not None for each in set(ids))

    def delete_before(self, moment: datetime) -> int:
        """Delete what was said before a moment; how many messages that were."""
        return self.delete([message.id for message in self.unread() if message.said_at < moment])

    def drop_texts(self, conversation: str) -> int:
        """Forget the texts of a conversation (a digest); how many there were."""
        theirs = [each for each in self.unread() if each.conversation == conversation and each.text is not None]
        self._messages |= {each.id: replace(each, text=None) for each in theirs}
        return len(theirs)
