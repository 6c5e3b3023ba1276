"""Behind what was said of a trainer, "never mind" and "how long?" are about the trainer; elsewhere they are not."""

from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.handover_context import CANCEL, STATUS, in_handover_context, in_line_context
from tests.bot.dialogue.conftest import said

SEES = [
    {"title": "Yes, show them", "payload": '/request_trainer{"handover_shows": "yes", "handover_reason": "asked"}'},
    {"title": "No, just this chat", "payload": '/request_trainer{"handover_shows": "no", "handover_reason": "asked"}'},
    {"title": "Choose a trainer", "payload": '/request_trainer{"handover_choice": "ask", "handover_reason": "asked"}'},
]
WHOM = [{"title": "Trainer two", "payload": '/request_trainer{"handover_wanted": "trainer-two"}'}]
NO = {"title": "No, not now", "payload": '/request_cancel_handover{"handover_reason": "plateau"}'}
PROMPT, CONSENT, ASKED = "utter_trainer_prompt", "utter_ask_trainer_sees", "utter_trainer_asked"


def tracker_after(domain: Domain, *responses: str, asked: str | None = None) -> DialogueStateTracker:
    """A conversation in which these responses answered the last message."""
    tracker = DialogueStateTracker("web:1", domain.slots)
    tracker.update(said("i want a trainer"))
    for each in responses:
        buttons = {PROMPT: [NO], CONSENT: SEES, "utter_trainer_choice": WHOM}.get(each, [])
        tracker.update(BotUttered("…", {"buttons": buttons}, {"utter_action": each}))
    tracker.update(SlotSet("handover_asked", asked))
    tracker.update(ActionExecuted("action_listen"))
    return tracker


def read(text: str, intent: str = "nlu_fallback") -> dict[str, Any]:
    return {
        "text": text, "intent": {"name": intent, "confidence": 0.4}, "entities": [], "intent_ranking": [], "topics": [],
    }  # fmt: skip


def intent_of(text: str, tracker: DialogueStateTracker, intent: str = "nlu_fallback") -> str:
    return str(in_handover_context(read(text, intent), tracker)["intent"]["name"])


@pytest.mark.parametrize(
    "text",
    [
        "never mind", "nevermind", "nvm", "no, forget it", "oh forget about it, thanks", "cancel that pls", "Stop it!",
        "don’t bother", "actually rather not", "not now", "ok call it off then", "no thanks", "changed my mind", "stop",
    ],
)  # fmt: skip
@pytest.mark.parametrize("response", [PROMPT, CONSENT, ASKED, "utter_trainer_alerted", "utter_trainer_status"])
def test_never_mind_calls_the_trainer_off(domain: Domain, text: str, response: str) -> None:
    assert intent_of(text, tracker_after(domain, response)) == CANCEL


@pytest.mark.parametrize("text", ["yes", "no", "i'm fine", "i feel better now", "how many reps", "stop the reminders"])
def test_other_words_do_not(domain: Domain, text: str) -> None:
    assert intent_of(text, tracker_after(domain, "utter_trainer_alerted")) == "nlu_fallback"


def test_what_is_read_as_a_stop_calls_it_off_too(domain: Domain) -> None:
    assert intent_of("ach lass mal", tracker_after(domain, ASKED), "request_stop") == CANCEL


def test_a_no_to_an_offer_carries_its_reason_as_the_button_does(domain: Domain) -> None:
    found = in_handover_context(read("nah never mind"), tracker_after(domain, PROMPT))
    assert found["entities"] == [{"entity": "handover_reason", "value": "plateau"}]
    assert in_handover_context(read("never mind"), tracker_after(domain, ASKED))["entities"] == []


@pytest.mark.parametrize(
    "text",
    [
        "how long?", "how long will it take", "and how much longer", "ok, when?", "anybody there?", "hello?",
        "still nobody", "any news yet?", "how long do i have to wait", "how long is it going to take",
    ],
)  # fmt: skip
def test_how_long_asks_after_the_trainer_who_was_called(domain: Domain, text: str) -> None:
    assert intent_of(text, tracker_after(domain, ASKED, asked="a" * 32)) == STATUS
    assert intent_of(text, tracker_after(domain, PROMPT)) == "nlu_fallback"


