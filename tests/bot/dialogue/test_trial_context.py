"""What a message is beside a trial that is being asked for."""

from datetime import date
from typing import Any

import pytest
from rasa.shared.core.events import ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.trial_context import in_trial_context

ASK, CANCEL = "request_trial", "request_cancel_trial"
PENDING = SlotSet("pending_trial", {"draft": {}, "at": "2026-11-23T08:00:00+00:00"})


def bot(response: str) -> BotUttered:
    return BotUttered("…", metadata={"utter_action": response})


USER = UserUttered("hm", {"name": "ask_sleep", "confidence": 0.9})
ASKED = (USER, PENDING, bot("utter_trial_ask_times"))
SAID_BACK = (USER, PENDING, bot("utter_trial_ask_yes"))
BETWEEN = (*ASKED, USER, bot("utter_advise_sleep"))
PRICED = (*SAID_BACK, USER, bot("utter_gym_told"))
DONE = (USER, PENDING, SlotSet("pending_trial", None), bot("utter_trial_asked"))
IN_A_FORM = (*BETWEEN, ActiveLoop("profile_form"), bot("utter_ask_days_per_week"))


def read(text: str, intent: str, events: tuple[Event, ...]) -> dict[str, Any]:
    slots = [AnySlot("pending_trial", [], influence_conversation=False)]
    tracker = DialogueStateTracker.from_events("web:1", list(events), slots)
    reading = {"text": text, "intent": {"name": intent, "confidence": 0.5}, "entities": [{}], "topics": [{}]}
    return in_trial_context(reading, tracker, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("events", "text", "intent", "expected"),
    [
        (ASKED, "tue 6pm or thu after 7", "inform", ASK),
        (ASKED, "tomorrow morning", "nlu_fallback", ASK),
        (ASKED, "next week", "inform", ASK),
        (ASKED, "tue 6pm, if trainer two is there", "ask_gym_business", ASK),
        (ASKED, "other times", "inform", ASK),
        (ASKED, "no", "deny", CANCEL),
        (ASKED, "never mind", "request_stop", CANCEL),
        (ASKED, "how many sets on tuesday at 6pm?", "ask_set_count", "ask_set_count"),
        (ASKED, "how many sets", "ask_set_count", "ask_set_count"),
        (ASKED, "cancel my trial", CANCEL, CANCEL),
        (SAID_BACK, "make it 7pm", "inform", ASK),
        (BETWEEN, "tue 6pm", "inform", ASK),
        (BETWEEN, "tuesday", "inform", "inform"),
        (BETWEEN, "no", "deny", "deny"),
        (BETWEEN, "yes", "affirm", "affirm"),
        (PRICED, "yes", "affirm", ASK),
        (DONE, "tue 6pm", "inform", "inform"),
        (IN_A_FORM, "tue 6pm", "inform", "inform"),
        ((USER,), "tue 6pm", "inform", "inform"),
        ((USER,), "book a session with a trainer for tue 6pm", "ask_training_frequency", ASK),
        ((USER,), "how do i book a session for tue 6pm", "ask_gym_business", "ask_gym_business"),
    ],
)
def test_a_message_is_what_it_is_meant_as(events: tuple[Event, ...], text: str, intent: str, expected: str) -> None:
    reading = read(text, intent, events)
    assert reading["intent"]["name"] == expected
    if expected != intent:
        assert reading["topics"] == []


def test_a_yes_behind_a_price_is_the_yes_to_the_trial() -> None:
    (entity,) = read("yes", "affirm", PRICED)["entities"]
    assert entity["entity"] == "trial_yes"
