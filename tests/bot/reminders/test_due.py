"""The next moment of a reminder, held to the rules around every change of every clock."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.due import moment_on, next_due

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
ALL_DAYS = range(7)
ZONES = sorted(available_timezones())
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
YEARS = range(2011, 2031)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("weekdays", "at", "after", "due"),
    [
        # Sunday noon in March: Monday 18:00 in Berlin's winter is 17:00 UTC
        ((0, 2, 4), time(18), utc(2026, 3, 15, 12), utc(2026, 3, 16, 17)),
        ((6,), time(18), utc(2026, 3, 15, 12), utc(2026, 3, 15, 17)),
        ((6,), time(18), utc(2026, 3, 15, 17), utc(2026, 3, 22, 17)),
        # a week later, after the clocks went forward, 18:00 is 16:00 UTC
        ((6,), time(18), utc(2026, 3, 22, 17), utc(2026, 3, 29, 16)),
        ((6,), time(18), utc(2026, 10, 18, 16), utc(2026, 10, 25, 17)),
        # 2:30 is left out on 29 March: it comes at 3:00 summer time
        ((6,), time(2, 30), utc(2026, 3, 28, 12), utc(2026, 3, 29, 1)),
        ((6,), time(2), utc(2026, 3, 28, 12), utc(2026, 3, 29, 1)),
        ((6,), time(3), utc(2026, 3, 28, 12), utc(2026, 3, 29, 1)),
        # 2:30 comes twice on 25 October: the first of them, and once it is over, next week's
        ((6,), time(2, 30), utc(2026, 10, 24, 12), utc(2026, 10, 25, 0, 30)),
        ((6,), time(2, 30), utc(2026, 10, 25, 0, 30), utc(2026, 11, 1, 1, 30)),
        ((6,), time(2, 30), utc(2026, 10, 25, 0, 45), utc(2026, 11, 1, 1, 30)),
    ],
)
def test_a_reminder_in_berlin_comes_next(weekdays: tuple, at: time, after: datetime, due: datetime) -> None:
    assert next_due(weekdays, at, BERLIN, after) == due


def test_the_lifters_own_day_decides_not_that_of_greenwich() -> None:
    late_sunday = utc(2026, 3, 16, 2)  # Sunday 22:00 in New York
    assert next_due((6,), time(23), NEW_YORK, late_sunday) == utc(2026, 3, 16, 3)
    assert next_due((0,), time(23), NEW_YORK, late_sunday) == utc(2026, 3, 17, 3)


def test_a_day_that_was_left_out_of_the_calendar_is_reminded_of_when_the_next_begins() -> None:
    samoa = ZoneInfo("Pacific/Apia")  # went from Thursday, 29 December 2011, to Saturday
    begin = datetime(2011, 12, 31, tzinfo=samoa).astimezone(UTC)
    assert moment_on(date(2011, 12, 30), time(18), samoa) == begin
    assert next_due((4,), time(18), samoa, begin - HOUR) == begin
    assert next_due((4,), time(18), samoa, begin) == datetime(2012, 1, 6, 18, tzinfo=samoa).astimezone(UTC)


@pytest.mark.parametrize("weekdays", [(), (7,), (0, -1)])
def test_days_that_are_none_are_refused(weekdays: tuple) -> None:
    with pytest.raises(ValueError, match="weekdays"):
        next_due(weekdays, time(18), BERLIN, utc(2026, 3, 15))


@cache
def changes(name: str) -> tuple[datetime, ...]:
    """The moments (UTC) at which a zone's clocks change, to the second."""
    return tuple(_changes(ZoneInfo(name)))


def _changes(zone: ZoneInfo) -> Iterator[datetime]:
    at, end = utc(YEARS.start, 1, 1), utc(YEARS.stop, 1, 1)
    while at < end:
        later = at + 5 * DAY
        if at.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            low, high = at, later
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low) // timedelta(seconds=1) // 2)
                is_before = middle.astimezone(zone).utcoffset() == at.astimezone(zone).utcoffset()
                low, high = (middle, high) if is_before else (low, middle)
            yield high
        at = later


