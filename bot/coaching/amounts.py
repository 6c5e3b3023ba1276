"""Small sums with amounts and masses, for rules that compute what they show."""

from math import ceil, floor

from bot.coaching.advice import Amount, Mass
from bot.coaching.terms import MassUnit
from bot.coaching.units import from_kg


def ends(amount: Amount) -> tuple[float, float]:
    """Both ends; an open end is taken to be where the given one is."""
    given = [end for end in (amount.low, amount.high) if end is not None]
    return given[0], given[-1]


def round_inwards(low: float, high: float, step: float, unit: str) -> Amount:
    """A range in whole steps that does not leave low to high. `step` in the same unit."""
    return Amount(ceil(low / step) * step, floor(high / step) * step, unit)


def shown_mass(mass_kg: float, unit: MassUnit) -> Mass:
    """A body mass as the lifter would say it, to one decimal."""
    return Mass(round(from_kg(mass_kg, unit), 1), unit)
