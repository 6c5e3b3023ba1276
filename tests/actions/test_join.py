"""Two chats become one by a code; guesses are few."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.join import MOST_REFUSED, JoinChats
from actions.services import Services
from bot.store.errors import CodeRefusal
from tests.actions.conftest import SUNDAY, Clock, Outcome
from tests.bot.store.conftest import fact, workout
from tests.test_domain import NAMES

WRONG = "WRNG-2345"


@pytest.fixture
def say(run: Callable[..., Outcome], make_tracker: Callable) -> Callable[..., Outcome]:
    """say(chat, text): what the action answers there."""

    def said(chat: str, text: str = "connect my telegram") -> Outcome:
        tracker: Tracker = make_tracker("request_join", text)
        tracker.sender_id = chat
        return run(JoinChats(), tracker)

    return said


Say = Callable[..., Outcome]


def code_in(outcome: Outcome) -> str:
    code: str = outcome.values("utter_join_code")["code"]
    return code


def test_a_code_is_shown_with_its_end_in_the_lifters_time(say: Say) -> None:
    shown = say("web:1")
    assert shown.responses == ["utter_join_code"]
    assert shown.values("utter_join_code")["until"] == "13:10"


@pytest.mark.parametrize("said", ["{}", "my code is {}", "here you go: {}."])
def test_typed_in_another_chat_it_makes_both_see_the_same_log_and_profile(said: str, say: Say, here: Services) -> None:
    stores = here.stores
    web, telegram = (stores.lifters.lifter_of(chat, SUNDAY).id for chat in ("web:1", "telegram:5"))
    stores.log.keep_workouts(web, [workout(web)], "a", SUNDAY)
    stores.log.keep_workouts(telegram, [workout(telegram)], "b", SUNDAY)
    stores.profiles.keep_facts(telegram, [fact(telegram)])
    outcome = say("telegram:5", said.format(code_in(say("web:1")).lower()))
    assert outcome.values("utter_joined")["chats"] == "Telegram and Web"
    both = {stores.lifters.lifter_of(chat, SUNDAY).id for chat in ("web:1", "telegram:5")}
    assert both == {web}
    assert len(stores.log.workouts(web)) == 2
    assert stores.profiles.profile(web)["training_goal"].value == "strength"


def test_each_refusal_has_kind_words_of_its_own(say: Say, clock: Clock) -> None:
    code = code_in(say("web:1"))
    assert say("web:1", code).responses == ["utter_join_refused_own"]
    assert say("telegram:5", WRONG).responses == ["utter_join_refused_unknown"]
    newer = code_in(say("web:1"))
    assert say("telegram:5", code).responses == ["utter_join_refused_unknown"]
    assert say("telegram:5", newer).responses == ["utter_joined"]
    assert say("slack:7", newer).responses == ["utter_join_refused_used"]
    late = code_in(say("web:1"))
    clock.now += timedelta(minutes=11)
    assert say("slack:7", late).responses == ["utter_join_refused_expired"]
    assert {f"utter_join_refused_{each}" for each in CodeRefusal} <= NAMES


def test_after_some_wrong_codes_even_the_right_one_has_to_wait(say: Say, clock: Clock) -> None:
    code = code_in(say("web:1"))
    for _ in range(MOST_REFUSED):
        assert say("telegram:5", WRONG).responses == ["utter_join_refused_unknown"]
    assert say("telegram:5", code).responses == ["utter_join_later"]
    assert say("slack:7", WRONG).responses == ["utter_join_refused_unknown"], "others may try"
    clock.now += timedelta(minutes=61)
    assert say("telegram:5", code_in(say("web:1"))).responses == ["utter_joined"]


def test_the_own_code_typed_where_it_was_shown_is_no_guess(say: Say, here: Services) -> None:
    code = code_in(say("web:1"))
    for _ in range(MOST_REFUSED + 1):
        assert say("web:1", code).responses == ["utter_join_refused_own"]
    assert here.stores.audit.entries(here.stores.lifters.lifter_of("web:1", SUNDAY).id) == ()


def test_no_code_is_written_into_the_audit(say: Say, here: Services) -> None:
    say("telegram:5", WRONG)
    entries: Any = here.stores.audit.entries(here.stores.lifters.lifter_of("telegram:5", SUNDAY).id)
    assert [(each.action, each.detail) for each in entries] == [("join code refused", "unknown")]
