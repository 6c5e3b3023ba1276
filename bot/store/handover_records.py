"""Records of handing over to a trainer: who asked, who has the conversation, what was agreed. Plain values.

A handover is one time that a human has a conversation:

    waiting ──> claimed ──> closed
       └──────> cancelled     (by the lifter)

One that is waiting or claimed is open; a conversation has one open handover at most. Moments are in UTC.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class HandoverReason(StrEnum):
    """Why a human is wanted, the most urgent first."""

    RED_FLAG = "red_flag"
    ASKED = "asked"
    COMPLAINT = "complaint"
    FRUSTRATED = "frustrated"
    MISUNDERSTOOD = "misunderstood"  # twice in a row
    GYM_BUSINESS = "gym_business"  # prices, membership, trial
    PROGRAM = "program"  # no program keeps to everything that the lifter said
    TECHNIQUE = "technique"
    PLATEAU = "plateau"


class HandoverState(StrEnum):
    """Who has the conversation."""

    WAITING = "waiting"  # nobody has claimed it
    CLAIMED = "claimed"  # a trainer has it; the bot is silent
    CLOSED = "closed"  # handed back, or closed without a word
    CANCELLED = "cancelled"  # by the lifter, before anybody claimed it


class AgreementKind(StrEnum):
    """What an agreement is to the bot."""

    COMPLAINT = "complaint"  # to be trained around: `value` names it
    NOTE = "note"


class Role(StrEnum):
    """What somebody may do in the console."""

    TRAINER = "trainer"
    OWNER = "owner"


class Presence(StrEnum):
    """Whether a trainer takes conversations now."""

    HERE = "here"
    AWAY = "away"


@dataclass(frozen=True)
class Agreement:
    """What lifter and trainer agreed: "no overhead work", a complaint in the shoulder until a day, that day in.

    Without `until` it has no end. What is about health, as every complaint is, is kept only while the lifter's consent
    to that holds.
    """

    text: str
    kind: AgreementKind
    value: str = ""
    until: date | None = None
    is_about_health: bool = False

    @property
    def needs_consent(self) -> bool:
        """Whether it is kept on the consent to remarks about health."""
        return self.is_about_health or self.kind is AgreementKind.COMPLAINT

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day of the lifter's."""
        return self.until is None or day <= self.until

    def __str__(self) -> str:
        return f"{self.text} (until {self.until})" if self.until else self.text


@dataclass(frozen=True)
class Handover:
    """One time that a human has a conversation. Trainers are named by the ids of their accounts.

    `languages` are the lifter's, the best one first: "de", "en". With `passes_on` the lifter has agreed that profile
    and log are shown to the trainer. `summary` is what the trainer wrote when handing back; one that is about health is
    kept only while the lifter's consent to that holds. `rating` is 0 or 1: one tap.
    """

    id: str
    conversation: str
    lifter: str
    reason: HandoverReason
    state: HandoverState
    asked_at: datetime
    languages: tuple[str, ...] = ()
    wanted_trainer: str | None = None
    trainer: str | None = None
    """Who claimed it, or has it since it was handed on."""
    claimed_at: datetime | None = None
    """By the first who did."""
    replied_at: datetime | None = None
    """When a trainer first said something."""
    ended_at: datetime | None = None
    escalated_at: datetime | None = None
    summary: str = ""
    agreed: tuple[Agreement, ...] = ()
    passes_on: bool = False
    rating: int | None = None
    is_about_health: bool = False
    """Of the summary."""

    @property
    def is_open(self) -> bool:
        """Whether it waits for a trainer, or one has it."""
        return self.ended_at is None


@dataclass(frozen=True)
class TrainerNote:
    """What a trainer wrote down about a handover, for trainers to read; the lifter sees it in an export.

    One that is about health is kept only while the lifter's consent to that holds.
    """

    id: str
    handover: str
    trainer: str
    text: str
    at: datetime
    is_about_health: bool = False


@dataclass(frozen=True)
class TrainerAccount:
    """Somebody who answers in the console. `login` is in small letters, `capacity` how many conversations at once."""

    id: str
    name: str
    login: str
    password_hash: str = field(repr=False)
    role: Role = Role.TRAINER
    is_active: bool = True
    presence: Presence = Presence.AWAY
    capacity: int = 1


@dataclass(frozen=True)
class ConsoleLogin:
    """That a trainer is signed in to the console. Of the token, which the browser holds, only a digest is kept."""

    token: str = field(repr=False)
    trainer: str
    csrf_secret: str = field(repr=False)
    expires_at: datetime
