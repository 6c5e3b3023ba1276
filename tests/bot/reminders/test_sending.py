"""What a reminder says."""

from datetime import UTC, date, datetime, time

import pytest

from bot.logbook.in_progress import begun
from bot.reminders.sending import words_for
from bot.store.interface import Stores
from bot.store.log_records import ProgramInProgress, Reminder, new_id
from bot.store.memory import memory_stores
from tests.bot.logbook.lifter import request

NOW = datetime(2026, 3, 16, 17, tzinfo=UTC)


@pytest.fixture
def stores() -> Stores:
    return memory_stores()


@pytest.fixture
def reminder(stores: Stores) -> Reminder:
    lifter = stores.lifters.lifter_of("web:1", NOW).id
    return Reminder(new_id(), lifter, "web:1", (0,), time(18), "Europe/Berlin", NOW)


def test_without_a_program_it_says_the_time(reminder: Reminder, stores: Stores) -> None:
    assert words_for(reminder, stores, NOW) == ("utter_reminder", {"time": "18:00"})


def test_with_a_program_in_progress_it_names_the_workout_that_is_due(reminder: Reminder, stores: Stores) -> None:
    stores.programs.start(begun(reminder.lifter, request("full_body_three_times"), date(2026, 3, 9)))
    response, values = words_for(reminder, stores, NOW)
    assert response == "utter_reminder_workout"
    assert values == {"time": "18:00", "workout": "Full body A"}


def test_with_a_program_that_cannot_be_read_any_more_it_comes_without_it(reminder: Reminder, stores: Stores) -> None:
    broken = ProgramInProgress(new_id(), reminder.lifter, '{"gone": 1}', "gone", date(2026, 3, 9))
    stores.programs.start(broken)
    assert words_for(reminder, stores, NOW)[0] == "utter_reminder"
