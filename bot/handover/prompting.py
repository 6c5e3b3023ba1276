"""When to offer a human, unasked: once for each reason, and not again for a while. Who asks always gets one.

The rules, in this order; each has a test by its name:

  has_trainer      somebody has the conversation, or the lifter waits already: never
  asked, red_flag  always, whatever was offered or declined before: the one is a wish, the other is safety
  no_to_all        after a no, nothing else is offered for a day
  one_at_a_time    after an offer, no other one for an hour
  once             the same reason is not offered again for 30 days, whether it was declined or just not answered
  two_in_a_row     one message that was not understood is no reason; two in a row are
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.handover_records import HandoverReason

ALWAYS = frozenset({HandoverReason.ASKED, HandoverReason.RED_FLAG})
QUIET_AFTER_NO, QUIET_AFTER_OFFER, ONCE_IN = timedelta(days=1), timedelta(hours=1), timedelta(days=30)
MISUNDERSTANDINGS = 2


@dataclass(frozen=True)
class Turn:
    """What happened in this turn.

    `reasons`: what it gave a reason for; a red flag only in the turn that raised it. `misunderstandings`: messages in a
    row, this one the last, that were not understood; 0 if this one was.
    """

    at: datetime
    reasons: Collection[HandoverReason] = ()
    misunderstandings: int = 0
    has_trainer: bool = False


@dataclass(frozen=True)
class Offer:
    """That a human was offered in this conversation before."""

    reason: HandoverReason
    at: datetime
    is_declined: bool = False


def reason_to_offer(turn: Turn, offers: Sequence[Offer] = ()) -> HandoverReason | None:
    """The most urgent reason to offer a human now; None: say nothing of it."""
    if turn.has_trainer:
        return None
    found = set(turn.reasons)
    if turn.misunderstandings >= MISUNDERSTANDINGS:
        found.add(HandoverReason.MISUNDERSTOOD)
    return next((each for each in HandoverReason if each in found and _may_offer(each, turn.at, offers)), None)


def _may_offer(reason: HandoverReason, now: datetime, offers: Sequence[Offer]) -> bool:
    return reason in ALWAYS or not any(now - each.at < _quiet(each, reason) for each in offers)


def _quiet(before: Offer, reason: HandoverReason) -> timedelta:
    """For how long an offer keeps another one away."""
    if before.reason == reason:
        return ONCE_IN
    return QUIET_AFTER_NO if before.is_declined else QUIET_AFTER_OFFER