def test_there_are_zones_and_changes_enough() -> None:
    assert len(ZONES) > 400
    assert len(changes("Europe/Berlin")) == 2 * len(YEARS)
    assert changes("Etc/UTC") == ()


@pytest.mark.parametrize("name", [name for name in ZONES if not name.startswith(("posix/", "right/"))])
def test_around_every_change_of_every_zone_it_is_the_first_minute_that_shows_the_time_or_later(name: str) -> None:
    zone = ZoneInfo(name)
    for change in changes(name)[-6:]:
        minute = change.replace(second=0)
        minutes = [minute + timedelta(minutes=more) for more in range(-150, 350)]
        shown = [each.astimezone(zone).replace(tzinfo=None, fold=0) for each in minutes]
        for more in range(-120, 120, 15):
            wall = (change.replace(tzinfo=None) + (shown[149] - minutes[149].replace(tzinfo=None))).replace(second=0)
            wall += timedelta(minutes=more)
            first = next(each for each, clock in zip(minutes, shown, strict=True) if clock >= wall)
            assert moment_on(wall.date(), wall.time(), zone) == first, (name, change, wall)


@st.composite
def moments_near_changes(draw: st.DrawFn) -> tuple[ZoneInfo, datetime, time]:
    """A zone, a moment near one of its changes if it has any, and a time of day near that moment."""
    name = draw(st.sampled_from(ZONES))
    middle = draw(st.sampled_from(changes(name) or (utc(2026, 6, 1),)))
    after = middle + timedelta(minutes=draw(st.integers(-3 * 1440, 3 * 1440)))
    near = middle + timedelta(minutes=draw(st.integers(-180, 180)))
    shown = near.astimezone(ZoneInfo(name))
    return (
        ZoneInfo(name),
        after,
        draw(st.sampled_from([shown.time().replace(second=0), time(18), time(0), time(2, 30)])),
    )


@given(moments_near_changes(), st.sets(st.sampled_from(ALL_DAYS), min_size=1))
def test_the_next_moment_is_later_soon_and_on_a_day_that_was_asked_for(
    drawn: tuple[ZoneInfo, datetime, time], weekdays: set[int]
) -> None:
    zone, after, at = drawn
    due = next_due(weekdays, at, zone, after)
    assert after < due <= after + WEEK + DAY
    shown = due.astimezone(zone)
    if shown.time() == at:
        assert shown.weekday() in weekdays
        assert shown.fold == 0
    else:  # only where the clocks jump over it, and then as they do
        before = (due - timedelta(seconds=1)).astimezone(zone)
        wall = datetime.combine(shown.date(), at)
        skipped = wall if wall <= shown.replace(tzinfo=None) else wall - DAY
        assert before.replace(tzinfo=None) < skipped <= shown.replace(tzinfo=None)
        assert skipped.weekday() in weekdays


@given(moments_near_changes())
def test_every_day_has_the_reminder_once(drawn: tuple[ZoneInfo, datetime, time]) -> None:
    zone, after, at = drawn
    dues = [next_due(ALL_DAYS, at, zone, after)]
    for _ in range(8):
        dues.append(next_due(ALL_DAYS, at, zone, dues[-1]))
    days = [due.astimezone(zone).date() for due in dues]
    assert len(set(days)) >= len(days) - 1  # two of a day only where the day before was cut off at its end
    assert all(timedelta(0) < later - due <= 2 * DAY for due, later in pairwise(dues))
    assert sum(due.astimezone(zone).time() != at for due in dues) <= 2


@given(moments_near_changes(), st.sampled_from(ALL_DAYS))
def test_nothing_is_passed_over(drawn: tuple[ZoneInfo, datetime, time], weekday: int) -> None:
    zone, after, at = drawn
    due = next_due((weekday,), at, zone, after)
    between = (after + timedelta(minutes=15 * step) for step in range(1, int((due - after) / timedelta(minutes=15))))
    assert all(next_due((weekday,), at, zone, moment) == due for moment in list(between)[::13])
