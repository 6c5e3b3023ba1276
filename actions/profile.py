"""What the conversation knows about the lifter, in words; and how it is forgotten."""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.base import CoachAction, Events
from actions.kept import what_is_kept
from actions.lifter import lifter_of
from actions.masses import lifters_unit, with_unit
from actions.slots import PROFILE
from actions.wishes import KEPT, wishes
from bot.coaching.advice import Amount, Mass
from bot.coaching.rounding import to_show
from bot.coaching.terms import MassUnit
from bot.store.log_records import ConsentKind
from bot.wording import amount, listed, mass, name

MOST_NAMED, MORE = 3, "…"
UNITS = {"days_per_week": "days per week", "workout_minutes": "minutes", "age_years": "years"}
LABELS = {
    "workout_minutes": "a workout",
    "age_years": "old",
    "complaints": "complaint:",
    "priority": "what matters most:",
    "body_mass": "body weight",
    "disliked": "not wanted:",
}


def known_facts(tracker: Tracker) -> str:
    """ "size, novice, 3 days a week and dumbbells"; empty when nothing is known."""
    slots = {slot: tracker.get_slot(slot) for slot in (*PROFILE, "disliked", "one_rep_maxes")} | wishes(tracker)
    facts = [in_words(slot, slots[slot]) for slot in PROFILE]
    lifts = _lifts(slots["one_rep_maxes"] or {}, MassUnit(lifters_unit(tracker)))
    known = [fact for fact in (*facts, _disliked(slots["disliked"] or ()), lifts) if fact]
    return listed(known) if known else ""


def _disliked(exercises: Sequence[str]) -> str:
    disliked = [name(each) for each in exercises]
    more = [MORE] if len(disliked) > MOST_NAMED else []
    return f"{LABELS['disliked']} {', '.join([*disliked[:MOST_NAMED], *more])}" if disliked else ""


def _lifts(maxes: Mapping[str, float], unit: MassUnit) -> str:
    return ", ".join(f"{name(lift)} 1RM {mass(to_show(max_kg, unit))}" for lift, max_kg in maxes.items())


def in_words(slot: str, value: Any) -> str:
    """A fact of the profile as one would say it; "" if it is not known."""
    if value in (None, []):
        return ""
    if slot == "body_mass":
        given = with_unit(value)
        return f"{mass(Mass(given['value'], MassUnit(given['unit'])))} {LABELS[slot]}"
    if slot in UNITS:
        return f"{amount(Amount(value, value, UNITS[slot]))} {LABELS.get(slot, '')}".strip()
    words = listed(name(each) for each in value) if isinstance(value, list) else name(value)
    return f"{LABELS[slot]} {words}" if slot in LABELS else words


class TellProfile(CoachAction):
    """Lists what was said about the lifter, and what else is kept; nothing guessed."""

    def name(self) -> str:
        return "action_tell_profile"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        stores, lifter = services.services().stores, lifter_of(tracker).id
        facts, kept = known_facts(tracker), what_is_kept(stores, lifter)
        if facts or not kept:
            dispatcher.utter_message(response="utter_profile" if facts else "utter_profile_empty", facts=facts)
        if kept:
            allows = stores.consents.holds(lifter, ConsentKind.TEXTS)
            dispatcher.utter_message(response="utter_kept_with_texts" if allows else "utter_kept", kept=kept)
        return []


class StartOver(CoachAction):
    """Forgets the profile and the last question; a red flag stays."""

    def name(self) -> str:
        return "action_start_over"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(response="utter_started_over")
        forgotten = (
            *PROFILE,
            "mass_unit",
            "last_topics",
            "last_sources",
            "last_facts",
            "misread",
            "requested_slot",
            *KEPT,
            "program",
            "program_day",
            "last_log",
            "pending_log",
            "pending_reminder",
            "pending_trial",
        )
        return [ActiveLoop(None), *(SlotSet(slot, None) for slot in forgotten)]
