"""Protein a day."""

from bot.coaching import limits
from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.amounts import ends, round_inwards, shown_mass
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import MassUnit, TrainingGoal
from bot.coaching.units import KG_PER_LB

TOPIC = "protein_intake"


def advise(question: Question) -> Advice:
    """Grams a day for the lifter's body mass, or grams for each kg and each lb if it is not known."""
    rules, mass_kg = guideline(TOPIC), limits.plausible_body_mass_kg(question)
    values: dict[str, Value] = {"serving": rules.figure("serving").amount}
    if mass_kg is None:
        values |= {"per_kg": _per_mass(MassUnit.KG), "per_lb": _per_mass(MassUnit.LB)}
        return Advice(TOPIC, values, "", _caveats(question), rules.sources())
    values |= {"body_mass": shown_mass(mass_kg, question.mass_unit), "protein": grams_a_day(mass_kg)}
    return Advice(TOPIC, values, "by_body_mass", _caveats(question), rules.sources())


def grams_a_day(body_mass_kg: float) -> Amount:
    """Protein a day in g for this body mass, rounded inwards: it never leaves the range of the source."""
    rules, mass_kg = guideline(TOPIC), limits.scaled_body_mass_kg(body_mass_kg)
    low, high = ends(rules.figure("protein_per_kg").amount)
    step, _ = ends(rules.figure("rounding").amount)
    return round_inwards(low * mass_kg, high * mass_kg, step, "g")


def _per_mass(unit: MassUnit) -> Amount:
    low, high = ends(guideline(TOPIC).figure("protein_per_kg").amount)
    kg = KG_PER_LB if unit is MassUnit.LB else 1
    return Amount(round(low * kg, 1), round(high * kg, 1), "g")


def _caveats(question: Question) -> tuple[str, ...]:
    mass_kg, minor = limits.plausible_body_mass_kg(question) or 0, limits.is_minor(question)
    caveats = {
        "protein_for_growing_lifters": minor,
        "protein_with_age": limits.is_older(question),
        "protein_on_a_cut": question.training_goal is TrainingGoal.FAT_LOSS and not minor,
        "protein_heavy_lifter": mass_kg > limits.scaled_body_mass_kg(mass_kg),
    }
    return tuple(name for name, holds in caveats.items() if holds)
