"""Which reminders a message speaks of: "the friday one", "the one at 6", all but Monday's, or all of them. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.nlu.reminder_times import ReminderTimes
from bot.reminders.draft import in_half
from bot.reminders.due import WEEK, next_due
from bot.store.log_records import Reminder


def to_change(active: Sequence[Reminder], said: ReminderTimes) -> list[Reminder]:
    """Those that a message names by a day or a time ("the friday one"); all of them if it names none."""
    return _on_and_at(active, said.chosen_weekdays, said.chosen_times)


def to_end(active: Sequence[Reminder], said: ReminderTimes) -> list[Reminder]:
    """Those that are to end, with all their days or with `days_to_end`; all of them if none is named."""
    is_chosen = bool(said.chosen_weekdays or said.chosen_times)
    times = said.chosen_times if is_chosen else (*said.times, *said.open_times)
    return _on_and_at(active, days_to_end(said), times)


def days_to_end(said: ReminderTimes) -> tuple[int, ...]:
    """The days that are named, or all others if these are to be kept; () if none is named."""
    named = said.chosen_weekdays or (() if said.chosen_times else said.weekdays or said.taken_weekdays)
    return tuple(day for day in range(WEEK) if day not in named) if named and said.is_keeping else named


def _on_and_at(active: Sequence[Reminder], days: Collection[int], times: Collection[time]) -> list[Reminder]:
    on_days = [each for each in active if not days or set(days) & set(each.weekdays)]
    at_times = [each for each in on_days if not times or each.local_time in times]
    either_half = {in_half(each, half) for each in times for half in ("am", "pm")}
    return at_times or [each for each in on_days if each.local_time in either_half]


def without_days(reminder: Reminder, days: Collection[int], now: datetime) -> Reminder | None:
    """The reminder without some days of the week; None if none is left, or none was named."""
    left = tuple(each for each in reminder.weekdays if each not in days)
    if not days or not left:
        return None
    due = next_due(left, reminder.local_time, ZoneInfo(reminder.zone), now)
    return replace(reminder, weekdays=left, next_due=due)
