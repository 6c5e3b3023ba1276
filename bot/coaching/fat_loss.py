"""Losing fat and keeping muscle, within the hard limits."""

from bot.coaching import limits
from bot.coaching.advice import Advice, Value
from bot.coaching.amounts import ends, shown_mass
from bot.coaching.energy_intake import deficit, weekly_loss
from bot.coaching.guideline import guideline
from bot.coaching.protein_intake import grams_a_day
from bot.coaching.question import Question

TOPIC = "fat_loss"
SUPPORT = ("eating_support",)


def advise(question: Question) -> Advice:
    """A small deficit and its pace, for the lifter's body mass if known. Minors get no numbers."""
    rules, mass_kg = guideline(TOPIC), limits.plausible_body_mass_kg(question)
    if limits.is_minor(question):
        return Advice(TOPIC, {}, "minor", (), ("aap_training_2020",))
    most = deficit(question, mass_kg)
    if mass_kg is None:
        values: dict[str, Value] = {"deficit": most, "pace": rules.figure("weekly_loss").amount}
        return Advice(TOPIC, values, "", SUPPORT, rules.sources())
    loss = weekly_loss(ends(most)[0], mass_kg, question.mass_unit)
    if not loss.high:
        return Advice(TOPIC, {}, "no_room", SUPPORT, rules.sources())
    values = {
        "body_mass": shown_mass(mass_kg, question.mass_unit),
        "deficit": most,
        "weekly_loss": loss,
        "protein": grams_a_day(mass_kg),
    }
    return Advice(TOPIC, values, "by_body_mass", SUPPORT, rules.sources())
