"""What a store can do, wherever it keeps its records. Any method may raise StoreError."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from bot.store.records import UnreadMessage


class UnreadStore(Protocol):
    """Keeps unread messages. Calls block: inside an event loop, make them in a thread."""

    def keep(self, message: UnreadMessage) -> None:
        """Keep a message in place of one with the same id."""
        ...

    def unread(self) -> tuple[UnreadMessage, ...]:
        """All messages, the oldest first."""
        ...

    def delete(self, ids: Iterable[str]) -> int:
        """Delete messages; how many there were of them."""
        ...

    def delete_before(self, moment: datetime) -> int:
        """Delete what was said before a moment; how many messages that were."""
        ...

    def drop_texts(self, conversation: str) -> int:
        """Forget the texts of a conversation (a digest), not that there were messages; how many texts that were."""
        ...
