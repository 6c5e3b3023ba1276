"""What a store can do, wherever it keeps its records.

Any method may raise StoreError, and what it was to keep is then not kept; any method with a lifter may raise
NoSuchLifterError. What a method has kept when it returns is on disk. Calls block: inside an event loop, make them in a
thread. Threads and processes may share a store.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.store.conversation_records import Conversation, ConversationEvent, ConversationState
from bot.store.log_records import (
    AuditEntry,
    BodyMass,
    Consent,
    ConsentKind,
    Erased,
    Identity,
    JoinCode,
    Lifter,
    LifterRecords,
    LoggedLift,
    LoggedSet,
    ProfileEntry,
    ProgramInProgress,
    Reminder,
    Undone,
    Workout,
)
from bot.store.postbox_records import ClaimedMessage, DueReply, IncomingMessage, Posted, Standing
from bot.store.records import UnreadMessage


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


class LifterStore(Protocol):
    """Keeps who is who: the lifters, and the conversations that belong to each."""

    def lifter_of(self, conversation: str, now: datetime) -> Lifter:
        """The lifter that a conversation belongs to; made now if there is none. "telegram:4711"."""
        ...

    def find(self, name: str) -> Lifter | None:
        """The lifter with an id or a conversation; nobody is made."""
        ...

    def identities(self, lifter: str) -> tuple[Identity, ...]:
        """The conversations of a lifter, the first one first. None for one who is not there."""
        ...

    def make_join_code(self, lifter: str, now: datetime) -> JoinCode:
        """A code to show now and to type in another conversation, once; the lifter's earlier codes are void."""
        ...

    def redeem_join_code(self, code: str, conversation: str, now: datetime) -> Lifter:
        """Make the lifter of a conversation and the one who was shown the code one, with all their data; who that is.

        Of two body masses of a day the one told later stays, of two programs in progress the one started later, and a
        consent does not hold if it was withdrawn after it was given. Raises JoinCodeError.
        """
        ...


class LogStore(Protocol):
    """Keeps workouts and body masses.

    Whatever changes them takes a `command`: the id of the message that asked for it. A command is carried out once for
    a lifter: repeated, the method changes nothing and returns False. What it did can be undone for 30 days.
    """

    def keep_workouts(
        self, lifter: str, workouts: Sequence[Workout], command: str, at: datetime, next_workout: int | None = None
    ) -> bool:
        """Keep new workouts, all of the lifter, and say which workout of the program in progress comes next."""
        ...

    def add_sets(
        self, lifter: str, workout: str, sets: Sequence[LoggedSet], command: str, at: datetime,
        next_workout: int | None = None,
    ) -> bool:  # fmt: skip
        """Keep more sets at the end of a workout (its id). Raises MissingError."""
        ...

    def replace_workout(self, old: Workout, new: Workout, command: str, at: datetime) -> bool:
        """Keep a workout as it should be, under the same id. Raises ChangedError if it is no longer `old`."""
        ...

    def delete_workouts(self, lifter: str, ids: Iterable[str], command: str, at: datetime) -> bool:
        """Delete workouts with their sets. Raises MissingError, and deletes none, if one is not there."""
        ...

    def keep_body_masses(self, lifter: str, masses: Sequence[BodyMass], command: str, at: datetime) -> bool:
        """Keep what a lifter weighed, in place of what was kept for the same days."""
        ...

    def delete_body_masses(self, lifter: str, days: Iterable[date], command: str, at: datetime) -> bool:
        """Delete what a lifter weighed on days. Raises MissingError, and deletes none, if one is not there."""
        ...

    def undo(self, lifter: str, command: str, at: datetime) -> Undone | None:
        """Take back the latest change that was not taken back yet; None if there is none of the last 30 days.

        The same command again takes nothing more back, and returns what it took back.
        """
        ...

    def kept_by(self, lifter: str, command: str) -> tuple[Workout, ...]:
        """The workouts as a command left them; without those that a later one changed."""
        ...

    def workout(self, lifter: str, workout: str) -> Workout | None:
        """A workout of the lifter by its id."""
        ...

    def workouts(self, lifter: str, first: date | None = None, last: date | None = None) -> tuple[Workout, ...]:
        """Workouts from one day to another, both of them in, the oldest first. None: no limit."""
        ...

    def workout_days(self, lifter: str, last: date | None = None) -> tuple[date, ...]:
        """The day of each workout up to one, that day in, the oldest first; a day with two is there twice."""
        ...

    def latest_workouts(self, lifter: str, count: int = 1) -> tuple[Workout, ...]:
        """The latest workouts, the latest first."""
        ...

    def latest_sets(self, lifter: str, exercise: str, workouts: int = 1) -> tuple[Workout, ...]:
        """The latest workouts with an exercise, the latest first, each with the sets of that exercise alone."""
        ...

    def logged_lift(
        self, lifter: str, exercise: str, without: Iterable[str] = (), own_kg: float | None = None
    ) -> LoggedLift:
        """All sets of an exercise in one, without warm-ups and without those of some workouts (ids).

        `own_kg` of the body are lifted with each load, and the two are never less than 0 together. None: the load is
        all that is lifted, and a set without one is left out.
        """
        ...

    def duplicates(self, lifter: str, day: date, sets: Sequence[LoggedSet]) -> tuple[LoggedSet, ...]:
        """Those of `sets` that are kept for the day already: same exercise, reps and load (to the gram).

        Each set that is kept accounts for one: of three sets of 5 at 100 kg, one is a duplicate if one is kept.
        """
        ...

    def body_masses(self, lifter: str, first: date | None = None, last: date | None = None) -> tuple[BodyMass, ...]:
        """What a lifter weighed from one day to another, both of them in, the oldest first."""
        ...


