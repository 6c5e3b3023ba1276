"""A log by weeks, which begin on Monday."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.coaching.best_estimate import is_hard
from bot.coaching.exercise import exercise
from bot.coaching.log import SetDone, WorkoutDone
from bot.coaching.terms import Muscle

WEEK = timedelta(weeks=1)


def monday_of(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())


def by_week(workouts: Iterable[WorkoutDone], first: date, last: date) -> dict[date, list[WorkoutDone]]:
    """The workouts of each week from that of `first` to that of `last`, by its Monday; weeks without any are there."""
    weeks: dict[date, list[WorkoutDone]] = {}
    monday = monday_of(first)
    while monday <= last:
        weeks[monday] = []
        monday += WEEK
    for each in workouts:
        if (found := weeks.get(monday_of(each.day))) is not None:
            found.append(each)
    return weeks


def hard_sets(workouts: Iterable[WorkoutDone]) -> list[SetDone]:
    """The sets that count as work."""
    return [each for workout in workouts for each in workout.sets if is_hard(each)]


def sets_per_muscle(workouts: Iterable[WorkoutDone]) -> dict[Muscle, float]:
    """Hard sets per muscle, the most first; a set that trains a muscle on the side counts half (Pelland 2024)."""
    found: dict[Muscle, float] = {}
    for each in hard_sets(workouts):
        for muscle, share in exercise(each.exercise).muscles.items():
            found[muscle] = found.get(muscle, 0) + share
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))
