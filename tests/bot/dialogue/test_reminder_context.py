"""What a message is beside a reminder that was spoken of."""

from typing import Any

import pytest
from rasa.shared.core.events import ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.reminder_context import SHORTLY, in_reminder_context

SET, STOP = "request_reminder", "request_stop_reminders"
PENDING = SlotSet("pending_reminder", {"draft": {}, "at": "2026-03-15T12:00:00+00:00"})
KEPT = SlotSet("last_reminder", {"id": "a" * 32, "at": "2026-03-15T12:00:00+00:00"})
SLOTS = ("pending_reminder", "last_reminder", "pending_log", "last_log")


def bot(response: str) -> BotUttered:
    return BotUttered("…", metadata={"utter_action": response})


def user(text: str = "hm") -> UserUttered:
    return UserUttered(text, {"name": "ask_sleep", "confidence": 0.9})


ASKED_DAYS = (user(), PENDING, bot("utter_ask_reminder_days"))
ASKED_ONCE = (user(), PENDING, bot("utter_ask_reminder_once"))
DONE = (user(), SlotSet("pending_reminder", None), KEPT, bot("utter_reminder_set"))
IN_TERMINAL = (*DONE, bot("utter_reminder_only_while_open"))
ANSWERED_BETWEEN = (*ASKED_DAYS, user("how many sets"), bot("utter_advise_set_count"))
LONG_AGO = (*ASKED_DAYS, *[each for _ in range(SHORTLY + 1) for each in (user(), bot("utter_advise_sleep"))])
REMINDED = (bot("utter_reminder"),)
IN_A_FORM = (*ASKED_DAYS, ActiveLoop("profile_form"), bot("utter_ask_days_per_week"))
SOMETHING_ELSE = (user(), bot("utter_advise_sleep"))


def read(text: str, intent: str, events: tuple[Event, ...]) -> dict[str, Any]:
    slots = [AnySlot(name, [], influence_conversation=False) for name in SLOTS]
    tracker = DialogueStateTracker.from_events("web:1", list(events), slots)
    reading = {"text": text, "intent": {"name": intent, "confidence": 0.5}, "entities": [{}], "topics": [{}]}
    return in_reminder_context(reading, tracker)


@pytest.mark.parametrize(
    ("events", "text", "intent", "expected"),
    [
        (ASKED_DAYS, "mon wed fri", "inform", SET),
        (ASKED_DAYS, "6pm", "nlu_fallback", SET),
        (ASKED_DAYS, "in the evening", "nlu_fallback", SET),
        (ASKED_DAYS, "never mind", "request_stop", STOP),
        (ASKED_DAYS, "no", "deny", STOP),
        (ASKED_ONCE, "yes", "affirm", SET),
        (ANSWERED_BETWEEN, "tuesdays", "inform", SET),
        (DONE, "make it 7pm", "inform", SET),
        (DONE, "no, 7pm", "deny", SET),
        (DONE, "tuesdays", "inform", SET),
        (DONE, "stop", "request_stop", STOP),
        (DONE, "delete the thursday one", "request_program_swap", STOP),
        (DONE, "only keep the thursday one", "ask_training_frequency", STOP),
        (IN_TERMINAL, "7pm rather", "nlu_fallback", SET),
        (REMINDED, "stop", "request_stop", STOP),
    ],
)
def test_it_belongs_to_the_reminder(events: tuple[Event, ...], text: str, intent: str, expected: str) -> None:
    reading = read(text, intent, events)
    assert reading["intent"] == {"name": expected, "confidence": 1.0}
    assert reading["topics"] == []


@pytest.mark.parametrize(
    ("events", "text", "intent"),
    [
        (ASKED_DAYS, "how many sets on monday", "ask_set_count"),
        (ASKED_DAYS, "how long should i rest", "ask_rest_interval"),
        (ASKED_DAYS, "yes", "affirm"),
        (ANSWERED_BETWEEN, "no", "deny"),
        (ANSWERED_BETWEEN, "stop", "request_stop"),
        (LONG_AGO, "6pm", "nlu_fallback"),
        (IN_A_FORM, "mon wed fri", "inform"),
        (IN_A_FORM, "stop", "request_stop"),
        (SOMETHING_ELSE, "mon wed fri", "inform"),
        (SOMETHING_ELSE, "stop", "request_stop"),
        ((*DONE, user(), bot("utter_advise_sleep")), "monday", "inform"),
        ((*DONE, bot("utter_reminder_dropped")), "6pm", "inform"),
        (DONE, "thanks", "thank"),
        (DONE, "which reminders do i have", "ask_reminders"),
        (REMINDED, "what's today", "request_program_workout"),
        ((), "6pm", "nlu_fallback"),
    ],
)
def test_it_is_left_as_it_was_read(events: tuple[Event, ...], text: str, intent: str) -> None:
    reading = read(text, intent, events)
    assert reading["intent"] == {"name": intent, "confidence": 0.5}
    assert reading["topics"] == [{}]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("remind me mondays at 6pm, and how many reps for size?", "ask_rep_range"),
        ("make me a program and remind me at 18:00", "request_program"),
    ],
)
def test_an_order_to_remind_is_taken_beside_a_question(text: str, intent: str) -> None:
    reading = read(text, intent, ())
    assert reading["intent"]["name"] == SET
    assert reading["topics"] == [{}]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("remind me how to squat on monday", "ask_technique"),
        ("remind me what day 2 at 18:00 was", "request_program_workout"),
        ("i train mondays at 6pm, how many reps?", "ask_rep_range"),
        ("remind me to call my mum at 6pm", "out_of_scope"),
        ("remind me how many reps", "ask_rep_range"),
    ],
)
def test_a_question_that_only_sounds_like_one_is_left_alone(text: str, intent: str) -> None:
    assert read(text, intent, ())["intent"]["name"] == intent


def test_an_answer_about_the_log_stays_with_the_log_where_that_was_spoken_of_last() -> None:
    asked_of_the_log = (*ASKED_DAYS, user(), SlotSet("pending_log", {"kind": "load"}), bot("utter_ask_log_load"))
    assert read("monday", "answer_log", asked_of_the_log)["intent"]["name"] == "answer_log"
    before = (user(), SlotSet("pending_log", {"kind": "load"}), *ASKED_DAYS)
    assert read("monday", "answer_log", before)["intent"]["name"] == SET
