"""The numbers of the owner's page: counts and times over days at the gym, and nobody's words.

Messages are kept for 30 days. What is counted from them is not known of days before, and is None there.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from bot.handover.gym import Gym
from bot.store.handover_records import Handover, HandoverReason, HandoverState
from bot.store.interface import Stores
from bot.store.log_records import RED_FLAG, FactValue
from bot.store.records import KEEPS_FOR
from bot.switchboard.late import reply_by

PERIODS = (7, 30, 90)
"""Days that can be looked at."""
MIDDLE, MOST = 0.5, 0.9
"""Shares of lifters who waited no longer than that."""
ONE_DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
Found = tuple[datetime, FactValue]


@dataclass(frozen=True)
class Counts:
    """What is counted of handovers that were asked for on a day. `waits`: minutes to the first reply, in order."""

    asked: int = 0
    waits: tuple[float, ...] = ()
    called_off: int = 0
    unanswered: int = 0
    """Closed without a word."""
    open: int = 0
    late: int = 0
    """Waited longer than the gym allows, whether somebody replied then or not."""
    good: int = 0
    not_good: int = 0

    @property
    def middle(self) -> float | None:
        """Minutes that half of those who got a reply did not exceed."""
        return percentile(self.waits, MIDDLE)

    @property
    def most(self) -> float | None:
        """Minutes that nine of ten did not exceed."""
        return percentile(self.waits, MOST)

    @property
    def satisfaction(self) -> int | None:
        """Percent of those who said how it was, and found it good."""
        rated = self.good + self.not_good
        return round(100 * self.good / rated) if rated else None


@dataclass(frozen=True)
class Day:
    """A day at the gym. `talks`: conversations in which a lifter wrote; `unread`: messages that were not understood."""

    day: date
    talks: int | None
    unread: int | None
    red_flags: int
    counts: Counts


@dataclass(frozen=True)
class Numbers:
    """The days up to today, the oldest first, and what they come to."""

    days: tuple[Day, ...]
    counts: Counts
    topics: tuple[tuple[str, int], ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()
    hazards: tuple[tuple[str, int], ...] = ()
    """Each with how often, the most frequent first."""
    waiting: int = 0
    """Handovers that nobody has claimed, now."""

    @property
    def talks(self) -> int:
        """Over the days of which it is known; who wrote on two days counts for both."""
        return sum(each.talks or 0 for each in self.days)

    @property
    def unread(self) -> int:
        return sum(each.unread or 0 for each in self.days)

    @property
    def red_flags(self) -> int:
        return sum(each.red_flags for each in self.days)


def numbers_of(stores: Stores, now: datetime, zone: ZoneInfo, days: int, gym: Gym | None = None) -> Numbers:
    """The numbers of so many days, today included; the `gym` says what is late. Blocks, and raises StoreError."""
    today = now.astimezone(zone).date()
    dates = [today - ahead * ONE_DAY for ahead in reversed(range(days))]
    since, kept_since = begin_of(dates[0], zone), now - KEEPS_FOR
    known = [each for each in dates if begin_of(each, zone) >= kept_since]
    moments = [begin_of(each, zone) for each in (*known, today + ONE_DAY)]
    talks = dict(zip(known, stores.inbox.talks(moments), strict=True))
    unread = Counter(_day(each.said_at, zone) for each in stores.unread.unread())
    flags = [each for each in stores.profiles.found_since(RED_FLAG, since) if each[1] is not None]
    raised = Counter(_day(at, zone) for at, _ in flags)
    asked = stores.handovers.asked_since(since)
    by_day = _by_day(asked, zone)
    return Numbers(
        tuple(
            Day(
                each, talks.get(each), unread[each] if each in talks else None, raised[each],
                counts_of(by_day.get(each, ()), now, gym),
            )
            for each in dates
        ),
        counts_of(asked, now, gym),
        _ranked(stores.conversations.topics(since)),
        _ranked(Counter(str(each.reason) for each in asked)),
        _ranked(Counter(_hazard(value) for _, value in flags)),
        len(stores.handovers.waiting()),
    )  # fmt: skip


def counts_of(handovers: Sequence[Handover], now: datetime, gym: Gym | None = None) -> Counts:
    """What handovers come to."""
    states, ratings = Counter(each.state for each in handovers), Counter(each.rating for each in handovers)
    closed = [each for each in handovers if each.state is HandoverState.CLOSED]
    return Counts(
        len(handovers),
        tuple(sorted((each.replied_at - each.asked_at) / MINUTE for each in handovers if each.replied_at)),
        states[HandoverState.CANCELLED],
        sum(each.replied_at is None for each in closed),
        sum(each.is_open for each in handovers),
        sum(waited_too_long(each, now, gym) for each in handovers),
        ratings[1], ratings[0],
    )  # fmt: skip


def waited_too_long(handover: Handover, now: datetime, gym: Gym | None) -> bool:
    """Whether nobody replied in time; up to now, if it is open.

    Where a red flag came up behind the first reply, the reason before it is not known any more: it is taken as asked.
    """
    replied, escalated = handover.replied_at, handover.escalated_at
    if handover.reason is HandoverReason.RED_FLAG and replied and escalated and replied <= escalated:
        handover = replace(handover, reason=HandoverReason.ASKED)
    by = reply_by(handover, gym)
    return by is not None and (replied or handover.ended_at or now) > by


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """The least of some numbers, in order, that so large a share of them does not exceed; None of none."""
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else None


def begin_of(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins at the gym."""
    return datetime.combine(day, time(), zone)


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _by_day(handovers: Iterable[Handover], zone: ZoneInfo) -> Mapping[date, list[Handover]]:
    found: dict[date, list[Handover]] = {}
    for each in handovers:
        found.setdefault(_day(each.asked_at, zone), []).append(each)
    return found


def _ranked(counted: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _hazard(value: FactValue) -> str:
    return str(json.loads(str(value))["hazard"])
