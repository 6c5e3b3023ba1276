"""What comes first in a workout."""

from bot.coaching.advice import Advice, Value
from bot.coaching.audience import trained_as
from bot.coaching.exercise import Exercise, exercise
from bot.coaching.exercise_choice import citing
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import MovementPattern, TrainingGoal

TOPIC = "exercise_order"
LAST = (MovementPattern.CORE, MovementPattern.GRIP)
GENERAL = ("", ("first_gains_most", "heavy_compound_first"))
BY_GOAL: dict[TrainingGoal | None, tuple[str, tuple[str, ...]]] = {
    TrainingGoal.STRENGTH: ("strength", ("first_gains_most", "strength_early")),
    TrainingGoal.HYPERTROPHY: ("size", ("order_hardly_matters_for_size", "heavy_compound_first")),
}


def advise(question: Question) -> Advice:
    """The named exercises in their order, or where one belongs, or the rule for the goal."""
    named = [exercise(each) for each in question.exercises]
    if len(named) > 1:
        order = sorted(named, key=_rank)
        return _advice({"order": tuple((each.id,) for each in order)}, "named", "first_gains_most", "big_before_small")
    if named:
        place = "early" if named[0].compound and named[0].pattern not in LAST else "late"
        return _advice({"exercise": named[0].id}, place, "heavy_compound_first", "first_gains_most")
    if question.muscles:
        variant = "muscles" if len(question.muscles) > 1 else "muscle"
        return _advice({"muscles": question.muscles}, variant, "first_gains_most", "order_hardly_matters_for_size")
    variant, claims = BY_GOAL.get(trained_as(question.training_goal), GENERAL)
    return _advice({}, variant, *claims)


def _advice(values: dict[str, Value], variant: str, *claims: str) -> Advice:
    return Advice(TOPIC, values, variant, (), citing(guideline(TOPIC), *claims))


def _rank(each: Exercise) -> tuple[bool, bool, bool, float]:
    """Fast lifts, then compound ones by how much they train, then isolation, then trunk and grip."""
    return (
        each.pattern is not MovementPattern.OLYMPIC,
        each.pattern in LAST,
        not each.compound,
        -sum(each.muscles.values()),
    )