class ProfileStore(Protocol):
    """Keeps what is known of a lifter, and what was known before."""

    def keep_facts(self, lifter: str, entries: Iterable[ProfileEntry]) -> tuple[ProfileEntry, ...]:
        """Keep facts; those that are new. Raises ConsentMissingError, and keeps none, if one lacks its consent."""
        ...

    def profile(self, lifter: str) -> dict[str, ProfileEntry]:
        """What holds now, by field; without what was taken back."""
        ...

    def history(self, lifter: str, field: str | None = None) -> tuple[ProfileEntry, ...]:
        """Everything that was found of a field, or of all, the oldest first."""
        ...

    def forget(self, lifter: str, field: str) -> int:
        """Delete a field with its history; how many entries that were."""
        ...


class ConsentStore(Protocol):
    """Keeps what a lifter agreed to."""

    def give(self, lifter: str, kind: ConsentKind, text: str, now: datetime) -> Consent:
        """The lifter agrees to the text shown. One that holds for the same text is left as it is."""
        ...

    def withdraw(self, lifter: str, kind: ConsentKind, now: datetime) -> int:
        """The lifter no longer agrees; what was kept on that consent is deleted. How many records that were."""
        ...

    def holds(self, lifter: str, kind: ConsentKind) -> bool:
        """Whether the lifter agreed and has not withdrawn it."""
        ...

    def consents(self, lifter: str) -> tuple[Consent, ...]:
        """All consents ever given, the oldest first."""
        ...


class ProgramStore(Protocol):
    """Keeps the programs that lifters follow; one at a time is in progress."""

    def start(self, program: ProgramInProgress) -> None:
        """Begin a program; the one in progress ends on its first day. The same one again changes nothing."""
        ...

    def change(self, program: ProgramInProgress) -> None:
        """Keep a program in place of the one with its id. Raises MissingError."""
        ...

    def current(self, lifter: str) -> ProgramInProgress | None:
        """The program in progress."""
        ...

    def end(self, lifter: str, day: date) -> ProgramInProgress | None:
        """End the program in progress; which one that was."""
        ...

    def programs(self, lifter: str) -> tuple[ProgramInProgress, ...]:
        """All programs that were begun, the oldest first."""
        ...


class ReminderStore(Protocol):
    """Keeps when to remind whom.

    Every due reminder is claimed by one process, sent, and then set to its next moment. If that process dies in
    between, the claim lapses and another one sends it.
    """

    def keep(self, reminder: Reminder) -> None:
        """Keep a reminder in place of one with the same id. Raises MissingError if the conversation is not theirs."""
        ...

    def reminders(self, lifter: str) -> tuple[Reminder, ...]:
        """The active reminders of a lifter, the one due next first."""
        ...

    def stop(self, lifter: str, ids: Iterable[str] | None = None) -> int:
        """Stop reminders, all of them without ids; how many of them were active."""
        ...

    def claim_due(
        self, now: datetime, until: datetime, most: int = 100, channels: Iterable[str] | None = None
    ) -> tuple[Reminder, ...]:
        """Active reminders that are due and not claimed by another, the earliest first; claimed `until` then.

        With `channels` only those whose conversation belongs to one of them: "telegram", "terminal".
        """
        ...

    def sent(self, reminder: Reminder, next_due: datetime) -> bool:
        """Set a claimed reminder to its next moment; False if it was stopped, changed or sent by another meanwhile."""
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
        is_forgotten: bool = False,
    ) -> bool:  # fmt: skip
        """Keep the replies (bodies) and that the message is answered, both or neither.

        With `is_sent` they are only to be shown (`after`), and never due. With `is_forgotten` the message is kept
        without its text: the lifter has not agreed that it is. False, and nothing is kept, if the claim was lost to
        another, or the message is gone.
        """
        ...

    def waiting(self) -> tuple[int, datetime | None]:
        """How many messages are not answered yet, and since when the first of them waits."""
        ...


class OutboxStore(Protocol):
    """Keeps what goes out until it is delivered, and shows what was said.

    Each due reply is claimed by one process, and the next one of its conversation is due when that has an end. If the
    process dies in between, the claim lapses and another one delivers it: perhaps again.
    """

    def post(self, conversation: str, id: str, bodies: Sequence[str], at: datetime, *, is_sent: bool = False) -> bool:
        """Say something that answers no message: a reminder, a trainer's words. False if that id was posted before."""
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

        Identities, unread messages and the audit stay out: they prove something, or have their own limit. What is kept
        on a consent stays out too, unless that consent holds after the export's own consents were kept.
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
    audit: AuditStore
    rights: RightsStore
