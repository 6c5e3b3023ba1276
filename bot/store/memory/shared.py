"""What the stores in memory share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from threading import RLock

from bot.store.conversation_records import Conversation
from bot.store.errors import NoSuchLifterError
from bot.store.handover_records import ConsoleLogin, Handover, HandoverState, TrainerAccount, TrainerNote
from bot.store.log_records import (
    AuditEntry,
    BodyMass,
    Consent,
    Identity,
    Lifter,
    ProfileEntry,
    ProgramInProgress,
    Reminder,
    Workout,
)
from bot.store.memory.postbox import Postbox
from bot.store.memory.unread import MemoryUnreadStore
from bot.store.trial_records import Trial


@dataclass(frozen=True)
class Command:
    """A command that was carried out, and what it changed, as it was before."""

    lifter: str
    command: str
    at: datetime
    can_be_undone: bool
    workouts: tuple[tuple[Workout, int | None], ...] = ()
    masses: tuple[tuple[BodyMass, int | None], ...] = ()
    program: tuple[str, int] | None = None
    undoes: int | None = None


@dataclass
class Code:
    """A code to join two conversations."""

    lifter: str
    expires_at: datetime
    used_at: datetime | None = None


@dataclass
class Memory:
    """All records. Those that a command writes come with its number, by which they can be taken back."""

    lifters: dict[str, Lifter] = field(default_factory=dict)
    identities: dict[str, Identity] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    commands: dict[int, Command] = field(default_factory=dict)
    workouts: dict[str, tuple[Workout, int | None]] = field(default_factory=dict)
    masses: dict[tuple[str, date], tuple[BodyMass, int | None]] = field(default_factory=dict)
    profile: list[ProfileEntry] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    programs: dict[str, ProgramInProgress] = field(default_factory=dict)
    reminders: dict[str, Reminder] = field(default_factory=dict)
    claims: dict[str, datetime] = field(default_factory=dict)
    talks: dict[str, Conversation] = field(default_factory=dict)
    postboxes: dict[str, Postbox] = field(default_factory=dict)
    handovers: dict[str, Handover] = field(default_factory=dict)
    notes: dict[str, TrainerNote] = field(default_factory=dict)
    trainers: dict[str, TrainerAccount] = field(default_factory=dict)
    logins: dict[str, ConsoleLogin] = field(default_factory=dict)
    trials: dict[str, Trial] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=list)
    unread: MemoryUnreadStore = field(default_factory=MemoryUnreadStore)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    lock: RLock = field(default_factory=RLock)

    @contextmanager
    def of(self, lifter: str) -> Iterator[None]:
        """Holds the memory for a change to a lifter's records. Raises NoSuchLifterError."""
        with self.lock:
            if lifter not in self.lifters:
                raise NoSuchLifterError
            yield

    def conversations(self, lifter: str) -> tuple[Identity, ...]:
        """The conversations of a lifter, the first one first."""
        theirs = [each for each in self.identities.values() if each.lifter == lifter]
        return tuple(sorted(theirs, key=lambda each: (each.since, each.conversation)))

    def is_taken(self, conversation: str) -> bool:
        """Whether a trainer has a conversation."""
        taken = HandoverState.CLAIMED
        return any(each.conversation == conversation and each.state is taken for each in self.handovers.values())

    def current_program(self, lifter: str) -> ProgramInProgress | None:
        """The program in progress."""
        return next((each for each in self.programs.values() if each.lifter == lifter and each.ended is None), None)

    def drop_command(self, number: int) -> None:
        """Deletes a command; what it wrote stays, and can no longer be taken back."""
        del self.commands[number]
        self.workouts = {id: (each, None if by == number else by) for id, (each, by) in self.workouts.items()}
        self.masses = {key: (each, None if by == number else by) for key, (each, by) in self.masses.items()}
