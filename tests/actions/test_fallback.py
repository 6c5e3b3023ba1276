"""Not understood: two readings as buttons, more help the second time, and facts noted rather than asked back."""

from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.fallback import Clarify
from tests.actions.conftest import Outcome

ASKED_BACK = ["utter_clarify", "utter_ask_keep_texts"]


def ranked(tracker: Tracker, *intents: str) -> Tracker:
    tracker.latest_message["intent_ranking"] = [{"name": intent, "confidence": 0.2} for intent in intents]
    return tracker


def test_the_two_likeliest_topics_are_offered(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    tracker = ranked(make_tracker("nlu_fallback"), "greet", "ask_sleep", "out_of_scope", "request_program", "ask_load")
    outcome = run(Clarify(), tracker)
    assert outcome.responses == ASKED_BACK
    assert [button["payload"] for button in outcome.messages[0]["buttons"]] == ["/ask_sleep", "/request_program"]
    assert outcome.slots == {"misread": 1, "keeps_unread_text": "asked"}


def test_a_message_that_is_like_nothing_gets_words_without_buttons(
    run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    outcome = run(Clarify(), make_tracker("nlu_fallback"))
    assert outcome.responses == ASKED_BACK
    assert not outcome.messages[0]["buttons"]


@pytest.mark.parametrize("misread", [1, 2, 7])
def test_the_second_time_in_a_row_more_help_is_offered(
    misread: int, run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    outcome = run(
        Clarify(), ranked(make_tracker("nlu_fallback", misread=misread, keeps_unread_text=False), "ask_sleep")
    )
    assert outcome.responses == ["utter_clarify_again"]
    assert outcome.slots == {"misread": misread + 1}


def test_several_facts_about_the_lifter_are_noted(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    profile: dict[str, Any] = {"training_goal": "strength", "days_per_week": 3}
    outcome = run(Clarify(), make_tracker("nlu_fallback", entities=tuple(profile.items()), misread=1, **profile))
    assert outcome.responses == ["utter_facts_noted"]
    assert outcome.values("utter_facts_noted")["facts"] == "strength and 3 days a week"
    assert outcome.slots == {"misread": 0}


def test_one_fact_alone_is_still_asked_about(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    tracker = make_tracker("nlu_fallback", entities=(("training_goal", "strength"),), training_goal="strength")
    assert run(Clarify(), tracker).responses == ASKED_BACK


def test_facts_about_a_lift_are_not_facts_about_the_lifter(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    tracker = make_tracker("nlu_fallback", entities=(("reps", 5), ("exercise", "deadlift"), ("sets", 3)))
    assert run(Clarify(), tracker).responses == ASKED_BACK


@pytest.mark.parametrize("answered", ["asked", True, False])
def test_whether_texts_may_be_kept_is_asked_once(
    answered: Any, run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    outcome = run(Clarify(), make_tracker("nlu_fallback", keeps_unread_text=answered))
    assert outcome.responses == ["utter_clarify"]
    assert outcome.slots == {"misread": 1}