def test_how_long_for_something_else_does_not(domain: Domain) -> None:
    assert intent_of("how long to rest?", tracker_after(domain, ASKED, asked="a" * 32)) == "nlu_fallback"


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("nah just the chat", ("handover_shows", "no")), ("Only this chat please", ("handover_shows", "no")),
        ("chat only", ("handover_shows", "no")), ("no, don't show them my log", ("handover_shows", "no")),
        ("yes, show them everything", ("handover_shows", "yes")), ("they can see it all", ("handover_shows", "yes")),
        ("that's fine", ("handover_shows", "yes")), ("can i choose?", ("handover_choice", "ask")),
        ("choose a trainer", ("handover_choice", "ask")),
    ],
)  # fmt: skip
def test_what_they_may_see_is_said_in_words_too(domain: Domain, text: str, carried: tuple[str, str]) -> None:
    found = in_handover_context(read(text), tracker_after(domain, "utter_trainer_offer", CONSENT))
    assert found["intent"]["name"] == "request_trainer"
    assert carried in [(each["entity"], each["value"]) for each in found["entities"]]
    assert intent_of(text, tracker_after(domain, "utter_greet")) == "nlu_fallback"


def test_a_trainer_is_chosen_by_name(domain: Domain) -> None:
    found = in_handover_context(read("trainer two"), tracker_after(domain, "utter_trainer_choice"))
    assert [each["value"] for each in found["entities"]] == ["trainer-two"]
    assert intent_of("trainer nine", tracker_after(domain, "utter_trainer_choice")) == "nlu_fallback"


def test_later_on_and_elsewhere_it_means_what_it_says(domain: Domain) -> None:
    tracker = tracker_after(domain, ASKED, asked="a" * 32)
    tracker.update(said("how many reps"))
    tracker.update(BotUttered("6–12 reps", {}, {"utter_action": "utter_advise_rep_range"}))
    assert intent_of("never mind", tracker) == "nlu_fallback"
    assert intent_of("never mind", tracker_after(domain, "utter_greet")) == "nlu_fallback"


def later_on(domain: Domain, *responses: str, asked: str | None = "a" * 32) -> DialogueStateTracker:
    """A conversation in which something else was answered since."""
    tracker = tracker_after(domain, *responses, asked=asked)
    tracker.update(said("how many reps"))
    tracker.update(BotUttered("6–12 reps", {}, {"utter_action": "utter_advise_rep_range"}))
    return tracker


@pytest.mark.parametrize("text", ["cancel", "stop", "never mind", "Cancel it, please", "changed my mind"])
def test_a_stop_later_on_takes_who_waits_out_of_the_line(domain: Domain, text: str) -> None:
    for response in (ASKED, "utter_trainer_alerted", "utter_trainer_late"):
        found = in_line_context(read(text, "request_stop"), later_on(domain, response))
        assert (found["intent"]["name"], found["entities"]) == (CANCEL, [])


@pytest.mark.parametrize(
    ("text", "intent"), [("no thanks", "deny"), ("enough questions for now", "request_stop"), ("stop", "answer_log")]
)
def test_what_is_no_stop_of_the_wait_does_not(domain: Domain, text: str, intent: str) -> None:
    assert in_line_context(read(text, intent), later_on(domain, ASKED))["intent"]["name"] == intent


@pytest.mark.parametrize("end", ["utter_trainer_cancelled", "utter_handover_ended"])
def test_a_stop_stays_one_where_nobody_waits(domain: Domain, end: str) -> None:
    in_a_form = later_on(domain, ASKED)
    in_a_form.update(ActiveLoop("profile_form"))
    for tracker in (later_on(domain, ASKED, end), later_on(domain, "utter_greet", asked=None), in_a_form):
        assert in_line_context(read("stop", "request_stop"), tracker)["intent"]["name"] == "request_stop"


def test_in_a_form_it_is_the_forms(domain: Domain) -> None:
    tracker = tracker_after(domain, ASKED)
    tracker.update(ActiveLoop("profile_form"))
    assert intent_of("stop", tracker, "request_stop") == "request_stop"
