"""How long lifters waited for a trainer of late, and how long talks took: what a wait is told from."""

from datetime import datetime, timedelta

from bot.handover.gym import Gym
from bot.handover.hours import current
from bot.handover.waiting import Measured
from bot.store.handover_records import Handover, HandoverState
from bot.store.interface import Stores

LOOKS_BACK = timedelta(days=28)
MOST = 50
"""The latest handovers say more of today than those before."""
MINUTE = timedelta(minutes=1)


def measured(stores: Stores, now: datetime, gym: Gym | None = None) -> Measured:
    """Minutes to the first reply, and from there to the end, of what was closed in the last weeks. Raises StoreError.

    With a gym, what was asked for while none of its trainers was there is left out: who asks at night waits for the
    morning, which the hours tell better than a number.
    """
    closed = [each for each in stores.handovers.asked_since(now - LOOKS_BACK) if _is_measured(each, gym)][-MOST:]
    return Measured(
        tuple((each.replied_at - each.asked_at) / MINUTE for each in closed if each.replied_at),
        tuple((each.ended_at - each.replied_at) / MINUTE for each in closed if each.replied_at and each.ended_at),
    )


def _is_measured(handover: Handover, gym: Gym | None) -> bool:
    is_whole = handover.state is HandoverState.CLOSED and handover.replied_at is not None
    return is_whole and (gym is None or _is_somebody_here(gym, handover.asked_at))


def _is_somebody_here(gym: Gym, moment: datetime) -> bool:
    return any(current(each.hours, gym.zone, moment) is not None for each in gym.trainers)
