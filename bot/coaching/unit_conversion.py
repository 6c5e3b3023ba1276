"""Kilograms and pounds."""

from math import isclose

from bot.coaching.advice import Advice, Value
from bot.coaching.guideline import guideline
from bot.coaching.lift_numbers import implausible, limits_to_show
from bot.coaching.limits import plausible_body_mass_kg
from bot.coaching.question import Question
from bot.coaching.rounding import loadable, to_show, tool_of
from bot.coaching.terms import MassUnit
from bot.coaching.units import from_kg

TOPIC = "unit_conversion"


def advise(question: Question) -> Advice:
    """The load, the max or the body mass of the question in the other unit; the rule of thumb without one."""
    if implausible(question):
        return _advice(limits_to_show(question), "implausible")
    load_kg = question.load_kg if question.load_kg is not None else question.one_rep_max_kg
    if load_kg is not None:
        return _load(question, load_kg)
    mass_kg = plausible_body_mass_kg(question)
    if mass_kg is not None:
        return _advice(_both(mass_kg, question.mass_unit), "body_mass")
    return _advice({}, "ask")


def _load(question: Question, load_kg: float) -> Advice:
    values = _both(load_kg, question.mass_unit)
    unit = _other(said_unit(load_kg, question.mass_unit))
    nearest = loadable(load_kg, unit, tool_of(question))
    if nearest == values["converted"] or not nearest.value:
        return _advice(values, "")
    return _advice(values | {"nearest": nearest}, "rounded")


def _both(mass_kg: float, shown: MassUnit) -> dict[str, Value]:
    said = said_unit(mass_kg, shown)
    return {"said": to_show(mass_kg, said), "converted": to_show(mass_kg, _other(said))}


def said_unit(mass_kg: float, shown: MassUnit) -> MassUnit:
    """The unit in which a mass was said: the one in which it is a round number, else not the one to show."""
    masses = {unit: from_kg(mass_kg, unit) for unit in MassUnit}
    round_in = [unit for unit, mass in masses.items() if isclose(mass, round(mass, 1))]
    return round_in[0] if len(round_in) == 1 else _other(shown)


def _other(unit: MassUnit) -> MassUnit:
    return MassUnit.LB if unit is MassUnit.KG else MassUnit.KG


def _advice(values: dict[str, Value], variant: str) -> Advice:
    rules = guideline(TOPIC)
    shown = values | {"lb_of_one_kg": rules.figure("lb_of_one_kg").amount}
    return Advice(TOPIC, shown, variant, (), rules.sources())
