"""What to lift next, and why: from the last workouts with an exercise and the rule of the program.

A few weeks of them are enough; more only count how often a load was taken back. Nothing is kept between calls, so an
entry that is corrected corrects what follows from it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.coaching.advice import Amount, Prescription
from bot.coaching.attempt import Attempt, attempts
from bot.coaching.exercise import Exercise, exercise
from bot.coaching.figures import bounds
from bot.coaching.load_rule import LoadRule
from bot.coaching.load_step import Loads
from bot.coaching.log import WorkoutDone, in_order, is_loaded, work_sets
from bot.coaching.next_load_breaks import after_break, back_up, easy_week, percent_off, without_easy_days
from bot.coaching.next_load_reason import Decision, Lift, NextLoad
from bot.coaching.next_load_stages import by_stages, tier_of
from bot.coaching.next_load_steps import by_steps, with_fewer_sets
from bot.coaching.next_load_waves import by_waves
from bot.coaching.terms import MassUnit, TrainingGoal
from bot.coaching.units import PERCENT

OWN_WEIGHT_REPS = "reps_without_a_load"


def next_load(
    exercise_id: str,
    workouts: Iterable[WorkoutDone],
    today: date,
    rule: LoadRule,
    planned: Prescription | None = None,
    *,
    unit: MassUnit = MassUnit.KG,
    finest: float | None = None,
    is_easy_week: bool = False,
    training_goal: TrainingGoal | None = None,
) -> NextLoad:
    """The next load of an exercise, its sets and reps, and the reason.

    `workouts` are the last ones with it, in any order, since the plan has been what it is. `planned` is its
    prescription on the day, None without a program: then the last workout is the plan, and a lifter who trains for
    size fills the guideline's range. `finest` is the lifter's smallest step in `unit`. Raises KnowledgeError for an
    exercise that there is not.
    """
    found, done = exercise(exercise_id), in_order(workouts)
    loads = Loads(found, unit, finest, rule.is_printed)
    tried = attempts(done, exercise_id, planned)
    plan = planned or _plan(found, tried, training_goal)
    lift = Lift(found, plan, tried, rule, loads, today)
    if not tried:
        return lift.decided(Decision.FIRST, plan.load)
    off = percent_off(lift)
    if rule.wave and plan.percents:
        days = [(each.day, work_sets(each, exercise_id)) for each in done]
        return by_waves(lift, rule.wave, days, 1 - (off or 0) / PERCENT)
    tier = tier_of(plan, rule.tiers)
    if off is None and tier:
        return by_stages(lift, tier)
    return after_break(lift, off) if off is not None else _in_training(lift, is_easy_week=is_easy_week)


def _in_training(lift: Lift, *, is_easy_week: bool) -> NextLoad:
    now = with_fewer_sets(lift)
    was_cut = now is not lift  # then the earlier attempts are measured by another plan, and are no easy days before it
    now = replace(now, done=without_easy_days(now))
    if is_easy_week:
        return easy_week(now)
    return by_steps(now) if was_cut else back_up(now) or by_steps(now)


def _plan(found: Exercise, done: tuple[Attempt, ...], goal: TrainingGoal | None) -> Prescription:
    """What the last attempt looks like as a plan: its sets, each with the most reps that one of them had."""
    if not done:
        return Prescription(found.id, Amount(1, 1, "sets"), Amount(1, None, "reps"))
    reps = done[-1].reps
    return Prescription(found.id, Amount(len(reps), len(reps), "sets"), _range(found, reps, goal))


def _range(found: Exercise, done: tuple[int, ...], goal: TrainingGoal | None) -> Amount:
    """Reps to fill before load is added: a range for size, and for one's own weight; else the most of any set.

    Of a hold there is always a second more.
    """
    low, high = bounds("rep_range", "reps_per_set", TrainingGoal.HYPERTROPHY)
    if found.timed:
        return Amount(min(done), max(done) + 1, "seconds")
    if not is_loaded(found):
        return Amount(min(done), max(bounds("program", OWN_WEIGHT_REPS)[1], min(done)), "reps")
    if goal is TrainingGoal.HYPERTROPHY and low <= max(done) <= high:
        return Amount(low, high, "reps")
    return Amount(max(done), max(done), "reps")
