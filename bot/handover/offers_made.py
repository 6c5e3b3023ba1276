"""What a conversation remembers of trainers, in two slots: the offers that were made, and what was asked for last."""

from datetime import datetime
from typing import Any

from bot.handover.prompting import Offer
from bot.store.handover_records import HandoverReason

OFFERS, ASKED = "handover_offers", "handover_asked"
"""The slots: a list of offers; the id of a handover."""
MOST_KEPT = 20
Kept = list[dict[str, Any]]


def offers_in(kept: Kept | None) -> list[Offer]:
    """The offers that the slot holds."""
    return [
        Offer(HandoverReason(each["reason"]), datetime.fromisoformat(each["at"]), each["declined"])
        for each in kept or ()
    ]


def with_offer(kept: Kept | None, reason: HandoverReason, at: datetime, *, is_declined: bool = False) -> Kept:
    """What the slot holds with one offer more; one that was declined stands for those made for its reason."""
    others = [each for each in kept or () if not (is_declined and each["reason"] == reason)]
    return [*others, {"reason": reason.value, "at": at.isoformat(), "declined": is_declined}][-MOST_KEPT:]
