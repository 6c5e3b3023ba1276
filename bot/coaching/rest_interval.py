"""Rest between sets."""

from bot.coaching.advice import Advice, Value
from bot.coaching.audience import cited, fat_loss_caveats, is_new_older_adult, trained_as
from bot.coaching.figures import constant
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPIC = "rest_interval"
SIZE, STRENGTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH


def advise(question: Question) -> Advice:
    """Rest between sets of big and small exercises; size and strength side by side when the goal is open."""
    goal = trained_as(question.training_goal)
    if goal in (TrainingGoal.ENDURANCE, TrainingGoal.POWER):
        figure = guideline(TOPIC).figure("rest_between_sets", goal)
        return Advice(TOPIC, {"rest": figure.amount}, goal, (), cited(guideline(TOPIC), figure))
    if is_new_older_adult(question):
        figure = guideline(TOPIC).figure("rest_for_older_adults")
        return Advice(TOPIC, {"rest": figure.amount}, "older", (), cited(guideline(TOPIC), figure))
    return _one_goal(goal, question) if goal in (SIZE, STRENGTH) else _side_by_side(question)


def _one_goal(goal: TrainingGoal, question: Question) -> Advice:
    rules = guideline(TOPIC)
    rest = rules.figure("rest_between_sets", goal, question.training_age)
    values: dict[str, Value] = {"rest": rest.amount, **_shared()}
    trial = rules.figure("rest_of_the_longer_group")
    variant = "size" if goal is SIZE else goal
    return Advice(TOPIC, values, variant, _caveats(question), cited(rules, rest, trial))


def _side_by_side(question: Question) -> Advice:
    rules, age = guideline(TOPIC), question.training_age
    size = rules.figure("rest_between_sets", SIZE, age)
    strength = rules.figure("rest_between_sets", STRENGTH, age)
    values: dict[str, Value] = {"size_rest": size.amount, "strength_rest": strength.amount, **_shared()}
    trial = rules.figure("rest_of_the_longer_group")
    return Advice(TOPIC, values, "", _caveats(question), cited(rules, size, trial))


def _shared() -> dict[str, Value]:
    names = {"small_rest": "rest_on_small_exercises", "long_rest": "rest_of_the_longer_group",
             "short_rest": "rest_of_the_shorter_group"}  # fmt: skip
    return {value: guideline(TOPIC).figure(variable).amount for value, variable in names.items()}


def _caveats(question: Question) -> tuple[str, ...]:
    new_to_heavy = question.training_goal is STRENGTH and question.training_age is TrainingAge.NOVICE
    given = {"novice_rest": new_to_heavy, "pair_exercises": _is_short(question.workout_minutes)}
    return (*fat_loss_caveats(question), *(name for name, holds in given.items() if holds))


def _is_short(workout_minutes: int | None) -> bool:
    return workout_minutes is not None and workout_minutes <= constant("workout_length", "short_workout")
