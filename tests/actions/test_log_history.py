"""Questions about the log in the chat, and what is asked after them."""

from collections.abc import Callable

import pytest
from rasa_sdk import Tracker

from actions.advice import ACTIONS
from actions.evidence import ExplainWhy
from actions.follow_up import TakeFacts
from actions.log_history import as_slot, asked_of, from_slot
from actions.services import Services
from bot.coaching.terms import Muscle
from bot.logbook.history import Asked
from bot.nlu.log_questions import LogKind
from bot.store.log_records import LoggedSet, Workout, new_id
from tests.actions.conftest import Clock, Outcome

Run = Callable[..., Outcome]
Make = Callable[..., Tracker]
BY_TOPIC = {action.topic: action() for action in ACTIONS}  # type: ignore[attr-defined]
LOG = BY_TOPIC["log"]
SQUAT, BENCH = "barbell_back_squat", "barbell_bench_press"


@pytest.fixture
def logged(here: Services, clock: Clock) -> None:
    """Five workouts, the last of them today."""
    lifter = here.stores.lifters.lifter_of("lifter", here.now())
    for at in range(5):
        sets = tuple(LoggedSet(lift, 5, 60.0 + at, 60.0 + at, "kg") for lift in (SQUAT, BENCH))
        workout = Workout(new_id(), lifter.id, here.now().date(), here.now(), sets)
        here.stores.log.keep_workouts(lifter.id, [workout], new_id(), here.now())
        if at < 4:
            clock.on(3)


def ask(run: Run, make_tracker: Make, text: str, *entities: tuple, intent: str = "ask_log", **slots: object) -> Outcome:
    action = LOG if intent == "ask_log" else TakeFacts()
    return run(action, make_tracker(intent, text, entities, **slots))


def test_nothing_is_told_of_an_empty_log(run: Run, make_tracker: Make) -> None:
    outcome = ask(run, make_tracker, "what did I squat last week", ("exercise", SQUAT))
    assert outcome.responses == ["utter_advise_log_nothing_at_all"]


@pytest.mark.usefixtures("logged")
def test_more_goes_on_where_the_last_answer_ended(run: Run, make_tracker: Make) -> None:
    first = ask(run, make_tracker, "show my log")
    shown = first.values("utter_advise_log_list_more")
    assert shown["next_page"] == "3"
    typed = ask(run, make_tracker, "more", **first.slots)
    pressed = ask(run, make_tracker, "/ask_log", ("log_page", 3), **first.slots)
    assert typed.messages == pressed.messages
    assert typed.responses == ["utter_advise_log_list"]
    assert not set(typed.messages[0]["workouts"].splitlines()) & set(shown["workouts"].splitlines())


@pytest.mark.usefixtures("logged")
def test_and_bench_asks_the_same_of_another_lift(run: Run, make_tracker: Make) -> None:
    first = ask(run, make_tracker, "my best squat", ("exercise", SQUAT))
    assert "Barbell back squat: 64 kg × 5" in first.messages[0]["bests"]
    second = ask(run, make_tracker, "and bench?", ("exercise", BENCH), intent="inform", **first.slots)
    assert "Bench press: 64 kg × 5" in second.messages[0]["bests"]
    new = ask(run, make_tracker, "show my log", **second.slots)
    assert new.responses == ["utter_advise_log_list_more"]


@pytest.mark.usefixtures("logged")
def test_another_unit_shows_the_same_again(run: Run, make_tracker: Make) -> None:
    first = ask(run, make_tracker, "my last workout")
    again = ask(run, make_tracker, "in pounds?", ("mass_unit", "lb"), intent="inform", mass_unit="lb", **first.slots)
    assert again.responses == ["utter_advise_log_latest"]
    assert "lb" in again.messages[0]["workouts"]


@pytest.mark.usefixtures("logged")
def test_why_after_a_log_says_where_it_comes_from(run: Run, make_tracker: Make) -> None:
    first = ask(run, make_tracker, "my last workout")
    assert run(ExplainWhy(), make_tracker("ask_why", **first.slots)).responses == ["utter_why"]


def test_days_are_the_lifters_own(make_tracker: Make, clock: Clock) -> None:
    clock.now = clock.now.replace(hour=23, minute=30)  # in Berlin it is Monday already
    asked = asked_of(make_tracker("ask_log", "what did I do yesterday"))
    assert asked.first
    assert asked.first.isoformat() == "2026-03-15"


def test_a_slot_keeps_what_was_asked(clock: Clock) -> None:
    asked = Asked(LogKind.BEST, (SQUAT,), (Muscle.CHEST,), clock.now.date(), clock.now.date())
    assert from_slot(as_slot(asked)) == asked
    assert from_slot(as_slot(Asked())) == Asked()
