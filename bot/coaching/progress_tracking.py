"""What to track, and when to judge it."""

from bot.coaching.advice import Advice, Value
from bot.coaching.audience import cited
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingGoal

TOPIC = "progress_tracking"


def advise(question: Question) -> Advice:
    """Loads and estimated 1RM for strength, volume, tape and photos for size, both when the goal is open."""
    rules = guideline(TOPIC)
    judge, photo = rules.figure("weeks_before_judging"), rules.figure("photo_every")
    values: dict[str, Value] = {"judge": judge.amount, "photo": photo.amount}
    match question.training_goal:
        case TrainingGoal.STRENGTH:
            return _strength()
        case TrainingGoal.HYPERTROPHY:
            return Advice(TOPIC, values, "hypertrophy", (), cited(rules, judge, photo))
    return Advice(TOPIC, values, "", (), cited(rules, judge, photo))


def _strength() -> Advice:
    rules, estimate = guideline(TOPIC), guideline("one_rep_max")
    figures = {
        "judge": rules.figure("weeks_before_judging"),
        "test_reps": estimate.figure("valid_reps"),
        "best": estimate.figure("best_reps"),
    }
    values: dict[str, Value] = {name: figure.amount for name, figure in figures.items()}
    return Advice(TOPIC, values, "strength", (), cited(rules, *figures.values()))
