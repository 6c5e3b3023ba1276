"""How long a lifter may have to wait: a span from what was measured, or nothing where too little is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil, floor

from bot.handover.gym import Gym
from bot.handover.hours import current
from bot.handover.matching import Desk, is_here, room
from bot.handover.words import say
from bot.store.handover_records import Handover

LEAST_MEASURED = 5
"""Fewer handovers than that say nothing."""
LOW, HIGH = 0.25, 0.75
"""Half of what was measured lies between these shares of it."""
SECONDS = 60
LONGEST = 120
"""Minutes; a span that ends later is a guess."""
FEW, COARSE = 10, 5
"""Above so many minutes a span is told in steps of five."""


@dataclass(frozen=True)
class Measured:
    """The latest handovers, in minutes: from asking a free trainer to the first reply, and from there to the end."""

    replies: tuple[float, ...] = ()
    talks: tuple[float, ...] = ()


@dataclass(frozen=True)
class Queue:
    """Lifters who wait already, the places that are free now, and all places of the trainers who are here."""

    ahead: int
    free: int
    places: int


@dataclass(frozen=True)
class Wait:
    """From one number of whole minutes to another."""

    low: int
    high: int


def measured_in(handovers: Iterable[Handover], gym: Gym) -> Measured:
    """What handovers took; what was asked for when no trainer is there by the gym's file says nothing of the wait."""
    replied = [(each, each.replied_at) for each in handovers if each.replied_at and _is_staffed(gym, each.asked_at)]
    return Measured(
        tuple(_minutes(each.asked_at, reply) for each, reply in replied),
        tuple(_minutes(reply, each.ended_at) for each, reply in replied if each.ended_at),
    )


def _is_staffed(gym: Gym, at: datetime) -> bool:
    return any(current(each.hours, gym.zone, at) for each in gym.trainers)


def _minutes(begins: datetime, ends: datetime) -> float:
    return (ends - begins).total_seconds() / SECONDS


def wait_at(gym: Gym, desk: Desk, ahead: int, measured: Measured, now: datetime) -> Wait | None:
    """How long somebody waits who asks at a moment, with so many ahead; None if that cannot be told."""
    here = [each for each in gym.trainers if is_here(each, gym, desk, now)]
    queue = Queue(ahead, sum(room(each, desk) for each in here), sum(each.capacity for each in here))
    stays = [opening.ends for each in here if (opening := current(each.hours, gym.zone, now))]
    ends = [each for each in stays if each is not None]
    is_open_ended = len(ends) < len(stays)
    left = None if is_open_ended or not ends else (max(ends) - now).total_seconds() / SECONDS
    return estimated_wait(queue, measured, left)


def estimated_wait(queue: Queue, measured: Measured, minutes_left: float | None = None) -> Wait | None:
    """How long somebody who asks now waits for a first reply; None if that cannot be told.

    It cannot with nobody here, with too little measured, or if it could take longer than the trainers who are here
    stay (`minutes_left`; None: no end in sight). Who finds no place free waits for as many talks to end as it takes.
    """
    turns = 0 if queue.ahead < queue.free else (queue.ahead - queue.free) // max(1, queue.places) + 1
    reply, talk = _half(measured.replies), _half(measured.talks)
    if queue.places < 1 or not reply or (turns and not talk):
        return None
    low, high = reply
    if turns and talk:  # the first of the talks may end this minute
        low, high = low + (turns - 1) * talk[0], high + turns * talk[1]
    is_far = high > LONGEST or (minutes_left is not None and high > minutes_left)
    return None if is_far else _rounded(low, high)


def wait_text(wait: Wait | None) -> str:
    """ "The wait is about 5–15 minutes.", "That takes about 5 minutes at most.", "I cannot tell …"."""
    if wait is None:
        return say("wait.unknown")
    if wait.low <= 1 or wait.low == wait.high:
        return say("wait.few", high=str(wait.high))
    return say("wait.minutes", low=str(wait.low), high=str(wait.high))


def _half(minutes: Sequence[float]) -> tuple[float, float] | None:
    """Between which numbers the middle half lies."""
    if len(minutes) < LEAST_MEASURED:
        return None
    ordered = sorted(minutes)
    return ordered[floor(LOW * (len(ordered) - 1))], ordered[ceil(HIGH * (len(ordered) - 1))]


def _rounded(low: float, high: float) -> Wait:
    """Outward, never less than a few minutes: a span that looks exact would promise too much."""
    step = COARSE if high > FEW else 1
    return Wait(floor(low / step) * step, max(2, ceil(high / step) * step))
