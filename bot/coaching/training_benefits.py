"""What lifting is good for."""

from bot.coaching.advice import Advice, Value
from bot.coaching.amounts import ends, shown_mass
from bot.coaching.audience import cited
from bot.coaching.guideline import Figure, guideline
from bot.coaching.limits import is_older
from bot.coaching.question import Question
from bot.coaching.terms import MassUnit, TrainingGoal

TOPIC = "training_benefits"
AGE = {"muscle_loss": "muscle_lost_per_decade", "bone": "bone_density"}
HEALTH = {"risk": "risk_reduction", "minutes": "minutes_for_most_of_it"}
GOALS: dict[TrainingGoal | None, dict[str, str]] = {
    TrainingGoal.HYPERTROPHY: {"lean_mass": "lean_mass_gained", "weeks": "weeks_of_training"},
    TrainingGoal.STRENGTH: {"injuries": "sports_injuries"},
    TrainingGoal.FAT_LOSS: {"lean_mass": "lean_mass_gained", "fat": "fat_lost", "weeks": "weeks_of_training"},
}


def advise(question: Question) -> Advice:
    """What lifting does for health; for the goal that is known, with its price; from 65 on, against age."""
    goal = question.training_goal
    if is_older(question):
        return _advice("older", AGE, question.mass_unit)
    if goal in GOALS:
        return _advice(str(goal), GOALS[goal], question.mass_unit)
    return _advice("", HEALTH, question.mass_unit)


def _advice(variant: str, shown: dict[str, str], unit: MassUnit) -> Advice:
    figures = {name: guideline(TOPIC).figure(variable) for name, variable in shown.items()}
    values = {name: _value(figure, unit) for name, figure in figures.items()}
    return Advice(TOPIC, values, variant, (), cited(guideline(TOPIC), *figures.values()))


def _value(figure: Figure, unit: MassUnit) -> Value:
    return shown_mass(ends(figure.amount)[0], unit) if figure.amount.unit == MassUnit.KG else figure.amount
