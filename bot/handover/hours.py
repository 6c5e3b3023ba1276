"""When somebody is there: spans of the day's clock on each weekday, in a zone with its daylight saving.

A span holds every moment at which the clock shows a time in it, and what lies between such moments when the clock is
set back. Spans that touch are one, over midnight too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HOUR = 60
DAY = 24 * HOUR
"""Minutes."""
FAR = 366
"""Days that are looked ahead."""
ONE_DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True, order=True)
class Span:
    """Minutes since midnight, from one to another that is no more in it: 7:00–12:00 is 420 to 720."""

    begins: int
    ends: int


Spans = tuple[Span, ...]
CLOSED: Spans = ()


@dataclass(frozen=True)
class Hours:
    """The spans of each weekday, Monday first, and of single days on which it is otherwise."""

    week: tuple[Spans, ...]
    exceptions: Mapping[date, Spans] = field(default_factory=dict)

    def on(self, day: date) -> Spans:
        """The spans of a day."""
        return self.exceptions.get(day, self.week[day.weekday()])

    def within(self, other: "Hours") -> "Hours":
        """The hours that lie in both."""
        week = tuple(common(mine, theirs) for mine, theirs in zip(self.week, other.week, strict=True))
        days = self.exceptions.keys() | other.exceptions.keys()
        return Hours(week, {day: common(self.on(day), other.on(day)) for day in days})


@dataclass(frozen=True)
class Opening:
    """From one moment to another, in UTC; `ends` is None where no end is in sight."""

    begins: datetime
    ends: datetime | None

    def holds(self, moment: datetime) -> bool:
        return self.begins <= moment and (self.ends is None or moment < self.ends)


def clock(minutes: int) -> str:
    """ "7:00" for 420."""
    return f"{minutes // HOUR}:{minutes % HOUR:02}"


def common(one: Spans, other: Spans) -> Spans:
    """What lies in both."""
    pairs = ((max(a.begins, b.begins), min(a.ends, b.ends)) for a in one for b in other)
    return tuple(sorted(Span(begins, ends) for begins, ends in pairs if begins < ends))


def is_open(hours: Hours, zone: ZoneInfo, at: datetime) -> bool:
    """Whether it is open at a moment."""
    return current(hours, zone, at) is not None


def current(hours: Hours, zone: ZoneInfo, at: datetime) -> Opening | None:
    """The opening that a moment lies in; None when it is closed."""
    found = next(openings(hours, zone, at), None)
    return found if found and found.holds(at) else None


def next_opening(hours: Hours, zone: ZoneInfo, at: datetime) -> Opening | None:
    """The first opening that begins after a moment; None if there is none within a year."""
    return next((each for each in openings(hours, zone, at) if each.begins > at), None)


def openings(hours: Hours, zone: ZoneInfo, at: datetime) -> Iterator[Opening]:
    """The openings that end after a moment, the first one first."""
    horizon = at + (FAR - 2) * ONE_DAY
    for begins, ends in _joined(_pieces(hours, zone, at.astimezone(zone).date())):
        if ends > at:
            yield Opening(begins, None if ends > horizon else ends)


def _joined(pieces: Iterable[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """Pieces in order, those that touch as one."""
    held: tuple[datetime, datetime] | None = None
    for begins, ends in pieces:
        if held and begins <= held[1]:
            held = held[0], max(held[1], ends)
            continue
        if held:
            yield held
        held = begins, ends
    if held:
        yield held


def _pieces(hours: Hours, zone: ZoneInfo, today: date) -> Iterator[tuple[datetime, datetime]]:
    for more in range(-1, FAR):
        day = today + more * ONE_DAY
        for span in sorted(hours.on(day)):
            begins, ends = first_shown(day, span.begins, zone), last_shown(day, span.ends, zone)
            if begins < ends:
                yield begins, ends


def first_shown(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """The first moment at which the clocks of a zone show a time of a day, or have jumped over it. In UTC."""
    wall = _wall(day, minutes)
    moment = min(_both(wall, zone))
    while _shown(moment, zone) < wall:
        moment += MINUTE
    return moment


def last_shown(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """The last moment at which the clocks of a zone show a time of a day, or have jumped over it. In UTC."""
    wall = _wall(day, minutes)
    moment = max(_both(wall, zone))
    return moment if _shown(moment, zone) == wall else first_shown(day, minutes, zone)


def is_shown(day: date, minutes: int, zone: ZoneInfo) -> bool:
    """Whether the clocks of a zone show a time of a day at all: they skip an hour in spring."""
    return _shown(first_shown(day, minutes, zone), zone) == _wall(day, minutes)


def _wall(day: date, minutes: int) -> datetime:
    return datetime(day.year, day.month, day.day) + minutes * MINUTE  # noqa: DTZ001  what the clock shows, no moment


def _both(wall: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments of a time that is shown twice; the same one two times else."""
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return first, second


def _shown(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)
