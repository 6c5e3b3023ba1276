"""What a store can do, wherever it keeps its records.

Stores of a lifter's own records are in lifter_interface.py, those of handovers and trainers in handover_interface.py,
that of trials in trial_interface.py.

Any method may raise StoreError, and what it was to keep is then not kept; any method with a lifter may raise
NoSuchLifterError. What a method has kept when it returns is on disk. Calls block: inside an event loop, make them in a
thread. Threads and processes may share a store.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.store.conversation_records import Conversation, ConversationEvent, ConversationState
from bot.store.handover_interface import HandoverStore, TrainerStore
from bot.store.lifter_interface import (
    ConsentStore,
    LifterStore,
    LogStore,
    ProfileStore,
    ProgramStore,
    ReminderStore,
)
from bot.store.log_records import AuditEntry, Erased, LifterRecords
from bot.store.postbox_records import ClaimedMessage, DueReply, IncomingMessage, Posted, Standing
from bot.store.records import UnreadMessage
from bot.store.trial_interface import TrialStore

__all__ = [
    "AuditStore", "ConsentStore", "ConversationStore", "HandoverStore", "InboxStore", "LifterStore", "LogStore",
    "OutboxStore", "ProfileStore", "ProgramStore", "ReminderStore", "RightsStore", "Stores", "TrainerStore",
    "TrialStore", "UnreadStore",
]  # fmt: skip


class UnreadStore(Protocol):
    """Keeps unread messages."""

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


class ConversationStore(Protocol):
    """Keeps conversations: what each comes to, and its events."""

    def begin(self, conversation: str, at: datetime) -> Conversation:
        """Keep a new, empty conversation; the one that is there, without its events, if there is one."""
        ...

    def version(self, conversation: str) -> int | None:
        """The version of a conversation; None if it is not there."""
        ...

    def read(self, conversation: str, most: int) -> Conversation | None:
        """A conversation with its latest events, so many at most; None if it is not there."""
        ...

    def append(
        self, conversation: str, version: int, state: ConversationState, events: Sequence[ConversationEvent],
        at: datetime,
    ) -> int:  # fmt: skip
        """Keep what a turn has brought; the new version.

        Keeps nothing, and raises ChangedError if the version has moved or the conversation is gone, or
        ConsentMissingError if something is kept on a consent that does not hold.
        """
        ...

    def delete(self, conversation: str) -> bool:
        """Delete a conversation with its events; False if it is not there."""
        ...

    def topics(self, since: datetime) -> Mapping[str, int]:
        """How often each topic was answered since a moment, in all conversations."""
        ...


class InboxStore(Protocol):
    """Keeps what comes in until it is answered: each message once, those of a conversation one after the other."""

    def take(self, message: IncomingMessage) -> bool:
        """Keep a message to be answered; False if one with its id was taken in its conversation before."""
        ...

    def claim(self, now: datetime, until: datetime, most: int = 1) -> tuple[ClaimedMessage, ...]:
        """Messages to answer, the longest waiting first; nobody else gets them `until` then.

        Of each conversation only the first one that waits, and that only while nobody works on it.
        """
        ...

    def put_back(self, claimed: ClaimedMessage, until: datetime, *, is_counted: bool = True) -> bool:
        """Give a message back, to be claimed again from a moment on; False if the claim was lost.

        The attempt is counted, or was none.
        """
        ...

    def answered(
        self, claimed: ClaimedMessage, replies: Sequence[str], at: datetime, *, is_sent: bool = False,
        is_forgotten: bool = False, unless_taken: bool = False,
    ) -> bool:  # fmt: skip
        """Keep the replies (bodies) and that the message is answered, both or neither.

        With `unless_taken` the replies are left out, and the message counts as answered all the same, if a trainer has
        the conversation: nobody can claim it while they are kept.

        With `is_sent` they are only to be shown (`after`), and never due. With `is_forgotten` the message is kept
        without its text: the lifter has not agreed that it is. False, and nothing is kept, if the claim was lost to
        another, or the message is gone.
        """
        ...

    def waiting(self) -> tuple[int, datetime | None]:
        """How many messages are not answered yet, and since when the first of them waits."""
        ...

    def talks(self, moments: Sequence[datetime]) -> tuple[int, ...]:
        """In how many conversations lifters said something, from each moment up to the next one."""
        ...


class OutboxStore(Protocol):
    """Keeps what goes out until it is delivered, and shows what was said.

    Each due reply is claimed by one process, and the next one of its conversation is due when that has an end. If the
    process dies in between, the claim lapses and another one delivers it: perhaps again.
    """

    def post(
        self, conversation: str, id: str, bodies: Sequence[str], at: datetime, *, is_sent: bool = False,
        unless_taken: bool = False, handover: str | None = None,
    ) -> bool:  # fmt: skip
        """Say something that answers no message: a reminder, a trainer's words. False if that id was posted before.

        With `unless_taken` also False, and nothing is said, if a trainer has the conversation.
        `handover` is the id of the one that it tells trainers of: raises MissingError if that is not there (any more).
        """
        ...

    def is_posted(self, conversation: str, id: str) -> bool:
        """Whether something was posted under an id; what is older than 30 days may be forgotten."""
        ...

    def after(self, conversation: str, number: int, most: int) -> tuple[Posted, ...]:
        """What was said after a number, the lifter's own messages too, in order: so many at most, the first ones."""
        ...

    def latest(self, conversation: str, most: int) -> tuple[Posted, ...]:
        """What was said last, the lifter's own messages too, in order: so many at most."""
        ...

    def standings(self, conversations: Collection[str]) -> Mapping[str, Standing]:
        """How conversations stand, all in one look; those in which nothing is kept are left out."""
        ...

    def find(self, conversation: str, number: int) -> Posted | None:
        """A reply by its number."""
        ...

    def due(self, channel: str, now: datetime, until: datetime, most: int = 1) -> tuple[DueReply, ...]:
        """Replies to deliver, the longest due first; nobody else gets them `until` then.

        Of each conversation only the first one that waits.
        """
        ...

    def sent(self, reply: DueReply) -> bool:
        """A reply was delivered; False if the claim was lost. So for the next two."""
        ...

    def retry_later(self, reply: DueReply, at: datetime) -> bool:
        """A reply could not be delivered, and is due again at a moment; those after it wait."""
        ...

    def give_up(self, reply: DueReply) -> bool:
        """A reply can never be delivered; those after it are due."""
        ...

    def waiting(self, channel: str) -> tuple[int, datetime | None]:
        """How many replies are not delivered yet, and when the first of them was made."""
        ...


