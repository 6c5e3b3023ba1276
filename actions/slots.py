"""Tracker -> Question: the profile from slots, what this question is about from the message."""

import re
from typing import Any

from rasa_sdk import Tracker

from actions.agreed import agreed_complaints
from actions.masses import kg_of, lifters_unit, with_unit
from actions.wishes import KEPT, OWN, routine_from, wishes
from bot.coaching.question import Question
from bot.coaching.terms import BodyPart, Equipment, MassUnit, Muscle, Priority, Sex, TrainingAge, TrainingGoal

PROFILE = (
    "training_goal", "training_age", "days_per_week", "workout_minutes", "equipment", "complaints", "priority",
    "body_mass", "age_years", "sex",
)  # fmt: skip
PART = ("program_day", "weekday", "program_week", "minutes_today")
"""The part of a program that is asked about."""
SINGLE = ("sets", "reps", "target_reps", "percent_1rm", "rpe", "reps_in_reserve", "term", "named_program", *PART)
ONCE = ("term", "routine", "picture", *PART)
"""Facts that are about one message only."""
LIFTED = ("load", "reps", "target_reps", "percent_1rm", "rpe", "reps_in_reserve", "one_rep_max", "sets")
MASSES = ("load", "one_rep_max")
NAMED = ("exercises", "muscles")
TERMS: dict[str, Any] = {
    "training_goal": TrainingGoal,
    "training_age": TrainingAge,
    "priority": Priority,
    "sex": Sex,
}
SHOWS = re.compile(
    r"\W*(?:(?:can you |please |pls )?(?:show|see|view|open|display|pull up)\b.*\b)?(?:my|the|whole) (?:\w+ )?"
    r"(?:plan|program(?:me)?|routine|split|week)(?: again| once more| please| pls| at a glance)*\W*$",
    re.IGNORECASE,
)
"""A program that is there already: "show me my program again"."""
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
            found.setdefault(kind, {**value, "unit": value.get("unit") or lifters_unit(tracker)})
        elif kind in (*SINGLE, "mass_unit", "routine"):
            found.setdefault(kind, value)
    return found


def carried_over(tracker: Tracker) -> Facts:
    """The message's facts over those of the last question.

    A new load or max replaces all numbers of the old one; another exercise or muscle replaces the old ones and their
    numbers. Reps alone, after a load, are asked about ("and for 8 reps?"). The word whose meaning is asked is not kept,
    nor is the day of a program; its name is until a program is asked for again, a routine while it is looked over.
    """
    new, old = facts_of_message(tracker), dict(tracker.get_slot("last_facts") or {})
    if "reps" in new and not {"sets", *MASSES} & set(new) and set(MASSES) & set(old):
        new["target_reps"] = new.pop("reps")
    dropped = set(ONCE)
    intent = tracker.latest_message.get("intent", {}).get("name")
    if intent == "request_program":
        dropped |= {"named_program"}
    if intent in ("ask_program_review", "inform") and not new.get("exercises"):
        dropped -= {"routine"}
    if set(MASSES) & set(new):
        dropped |= set(LIFTED)
    if any(set(new.get(kind, ())) - set(old.get(kind, ())) for kind in NAMED):
        dropped |= {*LIFTED, *NAMED}
    return {key: value for key, value in old.items() if key not in dropped} | new


def own_complaints(tracker: Tracker) -> tuple[BodyPart, ...]:
    """What hurts, as the lifter told it; without what a trainer agreed with them."""
    told = wishes(tracker).get("complaints", tracker.get_slot("complaints"))
    return tuple(BodyPart(each) for each in told or ())


def question_from(tracker: Tracker, facts: Facts) -> Question:
    """The question that a rule is asked."""
    changed = wishes(tracker)
    known = {slot: changed.get(slot, tracker.get_slot(slot)) for slot in PROFILE}
    told = _named_program(tracker, facts) | facts
    kept = {slot: tracker.get_slot(slot) for slot in KEPT} | changed
    unit = _unit(tracker, facts)
    body_mass = known.pop("body_mass")
    return Question(
        **{slot: TERMS[slot](value) if slot in TERMS else value for slot, value in known.items()
           if value is not None and slot not in ("equipment", "complaints")},
        equipment=tuple(Equipment(each) for each in known["equipment"] or ()),
        complaints=tuple(dict.fromkeys([*own_complaints(tracker), *agreed_complaints(tracker)])),
        body_mass_kg=kg_of(body_mass and with_unit(body_mass), unit),
        mass_unit=unit,
        exercises=tuple(dict.fromkeys(facts.get("exercises", ()))),
        muscles=tuple(Muscle(each) for each in dict.fromkeys(facts.get("muscles", ()))),
        load_kg=kg_of(facts.get("load"), unit),
        one_rep_max_kg=kg_of(facts.get("one_rep_max"), unit),
        disliked=tuple(kept["disliked"] or ()),
        one_rep_maxes=tuple(sorted((kept["one_rep_maxes"] or {}).items())),
        weekdays=tuple(kept["weekdays"] or ()),
        swaps=tuple((kept["swaps"] or {}).items()),
        has_program=bool(tracker.get_slot("program")),
        shown_day=int(tracker.get_slot("program_day") or 0),
        routine=routine_from(facts.get("routine")),
        routine_progresses=bool((facts.get("routine") or {}).get("progression")),
        **{field: told[field] for field in SINGLE if field in told},
    )  # fmt: skip


def _named_program(tracker: Tracker, facts: Facts) -> Facts:
    """The program that was given by name, unless one is asked for now, or other days are."""
    given = tracker.get_slot("program")
    told = {entity["entity"] for entity in tracker.latest_message.get("entities") or ()}
    anew = asks_anew(tracker) or "named_program" in facts or "days_per_week" in told
    return {"named_program": given} if given and given != OWN and not anew else {}


def asks_anew(tracker: Tracker) -> bool:
    """Whether a program is asked for, and not only to be shown again."""
    message = tracker.latest_message
    return message.get("intent", {}).get("name") == "request_program" and not SHOWS.match(message.get("text") or "")


def _unit(tracker: Tracker, facts: Facts) -> MassUnit:
    """The unit to show: the one asked for or said just now, else the one asked for before, else the load's."""
    told = {entity["entity"]: entity["value"] for entity in tracker.latest_message.get("entities") or ()}
    said = [told.get("mass_unit"), *(told[kind].get("unit") for kind in MASSES if kind in told), facts.get("mass_unit")]
    said += [facts[kind].get("unit") for kind in MASSES if kind in facts]
    return MassUnit(next((unit for unit in said if unit), lifters_unit(tracker)))
