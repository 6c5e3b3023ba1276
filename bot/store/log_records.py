"""Records of a lifter: who it is, what was lifted, what is known, and what was agreed to. Plain values.

All moments are aware and in UTC. All ids are 32 hexadecimal digits (`new_id`), or given by others where said so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import uuid4

from bot.store.handover_records import Handover, TrainerNote
from bot.store.postbox_records import Posted
from bot.store.records import UnreadMessage
from bot.store.trial_records import Trial

FactValue = str | int | float | bool | tuple[str, ...] | None
"""What a field of a profile holds; None: it was taken back."""
RED_FLAG = "red_flag"
"""The field of a profile, and the slot of a conversation, that says which red flag stands: the coaching is paused."""


def new_id() -> str:
    """A new id that nobody can guess: 32 hexadecimal digits."""
    return uuid4().hex


@dataclass(frozen=True)
class Lifter:
    """Somebody who trains; what is known of them lies in other records that name this id."""

    id: str
    made_at: datetime


@dataclass(frozen=True)
class Identity:
    """A conversation that belongs to a lifter. `conversation` is an id with its channel: "telegram:4711"."""

    conversation: str
    lifter: str
    since: datetime

    @property
    def channel(self) -> str:
        """What stands before the first colon: "telegram"."""
        return self.conversation.partition(":")[0]


@dataclass(frozen=True)
class JoinCode:
    """A code that is shown in one conversation and, typed in another, makes their lifters one.

    Only a digest of it is kept.
    """

    code: str
    lifter: str
    expires_at: datetime


@dataclass(frozen=True)
class LoggedSet:
    """One set as it was done.

    `exercise` is an id of the catalogue. `load_kg` is the bar and its plates, one dumbbell of a pair, or what is added
    to the body; None is the body alone or a band, and below 0 is what a machine takes off. `reps` are seconds or steps
    where the exercise is timed. `rpe` is 1 to 10: reps in reserve are kept as 10 less their number.
    """

    exercise: str
    reps: int
    load_kg: float | None
    said_load: float | None
    """The number as it was said, in `said_unit`."""
    said_unit: str
    """kg or lb."""
    rpe: float | None = None
    is_warm_up: bool = False
    note: str = ""


@dataclass(frozen=True)
class Workout:
    """One visit to the gym: its sets in the order in which they were told.

    `day` is the lifter's own date. `source` is said, planned, strong, hevy, fitnotes, liftosaur or spotter.
    """

    id: str
    lifter: str
    day: date
    logged_at: datetime
    sets: tuple[LoggedSet, ...]
    title: str = ""
    """What the program calls it: "Day 2"."""
    note: str = ""
    source: str = "said"


@dataclass(frozen=True)
class Effort:
    """What sets of an exercise had in common; see LoggedSet."""

    exercise: str
    load_kg: float | None
    reps: int
    rpe: float | None
    is_warm_up: bool = False


@dataclass(frozen=True)
class LoggedLift:
    """All work sets of an exercise in one: each effort once, in no order, and the most that one workout has of it."""

    sets: tuple[Effort, ...] = ()
    most_reps: int = 0
    most_lifted_kg: float = 0
    """Of the sums of reps × load."""


@dataclass(frozen=True)
class BodyMass:
    """What a lifter weighed on a day, with the number and the unit (kg or lb) as they were said."""

    lifter: str
    day: date
    mass_kg: float
    said: float
    said_unit: str


@dataclass(frozen=True)
class Undone:
    """What was taken back: the command, what it had left and is gone, and what it had replaced and is there again."""

    command: str
    removed: tuple[Workout, ...] = ()
    restored: tuple[Workout, ...] = ()
    removed_masses: tuple[BodyMass, ...] = ()
    restored_masses: tuple[BodyMass, ...] = ()
    next_workout: int | None = None
    """Of the program in progress, where that went back."""


class ConsentKind(StrEnum):
    """What a lifter can agree to."""

    HEALTH = "health"  # that remarks about health are kept
    CONTACT = "contact"  # that a name, an address or a number is kept
    TEXTS = "texts"  # that messages that were not understood are kept with their words


@dataclass(frozen=True)
class Consent:
    """That a lifter agreed to the text shown; `withdrawn_at` is None as long as it holds."""

    lifter: str
    kind: ConsentKind
    text: str
    given_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class ProfileEntry:
    """What a field of the profile was found to be, when, and from which words. The latest of a field holds.

    `words` are kept for 30 days. An entry with `consent` is kept only while that consent holds.
    """

    lifter: str
    field: str
    value: FactValue
    said_at: datetime
    words: str = ""
    consent: ConsentKind | None = None


@dataclass(frozen=True)
class ProgramInProgress:
    """A program that a lifter follows. `request` is what it was built from, as JSON; `next_workout` counts from 0."""

    id: str
    lifter: str
    request: str
    template: str
    started: date
    next_workout: int = 0
    ended: date | None = None


@dataclass(frozen=True)
class Reminder:
    """When to remind a lifter, and in which of their conversations.

    `weekdays` (0 is Monday) and `local_time` hold in `zone`, a name like "Europe/Berlin". `next_due` is the moment that
    they come to next.
    """

    id: str
    lifter: str
    conversation: str
    weekdays: tuple[int, ...]
    local_time: time
    zone: str
    next_due: datetime
    is_active: bool = True


@dataclass(frozen=True)
class AuditEntry:
    """That something was done with a lifter's records: "exported" by "lifter". Never what was in them.

    `lifter` is None where the lifter is no longer there. `actor` is lifter, operator, spotter, or a trainer's name.
    """

    lifter: str | None
    at: datetime
    actor: str
    action: str
    detail: str = ""


@dataclass(frozen=True)
class SaidMessage:
    """A message of a conversation, as it is kept for 30 days. `by` is lifter or spotter."""

    conversation: str
    at: datetime
    by: str
    text: str


@dataclass(frozen=True)
class LifterRecords:
    """Everything that is kept of a lifter, the oldest of each first."""

    lifter: Lifter
    identities: tuple[Identity, ...] = ()
    profile: tuple[ProfileEntry, ...] = ()
    workouts: tuple[Workout, ...] = ()
    body_masses: tuple[BodyMass, ...] = ()
    consents: tuple[Consent, ...] = ()
    programs: tuple[ProgramInProgress, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    replaced: tuple[Workout, ...] = ()
    """What was changed, deleted or undone, as it was; kept for 30 days, so that it can be taken back."""
    replaced_masses: tuple[BodyMass, ...] = ()
    audit: tuple[AuditEntry, ...] = ()
    unread: tuple[UnreadMessage, ...] = ()
    messages: tuple[SaidMessage, ...] = ()
    posted: tuple[Posted, ...] = ()
    """The same as they came in and went out, with what is not answered yet; kept for 30 days."""
    handovers: tuple[Handover, ...] = ()
    trainer_notes: tuple[TrainerNote, ...] = ()
    """In both of these, and in the next, a trainer is named by the name that the lifter knows, not by an id."""
    trials: tuple[Trial, ...] = ()


@dataclass(frozen=True)
class Erased:
    """What an erasure took away: the lifter's conversations, and how many rows of each table."""

    conversations: tuple[str, ...]
    rows: Mapping[str, int]
