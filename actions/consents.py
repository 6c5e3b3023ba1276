"""What a lifter agrees to, kept with the very text that was shown."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.base import CoachAction, Events
from actions.lifter import lifter_of
from bot.store.log_records import ConsentKind

QUESTION = "utter_ask_keep_texts"
SLOT = "keeps_unread_text"


class KeepTexts(CoachAction):
    """The lifter agrees that messages which were not understood are kept. Asks first if it was not asked here."""

    def name(self) -> str:
        return "action_keep_texts"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        shown = shown_text(tracker, QUESTION)
        if shown is None:
            dispatcher.utter_message(response=QUESTION)
            return [SlotSet(SLOT, "asked")]
        here = services.services()
        here.stores.consents.give(lifter_of(tracker).id, ConsentKind.TEXTS, shown, here.now())
        dispatcher.utter_message(response="utter_keeps_texts")
        return [SlotSet(SLOT, True)]


class KeepNoTexts(CoachAction):
    """The lifter does not agree, or no longer; what was kept is forgotten."""

    def name(self) -> str:
        return "action_keep_no_texts"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        here = services.services()
        here.stores.consents.withdraw(lifter_of(tracker).id, ConsentKind.TEXTS, here.now())
        dispatcher.utter_message(response="utter_keeps_no_texts")
        return [SlotSet(SLOT, False)]


def shown_text(tracker: Tracker, response: str) -> str | None:
    """The words that a response last had in this conversation; None if it was not shown."""
    shown = (event for event in reversed(tracker.events) if event["event"] == "bot")
    return next((each["text"] for each in shown if (each.get("metadata") or {}).get("utter_action") == response), None)


def agreed_before(tracker: Tracker) -> bool | None:
    """Whether the lifter agreed to it, in whichever chat; None if they never said."""
    said = [each for each in services.services().stores.consents.consents(lifter_of(tracker).id)
            if each.kind is ConsentKind.TEXTS]  # fmt: skip
    return any(each.withdrawn_at is None for each in said) if said else None
