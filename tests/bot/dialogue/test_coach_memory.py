"""The coach and what is on disk: a restart forgets nothing, and without its notes it does not pretend to know."""

import asyncio
import json
import logging
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.profile import StartOver
from bot.dialogue.answer import Answer
from bot.dialogue.coach import Coach
from bot.settings import settings
from bot.store.errors import StoreUnavailableError
from bot.store.interface import Stores
from bot.store.memory import memory_stores
from bot.store.sql import open_stores, sqlite
from bot.waking import wake
from tests.bot.dialogue.conftest import Switch

ID = "web:1"
NO_NOTES = "cannot get at my notes"
EMERGENCY = "crushing chest pain and my left arm is numb"
PREGNANT = "im 5 months pregnant, can i still squat"
KNOWN = "what do you know about me"
MARKER = "zanzibarquokka"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "spotter.db"


@pytest.fixture
def stores(database: Path) -> Stores:
    return open_stores(f"sqlite:///{database}")


class Talk:
    """A coach on stores, in an event loop of its own: say(message), press(payload)."""

    def __init__(self, coach: Coach) -> None:
        self.coach, self.runner = coach, asyncio.Runner()

    def say(self, message: str, conversation: str = ID) -> Answer:
        return self.runner.run(self.coach.answer(conversation, message))

    def press(self, payload: str, conversation: str = ID) -> Answer:
        return self.runner.run(self.coach.answer(conversation, payload=payload))


@pytest.fixture
def awake(coach: Coach) -> Iterator[Callable[[Stores], Talk]]:
    """Wakes a coach on stores, as a process that starts does."""
    woken: list[Talk] = []

    def wake(stores: Stores) -> Talk:
        woken.append(Talk(Coach(coach._agent, settings(), stores)))
        return woken[-1]

    yield wake
    for each in woken:
        each.runner.close()


Awake = Callable[[Stores], Talk]


@pytest.fixture
def switch(stores: Stores) -> Switch:
    return Switch(stores.conversations)


@pytest.fixture
def talk(awake: Awake, stores: Stores, switch: Switch) -> Talk:
    """A coach whose conversations can be switched off."""
    return awake(replace(stores, conversations=switch))


def words(answer: Answer) -> str:
    return "\n".join(reply.text for reply in answer.replies)


def history(stores: Stores, conversation: str = ID) -> list[tuple[str, str]]:
    """Who said what, as it is on disk."""
    kept = stores.conversations.read(conversation, 9999)
    bodies = [json.loads(event.body) for event in kept.events] if kept else []
    return [(body["event"], body["text"] or "") for body in bodies if body["event"] in ("user", "bot")]


def is_whole(said: list[tuple[str, str]]) -> bool:
    """Whether every message has its answer, and every answer its message."""
    kinds = [kind for kind, _ in said]
    answered = all("bot" in pair for pair in pairwise(kinds))
    return not kinds or ((kinds[0], kinds[-1]) == ("user", "bot") and answered)


def test_after_a_restart_what_was_told_is_known(awake: Awake, stores: Stores) -> None:
    first = awake(stores)
    first.say("im 34 years old, beginner")
    first.say("how many reps for size")
    second = awake(stores)
    assert "34 years" in words(second.say(KNOWN))
    assert "Who says what" in words(second.say("says who?"))


def test_after_a_restart_a_form_goes_on_with_its_next_question(awake: Awake, stores: Stores) -> None:
    first = awake(stores)
    first.say("set up my profile")
    asked = words(first.say("strength"))
    second = awake(stores)
    going_on = words(second.say("beginner"))
    assert going_on
    assert going_on != asked
    third = awake(stores)
    for said in ("3 days", "full gym"):
        assert third.say(said).intent != "nlu_fallback"
    assert awake(stores).say("60 minutes").topics == ("acute_variables",)


@pytest.mark.parametrize("hazard", [EMERGENCY, PREGNANT])
def test_after_a_restart_a_stop_still_stands(hazard: str, awake: Awake, stores: Stores) -> None:
    awake(stores).say(hazard)
    for said in ("how many reps for size", "start over", "hi"):
        assert awake(stores).say(said).intent == "report_red_flag"
    if hazard == PREGNANT:
        awake(stores).say("my doctor cleared me to train")
        assert awake(stores).say("how many sets for size").topics == ("set_count",)


