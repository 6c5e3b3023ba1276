"""Loads and body mass as a lifter says them: which unit is meant."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from bot.coaching.terms import MassUnit
from bot.coaching.units import to_kg
from bot.logbook.pounds import look_like_pounds

HEAVIEST_GUESSED_KG = 130


def lifters_unit(tracker: Tracker) -> str:
    """The unit that the lifter asked for, gave body weight in or lifts in; kg when none of it shows."""
    body_mass = tracker.get_slot("body_mass")
    known = tracker.get_slot("mass_unit") or (body_mass and with_unit(body_mass)["unit"])
    return known or _unit_of_lifts(tracker) or MassUnit.KG


def has_guessed_pounds(tracker: Tracker) -> bool:
    """Whether the message's lifts come without a unit, and are taken for pounds."""
    lifts = lifts_of(tracker)
    said = tracker.get_slot("mass_unit") or tracker.get_slot("body_mass") or any(lift.get("unit") for lift in lifts)
    return not said and _unit_of_lifts(tracker) is MassUnit.LB


def lifts_of(tracker: Tracker) -> list[Mapping[str, Any]]:
    """The lifts that the latest message tells."""
    return [each["value"] for each in tracker.latest_message.get("entities") or () if each["entity"] == "lift"]


def _unit_of_lifts(tracker: Tracker) -> MassUnit | None:
    """The unit of the message's lifts; of bare numbers pounds, if all are what plates in pounds make."""
    lifts = lifts_of(tracker)
    if unit := next((lift["unit"] for lift in lifts if lift.get("unit")), None):
        return MassUnit(unit)
    loads = {lift["load"] for lift in lifts}
    return MassUnit.LB if look_like_pounds(loads) else None


def with_unit(body_mass: Mapping[str, Any]) -> Mapping[str, Any]:
    """A body mass with its unit; one that was said without is in kg, unless hardly anybody weighs that much."""
    unit = body_mass.get("unit") or (MassUnit.LB if body_mass["value"] > HEAVIEST_GUESSED_KG else MassUnit.KG)
    return {**body_mass, "unit": unit}


def kg_of(mass: Mapping[str, Any] | None, unit: MassUnit) -> float | None:
    """A load without unit is in the lifter's."""
    if not mass:
        return None
    return to_kg(mass["value"], MassUnit(mass.get("unit") or unit))
