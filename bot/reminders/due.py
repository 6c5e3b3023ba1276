"""When a reminder comes next: a time of day on some days of the week, in a zone with its daylight saving.

Pure: the clock is given. Moments are aware and in UTC.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = 7
SECOND = timedelta(seconds=1)


def next_due(weekdays: Collection[int], local_time: time, zone: ZoneInfo, after: datetime) -> datetime:
    """The first moment later than `after` at which it is `local_time` in `zone` on one of `weekdays` (0 is Monday).

    A time that the clock skips on a day comes at the first moment after the gap; one that it shows twice comes the
    first time only. Raises ValueError without a weekday.
    """
    if not weekdays or not set(weekdays) <= set(range(WEEK)):
        raise ValueError("weekdays: expected days from 0 (Monday) to 6")
    today = after.astimezone(zone).date()
    # From yesterday on: the reminder of a day that the calendar left out comes when the next day begins.
    days = (today + timedelta(days=more) for more in range(-1, WEEK + 1))
    moments = (moment_on(day, local_time, zone) for day in days if day.weekday() in weekdays)
    return next(moment for moment in moments if moment > after)


def moment_on(day: date, local_time: time, zone: ZoneInfo) -> datetime:
    """The moment at which the clocks of a zone come to a time of a day, or jump over it."""
    wall = datetime.combine(day, local_time)
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if _shown_at(first, zone) == wall:
        return first
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _end_of_gap(wall, zone, before, first)


def _end_of_gap(wall: datetime, zone: ZoneInfo, before: datetime, behind: datetime) -> datetime:
    """The first second at which the clocks show `wall` or more; they show less at `before`, and more at `behind`."""
    while behind - before > SECOND:
        middle = before + (behind - before) // SECOND // 2 * SECOND
        if _shown_at(middle, zone) < wall:
            before = middle
        else:
            behind = middle
    return behind


def _shown_at(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clocks of a zone show, without the zone."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)
