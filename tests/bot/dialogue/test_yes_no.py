"""A typed yes or no presses the button that says so."""

import pytest
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.yes_no import pressed_by

BUTTONS = {
    "buttons": [{"title": "Yes, remember it", "payload": "/yes_it"}, {"title": "No, thanks", "payload": "/no_it"}]
}
ASKED: list[Event] = [UserUttered("knee"), BotUttered("Noted."), BotUttered("Keep it?", BUTTONS), BotUttered("And so.")]


def reading(intent: str, text: str, *entities: str) -> dict[str, object]:
    return {"intent": {"name": intent}, "text": text, "entities": [{"entity": each} for each in entities]}


def after(*events: Event) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("web:1", list(events))


@pytest.mark.parametrize(("intent", "payload"), [("affirm", "/yes_it"), ("deny", "/no_it"), ("ask_load", None)])
def test_a_yes_or_no_presses_its_button(intent: str, payload: str | None) -> None:
    assert pressed_by(reading(intent, "yes please"), after(*ASKED)) == payload


def test_only_buttons_of_the_last_answer_are_pressed() -> None:
    assert pressed_by(reading("affirm", "yes"), after(*ASKED, UserUttered("hm"), BotUttered("Well?"))) is None
    assert pressed_by(reading("affirm", "yes"), after()) is None


def test_a_yes_with_more_to_say_presses_nothing() -> None:
    assert pressed_by(reading("affirm", "yes but what about my shoulder press then"), after(*ASKED)) is None
    assert pressed_by(reading("affirm", "yes, 4 days", "days_per_week"), after(*ASKED)) is None


def test_a_title_has_to_begin_with_the_word() -> None:
    buttons = {"buttons": [{"title": "Yesterday", "payload": "/day"}, {"title": "Not now", "payload": "/later"}]}
    said = [UserUttered("x"), BotUttered("When?", buttons)]
    assert pressed_by(reading("affirm", "yes"), after(*said)) is None
    assert pressed_by(reading("deny", "no"), after(*said)) is None
