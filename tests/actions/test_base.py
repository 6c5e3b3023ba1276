"""The boundary: an action that fails apologises, remembers nothing, and keeps the lifter's words out of the log."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.evidence import ExplainWhy, ShowSources
from actions.fallback import Clarify
from actions.follow_up import TakeFacts
from actions.profile import StartOver, TellProfile
from tests.actions.conftest import Outcome

WORDS = "my left knee has hurt since the operation"
Fail = Callable[[], Outcome]


def broken(self: TellProfile, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
    dispatcher.utter_message(response="utter_profile", facts=WORDS)
    raise ValueError(f"cannot read {WORDS!r}")


@pytest.fixture
def fail(run: Callable[..., Outcome], make_tracker: Callable, monkeypatch: pytest.MonkeyPatch) -> Fail:
    monkeypatch.setattr(TellProfile, "act", broken)
    return lambda: run(TellProfile(), make_tracker("ask_profile", WORDS, complaints=["knee"]))


def test_a_failure_is_one_apology_in_place_of_half_an_answer(fail: Fail) -> None:
    assert fail().responses == ["utter_action_failed"]


def test_a_failure_remembers_nothing(fail: Fail) -> None:
    assert fail().events == []


def test_a_failure_is_logged_with_its_action_its_kind_and_its_place(
    fail: Fail, caplog: pytest.LogCaptureFixture
) -> None:
    fail()
    (record,) = [record for record in caplog.records if record.name == "actions.base"]
    assert record.levelno == logging.ERROR
    for part in ("action_tell_profile", "ValueError", "test_base.py"):
        assert part in record.getMessage()


def test_a_failure_leaves_no_word_of_the_lifter_in_the_log(fail: Fail, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        fail()
    assert "action_tell_profile" in caplog.text
    assert "knee" not in caplog.text
    assert all(record.exc_info is None for record in caplog.records)


def test_an_action_that_works_is_let_alone(
    run: Callable[..., Outcome], make_tracker: Callable, caplog: pytest.LogCaptureFixture
) -> None:
    assert run(TellProfile(), make_tracker("ask_profile", training_goal="strength")).responses == ["utter_profile"]
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_the_actions_that_are_no_advice_are_named_as_the_domain_calls_them() -> None:
    names = [action().name() for action in (ExplainWhy, ShowSources, TakeFacts, Clarify, TellProfile, StartOver)]
    assert names == ["action_explain_why", "action_show_sources", "action_take_facts", "action_clarify",
                     "action_tell_profile", "action_start_over"]  # fmt: skip
