"""What a reminder says, and how it is brought into a conversation."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.coaching.errors import CoachingError
from bot.coaching.terms import MassUnit
from bot.logbook.in_progress import due_workout
from bot.reminders.words import time_in_words
from bot.store.interface import Stores
from bot.store.log_records import Reminder

PLAIN, WITH_WORKOUT = "utter_reminder", "utter_reminder_workout"
Prompt = Callable[..., Awaitable[Any]]
"""`Coach.prompt`: Spotter speaks first in a conversation, with a response and its values."""


def words_for(reminder: Reminder, stores: Stores, now: datetime) -> tuple[str, dict[str, str]]:
    """The response that reminds, and its values: the workout that is due, if there is a program. Raises StoreError."""
    values = {"time": time_in_words(reminder.local_time)}
    today = now.astimezone(ZoneInfo(reminder.zone)).date()
    try:
        due = due_workout(stores, reminder.lifter, today, MassUnit.KG)
    except CoachingError:  # its program can no longer be made: the reminder comes without it
        due = None
    return (WITH_WORKOUT, values | {"workout": due.planned.title}) if due else (PLAIN, values)
