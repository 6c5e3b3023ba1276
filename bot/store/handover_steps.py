"""What can become of a handover. Each step gives the handover as it is after it, or None if it cannot be taken."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.store.errors import ConsentMissingError, MissingError
from bot.store.handover_records import Agreement, Handover, HandoverReason, HandoverState, TrainerAccount
from bot.store.log_records import AuditEntry
from bot.store.record_checks import check_audit

Step = Callable[[Handover], Handover | None]

BEHIND = timedelta(hours=12)
"""So long after UTC a day ends where it ends last."""
NO_HANDOVER = "There is no such handover."
NO_TRAINER = "There is no such trainer at work."
NOT_THEIRS = "The conversation to hand over is not the lifter's."
LOGIN_TAKEN = "trainer.login: expected one that no other trainer has"
NO_CONSENT = "The lifter has not agreed that remarks about health are kept. Keep it without them."


@dataclass(frozen=True)
class Deed:
    """What a trainer does, for the audit."""

    trainer: str
    action: str
    at: datetime

    def entry(self, handover: Handover, account: TrainerAccount) -> AuditEntry:
        """That it was done, under the name of whose account it is. Raises RecordError."""
        entry = AuditEntry(handover.lifter, self.at, account.name, self.action, f"handover {handover.id}")
        check_audit(entry)
        return entry


def claimed(handover: Handover, trainer: str, now: datetime) -> Handover | None:
    """A trainer takes one that waits."""
    if handover.state is not HandoverState.WAITING:
        return None
    return replace(handover, state=HandoverState.CLAIMED, trainer=trainer, claimed_at=now)


def replied(handover: Handover, trainer: str, now: datetime) -> Handover | None:
    """The trainer who has it says something."""
    return replace(handover, replied_at=handover.replied_at or now) if _has(handover, trainer) else None


def handed_on(handover: Handover, trainer: str, to: str) -> Handover | None:
    """The trainer who has it gives it to another."""
    return replace(handover, trainer=to) if _has(handover, trainer) else None


def handed_back(
    handover: Handover, trainer: str, summary: str, agreed: Iterable[Agreement], now: datetime, *, is_about_health: bool
) -> Handover | None:
    """The trainer who has it ends it with a word to the bot."""
    ended = _ended(handover, now) if _has(handover, trainer) else None
    about_health = is_about_health and bool(summary)
    return ended and replace(ended, summary=summary, agreed=tuple(agreed), is_about_health=about_health)


def closed(handover: Handover, trainer: str, now: datetime) -> Handover | None:
    """A trainer ends one that they have, or that nobody has."""
    is_free = handover.state is HandoverState.WAITING
    return _ended(handover, now) if is_free or _has(handover, trainer) else None


def cancelled(handover: Handover, now: datetime) -> Handover | None:
    """The lifter no longer wants it, and nobody has it yet."""
    if handover.state is not HandoverState.WAITING:
        return None
    return replace(handover, state=HandoverState.CANCELLED, ended_at=now)


def escalated(handover: Handover, now: datetime) -> Handover | None:
    """Others are called, once, as nobody replies."""
    if not handover.is_open or handover.replied_at or handover.escalated_at:
        return None
    return replace(handover, escalated_at=now)


def alerted(handover: Handover, now: datetime) -> Handover | None:
    """A red flag comes up in one that is open; if a trainer has it, with a reply or without, others are called too."""
    is_had = handover.state is HandoverState.CLAIMED
    called = handover.escalated_at or (now if is_had else None)
    after = replace(handover, reason=HandoverReason.RED_FLAG, escalated_at=called)
    return after if handover.is_open and after != handover else None


def rated(handover: Handover, rating: int) -> Handover | None:
    """The lifter says how it was."""
    return replace(handover, rating=rating) if handover.state is HandoverState.CLOSED else None


def needs_consent(agreed: Iterable[Agreement], *, is_about_health: bool) -> bool:
    """Whether something of what a trainer wrote is kept only on the consent to remarks about health."""
    return is_about_health or any(each.needs_consent for each in agreed)


def without_health(handover: Handover) -> Handover:
    """A handover without what is kept on the consent to remarks about health."""
    agreed = tuple(each for each in handover.agreed if not each.needs_consent)
    summary = "" if handover.is_about_health else handover.summary
    return replace(handover, agreed=agreed, summary=summary, is_about_health=False)


def last_day_over(now: datetime) -> date:
    """A day that is over for every lifter, wherever they are."""
    return (now - BEHIND).date() - timedelta(days=1)


def still_says_why(handover: Handover, now: datetime) -> bool:
    """Whether something agreed until a day may still hold, so that what was written explains it."""
    return any(each.until and each.until > last_day_over(now) for each in handover.agreed)


def at_work(account: TrainerAccount | None) -> TrainerAccount:
    """The account, if it is one of somebody who works here. Raises MissingError."""
    if account is None or not account.is_active:
        raise MissingError(NO_TRAINER)
    return account


def expect_consent(holds: bool) -> None:
    """Raises ConsentMissingError unless the consent to remarks about health holds."""
    if not holds:
        raise ConsentMissingError(NO_CONSENT)


def _has(handover: Handover, trainer: str) -> bool:
    return handover.state is HandoverState.CLAIMED and handover.trainer == trainer


def _ended(handover: Handover, now: datetime) -> Handover:
    return replace(handover, state=HandoverState.CLOSED, ended_at=now)
