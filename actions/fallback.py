"""Not understood: the likeliest readings as buttons, and a trainer when it happens again."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.advice import button_for, topic_of
from actions.base import CoachAction, Events
from actions.topics import RULES

READINGS = 2
PATIENCE = 1


class Clarify(CoachAction):
    """Offers the two likeliest readings; the second time in a row, a trainer as well."""

    def name(self) -> str:
        return "action_clarify"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        misread = (tracker.get_slot("misread") or 0) + 1
        ranking = tracker.latest_message.get("intent_ranking") or ()
        topics = [topic_of(each["name"]) for each in ranking]
        buttons = [button_for(topic) for topic in topics if topic in RULES][:READINGS]
        response = "utter_clarify_again" if misread > PATIENCE else "utter_clarify"
        dispatcher.utter_message(response=response, buttons=buttons)
        return [SlotSet("misread", misread)]