def test_after_a_restart_a_button_can_be_pressed(awake: Awake, stores: Stores) -> None:
    offered = awake(stores).say("how many reps").replies[0].buttons[1]
    answer = awake(stores).press(offered.payload)
    assert (answer.topics, answer.error) == (("rep_range",), None)


def test_an_old_button_is_refused_kindly(talk: Talk) -> None:
    offered = talk.say("how many reps").replies[0].buttons[1]
    for _ in range(40):
        talk.say("thanks")
    assert "not from this chat" in words(talk.press(offered.payload))


def test_two_processes_answer_in_turn_and_both_know_everything(awake: Awake, stores: Stores, database: Path) -> None:
    one, two = awake(stores), awake(open_stores(f"sqlite:///{database}"))
    for number, age in enumerate(range(20, 30)):
        (one, two)[number % 2].say(f"im {age} years old")
        assert f"{age} years" in words((two, one)[number % 2].say(KNOWN))
    assert is_whole(history(stores))
    assert len(history(stores)) == 40


@pytest.mark.parametrize("off", ["read", "version"])
def test_a_conversation_that_cannot_be_read_is_not_coached(
    off: str, talk: Talk, switch: Switch, stores: Stores
) -> None:
    if off == "version":
        talk.say("im 34 years old")
    before = history(stores)
    switch.off = frozenset({off})
    for said in ("how many reps for size", KNOWN, "", "💪", "a" * 10_000):
        answer = talk.say(said)
        assert (NO_NOTES in words(answer), answer.topics, answer.sources) == (True, (), ())
        assert answer.error
    assert NO_NOTES in words(talk.press("/ask_help"))
    assert history(stores) == before
    switch.off = frozenset()
    assert talk.say("how many reps for size").topics == ("rep_range",)


def test_a_turn_that_cannot_be_kept_is_not_answered_and_not_remembered(
    talk: Talk, switch: Switch, stores: Stores
) -> None:
    talk.say("im 34 years old")
    before = history(stores)
    switch.off = frozenset({"append"})
    answer = talk.say("im 35 years old")
    assert (NO_NOTES in words(answer), "35" in words(answer)) == (True, False)
    assert history(stores) == before
    switch.off = frozenset()
    assert "34 years" in words(talk.say(KNOWN))


@pytest.mark.parametrize("off", ["version", "read", "append"])
def test_a_red_flag_is_answered_all_the_same_and_stands_when_the_notes_are_back(
    off: str, talk: Talk, switch: Switch, stores: Stores, awake: Awake
) -> None:
    if off == "version":
        talk.say("hi")
    switch.off = frozenset({off})
    answer = talk.say(EMERGENCY)
    assert (answer.intent, answer.topics) == ("report_red_flag", ("cardiac",))
    assert "emergency" in words(answer).lower()
    assert NO_NOTES not in words(answer)
    assert talk.say("how many reps for size").intent == "report_red_flag"
    assert talk.say("my doctor cleared me").intent == "report_red_flag"
    switch.off = frozenset()
    assert talk.say("how many reps for size").intent == "report_red_flag"
    assert awake(stores).say("how many reps for size").intent == "report_red_flag", "and now it is on disk"


def test_a_caution_is_said_and_that_the_rest_could_not_be_answered(talk: Talk, switch: Switch) -> None:
    switch.off = frozenset({"read"})
    cannot_read = talk.say("my knee hurts, how many sets for size")
    switch.off = frozenset({"append"})
    for answer in (cannot_read, talk.say("my knee hurts, how many sets for size")):
        assert (answer.intent, len(answer.replies)) == ("report_red_flag", 2)
        assert NO_NOTES in answer.replies[1].text
        assert "sets" not in words(answer)


@pytest.mark.parametrize("off", ["version", "append"])
def test_a_clearance_that_cannot_be_kept_is_not_taken(off: str, talk: Talk, switch: Switch) -> None:
    talk.say(PREGNANT)
    switch.off = frozenset({off})
    assert NO_NOTES in words(talk.say("my doctor cleared me to train"))
    switch.off = frozenset()
    assert talk.say("how many sets for size").intent == "report_red_flag"
    talk.say("my doctor cleared me to train")
    assert talk.say("how many sets for size").topics == ("set_count",)


