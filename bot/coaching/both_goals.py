"""Whether and how to train for size and strength together."""

from bot.coaching.advice import Advice, Value
from bot.coaching.audience import cited
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPIC = "both_goals"


def advise(question: Question) -> Advice:
    """Heavy lifts first and lighter ones after, or phases; with a goal, what the other style does for it.

    A beginner gains both from one rep range, and is not sent to heavy sets.
    """
    if question.training_age is TrainingAge.NOVICE:
        return _beginner()
    rules = guideline(TOPIC)
    values: dict[str, Value] = {
        "main_reps": rules.figure("main_lift_reps").amount,
        "accessory_reps": rules.figure("accessory_reps").amount,
    }
    match question.training_goal:
        case TrainingGoal.STRENGTH:
            values = {"heavy_load": rules.figure("top_load").amount, "phase": _phase()}
            return Advice(TOPIC, values, "strength", (), rules.sources())
        case TrainingGoal.HYPERTROPHY:
            return Advice(TOPIC, values, "hypertrophy", (), rules.sources())
    return Advice(TOPIC, values | {"phase": _phase()}, "", (), rules.sources())


def _phase() -> Value:
    return guideline("training_goal").figure("phase_length").amount


def _beginner() -> Advice:
    figure = guideline("rep_range").figure("reps_per_set", TrainingGoal.STRENGTH, TrainingAge.NOVICE)
    return Advice(TOPIC, {"reps": figure.amount}, "novice", (), cited(guideline(TOPIC), figure))
