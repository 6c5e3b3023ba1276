"""Which reminders a message speaks of: "the friday one", "the one at 6", or all of them. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.nlu.reminder_times import ReminderTimes
from bot.reminders.draft import in_half
from bot.reminders.due import next_due
from bot.store.log_records import Reminder


def chosen(active: Sequence[Reminder], said: ReminderTimes) -> list[Reminder]:
    """Those that are named by a day or a time; all of them if none is named."""
    is_chosen = bool(said.chosen_weekdays or said.chosen_times)
    days = set(said.chosen_weekdays if is_chosen else said.weekdays)
    times = set(said.chosen_times if is_chosen else (*said.times, *said.open_times))
    on_days = [each for each in active if not days or days & set(each.weekdays)]
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
