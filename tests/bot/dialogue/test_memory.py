"""From the tracker to what is kept and back: the same conversation, however much of it was read."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.memory import KEPT_EVENTS, MOST_EVENTS, new_tracker, tracker_of, trim
from bot.dialogue.writing import is_touching_health, state_of, written
from bot.store.conversation_records import Conversation, ConversationEvent, ConversationState
from bot.store.errors import RecordError
from bot.store.log_records import ConsentKind
from tests.bot.dialogue.conftest import DOMAIN, said, turn

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEALTH = ConsentKind.HEALTH


def talked(domain: Domain, *events: Event) -> DialogueStateTracker:
    tracker = new_tracker("web:1", domain)
    for event in events:
        tracker.update(event, domain)
    return tracker


def kept(tracker: DialogueStateTracker, most: int = MOST_EVENTS, *, with_health: bool = False) -> Conversation:
    """What would be read of the conversation if each of its turns had been kept."""
    turns: list[list[Event]] = [[]]
    for event in list(tracker.events)[1:]:
        turns += [[]] if isinstance(event, UserUttered) else []
        turns[-1].append(event)
    events = [event for each in turns for event in written(tracker, each, with_health=with_health)]
    return Conversation("web:1", 1, state_of(tracker, with_health=with_health), NOW, tuple(events[-most:]))


def outline(tracker: DialogueStateTracker) -> tuple[Any, ...]:
    """What a conversation has come to."""
    loop = tracker.active_loop
    return (
        tracker.current_slot_values(), loop and (loop.name, loop.is_interrupted, loop.rejected), tracker.is_paused(),
        tracker.followup_action, tracker.latest_action_name, tracker.latest_message and tracker.latest_message.text,
    )  # fmt: skip


def texts_of(tracker: DialogueStateTracker) -> list[str | None]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def test_a_new_conversation_waits_for_the_lifter(domain: Domain) -> None:
    tracker = new_tracker("web:1", domain)
    assert (tracker.latest_action_name, tracker.followup_action) == ("action_listen", None)
    empty = tracker_of(Conversation("web:1", 1, ConversationState(), NOW), domain)
    assert outline(empty) == outline(tracker)


def test_a_conversation_comes_back_as_it_was(domain: Domain) -> None:
    form = [ActionExecuted("profile_form"), ActiveLoop("profile_form"), SlotSet("requested_slot", "sex")]
    tracker = talked(domain, *turn("hi", SlotSet("sex", "female"), SlotSet("misread", 2)), *turn("profile", *form))
    back = tracker_of(kept(tracker), domain)
    assert outline(back) == outline(tracker)
    assert [type(event) for event in back.events][-8:] == [type(event) for event in tracker.events][-8:]


STEPS = st.lists(
    st.one_of(
        st.sampled_from([turn(), turn("a", SlotSet("sex", "male")), turn("b", SlotSet("sex", None))]),
        st.sampled_from([
            turn("d", ActionExecuted("profile_form"), ActiveLoop("profile_form"), SlotSet("requested_slot", "sex")),
            turn("e", ActiveLoop(None), SlotSet("requested_slot", None)),
            [BotUttered("time to train")],
            turn("c", SlotSet("misread", 3)),
            turn("f", SlotSet("red_flag", {"hazard": "cardiac", "severity": "emergency"})),
        ]),
    ),
    max_size=12,
)  # fmt: skip


@given(STEPS, st.integers(1, 60))
def test_however_little_is_read_the_conversation_comes_to_the_same(steps: list[list[Event]], most: int) -> None:
    domain = Domain.from_yaml(DOMAIN)
    tracker = talked(domain, *[event for step in steps for event in step])
    back = tracker_of(kept(tracker, most), domain)
    assert outline(back)[:-1] == outline(tracker)[:-1]
    assert outline(back.copy())[0] == outline(tracker)[0], "Rasa hands each action a copy, made from the events"
    assert back.copy().active_loop_name == tracker.active_loop_name


@pytest.mark.parametrize(
    "body",
    ["{", "3", "null", '{"event": "teleported"}', '{"event": "topic"}', '{"event": "user"}', '{"event": "slot"}',
     "[" * 100_000, '{"event": []}'],
)  # fmt: skip
def test_an_event_that_cannot_be_read_is_left_out_with_a_word_and_without_its_text(
    body: str, domain: Domain, caplog: pytest.LogCaptureFixture
) -> None:
    whole = kept(talked(domain, *turn("hello"), *turn("my knee", SlotSet("sex", "male"))))
    broken = ConversationEvent(NOW, body.replace("}", ', "text": "secret"}'))
    events = (*whole.events[:2], broken, *whole.events[2:])
    with caplog.at_level(logging.WARNING, "bot.dialogue.memory"):
        back = tracker_of(Conversation("web:1", 1, whole.state, NOW, events), domain)
    assert back.get_slot("sex") == "male"
    assert [text for text in texts_of(back) if text not in (None, "secret")] == ["hello", "my knee"]
    assert "secret" not in caplog.text
    assert body == '{"event": "user"}' or caplog.messages


@pytest.mark.parametrize("state", ["{", "[]", "3", '{"slots": []}', '{"slots": 3}', "[" * 100_000])
def test_a_state_that_cannot_be_read_is_an_error_and_nothing_is_made_up(state: str, domain: Domain) -> None:
    with pytest.raises(RecordError, match="state"):
        tracker_of(Conversation("web:1", 1, ConversationState(state), NOW), domain)


def test_what_was_set_by_an_event_that_is_lost_is_known_from_the_state(domain: Domain) -> None:
    whole = kept(talked(domain, *turn("a", SlotSet("sex", "male")), *turn("b", SlotSet("sex", "female"))))
    events = tuple(event for event in whole.events if "female" not in event.body)
    back = tracker_of(Conversation("web:1", 1, whole.state, NOW, events), domain)
    assert back.get_slot("sex") == back.copy().get_slot("sex") == "female"


def test_a_slot_that_this_spotter_does_not_know_is_left_out(domain: Domain) -> None:
    state = ConversationState(json.dumps({"slots": {"shoe_size": 44, "sex": "male"}}))
    back = tracker_of(Conversation("web:1", 1, state, NOW), domain)
    assert back.get_slot("sex") == "male"
    assert "shoe_size" not in back.slots


def test_a_session_start_of_rasas_forgets_nothing(domain: Domain) -> None:
    tracker = talked(domain, *turn("a", SlotSet("sex", "male")))
    events = [*kept(tracker).events, *written(tracker, [SessionStarted(), *turn("b")], with_health=False)]
    back = tracker_of(Conversation("web:1", 1, kept(tracker).state, NOW, tuple(events)), domain)
    assert back.copy().get_slot("sex") == "male"
    assert back.latest_message.text == "b"


def test_buttons_uttered_before_the_first_message_can_still_be_pressed(domain: Domain) -> None:
    prompt = BotUttered("time to train", {"buttons": [{"title": "Done", "payload": "/report_workout"}]})
    back = tracker_of(kept(talked(domain, prompt)), domain)
    assert [event.data["buttons"] for event in back.events if isinstance(event, BotUttered)] == [prompt.data["buttons"]]


@pytest.mark.parametrize("text", ["\ud800", "a\0b", "💪 ÿ", "\u2028"])
def test_whatever_is_said_is_kept_in_ascii_and_comes_back(text: str, domain: Domain) -> None:
    conversation = kept(talked(domain, *turn(text, SlotSet("sex", text))))
    assert all(event.body.isascii() and "\0" not in event.body for event in conversation.events)
    back = tracker_of(conversation, domain)
    assert (back.latest_message.text, back.get_slot("sex")) == (text, text)


def test_a_long_conversation_is_cut_to_its_latest_turns_and_comes_to_the_same(domain: Domain) -> None:
    tracker = talked(domain, *turn("a", SlotSet("sex", "male")))
    while len(tracker.events) <= MOST_EVENTS:
        assert not trim(tracker)
        for event in turn(str(len(tracker.events))):
            tracker.update(event)
    before, latest = outline(tracker), list(tracker.events)[-50:]
    assert trim(tracker)
    assert KEPT_EVENTS - 5 <= len(tracker.events) <= KEPT_EVENTS + 5
    assert outline(tracker) == before
    assert list(tracker.events)[-50:] == latest
    assert tracker.copy().get_slot("sex") == "male"


def test_a_conversation_is_not_cut_while_a_form_is_open_unless_it_grows_without_end(domain: Domain) -> None:
    tracker = talked(domain, *turn("a", ActionExecuted("profile_form"), ActiveLoop("profile_form")))
    for _ in range(MOST_EVENTS // 3):
        for event in turn():
            tracker.update(event)
    assert len(tracker.events) > MOST_EVENTS
    assert not trim(tracker)
    for _ in range(MOST_EVENTS // 3):
        for event in turn():
            tracker.update(event)
    assert trim(tracker)
    assert tracker.copy().active_loop_name == "profile_form"


KNEE = {"entities": [{"entity": "complaint", "value": "knee"}]}


def complained(domain: Domain) -> DialogueStateTracker:
    reading = {"intent": "report_complaint", "intent_ranking": [{"name": "report_complaint", "confidence": 1}], **KNEE}
    hurts = turn("my knee hurts zanzibar", SlotSet("complaints", ["knee"]), answer="Sorry about the knee.", **reading)
    return talked(domain, *turn("how many reps"), *hurts, *turn("ok"))


def test_without_consent_nothing_of_health_is_written_and_the_live_conversation_keeps_it(domain: Domain) -> None:
    tracker = complained(domain)
    assert is_touching_health(tracker, [])
    conversation = kept(tracker)
    everything = repr(conversation)
    assert "zanzibar" not in everything
    assert "knee" not in everything
    assert "complain" not in everything
    assert {event.consent for event in conversation.events} == {None}
    back = tracker_of(conversation, domain)
    assert texts_of(back) == ["how many reps", "", "ok"], "that something was said is kept"
    assert sum(bool(event.data["buttons"]) for event in back.events if isinstance(event, BotUttered)) == 3
    assert tracker.get_slot("complaints") == ["knee"]


def test_with_consent_what_tells_of_health_is_written_and_marked(domain: Domain) -> None:
    tracker = complained(domain)
    conversation = kept(tracker, with_health=True)
    marked = [json.loads(event.body)["event"] for event in conversation.events if event.consent is HEALTH]
    assert sorted(marked) == ["bot", "bot", "bot", "slot", "user"], "whatever is answered may tell of the knee"
    assert json.loads(conversation.state.health) == {"complaints": ["knee"]}
    assert "complaints" not in conversation.state.body
    assert outline(tracker_of(conversation, domain)) == outline(tracker)


def test_a_red_flag_is_kept_without_any_consent(domain: Domain) -> None:
    flag = {"hazard": "cardiac", "severity": "emergency"}
    tracker = talked(domain, *turn("crushing chest pain", SlotSet("red_flag", flag), intent="report_red_flag"))
    conversation = kept(tracker)
    assert "chest" not in repr(conversation)
    assert tracker_of(conversation, domain).get_slot("red_flag") == flag


def test_a_message_that_tells_nothing_of_health_is_none_of_its_business(domain: Domain) -> None:
    tracker = talked(domain, *turn("how many reps"))
    assert not is_touching_health(tracker, tracker.events)
    assert is_touching_health(tracker, [said("my knee hurts", **KNEE)])


def test_of_a_messages_ranking_the_first_are_kept(domain: Domain) -> None:
    ranking = [{"name": f"ask_{number}", "confidence": 0.1} for number in range(9)]
    (event,) = written(new_tracker("web:1", domain), [said(intent_ranking=ranking)], with_health=False)
    assert json.loads(event.body)["parse_data"]["intent_ranking"] == ranking[:3]
