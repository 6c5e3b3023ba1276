"""Logs of workouts, written short.

"100x5,5,4; 80x8": three sets at 100 and one at 80, in the unit of the case. "w60x5" is a warm-up, "x12,10" the body
alone, "100x5@8" has an RPE. A line may begin with the days that it lies back: "-21: 100x5,5,5"; else workouts are two
days apart, the last of them two days ago. Lines name exercises if there are several: "deadlift 140x5; plank x60".
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from bot.coaching.advice import Amount, Prescription
from bot.coaching.exercise import exercise
from bot.coaching.terms import MassUnit
from bot.coaching.units import to_kg
from bot.store.log_records import LoggedSet, Workout

TODAY = date(2026, 3, 2)
"""A Monday."""
LINE = re.compile(r"(?:-(?P<ago>\d+): ?)?(?P<sets>.*)")
SETS = re.compile(
    r"(?:(?P<exercise>[a-z_]+) )?(?P<warm>w)?(?P<load>-?[\d.]+)?(?P<unit>kg|lb)?x(?P<reps>[\d,]+)(?:@(?P<rpe>[\d.]+))?"
)
PLAN = re.compile(r"(?P<sets>\d+)x(?P<reps>[\d,+-]+)(?: at (?P<percents>[\d.,]+)%)?")


def workouts(lines: Iterable[str], exercise_id: str = "barbell_back_squat", unit: str = "kg") -> tuple[Workout, ...]:
    """The workouts of the lines, each on its day."""
    lines = list(lines)
    return tuple(workout(line, exercise_id, unit, 2 * (len(lines) - at)) for at, line in enumerate(lines))


def workout(line: str, exercise_id: str = "barbell_back_squat", unit: str = "kg", ago: int = 0) -> Workout:
    """One workout, so many days ago if the line does not say."""
    found = LINE.fullmatch(line)
    assert found, line
    day = TODAY - timedelta(days=int(found["ago"] or ago))
    sets = tuple(each for part in found["sets"].split("; ") for each in sets_of(part, exercise_id, unit))
    return Workout(f"{day:%Y%m%d}", "lifter", day, datetime(day.year, day.month, day.day, 18, tzinfo=UTC), sets)


def sets_of(written: str, exercise_id: str, unit: str) -> list[LoggedSet]:
    found = SETS.fullmatch(written)
    assert found, written
    said, unit = float(found["load"]) if found["load"] else None, found["unit"] or unit
    load_kg = None if said is None else to_kg(said, MassUnit(unit))
    rpe = float(found["rpe"]) if found["rpe"] else None
    name = found["exercise"] or exercise_id
    return [
        LoggedSet(name, int(reps), load_kg, said, unit, rpe, bool(found["warm"])) for reps in found["reps"].split(",")
    ]


def plan(written: str, exercise_id: str) -> Prescription:
    """ "5x5", "3x8-12", "5x3,3,3,3,3+", "3x5,5,5+ at 58.5,67.5,76.5%"."""
    found = PLAN.fullmatch(written)
    assert found, written
    unit = "seconds" if exercise(exercise_id).timed else "reps"
    reps = tuple(reps_of(each, unit) for each in found["reps"].split(","))
    percents = tuple(Amount(float(each), float(each), "%") for each in (found["percents"] or "").split(",") if each)
    sets = int(found["sets"])
    return Prescription(exercise_id, Amount(sets, sets, "sets"), reps if len(reps) > 1 else reps[0], percents=percents)


def reps_of(written: str, unit: str) -> Amount:
    low, dash, high = written.rstrip("+").partition("-")
    return Amount(int(low), None if written.endswith("+") else int(high if dash else low), unit)
