"""Loads that can be put together: rounding to the steps of bars, plates and dumbbells.

Bars, machines and cables go by the barbell's step, dumbbells and kettlebells by theirs. What is lighter than
an empty bar, or a light dumbbell, is rounded to the light step; there are no light kettlebells. The figures are in
guidelines/rounding.yml.
"""

from enum import StrEnum
from math import ceil, floor, isclose

from bot.coaching.advice import Amount, Mass
from bot.coaching.exercise import Loading, exercise
from bot.coaching.figures import constant
from bot.coaching.question import Question
from bot.coaching.terms import Equipment, MassUnit
from bot.coaching.units import PERCENT, from_kg, to_kg

TOPIC = "rounding"
HELD = (Loading.DUMBBELL, Loading.DUMBBELL_EACH)
BARS = (Equipment.BARBELL, Equipment.MACHINE, Equipment.CABLE, Equipment.FULL_GYM)


class Tool(StrEnum):
    """What the load is made of. Values are part of the figures' names."""

    BARBELL = "barbell"
    DUMBBELL = "dumbbell"
    KETTLEBELL = "kettlebell"


def tool_for(loading: Loading) -> Tool:
    """What the load of an exercise is made of."""
    if loading is Loading.KETTLEBELL:
        return Tool.KETTLEBELL
    return Tool.DUMBBELL if loading in HELD else Tool.BARBELL


def tool_of(question: Question) -> Tool:
    """By the exercise that is named, else by what the lifter has, else a barbell."""
    if question.exercises:
        return tool_for(exercise(question.exercises[0]).loading)
    has = question.equipment
    held = Equipment.DUMBBELLS in has and not any(bar in has for bar in BARS)
    return Tool.DUMBBELL if held else Tool.BARBELL


def to_show(mass_kg: float, unit: MassUnit) -> Mass:
    """A mass in kg without rounding to plates: 225 lb stay 225 lb, 61.25 kg too, all else to one decimal."""
    mass = from_kg(mass_kg, unit)
    hundredth = round(mass * PERCENT) / PERCENT
    return Mass(hundredth if isclose(mass, hundredth) else round(mass, 1), unit)


def loadable(mass_kg: float, unit: MassUnit, tool: Tool = Tool.BARBELL, most_kg: float | None = None) -> Mass:
    """The nearest load in `unit` that can be put together; of two equally near ones the lighter.

    `most_kg` is never exceeded. 0 if the mass is less than half of the smallest step.
    """
    mass = from_kg(mass_kg, unit)
    step = smallest_step(mass, unit, tool)
    steps = _whole(mass / step)
    below = floor(steps)
    nearest = below if steps - below <= below + 1 - steps else below + 1
    if most_kg is not None and to_kg(nearest * step, unit) > most_kg:
        nearest = min(nearest, floor(_whole(from_kg(most_kg, unit) / step)))
    return Mass(float(nearest * step), unit)


def outward(low_kg: float, high_kg: float, unit: MassUnit) -> Amount:
    """A span of masses in kg as it is shown: rounded to the light step, never narrower than it is."""
    step = constant(TOPIC, f"step_light_{unit}")
    low, high = (_whole(from_kg(end, unit) / step) for end in (low_kg, high_kg))
    return Amount(floor(low) * step, ceil(high) * step, str(unit))


def smallest_step(mass: float, unit: MassUnit, tool: Tool) -> float:
    """From a load of this mass to the next that can be put together; all in `unit`."""
    light = mass < constant(TOPIC, f"light_below_{tool}_{unit}")
    return constant(TOPIC, f"step_light_{unit}" if light else f"step_{tool}_{unit}")


def _whole(steps: float) -> float:
    """Steps without the noise of a conversion: 44.999999999 steps of 5 lb are 45."""
    return round(steps) if isclose(steps, round(steps)) else steps
