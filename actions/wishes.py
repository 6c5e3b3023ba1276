"""What a lifter wants of a program and can do: kept in slots, added to by each message."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from actions.masses import lifters_unit
from bot.coaching.advice import Amount, Prescription
from bot.coaching.errors import OutOfRangeError
from bot.coaching.lift_numbers import implausible
from bot.coaching.one_rep_max import estimate_kg
from bot.coaching.question import Question
from bot.coaching.terms import MassUnit
from bot.coaching.units import to_kg

KEPT = ("disliked", "one_rep_maxes", "swaps")
OWN = "own"
"""The program slot of a lifter whose program was made for him; else it is the name of the program."""


def wishes(tracker: Tracker) -> dict[str, Any]:
    """The slots that the latest message adds to, with their new values; {} if it adds nothing."""
    disliked = list(tracker.get_slot("disliked") or ())
    maxes = dict(tracker.get_slot("one_rep_maxes") or {})
    unit = MassUnit(lifters_unit(tracker))
    for entity in tracker.latest_message.get("entities") or ():
        if entity["entity"] == "disliked" and entity["value"] not in disliked:
            disliked.append(entity["value"])
        elif entity["entity"] == "lift" and (found := _one_rep_max_kg(entity["value"], unit)):
            maxes[entity["value"]["exercise"]] = found
    now: dict[str, Any] = {"disliked": disliked, "one_rep_maxes": maxes}
    return {slot: value for slot, value in now.items() if value != (tracker.get_slot(slot) or type(value)())}


def _one_rep_max_kg(lift: Mapping[str, Any], unit: MassUnit) -> float | None:
    """The max that a lift shows: told, or estimated from its reps. A load alone is none, nor is one beyond belief."""
    load_kg = to_kg(lift["load"], MassUnit(lift.get("unit") or unit))
    done = Question(exercises=(lift["exercise"],), load_kg=load_kg, reps=1 if lift.get("is_max") else lift.get("reps"))
    if done.reps is None or implausible(done):
        return None
    try:
        return estimate_kg(done).middle
    except OutOfRangeError:
        return None


def routine_from(told: Mapping[str, Any] | None) -> tuple[tuple[Prescription, ...], ...]:
    """A pasted routine, day by day; () if there is none."""
    return tuple(tuple(_prescription(each) for each in day) for day in (told or {}).get("days", ()))


def _prescription(told: Mapping[str, Any]) -> Prescription:
    low, high = told.get("reps") or (None, None)
    sets = told.get("sets")
    return Prescription(told["exercise"], Amount(sets, sets, "sets"), Amount(low, high, "reps"))
