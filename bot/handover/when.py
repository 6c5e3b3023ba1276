"""Moments and opening hours as a lifter reads them, on the gym's clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.handover.hours import Hours, Opening, current, next_opening
from bot.handover.terms import DayTime
from bot.handover.words import say, words
from bot.wording import WEEKDAYS

NAMED_DAYS = 6
"""So many days ahead the weekday alone says which day is meant."""
LONG, ONE_WEEK = timedelta(hours=24), timedelta(days=7)
"""What is open for longer than a week is open around the clock, but for single days."""
FIRST_HOUR = {DayTime.EVENING: 17, DayTime.AFTERNOON: 12}


def moment_text(moment: datetime, now: datetime, zone: ZoneInfo, reader: ZoneInfo | None = None) -> str:
    """ "today at 7:00", "tomorrow at 7:00", "on Monday at 7:00", "on Monday 2 March at 7:00".

    With a `reader` whose clock shows another time, the day is always named, and whose clock it is: "Berlin time".
    """
    there = moment.astimezone(zone)
    is_far = _reads_otherwise(moment, zone, reader)
    today = now.astimezone(zone).date()
    day = far_day_text(there.date(), today) if is_far else day_text(there.date(), today)
    at = say("when.at", day=day, time=time_text(there))
    return say("when.elsewhere", at=at, zone=zone_text(zone)) if is_far else at


def day_text(day: date, today: date) -> str:
    """ "today", "tomorrow", "on Monday", "on Monday 2 March"; with the year if it is another one."""
    ahead = (day - today).days
    return say("when.today") if ahead == 0 else say("when.tomorrow") if ahead == 1 else far_day_text(day, today)


def far_day_text(day: date, today: date) -> str:
    """The same, and the weekday for today and tomorrow too."""
    weekday = WEEKDAYS[day.weekday()]
    if 0 <= (day - today).days <= NAMED_DAYS:
        return say("when.weekday", weekday=weekday)
    year = "" if day.year == today.year else f" {day.year}"
    return say("when.date", weekday=weekday, day=str(day.day), month=words()["months"][day.month - 1], year=year)


def time_text(there: datetime) -> str:
    """ "7:00", "noon", "midnight", of a moment in its zone."""
    named = {(0, 0): "midnight", (12, 0): "noon"}.get((there.hour, there.minute))
    return say(f"when.{named}") if named else f"{there.hour}:{there.minute:02}"


def zone_text(zone: ZoneInfo) -> str:
    """ "Berlin" for Europe/Berlin."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def opening_text(hours: Hours, zone: ZoneInfo, now: datetime, reader: ZoneInfo | None = None) -> str:
    """ "We are open until 22:00.", "We open tomorrow at 7:00.", "We are closed for now."."""
    opening = current(hours, zone, now)
    if opening:
        return _closing_text(opening, zone, now, reader)
    coming = next_opening(hours, zone, now)
    if not coming:
        return say("hours.closed")
    return say("hours.opens", at=moment_text(coming.begins, now, zone, reader))


def hours_text(hours: Hours, zone: ZoneInfo, now: datetime) -> str:
    """The same, and whose clock it is where a time is told: "We are open until 22:00. Times are Berlin time."."""
    told = opening_text(hours, zone, now)
    has_time = told not in (say("hours.always"), say("hours.closed"))
    return f"{told} {say('hours.clock', zone=zone_text(zone))}" if has_time else told


def _closing_text(opening: Opening, zone: ZoneInfo, now: datetime, reader: ZoneInfo | None) -> str:
    if opening.ends is None or opening.ends - now > ONE_WEEK:
        return say("hours.always")
    there = opening.ends.astimezone(zone)
    at = time_text(there)
    if opening.ends - now >= LONG:
        at = f"{at} {far_day_text(there.date(), now.astimezone(zone).date())}"
    if _reads_otherwise(opening.ends, zone, reader):
        at = say("when.elsewhere", at=at, zone=zone_text(zone))
    return say("hours.open", at=at)


def _reads_otherwise(moment: datetime, zone: ZoneInfo, reader: ZoneInfo | None) -> bool:
    return reader is not None and moment.astimezone(reader).utcoffset() != moment.astimezone(zone).utcoffset()


def day_time(hour: int) -> DayTime:
    """Which part of the day an hour of the clock (0 to 23) lies in; the night's first hours are morning."""
    return next((part for part, first in FIRST_HOUR.items() if hour >= first), DayTime.MORNING)