class AuditStore(Protocol):
    """Keeps what was done with lifters' records, and by whom."""

    def write(self, entry: AuditEntry) -> None:
        """Add an entry; none is ever changed."""
        ...

    def entries(self, lifter: str | None) -> tuple[AuditEntry, ...]:
        """The entries of a lifter, or those of nobody any more, the oldest first."""
        ...


class RightsStore(Protocol):
    """A lifter's rights over everything that is kept. `actor` goes into the audit: lifter, operator, …"""

    def export(self, lifter: str, now: datetime, actor: str) -> LifterRecords:
        """Everything that is kept of a lifter, as of one moment."""
        ...

    def restore(self, lifter: str, records: LifterRecords) -> int:
        """Keep for a lifter what an export holds and is not there yet; how many records that were.

        Identities, unread messages, handovers, trials and the audit stay out: they prove something (what a trainer
        agreed to, say), or have their own limit. What is kept on a consent stays out too, unless that consent holds
        after the export's own consents were kept.
        """
        ...

    def erase(self, lifter: str, now: datetime, actor: str) -> Erased:
        """Delete everything that is kept of a lifter, in every table; one who is not there is no error.

        In SQLite no byte of it stays in the files: they are written anew. If another program reads them just then,
        StoreUnavailableError is raised after the rows are gone, and erasing again finishes it.
        """
        ...

    def purge(self, now: datetime) -> Mapping[str, int]:
        """Delete what has been kept for long enough; how many rows or texts of each table. For once a day."""
        ...


@dataclass(frozen=True)
class Stores:
    """All stores of one database, or of none."""

    unread: UnreadStore
    lifters: LifterStore
    log: LogStore
    profiles: ProfileStore
    consents: ConsentStore
    programs: ProgramStore
    reminders: ReminderStore
    conversations: ConversationStore
    inbox: InboxStore
    outbox: OutboxStore
    handovers: HandoverStore
    trainers: TrainerStore
    trials: TrialStore
    audit: AuditStore
    rights: RightsStore
