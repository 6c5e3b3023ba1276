"""Scales from figures to the pixels of a sheet, and the round figures and days that they are marked with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor, log10

NICE = (1, 2, 2.5, 5, 10)
LONG_DAYS = 70


@dataclass(frozen=True)
class Scale:
    """Maps `low` to the pixel `start` and `high` to `end`, and all between evenly."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = 0.5 if self.high == self.low else (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def round_marks(low: float, high: float, most: int = 4, *, whole: bool = False) -> tuple[float, ...]:
    """Up to so many round figures, evenly apart, from one that is not above `low` to one that is not below `high`.

    `whole`: whole numbers. A single value gets a mark below and one above.
    """
    if high - low < max(abs(high) * 0.02, 1 if whole else 1e-6):
        low, high = low - max(abs(low) * 0.01, 0.5), high + max(abs(high) * 0.01, 0.5)
    size = 10 ** floor(log10((high - low) / max(most - 1, 1)))
    for step in (nice * size * ten for ten in (1, 10) for nice in NICE):
        if whole and step % 1:
            continue
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        last = max(last, first + 1)
        if last - first < most:
            return tuple(round(count * step, 6) for count in range(first, last + 1))
    return (low, high)


def day_marks(first: date, last: date, most: int = 4) -> tuple[date, ...]:
    """Up to so many days from first to last, evenly apart: of a few weeks any, else the first of months or years."""
    if not is_long(first, last):
        return _evenly(first, last, most)
    months = _months(first, last)
    for every in (1, 2, 3, 6, 12, 24, 60, 120):
        found = [each for each in months if (each.year * 12 + each.month - 1) % every == 0]
        if len(found) <= most:
            return tuple(found)
    return (first, last)


def is_long(first: date, last: date) -> bool:
    """Whether days are marked by months."""
    return (last - first).days >= LONG_DAYS


def gaps(days: Sequence[date], least: timedelta = timedelta(weeks=4)) -> list[tuple[int, int]]:
    """Runs of days (first, last index) between which there is no long gap: `least`, or thrice the usual distance."""
    if not days:
        return []
    apart = sorted(other - one for one, other in pairwise(days))
    long = max([least, *(3 * each for each in apart[len(apart) // 2 : len(apart) // 2 + 1])])
    cuts = [at for at, (one, other) in enumerate(pairwise(days), 1) if other - one > long]
    return [(one, other - 1) for one, other in pairwise([0, *cuts, len(days)])]


def _evenly(first: date, last: date, most: int) -> tuple[date, ...]:
    days = (last - first).days
    every = ceil(days / min(days, most - 1)) if days else 1
    return tuple(first + timedelta(days=at) for at in range(0, days + 1, every))


def _months(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month
    since = first.year * 12 + first.month - 1
    found = (date(month // 12, month % 12 + 1, 1) for month in range(since, since + count + 1))
    return [each for each in found if first <= each <= last]
