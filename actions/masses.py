"""Loads and body mass as a lifter says them: which unit is meant."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from bot.coaching.terms import MassUnit
from bot.coaching.units import to_kg

HEAVIEST_GUESSED_KG = 130


def lifters_unit(tracker: Tracker) -> str:
    """The unit that the lifter asked for or gave body weight in; kg when neither was said."""
    body_mass = tracker.get_slot("body_mass")
    return tracker.get_slot("mass_unit") or (body_mass and with_unit(body_mass)["unit"]) or MassUnit.KG


def with_unit(body_mass: Mapping[str, Any]) -> Mapping[str, Any]:
    """A body mass with its unit; one that was said without is in kg, unless hardly anybody weighs that much."""
    unit = body_mass.get("unit") or (MassUnit.LB if body_mass["value"] > HEAVIEST_GUESSED_KG else MassUnit.KG)
    return {**body_mass, "unit": unit}


def kg_of(mass: Mapping[str, Any] | None, unit: MassUnit) -> float | None:
    """A load without unit is in the lifter's."""
    if not mass:
        return None
    return to_kg(mass["value"], MassUnit(mass.get("unit") or unit))
