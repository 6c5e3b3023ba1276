"""The same message again is the same turn."""

from collections.abc import Callable

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.heard import answered_before


def said(message_id: str, text: str = "hi") -> UserUttered:
    return UserUttered(
        text, {"name": "greet"}, [], {"text": text, "intent": {"name": "greet"}, "message_id": message_id}
    )


def test_the_answer_of_that_message_alone_comes_back() -> None:
    events = [said("a"), BotUttered("one"), BotUttered("two"), said("b"), BotUttered("three"), said("c")]
    tracker = DialogueStateTracker.from_events("web:1", events)
    turn = answered_before(tracker, "a")
    assert turn
    assert [reply.text for reply in turn.replies] == ["one", "two"]
    assert not turn.events
    assert answered_before(tracker, "c") is None  # heard, but not answered
    assert answered_before(tracker, "d") is None


def test_a_message_that_is_sent_again_changes_nothing(ask_again: Callable) -> None:
    first, second = ask_again("how many reps for size?", "m1"), ask_again("how many reps for size?", "m1")
    assert first.replies == second.replies
    assert first.intent == second.intent == "ask_rep_range"
    other = ask_again("how many sets?", "m2")
    assert other.intent == "ask_set_count"
    assert ask_again("how many reps for size?", "m1").replies == first.replies
    assert ask_again("anything", "m2").replies == other.replies


def test_a_button_that_is_pressed_again_changes_nothing(ask_again: Callable) -> None:
    ask_again("how many reps for size?", "b1")
    pressed = ask_again(None, "b2", "/ask_set_count")
    assert ask_again(None, "b2", "/ask_set_count").replies == pressed.replies
