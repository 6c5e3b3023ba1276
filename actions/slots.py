"""Tracker -> Question: the profile from slots, what this question is about from the message."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from bot.coaching.question import Question
from bot.coaching.terms import BodyPart, Equipment, MassUnit, Muscle, Priority, Sex, TrainingAge, TrainingGoal
from bot.coaching.units import to_kg

PROFILE = (
    "training_goal", "training_age", "days_per_week", "workout_minutes", "equipment", "complaints", "priority",
    "body_mass", "age_years", "sex",
)  # fmt: skip
SINGLE = ("sets", "reps", "target_reps", "percent_1rm", "rpe", "reps_in_reserve", "term")
LIFTED = ("load", "reps", "target_reps", "percent_1rm", "rpe", "reps_in_reserve", "one_rep_max", "sets")
MASSES = ("load", "one_rep_max")
HEAVIEST_GUESSED_KG = 130
NAMED = ("exercises", "muscles")
TERMS: dict[str, Any] = {
    "training_goal": TrainingGoal,
    "training_age": TrainingAge,
    "priority": Priority,
    "sex": Sex,
}
Facts = dict[str, Any]


def facts_of_message(tracker: Tracker) -> Facts:
    """What the latest message says besides the profile, as plain values that a slot can hold.

    A load without a unit gets the lifter's unit now, so that asking for pounds later converts it.
    """
    found: Facts = {}
    for entity in tracker.latest_message.get("entities") or ():
        kind, value = entity["entity"], entity["value"]
        if kind == "exercise":
            found.setdefault("exercises", []).append(value)
        elif kind == "muscle":
            found.setdefault("muscles", []).append(value)
        elif kind in MASSES:
            found.setdefault(kind, {**value, "unit": value.get("unit") or _lifters_unit(tracker)})
        elif kind in (*SINGLE, "mass_unit"):
            found.setdefault(kind, value)
    return found


def carried_over(tracker: Tracker) -> Facts:
    """The message's facts over those of the last question.

    A new load or max replaces all numbers of the old one; another exercise or muscle replaces the old ones and their
    numbers. Reps alone, after a load, are asked about ("and for 8 reps?"). The word whose meaning is asked is not kept.
    """
    new, old = facts_of_message(tracker), dict(tracker.get_slot("last_facts") or {})
    if "reps" in new and not {"sets", *MASSES} & set(new) and set(MASSES) & set(old):
        new["target_reps"] = new.pop("reps")
    dropped = {"term"}
    if set(MASSES) & set(new):
        dropped |= set(LIFTED)
    if any(set(new.get(kind, ())) - set(old.get(kind, ())) for kind in NAMED):
        dropped |= {*LIFTED, *NAMED}
    return {key: value for key, value in old.items() if key not in dropped} | new


def question_from(tracker: Tracker, facts: Facts) -> Question:
    """The question that a rule is asked."""
    known = {slot: tracker.get_slot(slot) for slot in PROFILE}
    unit = _unit(tracker, facts)
    body_mass = known.pop("body_mass")
    return Question(
        **{slot: TERMS[slot](value) if slot in TERMS else value for slot, value in known.items()
           if value is not None and slot not in ("equipment", "complaints")},
        equipment=tuple(Equipment(each) for each in known["equipment"] or ()),
        complaints=tuple(BodyPart(each) for each in known["complaints"] or ()),
        body_mass_kg=_kg(body_mass and with_unit(body_mass), unit),
        mass_unit=unit,
        exercises=tuple(dict.fromkeys(facts.get("exercises", ()))),
        muscles=tuple(Muscle(each) for each in dict.fromkeys(facts.get("muscles", ()))),
        load_kg=_kg(facts.get("load"), unit),
        one_rep_max_kg=_kg(facts.get("one_rep_max"), unit),
        **{field: facts[field] for field in SINGLE if field in facts},
    )  # fmt: skip


def _unit(tracker: Tracker, facts: Facts) -> MassUnit:
    """The unit to show: the one asked for or said just now, else the one asked for before, else the load's."""
    told = {entity["entity"]: entity["value"] for entity in tracker.latest_message.get("entities") or ()}
    said = [told.get("mass_unit"), *(told[kind].get("unit") for kind in MASSES if kind in told), facts.get("mass_unit")]
    said += [facts[kind].get("unit") for kind in MASSES if kind in facts]
    return MassUnit(next((unit for unit in said if unit), _lifters_unit(tracker)))


def _lifters_unit(tracker: Tracker) -> str:
    """The unit that the lifter asked for or gave body weight in; kg when neither was said."""
    body_mass = tracker.get_slot("body_mass")
    return tracker.get_slot("mass_unit") or (body_mass and with_unit(body_mass)["unit"]) or MassUnit.KG


def with_unit(body_mass: Mapping[str, Any]) -> Mapping[str, Any]:
    """A body mass with its unit; one that was said without is in kg, unless hardly anybody weighs that much."""
    unit = body_mass.get("unit") or (MassUnit.LB if body_mass["value"] > HEAVIEST_GUESSED_KG else MassUnit.KG)
    return {**body_mass, "unit": unit}


def _kg(mass: Mapping[str, Any] | None, unit: MassUnit) -> float | None:
    """A load without unit is in the lifter's."""
    if not mass:
        return None
    return to_kg(mass["value"], MassUnit(mass.get("unit") or unit))
