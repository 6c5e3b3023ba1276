"""By when somebody has to reply to a lifter who waits for a trainer."""

from datetime import datetime, timedelta

from bot.handover.gym import Gym
from bot.handover.hours import current, next_opening
from bot.store.handover_records import Handover, HandoverReason

RED_FLAG_MINUTES, MINUTES = 2, 15
"""Without a gym's file."""


def reply_by(handover: Handover, gym: Gym | None) -> datetime | None:
    """The moment after which others are called; None for never.

    A red flag waits for no opening hours. Anything else that is asked for while the gym is closed waits from when it
    opens.
    """
    if handover.reason is HandoverReason.RED_FLAG:
        minutes = gym.escalation_minutes[handover.reason] if gym else RED_FLAG_MINUTES
        return handover.asked_at + timedelta(minutes=min(minutes, RED_FLAG_MINUTES))
    if gym is None:
        return handover.asked_at + timedelta(minutes=MINUTES)
    asked = handover.asked_at
    opening = current(gym.hours, gym.zone, asked) or next_opening(gym.hours, gym.zone, asked)
    if opening is None:
        return None
    return max(asked, opening.begins) + timedelta(minutes=gym.escalation_minutes[handover.reason])


def is_late(handover: Handover, by: datetime | None, now: datetime) -> bool:
    """Whether nobody has replied in time to one that is still open."""
    return handover.is_open and handover.replied_at is None and by is not None and now >= by


def is_alerted(handover: Handover, first_reason: HandoverReason | None, by: datetime | None) -> bool:
    """Whether a red flag came up after it was asked for: it had another reason, or was escalated though not late."""
    if handover.reason is not HandoverReason.RED_FLAG:
        return False
    escalated, replied = handover.escalated_at, handover.replied_at
    was_late = escalated is not None and by is not None and escalated >= by and not (replied and replied < escalated)
    return first_reason not in (None, HandoverReason.RED_FLAG) or (escalated is not None and not was_late)
