"""Bare facts: "and for strength?", "in pounds?", "beginner, 3 days": the last question again, or a note taken."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.advice import answer, last_asked, topics_asked
from actions.base import CoachAction, Events
from actions.drawing import is_about_picture
from actions.fallback import Clarify
from actions.profile import known_facts
from actions.program import about_program
from actions.program_store import remember_program
from actions.progress import show_progress
from actions.slots import carried_over
from actions.wishes import wished


class TakeFacts(CoachAction):
    """Takes facts. Right after an answer they ask it again with the new facts; otherwise they are noted."""

    def name(self) -> str:
        return "action_take_facts"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if not topics_asked(tracker) and is_about_picture(tracker):
            return show_progress(dispatcher, tracker)
        remembered = remember_program(tracker)
        topics = topics_asked(tracker) or about_program(tracker) or last_asked(tracker)
        if not tracker.latest_message.get("entities"):
            return Clarify().act(dispatcher, tracker)
        if topics:
            return [*remembered, *answer(dispatcher, tracker, topics, carried_over(tracker))]
        if facts := known_facts(tracker):
            dispatcher.utter_message(response="utter_facts_noted", facts=facts)
        else:
            dispatcher.utter_message(response="utter_ask_what_about")
        return [*remembered, *wished(tracker)]
