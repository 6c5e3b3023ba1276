"""Reminders as a lifter reads them: "Mon, Wed and Fri at 18:00 (Berlin time)", "tomorrow". Names and numbers only."""

import re
from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.reminders.due import WEEK
from bot.store.log_records import Reminder
from bot.wording import WEEKDAYS, listed

SHORT = 3
GROUPS = {
    tuple(range(WEEK)): "every day",
    tuple(range(5)): "Monday to Friday",
    (5, 6): "Saturday and Sunday",
}
_FIXED = re.compile(r"Etc/GMT([+-])(\d+)")


def days_in_words(weekdays: Sequence[int]) -> str:
    """ "every Monday", "Mon, Wed and Fri", "Monday to Friday", "every day"."""
    days = tuple(sorted(weekdays))
    if days in GROUPS:
        return GROUPS[days]
    if len(days) == 1:
        return f"every {WEEKDAYS[days[0]]}"
    return listed(WEEKDAYS[day][:SHORT] for day in days)


def time_in_words(at: time) -> str:
    """ "18:00"."""
    return f"{at:%H:%M}"


def zone_in_words(zone: str) -> str:
    """ "Berlin time", "UTC+2"."""
    if match := _FIXED.fullmatch(zone):
        return f"UTC{'-' if match[1] == '+' else '+'}{match[2]}"  # the database turns the sign round
    city = zone.rpartition("/")[2].replace("_", " ")
    return city if city.upper() == city else f"{city} time"


def in_words(reminder: Reminder) -> str:
    """ "Mon, Wed and Fri at 18:00 (Berlin time)"."""
    when = f"{days_in_words(reminder.weekdays)} at {time_in_words(reminder.local_time)}"
    return f"{when} ({zone_in_words(reminder.zone)})"


def next_in_words(reminder: Reminder, now: datetime) -> str:
    """The day on which it comes next, in its own zone: "today", "tomorrow", "on Friday", "on Friday next week"."""
    zone = ZoneInfo(reminder.zone)
    due, today = reminder.next_due.astimezone(zone).date(), now.astimezone(zone).date()
    days = (due - today).days
    if days <= 0:
        return "today"
    if days == 1:
        return "tomorrow"
    return f"on {WEEKDAYS[due.weekday()]}" + (" next week" if days >= WEEK else "")
