"""Unit conversions. The only place of the rules module that holds numerals other than 0 and 1."""

from bot.coaching.terms import MassUnit

KG_PER_LB = 0.45359237
SECONDS_PER_MINUTE = 60
PERCENT = 100


def to_kg(mass: float, unit: MassUnit) -> float:
    """Mass in kg of a mass said in kg or lb."""
    return mass * KG_PER_LB if unit is MassUnit.LB else mass


def from_kg(mass_kg: float, unit: MassUnit) -> float:
    """Mass in the lifter's unit of a mass in kg."""
    return mass_kg / KG_PER_LB if unit is MassUnit.LB else mass_kg
