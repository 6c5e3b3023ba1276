"""What is in the log as a lifter reads it: sets, lifts, days. Numbers and names only; sentences are in data/topics."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from bot.coaching.advice import Mass
from bot.coaching.exercise import exercise
from bot.coaching.rounding import to_show
from bot.coaching.terms import MassUnit
from bot.store.log_records import LoggedSet, Workout
from bot.wording import WEEKDAYS, mass, number

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MOST_LIFTS = 8


def day_text(day: date, today: date) -> str:
    """ "Monday 2 March"; with the year if it is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def reps_text(reps: Iterable[float]) -> str:
    """ "5, 5, 4"."""
    return ", ".join(number(each) for each in reps)


def sets_text(sets: Sequence[LoggedSet], unit: MassUnit) -> str:
    """ "5, 5, 5 at 100 kg; 8 at 80 kg", "12, 10" for the body alone, "60 seconds"; sets of one exercise."""
    groups = ((load, [each.reps for each in same]) for load, same in groupby(sets, lambda each: load_text(each, unit)))
    counted = " seconds" if exercise(sets[0].exercise).timed else ""
    return "; ".join(f"{reps_text(reps)}{counted}{f' at {load}' if load else ''}" for load, reps in groups)


def load_text(done: LoggedSet, unit: MassUnit) -> str:
    """The load as it was said, if in that unit; "" for the body alone or a band."""
    if done.load_kg is None:
        return ""
    if done.said_load is not None and done.said_unit == unit:
        return mass(Mass(done.said_load, unit))
    return mass(to_show(done.load_kg, unit))


def lift_text(sets: Sequence[LoggedSet], unit: MassUnit) -> str:
    """ "Back squat: 5, 5, 5 at 100 kg"; sets of one exercise."""
    return f"{exercise(sets[0].exercise).title}: {sets_text(sets, unit)}"


def lifts_of(workout: Workout, wanted: frozenset[str] = frozenset()) -> dict[str, list[LoggedSet]]:
    """The work sets of each exercise, in the order in which they were told; all exercises if none is wanted."""
    found: dict[str, list[LoggedSet]] = {}
    for each in workout.sets:
        if not each.is_warm_up and (not wanted or each.exercise in wanted):
            found.setdefault(each.exercise, []).append(each)
    return found


def workout_text(workout: Workout, unit: MassUnit, today: date, wanted: frozenset[str] = frozenset()) -> str:
    """A line for the day, and one for each exercise."""
    lifts = [lift_text(sets, unit) for sets in lifts_of(workout, wanted).values()]
    more = ["…"] if len(lifts) > MOST_LIFTS else []
    return "\n".join([f"{day_text(workout.day, today)}:", *(f"- {each}" for each in lifts[:MOST_LIFTS] + more)])
