"""What came in and what goes out, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.store.postbox_records import IncomingMessage, Posted, ReplyState


@dataclass(frozen=True)
class InboxRow:
    """A message that came in."""

    number: int
    message: IncomingMessage
    is_answered: bool = False
    attempts: int = 0
    claimed_until: datetime | None = None
    claim: str | None = None

    @property
    def posted(self) -> Posted:
        """The message as it is shown."""
        message = self.message
        return Posted(message.conversation, self.number, message.received_at, message.body, message.id)


@dataclass(frozen=True)
class OutboxRow:
    """A reply that goes out."""

    posted: Posted
    post_id: str | None
    state: ReplyState
    next_try: datetime
    attempts: int = 0
    claim: str | None = None


@dataclass
class Postbox:
    """The postbox of a conversation: rows by their numbers, and the numbers of those that wait, in order."""

    latest: int
    inbox: dict[int, InboxRow] = field(default_factory=dict)
    outbox: dict[int, OutboxRow] = field(default_factory=dict)
    unanswered: list[int] = field(default_factory=list)
    undelivered: list[int] = field(default_factory=list)

    def first_unanswered(self) -> InboxRow | None:
        """The message that has its turn."""
        return self.inbox[self.unanswered[0]] if self.unanswered else None

    def first_undelivered(self) -> OutboxRow | None:
        """The reply that has its turn."""
        return self.outbox[self.undelivered[0]] if self.undelivered else None

    def add_replies(
        self, conversation: str, bodies: Sequence[str], at: datetime, *, is_sent: bool, message_id: str | None = None,
        post_id: str | None = None,
    ) -> None:  # fmt: skip
        """Adds replies to a message, or what is said unasked."""
        for body in bodies:
            self.latest += 1
            posted = Posted(conversation, self.latest, at, body, message_id)
            state = ReplyState.SENT if is_sent else ReplyState.WAITING
            self.outbox[self.latest] = OutboxRow(posted, post_id, state, at)
            if not is_sent:
                self.undelivered.append(self.latest)

    def change(self, row: OutboxRow) -> None:
        """Keeps a reply in place of the one with its number."""
        number = row.posted.number
        self.outbox[number] = replace(row, claim=None)
        if row.state is not ReplyState.WAITING:
            self.undelivered.remove(number)

    def posted(self) -> list[Posted]:
        """Everything that was said, in order."""
        said = [each.posted for each in self.inbox.values()]
        return sorted(said + [each.posted for each in self.outbox.values()], key=lambda each: each.number)

    def drop_before(self, limit: datetime) -> None:
        """Deletes what was said before a moment."""
        self.inbox = {key: each for key, each in self.inbox.items() if each.message.received_at >= limit}
        self.outbox = {key: each for key, each in self.outbox.items() if each.posted.at >= limit}
        self.unanswered = [each for each in self.unanswered if each in self.inbox]
        self.undelivered = [each for each in self.undelivered if each in self.outbox]
