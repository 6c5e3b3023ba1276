"""Moments and opening hours in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.handover.hours import DAY, Hours, Span
from bot.handover.terms import DayTime
from bot.handover.when import day_time, hours_text, moment_text, opening_text
from tests.bot.handover.gyms import GYM, MONDAY_9, utc

BERLIN, LONDON, LISBON = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/London"), ZoneInfo("Europe/Lisbon")
OSLO = ZoneInfo("Europe/Oslo")
ALWAYS = Hours(((Span(0, DAY),),) * 7)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (utc(2026, 11, 23, 13), "today at 14:00"),
        (utc(2026, 11, 24, 6), "tomorrow at 7:00"),
        (utc(2026, 11, 23, 23), "tomorrow at midnight"),
        (utc(2026, 11, 29, 11), "on Sunday at noon"),
        (utc(2026, 11, 30, 6, 5), "on Monday 30 November at 7:05"),
        (utc(2027, 1, 4, 6), "on Monday 4 January 2027 at 7:00"),
        (utc(2026, 11, 22, 13), "on Sunday 22 November at 14:00"),
    ],
)
def test_a_moment_is_named_as_one_would(moment: datetime, words: str) -> None:
    assert moment_text(moment, MONDAY_9, BERLIN) == words


def test_who_lives_by_another_clock_reads_whose_it_is() -> None:
    assert moment_text(utc(2026, 11, 24, 6), MONDAY_9, BERLIN, LONDON) == "on Tuesday at 7:00, Berlin time"
    assert moment_text(utc(2026, 11, 24, 6), MONDAY_9, BERLIN, OSLO) == "tomorrow at 7:00"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (MONDAY_9, "We are open until 22:00."),
        (utc(2026, 11, 23, 22), "We open tomorrow at 6:00."),
        (utc(2026, 11, 23, 4), "We open today at 6:00."),
        (utc(2026, 11, 21, 20), "We open tomorrow at 9:00."),
        (utc(2026, 11, 22, 13), "We open today at 16:00."),
        (utc(2026, 12, 24, 12), "We open on Saturday at 8:00."),
        (utc(2026, 12, 31, 22), "We open tomorrow at noon."),
        # the clocks go forward in the night before Sunday, 28 March 2027
        (utc(2027, 3, 27, 22), "We open tomorrow at 9:00."),
    ],
)
def test_whether_it_is_open_is_told(now: datetime, words: str) -> None:
    assert opening_text(GYM.hours, GYM.zone, now) == words


def test_whether_it_is_open_is_told_to_who_is_elsewhere() -> None:
    assert opening_text(GYM.hours, GYM.zone, MONDAY_9, LISBON) == "We are open until 22:00, Berlin time."
    assert opening_text(GYM.hours, GYM.zone, MONDAY_9, OSLO) == "We are open until 22:00."


def test_around_the_clock_and_never() -> None:
    assert opening_text(ALWAYS, BERLIN, MONDAY_9) == "We are open around the clock."
    assert opening_text(Hours(((),) * 7), BERLIN, MONDAY_9) == "We are closed for now."


def test_an_end_that_is_days_away_is_told_with_its_day() -> None:
    week = Hours(ALWAYS.week, {date(2026, 11, 26): ()})
    assert opening_text(week, BERLIN, MONDAY_9) == "We are open until midnight on Thursday."


def test_a_single_day_weeks_away_takes_nothing_from_around_the_clock() -> None:
    week = Hours(ALWAYS.week, {date(2026, 12, 24): ()})
    assert opening_text(week, BERLIN, MONDAY_9) == "We are open around the clock."
    assert hours_text(week, BERLIN, MONDAY_9) == "We are open around the clock."


@pytest.mark.parametrize(
    ("hour", "part"),
    [(0, "morning"), (11, "morning"), (12, "afternoon"), (16, "afternoon"), (17, "evening"), (23, "evening")],
)
def test_parts_of_the_day(hour: int, part: str) -> None:
    assert day_time(hour) is DayTime(part)
