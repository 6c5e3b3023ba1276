"""Opening hours, held to the clock of the zone, minute by minute and around each change of it."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.handover.hours import (
    DAY,
    Hours,
    Span,
    common,
    current,
    first_shown,
    is_open,
    is_shown,
    last_shown,
    next_opening,
    openings,
)
from tests.bot.handover.gyms import GYM, utc

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    ZoneInfo(name)
    for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "UTC")
]
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ALWAYS = Hours(((Span(0, DAY),),) * 7)
NEVER = Hours(((),) * 7)


def every_day(begins: int, ends: int) -> Hours:
    return Hours(((Span(begins, ends),),) * 7)


@pytest.mark.parametrize(
    ("at", "is_so"),
    [
        (utc(2026, 11, 23, 4, 59), False),  # Monday 5:59 in Berlin
        (utc(2026, 11, 23, 5), True),
        (utc(2026, 11, 23, 20, 59), True),
        (utc(2026, 11, 23, 21), False),
        (utc(2026, 11, 22, 12, 30), False),  # Sunday between the two spans
        (utc(2026, 12, 24, 11), False),  # the 24th closes at noon
        (utc(2026, 12, 25, 12), False),
        (utc(2026, 7, 6, 4), True),  # 6:00 in summer time
        (utc(2026, 7, 6, 3, 59), False),
    ],
)
def test_it_is_open_by_the_gyms_clock(at: datetime, is_so: bool) -> None:
    assert is_open(GYM.hours, GYM.zone, at) is is_so


def test_it_opens_next_after_closed_days() -> None:
    found = next_opening(GYM.hours, GYM.zone, utc(2026, 12, 24, 12))
    assert found is not None
    assert found.begins == utc(2026, 12, 26, 7)


def test_while_it_is_open_the_next_opening_is_a_later_one() -> None:
    found = next_opening(GYM.hours, GYM.zone, utc(2026, 11, 22, 10))
    assert found is not None
    assert found.begins == utc(2026, 11, 22, 15)


def test_around_the_clock_has_no_end_and_no_next() -> None:
    opening = current(ALWAYS, BERLIN, utc(2026, 3, 29, 1))
    assert opening is not None
    assert opening.ends is None
    assert next_opening(ALWAYS, BERLIN, utc(2026, 3, 29, 1)) is None


def test_who_is_never_open_opens_never() -> None:
    assert current(NEVER, BERLIN, utc(2026, 3, 29, 1)) is None
    assert next_opening(NEVER, BERLIN, utc(2026, 3, 29, 1)) is None


def test_over_midnight_it_is_one_opening() -> None:
    night = Hours(((Span(18 * 60, DAY),), (Span(0, 120),), (), (), (), (), ()))
    opening = current(night, BERLIN, utc(2026, 11, 23, 22))
    assert opening is not None
    assert (opening.begins, opening.ends) == (utc(2026, 11, 23, 17), utc(2026, 11, 24, 1))


@pytest.mark.parametrize(
    ("begins", "ends", "opening"),
    [
        # 29 March 2026, 2:00 to 3:00 is left out: UTC+1 before, UTC+2 after
        (150, 300, (utc(2026, 3, 29, 1), utc(2026, 3, 29, 3))),
        (60, 150, (utc(2026, 3, 29, 0), utc(2026, 3, 29, 1))),
        (60, 300, (utc(2026, 3, 29, 0), utc(2026, 3, 29, 3))),
    ],
)
def test_when_the_clocks_go_forward(begins: int, ends: int, opening: tuple) -> None:
    hours = Hours(((),) * 6 + ((Span(begins, ends),),))
    found = current(hours, BERLIN, opening[0])
    assert found is not None
    assert (found.begins, found.ends) == opening


def test_what_lies_wholly_in_the_left_out_hour_does_not_open() -> None:
    hours = Hours(((),) * 7, {date(2026, 3, 29): (Span(130, 170),)})
    assert next_opening(hours, BERLIN, utc(2026, 3, 28)) is None


@pytest.mark.parametrize(
    ("begins", "ends", "opening"),
    [
        # 25 October 2026, 2:00 to 3:00 comes twice: it stays open through both
        (150, 300, (utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 4))),
        (60, 150, (utc(2026, 10, 24, 23), utc(2026, 10, 25, 1, 30))),
        (130, 170, (utc(2026, 10, 25, 0, 10), utc(2026, 10, 25, 1, 50))),
    ],
)
def test_when_the_clocks_go_back(begins: int, ends: int, opening: tuple) -> None:
    hours = Hours(((),) * 7, {date(2026, 10, 25): (Span(begins, ends),)})
    found = next_opening(hours, BERLIN, utc(2026, 10, 24))
    assert found is not None
    assert (found.begins, found.ends) == opening


def test_a_time_that_the_clocks_skip_is_not_shown() -> None:
    assert not is_shown(date(2026, 3, 29), 150, BERLIN)
    assert is_shown(date(2026, 3, 29), 180, BERLIN)
    assert first_shown(date(2026, 10, 25), 150, BERLIN) == utc(2026, 10, 25, 0, 30)
    assert last_shown(date(2026, 10, 25), 150, BERLIN) == utc(2026, 10, 25, 1, 30)


def test_a_zone_that_changes_at_midnight() -> None:
    cairo = ZoneInfo("Africa/Cairo")  # 24 April 2026: 0:00 becomes 1:00
    assert first_shown(date(2026, 4, 24), 0, cairo) == utc(2026, 4, 23, 22)
    opening = current(ALWAYS, cairo, utc(2026, 4, 23, 21))
    assert opening is not None
    assert opening.ends is None


def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    edges = sorted(draw(st.sets(st.integers(0, DAY // 15), max_size=6)))
    return tuple(Span(begins * 15, ends * 15) for begins, ends in pairwise(edges[: len(edges) // 2 * 2]))[::2]


@st.composite
def some_hours(draw: st.DrawFn) -> Hours:
    week = tuple(spans(draw) for _ in range(7))
    days = draw(st.sets(st.dates(date(2026, 3, 20), date(2026, 4, 5)), max_size=3))
    return Hours(week, {day: spans(draw) for day in days})


MOMENTS = st.one_of(
    st.integers(0, 14 * DAY).map(lambda minutes: utc(2026, 3, 21) + minutes * MINUTE),
    st.integers(0, 14 * DAY).map(lambda minutes: utc(2026, 10, 18) + minutes * MINUTE),
    st.integers(0, 6 * 60).map(lambda minutes: utc(2026, 3, 28, 22) + minutes * MINUTE),
    st.integers(0, 6 * 60).map(lambda minutes: utc(2026, 10, 24, 22) + minutes * MINUTE),
)


@settings(max_examples=150, deadline=None)
@given(hours=some_hours(), zone=st.sampled_from(ZONES), at=MOMENTS)
def test_it_is_open_whenever_the_clock_shows_a_time_of_the_day(hours: Hours, zone: ZoneInfo, at: datetime) -> None:
    there = at.astimezone(zone)
    shown = there.hour * 60 + there.minute
    if any(each.begins <= shown < each.ends for each in hours.on(there.date())):
        assert is_open(hours, zone, at)


@settings(max_examples=150, deadline=None)
@given(hours=some_hours(), zone=st.sampled_from(ZONES), at=MOMENTS)
def test_away_from_a_change_of_the_clock_it_is_closed_at_all_other_times(
    hours: Hours, zone: ZoneInfo, at: datetime
) -> None:
    there = at.astimezone(zone)
    day = timedelta(days=1)
    if (at - day).astimezone(zone).utcoffset() != (at + day).astimezone(zone).utcoffset():
        return
    shown = there.hour * 60 + there.minute
    is_so = any(each.begins <= shown < each.ends for each in hours.on(there.date()))
    assert is_open(hours, zone, at) is is_so


@settings(max_examples=100, deadline=None)
@given(hours=some_hours(), zone=st.sampled_from(ZONES), at=MOMENTS)
def test_openings_come_in_order_apart_from_one_another_and_begin_as_a_day_says(
    hours: Hours, zone: ZoneInfo, at: datetime
) -> None:
    found = [each for each, _ in zip(openings(hours, zone, at), range(8), strict=False)]
    assert all(each.ends is None or (each.begins < each.ends and each.ends > at) for each in found)
    assert all(before.ends is not None and before.ends < after.begins for before, after in pairwise(found))
    assert all(is_open(hours, zone, each.begins) for each in found)
    assert all(not is_open(hours, zone, each.ends) for each in found if each.ends)
    assert all(not is_open(hours, zone, each.begins - MINUTE) for each in found)


@settings(max_examples=100, deadline=None)
@given(hours=some_hours(), zone=st.sampled_from(ZONES), at=MOMENTS)
def test_between_now_and_the_next_opening_it_does_not_open(hours: Hours, zone: ZoneInfo, at: datetime) -> None:
    coming, now = next_opening(hours, zone, at), current(hours, zone, at)
    if coming:
        since = now.ends if now and now.ends else at
        step = (coming.begins - since) / 7
        assert not any(is_open(hours, zone, since + step * part) for part in range(7) if step)
        assert is_open(hours, zone, coming.begins)


@given(
    one=some_hours(),
    other=some_hours(),
    minute=st.integers(0, DAY - 1),
    day=st.dates(date(2026, 3, 16), date(2026, 4, 9)),
)
def test_what_lies_in_both_is_what_lies_in_each(one: Hours, other: Hours, minute: int, day: date) -> None:
    both = one.within(other)

    def holds(hours: Hours) -> bool:
        return any(each.begins <= minute < each.ends for each in hours.on(day))

    assert holds(both) is (holds(one) and holds(other))


def test_common_spans() -> None:
    assert common((Span(0, 100), Span(200, 300)), (Span(50, 250),)) == (Span(50, 100), Span(200, 250))
