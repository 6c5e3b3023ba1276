"""Single facts of a profile, forgotten when the lifter says so: "forget my body weight"."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.base import CoachAction, Events
from actions.lifter import command_of, lifter_of
from actions.program_store import forget_complaints
from bot.coaching.terms import BodyPart
from bot.nlu.profile_fields import named_facts
from bot.wording import listed, name

NAMES = {
    "body_mass": "your weight", "age_years": "your age", "sex": "your sex", "training_goal": "your goal",
    "training_age": "how long you have trained", "days_per_week": "how many days you train",
    "weekdays": "your weekdays", "workout_minutes": "how long you train", "equipment": "what you can train with",
    "complaints": "what hurts", "priority": "what matters most to you", "disliked": "what you do not like",
    "one_rep_maxes": "your maxes",
}  # fmt: skip


class ForgetFacts(CoachAction):
    """Takes the facts that the message names out of the conversation and the store; asks which if it names none."""

    def name(self) -> str:
        return "action_forget_facts"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        named = named_facts(tracker.latest_message.get("text") or "")
        left: dict[str, Any] = dict.fromkeys(named.fields)
        told = [NAMES[field] for field in named.fields]
        if named.parts and "complaints" not in left:
            others = [each for each in tracker.get_slot("complaints") or () if each not in named.parts]
            left["complaints"] = others or None
            told.append(f"your {listed(name(each) for each in named.parts)}")
        if not left:
            dispatcher.utter_message(response="utter_forget_what")
            return []
        _forget(tracker, left)
        if "complaints" in left:
            services.services().stores.handovers.forget_agreed(lifter_of(tracker).id, named.parts or None)
            forget_complaints(lifter_of(tracker).id, [BodyPart(each) for each in named.parts] or None)
        dispatcher.utter_message(response="utter_forgotten", facts=listed(told))
        return [SlotSet(field, value) for field, value in left.items()]


def _forget(tracker: Tracker, fields: dict[str, Any]) -> None:
    """Deletes the fields with their history; with the body mass, what the log has of it."""
    here, lifter = services.services(), lifter_of(tracker).id
    for field in fields:
        here.stores.profiles.forget(lifter, field)
    weighed = [each.day for each in here.stores.log.body_masses(lifter)] if "body_mass" in fields else []
    if weighed:
        here.stores.log.delete_body_masses(lifter, weighed, command_of(tracker), here.now())
