"""Not understood: the likeliest readings as buttons, and a trainer when it happens again."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.advice import answer, button_for, last_asked, topic_of
from actions.base import CoachAction, Events
from actions.consents import agreed_before
from actions.profile import known_facts
from actions.program import about_program
from actions.slots import PROFILE, carried_over
from actions.topics import RULES
from actions.wishes import wished

READINGS = 2
PATIENCE = 1
ENOUGH_FACTS = 2
"""So many facts about the lifter are noted rather than asked back."""


class Clarify(CoachAction):
    """Offers the two likeliest readings; the second time in a row, a trainer as well."""

    def name(self) -> str:
        return "action_clarify"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        told = {entity["entity"] for entity in tracker.latest_message.get("entities") or ()} & set(PROFILE)
        if topics := about_program(tracker):
            return answer(dispatcher, tracker, topics, carried_over(tracker))
        if told and (topics := last_asked(tracker)):
            return answer(dispatcher, tracker, topics, carried_over(tracker))
        if len(told) >= ENOUGH_FACTS:
            dispatcher.utter_message(response="utter_facts_noted", facts=known_facts(tracker))
            return [SlotSet("misread", 0), *wished(tracker)]
        misread = (tracker.get_slot("misread") or 0) + 1
        ranking = tracker.latest_message.get("intent_ranking") or ()
        topics = [topic_of(each["name"]) for each in ranking]
        buttons = [button_for(topic) for topic in topics if topic in RULES][:READINGS]
        response = "utter_clarify_again" if misread > PATIENCE else "utter_clarify"
        dispatcher.utter_message(response=response, buttons=buttons)
        return [SlotSet("misread", misread), *_ask_to_keep_texts(dispatcher, tracker)]


def _ask_to_keep_texts(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Asks whether messages like this one may be kept: once in a conversation, and never who has said it before."""
    if tracker.get_slot("keeps_unread_text") is not None:
        return []
    if (agreed := agreed_before(tracker)) is not None:
        return [SlotSet("keeps_unread_text", agreed)]
    dispatcher.utter_message(response="utter_ask_keep_texts")
    return [SlotSet("keeps_unread_text", "asked")]
