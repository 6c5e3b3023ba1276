"""The brief as text: a few lines that are read in ten seconds, the gravest first. The clock is the gym's."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.coaching.advice import Amount, Mass
from bot.coaching.exercise import all_exercises
from bot.coaching.rounding import to_show
from bot.coaching.terms import MassUnit
from bot.handover.brief import Answered, Brief, Passed
from bot.handover.when import time_text
from bot.handover.words import say, words
from bot.store.handover_records import Agreement
from bot.store.log_records import LoggedSet, Workout
from bot.wording import WEEKDAYS, amount, listed, mass, name, number

MOST_LIFTS, MOST_ANSWERS, MOST_FIGURES = 4, 4, 3
MOST_SAID = 6
MOST_AGREED = 2
MOST_SUGGESTED = 200
"""Characters."""
SHORT = 3
MORE = "…"
ONE_MINUTE = 60


def brief_text(brief: Brief, now: datetime, zone: ZoneInfo) -> str:
    """The brief, a line for each thing that is known."""
    return "\n".join(brief_lines(brief, now, zone))


def chat_text(brief: Brief, most: int = MOST_SAID) -> str:
    """The latest messages, a line for each; "" if there are none."""
    said = brief.asking.chat[-most:]
    lines = (f"{say(f'brief.by_{each.by}')}: {_cut(each.text) or say('brief.not_kept')}" for each in said)
    return "\n".join([say("brief.chat"), *lines]) if said else ""


def brief_lines(brief: Brief, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    """The lines: red flag, complaints, why and since when, who, training, program, workouts, answers, what is next."""
    passed = brief.passed
    if brief.red_flag:
        hazard = words()["hazards"].get(brief.red_flag.hazard) or name(brief.red_flag.hazard)
        yield say("brief.red_flag", hazard=hazard, severity=brief.red_flag.severity)
    if passed and passed.complaints is None:
        yield say("brief.complaints_not_agreed")
    elif passed and passed.complaints:
        yield say("brief.complaints", complaints=listed(map(name, passed.complaints)))
    if passed and passed.agreed:
        yield say("brief.agreed", agreed=_agreed(passed.agreed, now.astimezone(zone).date()))
    yield _why(brief, now, zone)
    yield _who(brief)
    if passed:
        yield from _training(passed)
        yield from _program(brief, passed)
        yield from (_workout(each, passed.unit, now.astimezone(zone).date()) for each in passed.workouts)
    else:
        yield say("brief.not_passed_on")
    if brief.answered:
        yield say("brief.answered", answers=_answers(brief.answered))
    if brief.asking.suggestion and passed and not brief.red_flag:
        yield say("brief.suggestion", suggestion=_cut(brief.asking.suggestion))


def _why(brief: Brief, now: datetime, zone: ZoneInfo) -> str:
    asked_at = brief.asking.asked_at
    there, today = asked_at.astimezone(zone), now.astimezone(zone).date()
    since = time_text(there)
    if there.date() != today:
        since = f"{since}, {short_day(there.date(), today)}"
    waited = waited_text((now - asked_at).total_seconds())
    return say("brief.why", reason=say(f"reasons.{brief.asking.reason}"), since=since, waited=waited)


def waited_text(seconds: float) -> str:
    """ "just now", "4 minutes", "2 hours", "3 days": whole ones."""
    minutes = max(0, int(seconds // ONE_MINUTE))
    hours = minutes // ONE_MINUTE
    days = hours // 24
    if not minutes:
        return say("brief.just_now")
    count, unit = (days, "days") if days else (hours, "hours") if hours else (minutes, "minutes")
    return amount(Amount(count, count, unit))


def _who(brief: Brief) -> str:
    passed = brief.passed
    told = [say("brief.channel", channel=brief.asking.conversation.partition(":")[0])]
    if passed:
        age = amount(Amount(passed.age_years, passed.age_years, "years")) if passed.age_years else ""
        told = [each for each in (_cut(passed.name), *told, age, passed.sex) if each]
    return say("brief.who", who=", ".join(told))


def _agreed(agreed: Sequence[Agreement], today: date) -> str:
    """The latest of it, each with its last day."""
    told = []
    for each in agreed[-MOST_AGREED:]:
        until = f" ({say('brief.until', day=short_day(each.until, today))})" if each.until else ""
        told.append(f"{_cut(each.text).rstrip('.')}{until}")
    return "; ".join(told)


def _training(passed: Passed) -> Iterator[str]:
    days = [WEEKDAYS[day][:SHORT] for day in passed.weekdays]
    per_week = passed.days_per_week or len(days) or None
    told = [
        name(passed.training_goal),
        name(passed.training_age),
        amount(Amount(per_week, per_week, "days per week")) + (f" ({', '.join(days)})" if days else "")
        if per_week
        else "",
        amount(Amount(None, passed.workout_minutes, "minutes")) if passed.workout_minutes else "",
        listed(map(name, passed.equipment)) if passed.equipment else "",
    ]
    if any(told):
        yield say("brief.training", facts=", ".join(filter(None, told)))


def _program(brief: Brief, passed: Passed) -> Iterator[str]:
    if passed.program:
        title = brief.asking.program_title or name(passed.program.template)
        started = passed.program.started
        yield say(
            "brief.program", title=title, started=f"{started.day} {_month(started)} {started.year}",
            next=str(passed.program.next_workout + 1),
        )  # fmt: skip


def _workout(workout: Workout, unit: MassUnit, today: date) -> str:
    lifts: dict[str, list[LoggedSet]] = {}
    for each in workout.sets:
        if not each.is_warm_up:
            lifts.setdefault(each.exercise, []).append(each)
    told = [_lift(sets, unit) for sets in lifts.values()]
    more = [MORE] if len(told) > MOST_LIFTS else []
    return say("brief.workout", day=short_day(workout.day, today), lifts="; ".join([*told[:MOST_LIFTS], *more]))


def _lift(sets: Sequence[LoggedSet], unit: MassUnit) -> str:
    """ "back squat 5, 5, 5 at 100 kg"; sets of one exercise."""
    groups = ((load, [each.reps for each in same]) for load, same in groupby(sets, lambda each: _load(each, unit)))
    known = all_exercises().get(sets[0].exercise)
    counted = " s" if known and known.timed else ""
    told = (f"{_reps(reps)}{counted}{f' at {load}' if load else ''}" for load, reps in groups)
    return f"{name(sets[0].exercise)} {', '.join(told)}"


def _reps(reps: Sequence[int]) -> str:
    """ "5 × 5" for five sets of five."""
    return f"{len(reps)} × {reps[0]}" if len({*reps}) == 1 and len(reps) > 1 else ", ".join(map(number, reps))


def _load(done: LoggedSet, unit: MassUnit) -> str:
    if done.load_kg is None:
        return ""
    is_as_said = done.said_load is not None and done.said_unit == unit
    return mass(
        Mass(done.said_load, unit) if is_as_said and done.said_load is not None else to_show(done.load_kg, unit)
    )


def _answers(answered: Sequence[Answered]) -> str:
    """The latest, each with a few figures."""
    told = (
        f"{_topic(each)} ({', '.join(each.figures[:MOST_FIGURES])})" if each.figures else _topic(each)
        for each in answered[-MOST_ANSWERS:]
    )
    return "; ".join(told)


def _topic(answered: Answered) -> str:
    """ "program workout" for request_program_workout."""
    return name(answered.topic.removeprefix("request_"))


def _cut(text: str) -> str:
    """A text on one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= MOST_SUGGESTED else f"{line[:MOST_SUGGESTED].rstrip()}{MORE}"


def short_day(day: date, today: date) -> str:
    """ "Mon 2 Mar"; with the year if it is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()][:SHORT]} {day.day} {_month(day)}{year}"


def _month(day: date) -> str:
    month: str = words()["months"][day.month - 1]
    return month[:SHORT]
