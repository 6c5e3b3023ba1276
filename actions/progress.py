"""Progress as pictures, and a week summed up; and what else the message asks."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.advice import answer, topics_asked
from actions.base import CoachAction, Events
from actions.drawing import draw_progress, draw_week
from actions.slots import carried_over
from actions.wishes import wished

NEAR = ("progress_tracking", "report_workout", "time_to_results", "log")
"""Topics near a picture that are answered by it."""


class ShowProgress(CoachAction):
    """Draws what is asked for; by default the estimated 1RM of the main lifts."""

    def name(self) -> str:
        return "action_show_progress"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return show_progress(dispatcher, tracker)


class ReviewWeek(CoachAction):
    """Sums up a week."""

    def name(self) -> str:
        return "action_review_week"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return _with_others(dispatcher, tracker, draw_week(dispatcher, tracker))


def show_progress(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Draws what the message asks for, or what the last one did with what this one changes."""
    return _with_others(dispatcher, tracker, draw_progress(dispatcher, tracker))


def _with_others(dispatcher: CollectingDispatcher, tracker: Tracker, slots: Mapping[str, Any]) -> Events:
    """Answers the message's other questions and remembers those; without any, remembers the picture."""
    answered = {*NEAR, *slots.get("last_topics", ())}
    if topics := [topic for topic in topics_asked(tracker) if topic not in answered]:
        return answer(dispatcher, tracker, topics, carried_over(tracker))
    return [*(SlotSet(slot, value) for slot, value in slots.items()), *wished(tracker)]
