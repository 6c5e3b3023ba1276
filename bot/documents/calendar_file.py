"""A program as an iCalendar file (RFC 5545): one event for each workout."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import count

from icalendar import Calendar, Event

from bot.documents.cells import line
from bot.documents.visits import Visit, all_visits, all_weeks
from bot.documents.warm_up import warm_up_sets
from bot.documents.words import say
from bot.programs.program import Program, Week

PRODUCT = "-//Spotter//Strength programs//EN"
VERSION = "2.0"
DOMAIN = "spotter"
WEEK = timedelta(weeks=1)


def as_calendar(program: Program, start: date, at: time) -> bytes:
    """A .ics file of every workout of every week, in order, none before `start`.

    The program's weekdays are kept: who starts in mid-week does the first workout on the next of them, the second on
    the one after, and so on. Times are floating: `at` on the lifter's own clock, wherever that is. The same arguments
    give the same bytes; the ids of the events depend on program and start, so that a new hour moves them.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", VERSION)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", program.title)
    weeks = all_weeks(program)
    for day, visit in zip(dates(weeks, start), all_visits(program), strict=False):
        calendar.add_component(_event(visit, program, datetime.combine(day, at.replace(tzinfo=None)), start))
    content: bytes = calendar.to_ical()
    return content


def dates(weeks: Sequence[Week], start: date) -> Iterator[date]:
    """The program's training days from `start` on; after its last week, that week again without end."""
    monday = start - timedelta(days=start.weekday())
    for at in count():
        week = weeks[min(at, len(weeks) - 1)]
        for workout in week.workouts:
            day = monday + at * WEEK + timedelta(days=workout.weekday)
            if day >= start:
                yield day


def _event(visit: Visit, program: Program, begins: datetime, start: date) -> Event:
    event = Event()
    event.add("uid", _uid(visit, program, start))
    event.add("dtstamp", datetime.combine(start, time(), UTC))
    event.add("dtstart", begins)
    event.add("duration", timedelta(minutes=visit.workout.minutes))
    event.add("summary", _summary(visit))
    event.add("description", "\n".join(_description(visit)))
    return event


def _uid(visit: Visit, program: Program, start: date) -> str:
    which = sha256(f"{program.request!r} {program.template} {start}".encode()).hexdigest()
    return f"{which[:24]}-week-{visit.week.number}-day-{visit.day}@{DOMAIN}"


def _summary(visit: Visit) -> str:
    kind = "easy_workout" if visit.week.is_deload else "workout"
    return say(f"calendar.{kind}", workout=visit.workout.title, week=str(visit.week.number), day=str(visit.day))


def _description(visit: Visit) -> Iterator[str]:
    if sets := warm_up_sets(visit):
        yield sets
    yield from (line(each, visit.goes_up) for each in visit.workout.prescriptions)
    if visit.week.is_deload:
        yield say("notes.easy_week")
