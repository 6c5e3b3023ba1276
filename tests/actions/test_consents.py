"""Consents are kept with the very text that was shown, and outlive the conversation."""

from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.consents import KeepNoTexts, KeepTexts, agreed_before, shown_text
from actions.fallback import Clarify
from actions.services import Services
from bot.store.log_records import ConsentKind
from bot.store.records import Reason, UnreadMessage, digest
from tests.actions.conftest import SUNDAY, Outcome

Run = Callable[..., Outcome]
TEXTS = ConsentKind.TEXTS


@pytest.fixture
def asked(make_tracker: Callable) -> Callable[..., Tracker]:
    """A conversation in which the question was shown, and other bubbles."""

    def made(*texts: str) -> Tracker:
        tracker = make_tracker("request_keep_texts", keeps_unread_text="asked")
        question = [
            {"event": "bot", "text": each, "metadata": {"utter_action": "utter_ask_keep_texts"}} for each in texts
        ]
        other = {"event": "bot", "text": "Hi.", "metadata": {"utter_action": "utter_greet"}}
        tracker.events = [other, *question, {"event": "bot", "text": "By hand.", "metadata": {}}, other]
        return tracker

    return made


def test_a_yes_is_kept_with_the_text_that_was_shown_last_and_its_time(
    run: Run, asked: Callable[..., Tracker], here: Services
) -> None:
    outcome = run(KeepTexts(), asked("May I, of old?", "May I keep them?"))
    assert outcome.responses == ["utter_keeps_texts"]
    assert outcome.slots == {"keeps_unread_text": True}
    (consent,) = here.stores.consents.consents(here.stores.lifters.lifter_of("lifter", SUNDAY).id)
    assert (consent.kind, consent.text, consent.given_at) == (TEXTS, "May I keep them?", SUNDAY)
    assert consent.withdrawn_at is None


def test_nobody_agrees_to_what_was_not_shown(run: Run, asked: Callable[..., Tracker], here: Services) -> None:
    outcome = run(KeepTexts(), asked())
    assert outcome.responses == ["utter_ask_keep_texts"]
    assert outcome.slots == {"keeps_unread_text": "asked"}
    assert here.stores.consents.consents(here.stores.lifters.lifter_of("lifter", SUNDAY).id) == ()
    assert shown_text(asked(), "utter_ask_keep_texts") is None


def test_a_no_ends_the_consent_and_the_texts_are_gone(run: Run, asked: Callable[..., Tracker], here: Services) -> None:
    run(KeepTexts(), asked("May I?"))
    lifter = here.stores.lifters.lifter_of("lifter", SUNDAY).id
    message = UnreadMessage("m", digest("lifter"), SUNDAY, "snorp", "ask_sleep", 0.1, 1, Reason.NOT_UNDERSTOOD)
    here.stores.unread.keep(message)
    outcome = run(KeepNoTexts(), asked("May I?"))
    assert outcome.slots == {"keeps_unread_text": False}
    assert outcome.responses == ["utter_keeps_no_texts"]
    assert not here.stores.consents.holds(lifter, TEXTS)
    assert [each.text for each in here.stores.unread.unread()] == [None]


@pytest.mark.parametrize(("says", "slot"), [("yes", True), ("no", False)])
def test_who_has_said_it_in_another_chat_or_before_a_restart_is_not_asked_again(
    says: str, slot: bool, run: Run, make_tracker: Callable, here: Services
) -> None:
    lifter = here.stores.lifters.lifter_of("lifter", SUNDAY).id
    here.stores.consents.give(lifter, TEXTS, "May I?", SUNDAY)
    if says == "no":
        here.stores.consents.withdraw(lifter, TEXTS, SUNDAY)
    outcome = run(Clarify(), make_tracker("nlu_fallback"))
    assert outcome.responses == ["utter_clarify"]
    assert outcome.slots["keeps_unread_text"] is slot


def test_who_never_said_is_asked(run: Run, make_tracker: Callable, here: Services) -> None:
    tracker: Any = make_tracker("nlu_fallback")
    assert agreed_before(tracker) is None
    assert run(Clarify(), tracker).responses == ["utter_clarify", "utter_ask_keep_texts"]
