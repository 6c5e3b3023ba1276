"""The two short dialogues: the lifter's profile, and the choice between size and strength.

A form asks only what is missing. A question in the middle is answered, and then the form goes on; "stop" stops it.
"""

from abc import abstractmethod
from itertools import takewhile
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.advice import answer, topics_asked
from actions.base import CoachAction, Events
from actions.lift_log import TOPIC as LOG
from actions.profile import in_words, known_facts
from actions.slots import carried_over, question_from
from actions.wishes import wished
from bot.programs.request import missing

LIMITS = {"days_per_week": (1, 7), "workout_minutes": (10, 240)}
OPENINGS = ("request_profile_form", "request_goal_choice", "ask_training_goal", "request_program")
NO_ANSWER = ("nlu_fallback", "inform", "affirm", "deny", "ask_help")
PATIENCE = 2
CHOOSE = ("leave_it_to_coach", "request_goal_choice")
CHOICES: dict[str, Any] = {
    "training_goal": "both", "training_age": "novice", "days_per_week": 3, "equipment": ["full_gym"],
    "workout_minutes": 60,
}  # fmt: skip
"""What Spotter takes when the choice is left to it ("you choose", "decide it for me")."""


class ValidateForm(CoachAction):
    """Keeps what is valid, answers questions that came with it, lets itself be stopped.

    Without any event Rasa takes the message as no answer to the form, and small talk is answered by its own rule.
    """

    @abstractmethod
    def name(self) -> str: ...

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        intent = tracker.latest_message.get("intent", {}).get("name")
        if intent == "request_stop":
            return [SlotSet("requested_slot", None), SlotSet("misread", 0)]
        if intent in CHOOSE and (chosen := CHOICES.get(tracker.get_slot("requested_slot") or "")):
            dispatcher.utter_message(
                response="utter_form_chosen", choice=in_words(tracker.get_slot("requested_slot"), chosen)
            )
            return [SlotSet(tracker.get_slot("requested_slot"), chosen), SlotSet("misread", 0)]
        taken: Events = [_checked(slot, value, dispatcher) for slot, value in tracker.slots_to_validate().items()]
        is_done = intent in OPENINGS or wished(tracker) or has_answered(tracker)
        told = topics_asked(tracker)
        asked = [] if is_done and LOG not in told else told
        answered = answer(dispatcher, tracker, asked, carried_over(tracker)) if asked else []
        if taken or answered or wished(tracker):
            return [*taken, *answered, *wished(tracker), SlotSet("misread", 0)]
        return _not_taken(dispatcher, tracker) if intent in NO_ANSWER else []


def has_answered(tracker: Tracker) -> bool:
    """Whether something was said since the lifter spoke: the form was opened beside answers to other questions."""
    since = takewhile(lambda event: event["event"] != "user", reversed(tracker.events))
    return any(event["event"] == "bot" for event in since)


def _checked(slot: str, value: Any, dispatcher: CollectingDispatcher) -> dict[str, Any]:
    low, high = LIMITS.get(slot, (None, None))
    if low is not None and not low <= value <= high:
        dispatcher.utter_message(response="utter_form_out_of_range", low=low, high=high)
        return SlotSet(slot, None)
    return SlotSet(slot, value)


def _not_taken(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    misread = (tracker.get_slot("misread") or 0) + 1
    if misread >= PATIENCE:
        return [SlotSet("requested_slot", None), SlotSet("misread", 0)]
    dispatcher.utter_message(response="utter_form_not_taken")
    return [SlotSet("misread", misread)]


class ValidateProfileForm(ValidateForm):
    def name(self) -> str:
        return "validate_profile_form"


class ValidateGoalChoiceForm(ValidateForm):
    def name(self) -> str:
        return "validate_goal_choice_form"


class ValidateProgramForm(ValidateForm):
    def name(self) -> str:
        return "validate_program_form"


class SubmitProfileForm(CoachAction):
    """The numbers for the profile; after a "stop", what was kept."""

    needed = ("training_goal", "training_age", "days_per_week", "equipment", "workout_minutes")

    def name(self) -> str:
        return "action_submit_profile_form"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if any(tracker.get_slot(slot) is None for slot in self.needed):
            dispatcher.utter_message(response="utter_form_stopped", facts=known_facts(tracker) or "nothing yet")
            return []
        dispatcher.utter_message(response="utter_facts_noted", facts=known_facts(tracker))
        return answer(dispatcher, tracker, ["acute_variables"], {})


class SubmitGoalChoiceForm(CoachAction):
    """The recommendation, from however much was answered."""

    def name(self) -> str:
        return "action_submit_goal_choice_form"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if tracker.get_slot("priority") is None and tracker.get_slot("training_goal") is None:
            dispatcher.utter_message(response="utter_form_stopped", facts=known_facts(tracker) or "nothing yet")
            return []
        return answer(dispatcher, tracker, ["training_goal"], {})


class SubmitProgramForm(CoachAction):
    """The program; after a "stop", what was kept."""

    def name(self) -> str:
        return "action_submit_program_form"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        own = {"named_program": None}
        if missing(question_from(tracker, own)):
            dispatcher.utter_message(response="utter_form_stopped", facts=known_facts(tracker) or "nothing yet")
            return []
        return answer(dispatcher, tracker, ["request_program"], own)
