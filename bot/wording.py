"""Values as a lifter reads them. Numbers and names only: sentences are in data/topics."""

from collections.abc import Iterable

from bot.coaching.advice import Amount, Mass, PlannedWorkout, Prescription, Value
from bot.coaching.exercise import all_exercises, exercise
from bot.coaching.source import source
from bot.coaching.units import SECONDS_PER_MINUTE

PLAIN = {
    "hypertrophy": "size", "both": "size and strength", "fat_loss": "fat loss",
    "none": "no equipment", "kettlebell": "a kettlebell", "barbell": "a barbell", "rack": "a rack", "bench": "a bench",
    "pull_up_bar": "a pull-up bar", "cable": "a cable machine", "machine": "machines", "full_gym": "a full gym",
    "appearance": "looking better", "sport": "your sport", "joint_comfort": "going easy on your joints",
    "squat": "squats", "lunge": "lunges", "hinge": "hip hinges", "horizontal_push": "pressing forward",
    "vertical_push": "pressing overhead", "horizontal_pull": "rowing", "vertical_pull": "pulling down",
    "hip_extension": "hip thrusts",
}  # fmt: skip
ONE = {
    "reps": "rep", "sets": "set", "seconds": "second", "minutes": "minute", "hours": "hour", "days": "day",
    "weeks": "week", "months": "month", "years": "year", "exercises": "exercise", "times": "time", "steps": "step",
    "workouts": "workout", "injuries": "injury", "reps in reserve": "rep in reserve",
    "body weights": "body weight",
}  # fmt: skip
RATES = {
    "sets per week": ("sets", " a week"), "sets per workout": ("sets", " a workout"),
    "days per week": ("days", " a week"),
    "times per week": ("times", " a week"), "minutes per week": ("minutes", " a week"), "g per day": ("g", " a day"),
    "kcal per day": ("kcal", " a day"), "steps per day": ("steps", " a day"), "ml per day": ("ml", " a day"),
    "g per kg per day": ("g", " per kg a day"), "% per week": ("%", " a week"),
    "% of body mass per week": ("%", " of body weight a week"), "hours before bed": ("hours", " before bed"),
    "kcal per kg per day": ("kcal", " per kg a day"), "injuries per 1000 hours": ("injuries", " per 1000 hours"),
}  # fmt: skip
TIGHT = {"% of 1RM": "% of 1RM", "%": "%"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def number(value: float) -> str:
    """At most two decimals, no trailing zeros, thousands with a comma."""
    return f"{round(value, 2):,.2f}".rstrip("0").rstrip(".")


def span(low: float | None, high: float | None) -> str:
    """ "6–12", "5", "85" for an open top, "500" for an open bottom."""
    ends = [number(end) for end in (low, high) if end is not None]
    return "–".join(dict.fromkeys(ends))


def amount(value: Amount) -> str:
    """ "6–12 reps", "1–2 minutes" (of whole minutes, or from 120 seconds up), "85% of 1RM or more", "up to 5 sets"."""
    low, high, unit = value.low, value.high, value.unit
    ends = [end for end in (low, high) if end is not None]
    if unit == "seconds" and _reads_as_minutes(ends):
        low, high, unit = _minutes(low), _minutes(high), "minutes"
        ends = [end for end in (low, high) if end is not None]
    name, tail = RATES.get(unit, (unit, ""))
    single = set(ends) == {1}
    if unit in ("RPE",):
        text = f"RPE {span(low, high)}"
    elif unit in ("coefficient", "ratio"):
        text = span(low, high)
    elif name == "%" or unit in TIGHT:
        text = f"{span(low, high)}{TIGHT.get(unit, name)}{tail}"
    else:
        text = f"{span(low, high)} {ONE.get(name, name) if single else name}{tail}"
    if high is None:
        return f"{text} or more"
    return f"up to {text}" if low is None else text


def _reads_as_minutes(ends: list[float]) -> bool:
    whole = all(end % SECONDS_PER_MINUTE == 0 for end in ends)
    return min(ends) >= 2 * SECONDS_PER_MINUTE or (whole and min(ends) < max(ends))


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / SECONDS_PER_MINUTE


def mass(value: Mass) -> str:
    return f"{number(value.value)} {value.unit}"


def name(term: str) -> str:
    """The words for an id: an exercise's name, a plain word, or the id with blanks."""
    known = all_exercises().get(term)
    return known.name if known else PLAIN.get(term, term.replace("_", " "))


def prescription(value: Prescription) -> str:
    """ "Leg press: 4 × 12, 10, 10, 8 at 80 kg, rest 90 seconds"; "5+" is five or more."""
    line = f"{exercise(value.exercise).title}: {work(value)}"
    return f"{line}, rest {amount(value.rest)}" if value.rest else line


def work(value: Prescription) -> str:
    """Sets × reps of a prescription, with its load or, without one, its percentage: "3 × 5 at 60 kg"."""
    reps = value.reps if isinstance(value.reps, tuple) else (value.reps,)
    counts = _counts(reps)
    tail = " seconds" if reps[0].unit == "seconds" else ""
    tail += " each side" if exercise(value.exercise).unilateral else ""
    return f"{span(value.sets.low, value.sets.high)} × {counts}{tail}{_how_heavy(value)}"


def _counts(reps: tuple[Amount, ...]) -> str:
    """ "5", "12, 10, 8", "5, last set 5+"."""
    *most, last = reps
    if len(most) > 1 and len(set(most)) == 1 and last.high is None:
        return f"{_count(most[0])}, last set {_count(last)}"
    return ", ".join(_count(each) for each in reps)


def _count(reps: Amount) -> str:
    return f"{span(reps.low, reps.high)}+" if reps.high is None else span(reps.low, reps.high)


def _how_heavy(value: Prescription) -> str:
    if isinstance(value.load, tuple):
        *_, last = value.load
        return f" at {', '.join(number(each.value) for each in value.load)} {last.unit}"
    if value.load:
        return f" at {mass(value.load)}"
    percents = ", ".join(span(each.low, each.high) for each in value.percents)
    return f" at {percents}% of 1RM" if percents else ""


def planned_workout(value: PlannedWorkout) -> str:
    """ "Monday: Full body A, 45 minutes"."""
    return f"{WEEKDAYS[value.weekday]}: {value.title}, {amount(Amount(value.minutes, value.minutes, 'minutes'))}"


def listed(words: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def show(value: Value) -> str:
    """Any value of an Advice as text."""
    match value:
        case Amount():
            return amount(value)
        case Mass():
            return mass(value)
        case Prescription():
            return prescription(value)
        case PlannedWorkout():
            return planned_workout(value)
        case tuple() if not value:
            return ""
        case tuple() if any(isinstance(each, tuple | Prescription | PlannedWorkout) for each in value):
            return "\n".join(f"- {_row(each)}" for each in value)
        case tuple():
            return listed(show(each) for each in value)
        case str():
            return name(value)
    return number(value)


def _row(value: Value) -> str:
    return " × ".join(show(each) for each in value) if isinstance(value, tuple) else show(value)


def marks(sources: Iterable[str], most: int = 2) -> str:
    """Short marks of the first sources, for the end of an answer."""
    return ", ".join(source(each).mark for each in list(sources)[:most])
