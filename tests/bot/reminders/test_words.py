"""Reminders in words."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.reminders.words import days_in_words, in_words, next_in_words, time_in_words, zone_in_words
from bot.store.log_records import Reminder, new_id

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)  # a Sunday


def reminder(zone: str = "Europe/Berlin", due: datetime = NOW) -> Reminder:
    return Reminder(new_id(), new_id(), "web:1", (0, 2, 4), time(18), zone, due)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((0,), "every Monday"),
        ((1, 3), "Tue and Thu"),
        ((4, 0, 2), "Mon, Wed and Fri"),
        ((0, 1, 2, 3, 4), "Monday to Friday"),
        ((5, 6), "Saturday and Sunday"),
        ((0, 1, 2, 3, 4, 5, 6), "every day"),
    ],
)
def test_days_are_named_as_one_would(days: tuple, words: str) -> None:
    assert days_in_words(days) == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Berlin", "Berlin time"),
        ("America/New_York", "New York time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("Etc/GMT-2", "UTC+2"),
        ("Etc/GMT+5", "UTC-5"),
        ("UTC", "UTC"),
        ("Etc/UTC", "UTC"),
    ],
)
def test_a_zone_is_called_by_its_city_or_its_distance_from_greenwich(zone: str, words: str) -> None:
    assert zone_in_words(zone) == words


def test_a_reminder_says_its_days_time_and_zone() -> None:
    assert in_words(reminder()) == "Mon, Wed and Fri at 18:00 (Berlin time)"
    assert time_in_words(time(6, 5)) == "06:05"


@pytest.mark.parametrize(
    ("hours", "words"),
    [(5, "today"), (29, "tomorrow"), (53, "on Tuesday"), (6 * 24, "on Saturday"), (7 * 24, "on Sunday next week")],
)
def test_the_next_day_is_named(hours: int, words: str) -> None:
    assert next_in_words(reminder(due=NOW + timedelta(hours=hours)), NOW) == words


def test_the_day_is_that_of_the_reminders_own_zone() -> None:
    late = datetime(2026, 3, 15, 22, 30, tzinfo=UTC)  # Sunday in Berlin, Monday in Tokyo
    due = late + timedelta(hours=10)
    assert next_in_words(reminder(due=due), late) == "tomorrow"
    assert next_in_words(reminder("Asia/Tokyo", due), late) == "today"
