"""Which pictures there are of a lifter, each from what it needs of the log and nothing more.

Here the figures are worked out, once; what comes back draws them, in light and in dark.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.coaching.best_estimate import has_one_rep_max
from bot.coaching.exercise import exercise
from bot.coaching.terms import MassUnit, Muscle, TrainingAge, TrainingGoal
from bot.coaching.training_week import WEEK, monday_of
from bot.progress.picture import Picture
from bot.progress.pictures import (
    body_mass_picture,
    calendar_picture,
    muscle_picture,
    reps_picture,
    review_picture,
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
)
from bot.progress.theme import ThemeName
from bot.progress.weekly_review import BEFORE, MONTHS, WeeklyReview, week_meant, weekly_review
from bot.store.interface import LogStore
from bot.store.log_records import Workout

RECENT = 40
"""So many workouts show what somebody's main lifts are."""
ALL = 100_000
"""More workouts than anybody has."""
Draw = Callable[[ThemeName], Picture]


class Kind(StrEnum):
    """What a picture shows; its file is named so."""

    STRENGTH = "strength"
    REPS = "best_sets"
    MUSCLES = "muscles"
    TONNAGE = "tonnage"
    BODY_MASS = "body_weight"
    CALENDAR = "calendar"
    REVIEW = "week"


@dataclass(frozen=True)
class Sitter:
    """Whose pictures they are: the lifter's id, the lifter's date, and what the figures are held against."""

    lifter: str
    today: date
    unit: MassUnit = MassUnit.KG
    training_goal: TrainingGoal | None = None
    training_age: TrainingAge | None = None
    plans_easy_weeks: bool = False


def unit_of_log(log: LogStore, lifter: str) -> MassUnit | None:
    """The unit that the lifter's latest load was said in; None without a load."""
    told = (done.said_unit for each in log.latest_workouts(lifter) for done in each.sets if done.said_load)
    return next((MassUnit(unit) for unit in told), None)


def lifts_shown(log: LogStore, sitter: Sitter, muscles: Sequence[Muscle] = ()) -> tuple[str, ...]:
    """The main lifts with a 1RM, or if there are none those without; of muscles, those that train one of them most."""
    recent = log.latest_workouts(sitter.lifter, RECENT)
    if muscles:
        recent = tuple(_with_muscles(each, muscles) for each in recent)
    return main_lifts(recent) or main_lifts(recent, with_max=False)


def picture_of(
    log: LogStore, sitter: Sitter, kind: Kind, exercises: Sequence[str] = (), monday: date | None = None
) -> Draw:
    """Draws one kind of picture: of `exercises` (by default the main lifts) or of the week from `monday`.

    By default of the week that the lifter will mean. May raise StoreError, as the log is read now.
    """
    match kind:
        case Kind.STRENGTH | Kind.REPS:
            return _of_lifts(log, sitter, kind, exercises)
        case Kind.MUSCLES:
            return _of_muscles(log, sitter, monday)
        case Kind.TONNAGE:
            return _of_tonnage(log, sitter)
        case Kind.BODY_MASS:
            points = body_mass(log.body_masses(sitter.lifter, last=sitter.today))
            return lambda theme: body_mass_picture(points, sitter.unit, theme)
        case Kind.CALENDAR:
            found = streak(log.workout_days(sitter.lifter, sitter.today), sitter.today)
            return lambda theme: calendar_picture(found, sitter.today, theme)
    review = review_of(log, sitter, monday)
    return lambda theme: review_picture(review, theme)


def review_of(log: LogStore, sitter: Sitter, monday: date | None = None) -> WeeklyReview:
    """The review of a week, by default of the one that the lifter will mean."""
    return weekly_review(
        log.workouts(sitter.lifter, last=sitter.today),
        log.body_masses(sitter.lifter, last=sitter.today),
        sitter.today,
        unit=sitter.unit,
        training_goal=sitter.training_goal,
        training_age=sitter.training_age,
        plans_easy_weeks=sitter.plans_easy_weeks,
        monday=monday,
    )


def _of_lifts(log: LogStore, sitter: Sitter, kind: Kind, exercises: Sequence[str]) -> Draw:
    with_max = kind is Kind.STRENGTH
    names = exercises or main_lifts(log.latest_workouts(sitter.lifter, RECENT), with_max=with_max)
    suited = (name for name in names if has_one_rep_max(name) is with_max)
    logs = {name: done for name in suited if (done := log.latest_sets(sitter.lifter, name, ALL))}
    if with_max:
        maxes = {name: one_rep_maxes(done, name) for name, done in logs.items()}
        return lambda theme: strength_picture(maxes, sitter.unit, theme)
    reps = {name: best_reps(done, name) for name, done in logs.items()}
    return lambda theme: reps_picture(reps, sitter.unit, theme)


def _of_muscles(log: LogStore, sitter: Sitter, monday: date | None) -> Draw:
    """Weeks off count in what is usual; those before the lifter began do not, nor after months away."""
    lately = log.workouts(sitter.lifter, (monday or monday_of(sitter.today)) - MONTHS, sitter.today)
    monday = monday or week_meant(lately, sitter.today)
    last = min(monday + WEEK - timedelta(days=1), sitter.today)
    began = min((monday_of(each.day) for each in lately), default=monday)
    weeks = weekly_sets(lately, max(min(began, monday), monday - BEFORE * WEEK), last)
    aim = band(sitter.training_goal, sitter.training_age)
    is_over = monday + WEEK <= sitter.today
    return lambda theme: muscle_picture(weeks if lately else (), aim, is_over=is_over, theme=theme)


def _of_tonnage(log: LogStore, sitter: Sitter) -> Draw:
    workouts, masses = log.workouts(sitter.lifter, last=sitter.today), log.body_masses(sitter.lifter)
    weeks = tonnage(workouts, masses, workouts[0].day, sitter.today) if workouts else ()
    return lambda theme: tonnage_picture(weeks, sitter.unit, theme=theme)


def _with_muscles(workout: Workout, muscles: Sequence[Muscle]) -> Workout:
    """The workout with the sets alone that train one of the muscles directly."""
    kept = (each for each in workout.sets if set(muscles) & set(exercise(each.exercise).direct_muscles))
    return replace(workout, sets=tuple(kept))
