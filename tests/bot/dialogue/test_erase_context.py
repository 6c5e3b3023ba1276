"""The yes or no to "shall I delete everything?": only right after it was asked, and only a clear yes."""

from typing import Any

import pytest
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.erase_context import ASKED, ERASE, KEEP, with_erase_answer


def tracker(*, said_since: str = "", asked: bool = True) -> DialogueStateTracker:
    """A conversation in which it was asked whether to delete everything, and something may have been said since."""
    made = DialogueStateTracker("web:1", [AnySlot(ASKED, mappings=[{}], influence_conversation=False)])
    made.update(UserUttered("delete my data", {"name": "request_erase"}))
    made.update(SlotSet(ASKED, "m1" if asked else None))
    made.update(BotUttered("Shall I?"))
    if said_since:
        made.update(UserUttered(said_since, {"name": "ask_set_count"}))
    return made


def reading(text: str, intent: str) -> dict[str, Any]:
    return {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": [{"entity": "number", "value": 1}]}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("yes", "affirm"), ("Yes!", "affirm"), ("right", "affirm"), ("yes please delete it all", "request_erase"),
        ("ok do it, erase me", "request_erase"), ("go ahead", "nlu_fallback"), ("confirm", "inform"),
    ],
)  # fmt: skip
def test_a_clear_yes_right_after_it_was_asked_erases(text: str, intent: str) -> None:
    found = with_erase_answer(reading(text, intent), tracker())
    assert found["intent"] == {"name": ERASE, "confidence": 1.0}
    assert found["entities"] == []


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("no", "deny"), ("nah", "deny"), ("stop", "request_stop"), ("No, don't delete my data", "request_erase"),
        ("don’t", "nlu_fallback"), ("wait", "greet"), ("keep it", "affirm"), ("nope yes", "affirm"),
    ],
)  # fmt: skip
def test_a_no_keeps_everything(text: str, intent: str) -> None:
    assert with_erase_answer(reading(text, intent), tracker())["intent"]["name"] == KEEP


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("yes but not my log", "affirm"), ("delete my data", "request_erase"), ("how many sets?", "ask_set_count"),
        ("yes, what do you know about me", "ask_profile"), ("ok download it first", "request_export"),
        ("yesterday i squatted", "report_workout"), ("okinawa", "nlu_fallback"), ("yes or no?", "affirm"),
    ],
)  # fmt: skip
def test_anything_else_is_read_as_it_was(text: str, intent: str) -> None:
    assert with_erase_answer(reading(text, intent), tracker()) == reading(text, intent)


@pytest.mark.parametrize("conversation", [tracker(asked=False), tracker(said_since="how many sets?")])
def test_a_yes_counts_only_right_after_it_was_asked(conversation: DialogueStateTracker) -> None:
    assert with_erase_answer(reading("yes", "affirm"), conversation) == reading("yes", "affirm")


def test_a_yes_in_a_new_conversation_is_just_a_yes() -> None:
    fresh = DialogueStateTracker("web:1", [AnySlot(ASKED, mappings=[{}], influence_conversation=False)])
    assert with_erase_answer(reading("yes", "affirm"), fresh) == reading("yes", "affirm")
