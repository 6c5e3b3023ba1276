"""An exercise that a complaint speaks against: what was agreed with a trainer is said first, and what else to do."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.advice import ACTIONS
from actions.services import Services
from bot.handover.agreed import agreed_in
from bot.store.handover_records import Agreement, Handover, HandoverReason, HandoverState
from bot.store.log_records import ConsentKind, new_id
from bot.trainer_desk import TrainerDesk
from tests.actions.conftest import Clock, Outcome
from tests.bot.store.conftest import trainer

Run = Callable[..., Outcome]
Make = Callable[..., Tracker]
BY_TOPIC = {action.topic: action() for action in ACTIONS}  # type: ignore[attr-defined]
PRESS, BENCH, CURL = "overhead_press", "barbell_bench_press", "dumbbell_curl"
(OVERHEAD,) = agreed_in("No overhead work for two weeks.", date(2026, 3, 15))
AGREED = "You and Robin agreed on: No overhead work for two weeks (until Sunday 29 March)."
SORE = "The overhead press can bother a sore shoulder. Try the landmine press instead."
NAMING = ("set_count", "rep_range", "rest_interval", "load", "sample_workout", "next_load")


@pytest.fixture
def agree(here: Services) -> Callable[..., None]:
    """agree(agreement, …): a handover of the lifter that ended with them."""
    coach = trainer(here.stores, "Robin")

    def end_with(*agreed: Agreement) -> None:
        now, stores = here.now(), here.stores
        lifter = stores.lifters.lifter_of("lifter", now).id
        stores.consents.give(lifter, ConsentKind.HEALTH, "May I?", now)
        asked = Handover(new_id(), "lifter", lifter, HandoverReason.ASKED, HandoverState.WAITING, now)
        desk, handover = TrainerDesk(stores, here.now), stores.handovers.ask(asked).id
        assert desk.claim(handover, coach)
        assert desk.hand_back(handover, coach, "See you.", agreed)

    return end_with


@pytest.fixture
def first_of(run: Run, make_tracker: Make) -> Callable[..., str]:
    """first_of(topic, exercise, …): the words before its answer; "" without any."""

    def first(topic: str, *named: str, text: str = "", **slots: Any) -> str:
        entities = tuple(("exercise", each) for each in named)
        outcome = run(BY_TOPIC[topic], make_tracker(f"ask_{topic}", text, entities, **slots))
        said = [each["text"] for each in outcome.messages if each.get("text")]
        assert outcome.messages[len(said)]["response"].startswith(f"utter_advise_{topic}")
        assert len(said) <= 1
        assert not said or outcome.messages[0]["text"] == said[0]
        return "".join(said)

    return first


@pytest.mark.parametrize("topic", NAMING)
def test_what_was_agreed_stands_before_what_is_said_of_the_exercise(
    topic: str, agree: Callable[..., None], first_of: Callable[..., str], clock: Clock
) -> None:
    assert first_of(topic, PRESS) == ""
    agree(OVERHEAD)
    assert first_of(topic, PRESS) == f"{AGREED} {SORE}"
    assert first_of(topic, CURL) == first_of(topic) == ""
    clock.on(15)
    assert first_of(topic, PRESS) == ""


@pytest.mark.parametrize("topic", NAMING)
def test_a_complaint_that_the_lifter_told_is_said_without_a_trainer(topic: str, first_of: Callable[..., str]) -> None:
    assert first_of(topic, PRESS, complaints=["shoulder"]) == SORE
    assert first_of(topic, PRESS, complaints=["knee"]) == ""


def test_several_exercises_are_named_together_and_the_last_question_s_are_not(first_of: Callable[..., str]) -> None:
    both = "The overhead press and bench press can bother a sore shoulder."
    assert first_of("set_count", PRESS, BENCH, CURL, complaints=["shoulder"]) == both
    assert first_of("rest_interval", complaints=["shoulder"], last_facts={"exercises": [PRESS]}) == ""


def test_an_answer_that_minds_the_complaint_itself_does_not_hear_it_twice(
    agree: Callable[..., None], first_of: Callable[..., str]
) -> None:
    for topic in ("technique", "exercise_selection", "exercise_substitution"):
        assert first_of(topic, PRESS, complaints=["shoulder"]) == "", topic
    agree(OVERHEAD)
    assert first_of("technique", PRESS) == first_of("exercise_selection", PRESS) == AGREED
    assert first_of("exercise_substitution", PRESS) == ""


def test_of_two_agreements_on_a_part_the_longer_one_is_said(
    agree: Callable[..., None], first_of: Callable[..., str]
) -> None:
    agree(OVERHEAD, *agreed_in("No overhead pressing until 6 April.", date(2026, 3, 15)))
    said = "You and Robin agreed on: No overhead pressing until 6 April (until Monday 6 April)."
    assert first_of("set_count", PRESS) == f"{said} {SORE}"


def test_who_asks_what_to_avoid_hears_what_was_agreed_and_no_exercise_of_before(
    agree: Callable[..., None], first_of: Callable[..., str], run: Run, make_tracker: Make
) -> None:
    asks, before = "what exercises should i avoid?", {"exercises": [PRESS]}
    assert first_of("exercise_selection", text=asks, complaints=["shoulder"]) == ""
    agree(OVERHEAD)
    assert first_of("exercise_selection", text=asks, last_facts=before) == AGREED
    assert first_of("exercise_selection", text="which exercises are best?", last_facts=before) == ""
    outcome = run(BY_TOPIC["exercise_selection"], make_tracker("ask_exercise_selection", asks, last_facts=before))
    assert "utter_caveat_selection_around_complaint" in [each.get("response") for each in outcome.messages]
