"""Sets per exercise."""

from bot.coaching.advice import Advice, Value
from bot.coaching.audience import cited, fat_loss_caveats, is_new_older_adult, trained_as
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPIC = "set_count"
SIZE, STRENGTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH
OTHER_GOALS = (TrainingGoal.ENDURANCE, TrainingGoal.POWER, TrainingGoal.HEALTH)


def advise(question: Question) -> Advice:
    """Sets per exercise for the goal; for size and strength side by side when the goal is open."""
    goal = trained_as(question.training_goal)
    if goal in OTHER_GOALS:
        return _one_figure(goal, "other_goal", question)
    if is_new_older_adult(question):
        return _older()
    if question.training_age is TrainingAge.NOVICE:
        return _one_figure(STRENGTH if goal is STRENGTH else SIZE, "novice", question)
    return _one_goal(goal, question) if goal in (SIZE, STRENGTH) else _side_by_side(question)


def _one_figure(goal: TrainingGoal, variant: str, question: Question) -> Advice:
    rules = guideline(TOPIC)
    figure = rules.figure("sets_per_exercise", goal, question.training_age)
    values: dict[str, Value] = {"training_goal": goal, "sets": figure.amount}
    return Advice(TOPIC, values, variant, fat_loss_caveats(question), cited(rules, figure))


def _one_goal(goal: TrainingGoal, question: Question) -> Advice:
    rules = guideline(TOPIC)
    figure = rules.figure("sets_per_exercise", goal, question.training_age)
    most = rules.figure("sets_that_do_most", goal)
    values: dict[str, Value] = {"training_goal": goal, "sets": figure.amount, "most_of_it": most.amount}
    return Advice(TOPIC, values, "one_goal", fat_loss_caveats(question), cited(rules, figure, most))


def _side_by_side(question: Question) -> Advice:
    rules, age = guideline(TOPIC), question.training_age
    size = rules.figure("sets_per_exercise", SIZE, age)
    strength = rules.figure("sets_per_exercise", STRENGTH, age)
    most = rules.figure("sets_that_do_most", SIZE)
    values: dict[str, Value] = {
        "size_sets": size.amount,
        "strength_sets": strength.amount,
        "most_of_it": most.amount,
    }
    return Advice(TOPIC, values, "", (), cited(rules, size, strength))


def _older() -> Advice:
    rules = guideline(TOPIC)
    sets, first = rules.figure("sets_for_older_adults"), rules.figure("first_sets_for_older_adults")
    return Advice(TOPIC, {"sets": sets.amount, "first_sets": first.amount}, "older", (), cited(rules, sets))