def test_100_outages_bring_no_amnesia_no_lost_fact_and_no_broken_history(
    talk: Talk, switch: Switch, stores: Stores
) -> None:
    """R3: each trial a conversation with an outage somewhere in it."""
    chance, refused = random.Random(7), 0
    for trial in range(100):
        conversation, told = f"web:{trial}", None
        for age in range(20, 24):
            switch.off = frozenset(chance.sample(["read", "version", "append", "begin"], chance.choice([0, 0, 1, 4])))
            answer = talk.say(f"im {age} years old", conversation)
            if NO_NOTES in words(answer):
                refused += 1
            else:
                assert f"{age} years" in words(answer)
                told = age
            asked = words(talk.say(KNOWN, conversation))
            assert NO_NOTES in asked or (f"{told} years" if told else "Nothing yet") in asked
        switch.off = frozenset()
        if chance.random() < 0.3:
            talk.coach._trackers.drop(conversation)
        asked = words(talk.say(KNOWN, conversation))
        assert (f"{told} years" if told else "Nothing yet") in asked, (told, asked)
        assert is_whole(history(stores, conversation))
    assert 50 < refused < 350


def test_a_database_that_another_program_holds_costs_an_answer_and_holds_up_nobody(
    awake: Awake, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE_SECONDS", 0.3)
    stores = open_stores(f"sqlite:///{database}")
    talk = awake(stores)
    talk.say("im 34 years old")
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    pauses: list[float] = []

    async def others_go_on(turn: Any) -> Answer:
        task, latest = asyncio.ensure_future(turn), time.perf_counter()
        while not task.done():
            await asyncio.sleep(0.01)
            pauses.append(time.perf_counter() - latest)
            latest = time.perf_counter()
        return await task

    assert NO_NOTES in words(talk.runner.run(others_go_on(talk.coach.answer(ID, "im 35 years old"))))
    assert max(pauses) < 1
    assert len(pauses) > 10, "it waited beside the event loop"
    assert "emergency" in words(talk.say(EMERGENCY)).lower()
    other.execute("ROLLBACK")
    other.close()
    assert talk.say("how many reps for size").intent == "report_red_flag"


@pytest.mark.parametrize("off", ["read", "version", "append"])
def test_a_red_flag_is_answered_at_once_while_the_database_hangs(off: str, talk: Talk, switch: Switch) -> None:
    if off == "version":
        talk.say("hi")
    freed = threading.Event()
    switch.before = lambda name: freed.wait(5) if name == off else None  # type: ignore[func-returns-value]
    started = time.perf_counter()
    answer = talk.say(EMERGENCY)
    assert "emergency" in words(answer).lower()
    assert time.perf_counter() - started < 2, "not as long as it hangs"
    freed.set()
    assert talk.say("how many reps for size").intent == "report_red_flag"


def test_what_fails_is_logged_without_a_word_of_the_lifters(
    talk: Talk, switch: Switch, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "bot"):
        for off in ("read", "append"):
            switch.off = frozenset({off})
            talk.say(f"how many reps {MARKER}")
    assert "StoreUnavailableError" in caplog.text
    assert MARKER not in caplog.text


@pytest.mark.parametrize("body", ['{"event": "teleported", "text": "secret"}', "{", '{"event": "user"}'])
def test_a_row_of_an_unknown_kind_is_passed_over(body: str, awake: Awake, stores: Stores, database: Path) -> None:
    awake(stores).say("im 34 years old")
    with sqlite3.connect(database) as connection:
        insert = "INSERT INTO conversation_events (conversation, at, body) VALUES (?, '2026-01-01 00:00:00.000000', ?)"
        connection.execute(insert, (ID, body))
    connection.close()
    assert "34 years" in words(awake(stores).say(KNOWN))


def test_a_state_that_is_damaged_is_out_of_reach_and_not_made_up(awake: Awake, stores: Stores, database: Path) -> None:
    awake(stores).say("im 34 years old")
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE conversations SET state = 'damaged'")
    connection.close()
    talk = awake(stores)
    assert NO_NOTES in words(talk.say(KNOWN))
    assert talk.say(EMERGENCY).intent == "report_red_flag"


@pytest.mark.parametrize("raw", ["how many \ud800 reps", "how many\0 reps", "how many reps\u2028"])
def test_odd_characters_are_kept_and_go_on_after_a_restart(raw: str, awake: Awake, stores: Stores) -> None:
    assert awake(stores).say(raw).topics == ("rep_range",)
    assert "Who says what" in words(awake(stores).say("says who?"))


@pytest.mark.parametrize("id", ["\ud800", "web:\0", "x" * 300])
def test_an_id_that_cannot_be_kept_costs_no_process(id: str, talk: Talk) -> None:
    assert NO_NOTES in words(talk.say("how many reps", id))


def test_spotter_speaks_first_and_that_is_kept(awake: Awake, stores: Stores) -> None:
    talk = awake(stores)
    for _ in range(2):  # to somebody new, and again
        answer = talk.runner.run(talk.coach.prompt(ID, "utter_facts_noted", facts="3 days"))
        assert "3 days" in words(answer)
    assert [kind for kind, _ in history(stores)] == ["bot", "bot"]
    assert awake(stores).say("how many reps for size").topics == ("rep_range",)


def test_a_button_of_what_spotter_said_first_can_be_pressed_after_a_restart(awake: Awake, stores: Stores) -> None:
    talk = awake(stores)
    offered = talk.runner.run(talk.coach.prompt(ID, "utter_affirm")).replies[0].buttons[0]
    assert awake(stores).press(offered.payload).error is None


def test_spotter_does_not_speak_first_while_a_red_flag_stands(talk: Talk, switch: Switch, stores: Stores) -> None:
    talk.say(EMERGENCY)
    before = history(stores)
    assert talk.runner.run(talk.coach.prompt(ID, "utter_affirm")).replies == ()
    assert history(stores) == before
    switch.off = frozenset({"read"})
    talk.say(EMERGENCY, "web:2")
    switch.off = frozenset()
    assert talk.runner.run(talk.coach.prompt("web:2", "utter_affirm")).replies == ()
    assert talk.say("how many reps", "web:2").intent == "report_red_flag"


@pytest.mark.parametrize("off", ["read", "append"])
def test_a_prompt_that_cannot_be_kept_was_not_said(off: str, talk: Talk, switch: Switch, stores: Stores) -> None:
    switch.off = frozenset({off})
    with pytest.raises(StoreUnavailableError):
        talk.runner.run(talk.coach.prompt(ID, "utter_affirm"))
    assert history(stores) == []


def test_who_is_new_is_greeted_and_who_comes_back_is_welcomed_once(awake: Awake, stores: Stores) -> None:
    first = awake(stores)
    assert "Spotter" in words(first.runner.run(first.coach.greet(ID)))
    again = awake(stores)
    back = again.runner.run(again.coach.greet(ID))
    assert "Spotter" not in words(back)
    assert len(back.replies) == 1
    again.say("set up my profile")
    form = awake(stores)
    form.runner.run(form.coach.greet(ID))
    assert form.say("strength").intent == "inform", "the form goes on"


def test_who_comes_back_while_a_red_flag_stands_hears_that(talk: Talk, switch: Switch) -> None:
    talk.say(EMERGENCY)
    assert talk.runner.run(talk.coach.greet(ID)).intent == "report_red_flag"
    switch.off = frozenset({"read"})
    assert NO_NOTES in words(talk.runner.run(talk.coach.greet("web:3")))


@pytest.fixture
def erasing(monkeypatch: pytest.MonkeyPatch, stores: Stores) -> None:
    """ "start over" erases everything."""

    def act(_: Any, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        now = services.utc_now()
        stores.rights.erase(stores.lifters.lifter_of(tracker.sender_id, now).id, now, "lifter")
        dispatcher.utter_message(text="Everything is gone.")
        return [SlotSet("erased", True)]

    monkeypatch.setattr(StartOver, "act", act)


@pytest.mark.usefixtures("erasing")
def test_when_a_lifter_is_erased_nothing_is_left_in_the_cache_or_in_any_file(
    awake: Awake, stores: Stores, database: Path
) -> None:
    talk = awake(stores)
    talk.say(f"im 34 years old {MARKER}")
    talk.say("im 20 years old", "slack:2")
    code = stores.lifters.make_join_code(stores.lifters.lifter_of(ID, services.utc_now()).id, services.utc_now())
    stores.lifters.redeem_join_code(code.code, "slack:2", services.utc_now())
    assert MARKER.encode() in b"".join(path.read_bytes() for path in database.parent.iterdir())
    assert words(talk.say("start over")) == "Everything is gone."
    assert MARKER.encode() not in b"".join(path.read_bytes() for path in database.parent.iterdir())
    assert history(stores) == history(stores, "slack:2") == []
    assert "years" not in words(talk.say(KNOWN))
    assert "years" not in words(talk.say(KNOWN, "slack:2"))
    assert len(history(stores)) == 2


@pytest.mark.usefixtures("erasing")
def test_an_erasure_reaches_a_conversation_that_lies_in_memory_only(coach: Coach, stores: Stores) -> None:
    talk = Talk(Coach(coach._agent, settings(), stores, keeps_conversations=False))
    talk.say("im 34 years old")
    assert history(stores) == []
    assert "34 years" in words(talk.say(KNOWN))
    talk.say("start over")
    assert "years" not in words(talk.say(KNOWN))
    talk.runner.close()


def test_a_human_who_clears_a_red_flag_clears_it_for_good(awake: Awake, stores: Stores) -> None:
    awake(stores).say(EMERGENCY)
    talk = awake(stores)
    talk.runner.run(talk.coach.clear_red_flag(ID))
    assert awake(stores).say("how many reps for size").topics == ("rep_range",)


def test_no_word_about_health_reaches_the_disk_without_consent(awake: Awake, stores: Stores, database: Path) -> None:
    talk = awake(stores)
    talk.say("how many reps for size")
    talk.say(f"my knee hurts {MARKER}")
    talk.say("what can i do instead of squats")
    on_disk = b"".join(path.read_bytes() for path in database.parent.iterdir())
    assert MARKER.encode() not in on_disk
    assert b"knee" not in on_disk
    assert is_whole(history(stores))


def test_a_red_flag_stands_in_every_chat_of_the_lifter(model: Path) -> None:
    stores = memory_stores()
    coach = wake(model, settings(), stores)
    now = datetime.now(UTC)
    with asyncio.Runner() as runner:
        runner.run(coach.answer("telegram:1", "hi"))
        lifter = stores.lifters.lifter_of("web:1", now)
        stores.lifters.redeem_join_code(stores.lifters.make_join_code(lifter.id, now).code, "telegram:1", now)
        runner.run(coach.answer("web:1", "crushing chest pain and my left arm is numb"))
        elsewhere = runner.run(coach.answer("telegram:1", "how many reps for size"))
        reminded = runner.run(coach.prompt("telegram:1", "utter_welcome_back"))
        runner.run(coach.clear_red_flag("web:1"))
        cleared = runner.run(coach.answer("web:1", "how many reps for size"))
    assert (elsewhere.intent, elsewhere.sources) == ("report_red_flag", ())
    assert reminded.replies == ()
    assert cleared.topics == ("rep_range",)


def test_a_turn_whose_action_cannot_reach_the_store_is_not_kept_and_counts_when_it_comes_again(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = memory_stores()
    coach, log = wake(model, settings(), stores), stores.log

    def away(*_: object, **__: object) -> None:
        raise StoreUnavailableError("away")

    with asyncio.Runner() as runner:
        monkeypatch.setattr(log, "keep_workouts", away)
        first = runner.run(coach.answer("web:1", "squatted 100 for 3x5", message_id="m1"))
        monkeypatch.undo()
        again = runner.run(coach.answer("web:1", "squatted 100 for 3x5", message_id="m1"))
    assert first.is_unkept
    assert NO_NOTES in words(first)
    assert not again.is_unkept
    lifter = stores.lifters.lifter_of("web:1", datetime.now(UTC)).id
    assert len(log.workouts(lifter)) == 1
