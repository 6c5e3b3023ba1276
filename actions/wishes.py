"""What a lifter wants of a program and can do: kept in slots, added to by each message."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.masses import lifters_unit
from bot.coaching.advice import Amount, Prescription
from bot.coaching.errors import OutOfRangeError
from bot.coaching.lift_numbers import implausible
from bot.coaching.one_rep_max import estimate_kg
from bot.coaching.question import Question
from bot.coaching.terms import MassUnit
from bot.coaching.units import to_kg

KEPT = ("disliked", "one_rep_maxes", "swaps", "weekdays")
OWN = "own"
"""The program slot of a lifter whose program was made for him; else it is the name of the program."""


def wishes(tracker: Tracker) -> dict[str, Any]:
    """The slots that the latest message changes, with their new values; {} if it changes nothing."""
    told = _told(tracker)
    disliked = [*(tracker.get_slot("disliked") or ()), *told["disliked"]]
    complaints = [each for each in tracker.get_slot("complaints") or () if each not in told["recovered"]]
    unit = MassUnit(lifters_unit(tracker))
    shown = ((lift["exercise"], _one_rep_max_kg(lift, unit)) for lift in told["lift"])
    maxes = {lift: max_kg for lift, max_kg in shown if max_kg}
    now: dict[str, Any] = {
        "disliked": [each for each in dict.fromkeys(disliked) if each not in told["liked"]],
        "one_rep_maxes": (tracker.get_slot("one_rep_maxes") or {}) | maxes,
    }
    if told["training_weekdays"]:
        now["weekdays"] = told["training_weekdays"][-1]
    if told["recovered"]:
        now["complaints"] = complaints
    if told["lift"] and unit is not MassUnit.KG:
        now["mass_unit"] = str(unit)
    return {slot: value for slot, value in now.items() if value != (tracker.get_slot(slot) or type(value)())}


def wished(tracker: Tracker) -> list[dict[str, Any]]:
    """The events that keep what the latest message changes."""
    return [SlotSet(slot, value) for slot, value in wishes(tracker).items()]


def recovered_parts(tracker: Tracker) -> tuple[str, ...]:
    """Body parts that are fine again, in a message that complains of nothing."""
    entities = tracker.latest_message.get("entities") or ()
    if any(each["entity"] == "complaint" for each in entities):
        return ()
    return tuple(_told(tracker)["recovered"])


def _told(tracker: Tracker) -> dict[str, list[Any]]:
    """Values of the entities that change what a lifter wants, by kind."""
    entities = tracker.latest_message.get("entities") or ()
    kinds = ("disliked", "liked", "recovered", "lift", "training_weekdays")
    return {kind: [each["value"] for each in entities if each["entity"] == kind] for kind in kinds}


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
