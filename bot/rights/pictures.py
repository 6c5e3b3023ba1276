"""The pictures of progress that there is something for."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from bot.coaching.exercise import all_exercises
from bot.coaching.terms import MassUnit, TrainingAge, TrainingGoal
from bot.coaching.training_week import monday_of
from bot.progress.pictures import (
    Picture,
    body_mass_picture,
    calendar_picture,
    muscle_picture,
    reps_picture,
    strength_picture,
    tonnage_picture,
)
from bot.progress.series import (
    band,
    best_reps,
    body_mass,
    main_lifts,
    one_rep_maxes,
    streak,
    tonnage,
    weekly_sets,
)  # fmt: skip
from bot.store.log_records import FactValue, LifterRecords, Workout


def pictures_of(records: LifterRecords, today: date) -> dict[str, Picture]:
    """PNGs with their words, by the name of their file, in the unit that the lifter mostly says."""
    drawn = _drawn(records, today) if records.workouts or records.body_masses else {}
    return {name: picture for name, picture in drawn.items() if picture.png}


def _drawn(records: LifterRecords, today: date) -> dict[str, Picture]:
    workouts, masses, unit = _known(records.workouts), records.body_masses, unit_of(records)
    strongest = {name: one_rep_maxes(workouts, name) for name in main_lifts(workouts)}
    most_reps = {name: best_reps(workouts, name) for name in main_lifts(workouts, with_max=False)}
    drawn = {
        "strength.png": strength_picture(strongest, unit),
        "reps.png": reps_picture(most_reps, unit),
        "body_weight.png": body_mass_picture(body_mass(masses), unit),
        "calendar.png": calendar_picture(streak((each.day for each in workouts), today), today),
    }
    days = [each.day for each in workouts if each.day <= today]
    if days:
        weeks = weekly_sets(workouts, min(days), max(days))
        is_over = monday_of(max(days)) < monday_of(today)
        drawn["muscles.png"] = muscle_picture(weeks, _aim(records), is_over=is_over)
        moved = tonnage(workouts, masses, min(days), max(days))
        drawn["tonnage.png"] = tonnage_picture(moved, unit, is_over=is_over)
    return drawn


def _known(workouts: Iterable[Workout]) -> list[Workout]:
    """Without sets of exercises that this Spotter's catalogue no longer has."""
    known = all_exercises()
    return [replace(each, sets=tuple(done for done in each.sets if done.exercise in known)) for each in workouts]


def unit_of(records: LifterRecords) -> MassUnit:
    """The unit in which most loads and body weights were said; kg if there are none."""
    units = Counter(each.said_unit for workout in records.workouts for each in workout.sets if each.load_kg is not None)
    units.update(each.said_unit for each in records.body_masses)
    return MassUnit(units.most_common(1)[0][0]) if units else MassUnit.KG


def _aim(records: LifterRecords) -> tuple[float, float]:
    known: Mapping[str, FactValue] = {each.field: each.value for each in records.profile}
    goal, age = known.get("training_goal"), known.get("training_age")
    return band(
        TrainingGoal(goal) if goal in set(TrainingGoal) else None,
        TrainingAge(age) if age in set(TrainingAge) else None,
    )
