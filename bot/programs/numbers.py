"""Sets, reps, rest and effort that the guidelines give to a role in a workout."""

from dataclasses import dataclass
from functools import cache

from bot.coaching.advice import Amount
from bot.coaching.exercise import Exercise, Loading
from bot.coaching.figures import bounds
from bot.coaching.guideline import guideline
from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.programs.template import Role

TOPIC = "program"
REPS = {
    Role.MAIN: "reps_on_main_lifts",
    Role.ACCESSORY: "reps_on_accessories",
    Role.SMALL: "reps_on_small_exercises",
}
LOADED = (
    Loading.BARBELL, Loading.DUMBBELL, Loading.DUMBBELL_EACH, Loading.KETTLEBELL, Loading.MACHINE, Loading.CABLE,
    Loading.PLATE,
)  # fmt: skip
"""Loadings whose load is chosen; a body and a band weigh what they weigh."""


@dataclass(frozen=True)
class Numbers:
    """What one exercise is done with: sets at the least, as a rule for a main lift, and at the most.

    `rest` are the shortest and the longest that the guideline has.
    """

    fewest_sets: int
    usual_sets: int
    most_sets: int
    reps: Amount
    rest: Amount
    reserve: Amount


def numbers(found: Exercise, role: Role, goal: TrainingGoal, age: TrainingAge) -> Numbers:
    """The numbers for an exercise in a role. An exercise for one joint is a small one, whatever its place."""
    return _numbers(role if found.compound else Role.SMALL, found.loading in LOADED, is_hard(found), goal, age)


def is_hard(found: Exercise) -> bool:
    """Whether it lifts so much of the body that few reps are left: pull-ups, dips, raised push-ups."""
    return found.loading is Loading.BODYWEIGHT and found.compound and TrainingAge.NOVICE not in found.good_for


@cache
def _numbers(role: Role, is_loaded: bool, hard: bool, goal: TrainingGoal, age: TrainingAge) -> Numbers:
    aim = TrainingGoal.HYPERTROPHY if goal is TrainingGoal.BOTH else goal
    fewest, usual = bounds("set_count", "sets_that_do_most", aim)
    most = bounds("set_count", "sets_per_exercise", aim, age)[1]
    return Numbers(
        fewest_sets=int(fewest),
        usual_sets=int(usual),
        most_sets=int(most if role is Role.MAIN else usual),
        reps=_reps(role, is_loaded, hard, goal, age),
        rest=_rest(role, goal, age),
        reserve=guideline("effort").figure("reps_in_reserve", None, age).amount,
    )


def _reps(role: Role, is_loaded: bool, hard: bool, goal: TrainingGoal, age: TrainingAge) -> Amount:
    """Without a load: many of what is light, and few of what is hard."""
    if is_loaded or (hard and goal is not TrainingGoal.STRENGTH):
        return guideline(TOPIC).figure(REPS[role], goal, age).amount
    return guideline(TOPIC).figure("reps_without_a_load", goal if hard else None, age).amount


def _rest(role: Role, goal: TrainingGoal, age: TrainingAge) -> Amount:
    """Small exercises rest least. With both goals the main lifts rest as for strength, the others as for size."""
    rest = guideline("rest_interval")
    if role is Role.SMALL:
        return rest.figure("rest_on_small_exercises").amount
    heavy = goal is TrainingGoal.STRENGTH or (goal is TrainingGoal.BOTH and role is Role.MAIN)
    aim = TrainingGoal.STRENGTH if heavy else TrainingGoal.HYPERTROPHY
    return rest.figure("rest_between_sets", aim, age).amount
