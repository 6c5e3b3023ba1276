"""What the switchboard remembers of a handover while it follows it. All of it can be read from the store again."""

from dataclasses import dataclass, field

from bot.store.handover_records import Handover, HandoverReason


@dataclass
class Followed:
    """A handover as it was seen last, and what of it has been told.

    `seen` is the number up to which its conversation was passed on to trainers' places.
    """

    handover: Handover
    told: set[str] = field(default_factory=set)
    seen: int | None = None
    first_reason: HandoverReason | None = None
    """What trainers' places were told that it is about."""
