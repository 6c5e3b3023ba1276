"""How long until training shows."""

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.amounts import ends, shown_mass
from bot.coaching.audience import cited
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import MassUnit, TrainingAge, TrainingGoal

TOPIC = "time_to_results"
SIZE, STRENGTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH
GROWTH = {"growth_weeks": "growth_measured", "months": "growth_visible", "strength_weeks": "nerves_lead"}
SHOWN = {
    "": GROWTH,
    "hypertrophy": {**GROWTH, "lean_mass": "lean_mass_gained", "weeks": "weeks_of_that_gain"},
    "strength": {"strength_weeks": "nerves_lead", "stick": "stick_with_a_focus"},
}


def advise(question: Question) -> Advice:
    """When strength and size can be expected to show; slower gains for who has trained for years."""
    if question.training_age in (TrainingAge.INTERMEDIATE, TrainingAge.ADVANCED):
        return _trained(question.training_goal)
    variant = str(question.training_goal) if question.training_goal in (SIZE, STRENGTH) else ""
    rules = guideline(TOPIC)
    figures = {name: rules.figure(variable) for name, variable in SHOWN[variant].items()}
    values = {name: _value(figure.amount, question.mass_unit) for name, figure in figures.items()}
    return Advice(TOPIC, values, variant, (), cited(rules, *figures.values()))


def _value(amount: Amount, unit: MassUnit) -> Value:
    return shown_mass(ends(amount)[0], unit) if amount.unit == MassUnit.KG else amount


def _trained(goal: TrainingGoal | None) -> Advice:
    """The bench press gain of the goal's style, or from the lesser to the greater of both."""
    rules = guideline(TOPIC)
    styles = (goal,) if goal in (SIZE, STRENGTH) else (SIZE, STRENGTH)
    gains = [rules.figure("bench_press_gain", style) for style in styles]
    gain = Amount(gains[0].amount.low, gains[-1].amount.high, gains[0].amount.unit)
    values: dict[str, Value] = {"gain": gain, "weeks": rules.figure("weeks_of_trained_gain").amount}
    return Advice(TOPIC, values, "trained", (), cited(rules, *gains))
