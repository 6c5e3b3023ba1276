"""Sets and days as they are said back: only what the store holds, in the unit it was said in."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from bot.coaching.exercise import Exercise, Loading, exercise
from bot.coaching.log import ASSISTED
from bot.coaching.terms import MovementPattern
from bot.nlu.said_workout import SaidSet
from bot.store.log_records import BodyMass, LoggedSet
from bot.wording import WEEKDAYS, number

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
LATELY = 6
"""Days back that a weekday alone names."""
TELLING: dict[Loading | None, str] = {
    Loading.DUMBBELL_EACH: "with {} each",
    Loading.DUMBBELL: "with {}",
    Loading.KETTLEBELL: "with {}",
    Loading.PLATE: "with {}",
    Loading.BODYWEIGHT: "with {} added",
}
"""How a load is told that is not on a bar or in a stack: those are "at 100 kg"."""


def sets_in_words(sets: Sequence[LoggedSet]) -> str:
    """ "Barbell back squat 3 × 5 at 100 kg. Pull-up 8, 7, 6 with 10 kg added."; each exercise once, in its order."""
    exercises = dict.fromkeys(each.exercise for each in sets)
    lines = (of_exercise([each for each in sets if each.exercise == lift]) for lift in exercises)
    return " ".join(f"{line}." for line in lines)


def of_exercise(sets: Sequence[LoggedSet]) -> str:
    """ "Bench press 5 × 5 at 60 kg, 3 × 8 at 50 kg": sets of one exercise."""
    lift = exercise(sets[0].exercise)
    runs = [list(run) for _, run in groupby(sets, key=_likeness)]
    work = "; ".join if any("," in _run(run, lift) for run in runs) and len(runs) > 1 else ", ".join
    return f"{lift.title} {work(_run(run, lift) for run in runs)}"


def said_in_words(sets: Iterable[SaidSet]) -> str:
    """Sets that are not sure, as far as they are known: "3 × 5 at 5000 kg"; "3 sets" without reps."""
    lines = [_said_run(list(run)) for _, run in groupby(sets, key=lambda each: (each.exercise, each.load, each.unit))]
    return ", ".join(lines)


def day_in_words(day: date, today: date) -> str:
    """ "today", "yesterday", "Monday", "Monday 3 November", with the year if it is another one."""
    back = (today - day).days
    if back in (0, 1):
        return ("today", "yesterday")[back]
    weekday = WEEKDAYS[day.weekday()]
    if 0 < back <= LATELY:
        return weekday
    year = "" if day.year == today.year else f" {day.year}"
    return f"{weekday} {day.day} {MONTHS[day.month - 1]}{year}"


def masses_in_words(masses: Sequence[BodyMass], today: date) -> str:
    """ "78 kg today"."""
    return ", ".join(f"{number(each.said)} {each.said_unit} {day_in_words(each.day, today)}" for each in masses)


def load_in_words(load: float | None, unit: str, lift: Exercise | None) -> str:
    """ "at 100 kg", "with 24 kg each", "with 10 kg added", "with 20 kg of help"; "" without a load."""
    if load is None:
        return ""
    shown = f"{number(abs(load))} {unit}"
    if load < 0 or (lift and lift.id in ASSISTED):
        return f"with {shown} of help"
    return TELLING.get(lift.loading if lift else None, "at {}").format(shown)


def _likeness(each: LoggedSet) -> tuple[object, ...]:
    """What makes one run of sets."""
    return each.said_load, each.said_unit, each.rpe, each.is_warm_up, each.note


def _run(sets: Sequence[LoggedSet], lift: Exercise) -> str:
    first = sets[0]
    details = [f"RPE {number(first.rpe)}"] if first.rpe is not None else []
    details += ["warm-up"] if first.is_warm_up else []
    details += [first.note] if first.note else []
    load = load_in_words(first.said_load, first.said_unit, lift)
    noted = f"({', '.join(details)})" if details else ""
    return " ".join(filter(None, (_counts([each.reps for each in sets], lift), load, noted)))


def _counts(reps: Sequence[int], lift: Exercise | None) -> str:
    """ "3 × 5", "8, 7, 6", "3 × 60 seconds"."""
    tail = " seconds" if lift and lift.timed and lift.pattern is not MovementPattern.CARRY else ""
    if len(set(reps)) == 1:
        return f"{len(reps)} × {reps[0]}{tail}"
    return f"{', '.join(map(str, reps))}{tail}"


def _said_run(sets: Sequence[SaidSet]) -> str:
    first, known = sets[0], [each.reps for each in sets if each.reps is not None]
    lift = exercise(first.exercise) if first.exercise else None
    counts = _counts(known, lift) if len(known) == len(sets) else f"{len(sets)} set{'s' if len(sets) > 1 else ''}"
    if first.load is None:
        load = ""
    elif first.unit:
        load = load_in_words(first.load, first.unit, lift)
    else:
        load = f"at {number(first.load)}"
    return " ".join(filter(None, (lift.title if lift else "", counts, load)))
