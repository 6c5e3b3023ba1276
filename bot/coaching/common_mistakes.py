"""Mistakes that cost people progress."""

from bot.coaching.advice import Advice, Value
from bot.coaching.audience import cited
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal

TOPIC = "common_mistakes"
SHOWN = {
    "": {"stick": "stick_with_a_focus"},
    "novice": {"stick": "stick_with_a_focus", "easy": "easy_before_adding", "step": "load_step"},
    "hypertrophy": {"stick": "stick_with_a_focus"},
    "strength": {"stick": "stick_with_a_focus", "heavy_reps": "never_more_than"},
}


def advise(question: Question) -> Advice:
    """The mistakes of beginners, or of the goal's style, or the four that hold for everybody."""
    rules, variant = guideline(TOPIC), _variant(question)
    figures = {name: rules.figure(variable) for name, variable in SHOWN[variant].items()}
    if variant in ("", "hypertrophy"):
        figures["light_reps"] = guideline("rep_range").figure("stay_too_light")
    values: dict[str, Value] = {name: figure.amount for name, figure in figures.items()}
    return Advice(TOPIC, values, variant, (), cited(rules, *figures.values()))


def _variant(question: Question) -> str:
    if question.training_age is TrainingAge.NOVICE:
        return "novice"
    styles = (TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH)
    return str(question.training_goal) if question.training_goal in styles else ""
