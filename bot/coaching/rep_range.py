"""Reps per set."""

from bot.coaching.advice import Advice
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPIC = "rep_range"


def advise(question: Question) -> Advice:
    """Reps per set for the goal, or for size and strength side by side when the goal is open."""
    rules, age = guideline(TOPIC), question.training_age
    if question.training_goal in (TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH, TrainingGoal.ENDURANCE):
        figure = rules.figure("reps_per_set", question.training_goal, age)
        values = {"training_goal": question.training_goal, "reps": figure.amount}
        return Advice(TOPIC, values, "one_goal", _caveats(question), rules.sources())
    size = rules.figure("reps_per_set", TrainingGoal.HYPERTROPHY, age).amount
    strength = rules.figure("reps_per_set", TrainingGoal.STRENGTH, age).amount
    return Advice(TOPIC, {"size_reps": size, "strength_reps": strength}, "", (), rules.sources())


def _caveats(question: Question) -> tuple[str, ...]:
    new_to_heavy = question.training_goal is TrainingGoal.STRENGTH and question.training_age is TrainingAge.NOVICE
    return ("novice_strength_reps",) if new_to_heavy else ()
