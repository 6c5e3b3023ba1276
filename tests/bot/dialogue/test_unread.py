"""What is kept of messages that were not understood: a row, the text only after a yes, nothing about health."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered

from actions import services
from bot.dialogue.answer import Answer
from bot.dialogue.coach import Coach
from bot.dialogue.unread import ASKED, CONSENT, asks_back, led_to_the_question, reason_to_keep
from bot.settings import Settings, settings
from bot.store.errors import StoreUnavailableError
from bot.store.interface import UnreadStore
from bot.store.memory import MemoryUnreadStore, memory_stores
from bot.store.records import KEEPS_FOR, Reason, UnreadMessage, digest
from bot.store.sql import SqlUnreadStore, open_database

Say = Callable[..., Answer]
YES, NO = "/request_keep_texts", "/request_keep_no_texts"
NONSENSE, MORE_NONSENSE = "snorp grelb", "glimp norf"
QUESTION = "May I keep messages"
MARKER = "plover-marker"
KEEPS_ALL = replace(settings(), low_confidence=1.01)
"""Settings under which every message that is answered counts as answered on a weak reading."""


def coach_with(coach: Coach, here: Settings, store: UnreadStore) -> Coach:
    """A coach with the same model who keeps unread messages there, and all else in memory."""
    stores = replace(memory_stores(), unread=store)
    given = services.services_of(here, stores)
    services.services = lambda: given  # where the actions keep consents
    return Coach(coach._agent, here, stores)


@pytest.fixture(autouse=True)
def _services_as_they_were() -> Iterator[None]:
    before = services.services
    yield
    services.services = before


def talk(coach: Coach, name: str) -> Iterator[Say]:
    with asyncio.Runner() as runner:
        yield lambda message=None, press=None: runner.run(coach.answer(name, message, press))


@pytest.fixture
def store() -> MemoryUnreadStore:
    return MemoryUnreadStore()


@pytest.fixture
def say(coach: Coach, store: MemoryUnreadStore, request: pytest.FixtureRequest) -> Iterator[Say]:
    """Says something to a coach with the store, in a conversation of this test: say(message) or say(press=payload)."""
    yield from talk(coach_with(coach, settings(), store), request.node.nodeid)


@pytest.fixture
def say_all(coach: Coach, store: MemoryUnreadStore, request: pytest.FixtureRequest) -> Iterator[Say]:
    """As `say`, to a coach who keeps every message that may be kept."""
    yield from talk(coach_with(coach, KEEPS_ALL, store), request.node.nodeid)


def asked(answer: Answer) -> bool:
    return any(QUESTION in reply.text for reply in answer.replies)


def texts(store: UnreadStore) -> list[str | None]:
    return [message.text for message in store.unread()]


def test_a_message_that_is_not_understood_is_kept_without_its_text(
    say: Say, store: MemoryUnreadStore, request: pytest.FixtureRequest
) -> None:
    say(NONSENSE)
    (kept,) = store.unread()
    assert (kept.text, kept.words, kept.reason) == (None, 2, Reason.NOT_UNDERSTOOD)
    assert kept.conversation == digest(request.node.nodeid)
    assert kept.guess not in ("", "nlu_fallback")
    assert 0 <= kept.confidence <= 1
    assert abs(kept.said_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_consent_is_asked_for_after_the_clarification_once_in_a_conversation(say: Say) -> None:
    replies = say(NONSENSE).replies
    assert "not sure I got that" in replies[0].text
    assert QUESTION in replies[1].text
    assert [button.payload for button in replies[1].buttons] == [YES, NO]
    assert not asked(say(MORE_NONSENSE))
    say("start over")
    assert not asked(say(NONSENSE))


def test_after_a_yes_the_message_that_led_to_it_and_later_ones_are_kept_with_text(
    say: Say, store: MemoryUnreadStore
) -> None:
    say(NONSENSE)
    say(MORE_NONSENSE)
    assert "Thank you" in say(press=YES).replies[0].text
    say("blorp narf")
    assert texts(store) == [NONSENSE, None, "blorp narf"]


def test_after_a_no_no_text_is_kept(say: Say, store: MemoryUnreadStore) -> None:
    say(NONSENSE)
    assert "none of your words" in say(press=NO).replies[0].text
    assert not asked(say(MORE_NONSENSE))
    assert texts(store) == [None, None]


def test_a_no_takes_back_a_yes_and_the_texts_with_it(say: Say, store: MemoryUnreadStore) -> None:
    say(NONSENSE)
    say(press=YES)
    assert texts(store) == [NONSENSE]
    say(press=NO)
    say(MORE_NONSENSE)
    assert texts(store) == [None, None]


def test_a_yes_inside_a_form_is_taken_and_the_form_goes_on(say: Say, store: MemoryUnreadStore) -> None:
    say(NONSENSE)
    say("set up my profile")
    words = [reply.text for reply in say(press=YES).replies]
    assert "Thank you" in words[0]
    assert "training for" in words[1]
    assert texts(store) == [NONSENSE]


def test_a_yes_that_was_never_asked_for_is_refused(say: Say, store: MemoryUnreadStore) -> None:
    assert say(press=YES).error
    say(NONSENSE)
    assert texts(store) == [None]


def test_a_message_that_is_read_well_is_not_kept(say: Say, store: MemoryUnreadStore) -> None:
    say("how many reps for size")
    assert store.unread() == ()


def test_a_message_answered_on_a_weak_reading_is_kept(say_all: Say, store: MemoryUnreadStore) -> None:
    say_all("how many reps for size")
    assert [(each.guess, each.reason, each.text) for each in store.unread()] == [
        ("ask_rep_range", Reason.LOW_CONFIDENCE, None)
    ]


def test_buttons_are_not_kept(say_all: Say, store: MemoryUnreadStore) -> None:
    offered = say_all("how many reps").replies[0].buttons[0]
    say_all(press=offered.payload)
    say_all(press="/never_offered")
    assert len(store.unread()) == 1


@pytest.mark.parametrize("raw", ["", "💪", "a" * 10_000, "сколько повторений"])
def test_what_the_gate_holds_back_is_not_kept(raw: str, say_all: Say, store: MemoryUnreadStore) -> None:
    say_all(raw)
    assert store.unread() == ()


@pytest.mark.parametrize(
    "message",
    [
        "crushing chest pain and my left arm is numb",
        "im 5 months pregnant, can i still squat",
        "my knee hurts when i squat",
        "no more shoulder pain, how many sets",
        "build me a program, but i have a bad lower back",
        "im 15 and want to lose 10kg fast",
        "my doctor cleared me to train",
    ],
)
def test_a_message_about_health_is_never_kept(message: str, say_all: Say, store: MemoryUnreadStore) -> None:
    say_all(NONSENSE)
    say_all(press=YES)
    say_all(message)
    assert texts(store) == [NONSENSE]


def test_the_message_before_a_red_flag_goes_for_it_may_be_the_first_half(
    say_all: Say, store: MemoryUnreadStore
) -> None:
    say_all(NONSENSE)
    say_all(press=YES)
    say_all("how many reps for size")
    assert texts(store) == [NONSENSE, "how many reps for size"]
    say_all("crushing chest pain and my left arm is numb")
    assert texts(store) == [NONSENSE]


def test_a_yes_after_a_red_flag_does_not_bring_back_the_message_before_it(say: Say, store: MemoryUnreadStore) -> None:
    say(NONSENSE)
    say("im 5 months pregnant, can i still squat")
    say("my doctor cleared me to train")
    say(press=YES)
    say(MORE_NONSENSE)
    assert texts(store) == [MORE_NONSENSE]


def test_nothing_is_kept_while_a_red_flag_stands(say_all: Say, store: MemoryUnreadStore) -> None:
    say_all(NONSENSE)
    say_all("crushing chest pain and my left arm is numb")
    say_all(press=YES)
    for said in (MORE_NONSENSE, "how many reps for size", "i want to talk to a trainer"):
        say_all(said)
    assert texts(store) == []


def test_without_consent_no_byte_of_a_text_reaches_the_database(
    coach: Coach, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    database = tmp_path / "home" / "spotter.db"
    sql = SqlUnreadStore(open_database(f"sqlite:///{database}"))
    holder = open_database(f"sqlite:///{database}").connect()  # keeps the log from being merged away

    def is_written() -> bool:
        return any(MARKER.encode() in path.read_bytes() for path in database.parent.iterdir())

    say = next(talking := talk(coach_with(coach, KEEPS_ALL, sql), request.node.nodeid))
    say(f"{NONSENSE} {MARKER}")
    say(f"how many reps for size {MARKER}")
    assert len(sql.unread()) == 2
    assert request.node.nodeid not in str(sql.unread())
    assert not is_written()
    say(MORE_NONSENSE)
    say(press=YES)
    say(f"how many sets for size {MARKER}")
    assert is_written()
    say(press=NO)
    assert not is_written()
    talking.close()
    holder.close()


def test_messages_older_than_30_days_go_when_another_comes(say: Say, store: MemoryUnreadStore) -> None:
    old = datetime.now(UTC) - KEEPS_FOR - timedelta(minutes=1)
    young = old + timedelta(minutes=2)
    for id, moment in (("old", old), ("young", young)):
        store.keep(UnreadMessage(id, "c", moment, "words", "ask_sleep", 0.1, 1, Reason.NOT_UNDERSTOOD))
    say(NONSENSE)
    assert timedelta(days=30) == KEEPS_FOR
    assert [each.said_at == young for each in store.unread()] == [True, False]


class Slow(MemoryUnreadStore):
    """Notes the threads that it is called in."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: set[threading.Thread] = set()

    def keep(self, message: UnreadMessage) -> None:
        self.threads.add(threading.current_thread())
        super().keep(message)

    def drop_texts(self, conversation: str) -> int:
        self.threads.add(threading.current_thread())
        return super().drop_texts(conversation)


def test_the_store_is_called_beside_the_event_loop(coach: Coach, request: pytest.FixtureRequest) -> None:
    slow = Slow()
    say = next(talking := talk(coach_with(coach, settings(), slow), request.node.nodeid))
    say(NONSENSE)
    say(press=NO)
    talking.close()
    assert slow.threads
    assert threading.main_thread() not in slow.threads


class Down(MemoryUnreadStore):
    """Cannot be written to."""

    def keep(self, message: UnreadMessage) -> None:
        raise StoreUnavailableError(f"no place for {message}")


def test_a_store_that_is_down_costs_no_answer_and_logs_no_text(
    coach: Coach, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    say = next(talking := talk(coach_with(coach, KEEPS_ALL, Down()), request.node.nodeid))
    with caplog.at_level(logging.ERROR):
        say(NONSENSE)
        say(press=YES)
        caplog.clear()
        assert "3–5 sets" in say(f"how many sets for size {MARKER}").replies[0].text
    talking.close()
    assert "StoreUnavailableError" in caplog.text
    assert MARKER not in caplog.text


def reading(
    intent: str = "nlu_fallback",
    confidence: float = 0.1,
    *ranking: str,
    text: str = NONSENSE,
    entities: tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
) -> dict[str, Any]:
    return {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "intent_ranking": [{"name": each, "confidence": 0.1} for each in ranking or ("ask_sleep",)],
        "entities": [{"entity": each, "value": "knee"} for each in entities],
        "topics": [{"intent": each, "confidence": 0.5} for each in topics],
    }


@pytest.mark.parametrize(
    ("parsed", "is_asked_back", "reason"),
    [
        (reading(), False, Reason.NOT_UNDERSTOOD),
        (reading("ask_sleep", 0.29), False, Reason.LOW_CONFIDENCE),
        (reading("ask_sleep", 0.3), False, None),
        (reading("inform", 0.9), True, Reason.NOT_UNDERSTOOD),
        (reading("report_workout", 0.2), False, Reason.LOW_CONFIDENCE),
        (reading("report_complaint", 0.2), False, None),
        (reading("report_pregnancy_postpartum", 0.2), True, None),
        (reading("nlu_fallback", 0.1, "report_complaint"), False, None),
        (reading("nlu_fallback", 0.1, "ask_sleep", "report_complaint"), False, None),
        (reading("nlu_fallback", 0.1, "ask_sleep", "ask_load", "report_complaint"), False, Reason.NOT_UNDERSTOOD),
        (reading(entities=("complaint",)), False, None),
        (reading(entities=("recovered",)), False, None),
        (reading(entities=("exercise",)), False, Reason.NOT_UNDERSTOOD),
        (reading("ask_sleep", 0.2, topics=("ask_sleep", "report_complaint")), False, None),
        (reading(text="snorp chest pain grelb"), False, None),
        (reading() | {"intent_ranking": []}, True, None),
        (reading() | {"hazard": {"name": "report_cardiac", "confidence": 0.2}}, False, None),
    ],
)
def test_there_is_a_reason_to_keep_a_message_or_none(
    parsed: dict[str, Any], is_asked_back: bool, reason: Reason | None
) -> None:
    assert reason_to_keep(parsed, 0.3, is_asked_back=is_asked_back) == reason


def test_a_turn_asks_back_when_it_clarifies() -> None:
    clarified = BotUttered("Is it one of these?", metadata={"utter_action": "utter_clarify_again"})
    assert asks_back([SlotSet("misread", 1), clarified])
    assert not asks_back([BotUttered("8 reps", metadata={"utter_action": "utter_advise_rep_range"}), BotUttered("8")])


def test_the_message_that_led_to_the_question_is_the_last_before_it() -> None:
    first, second, third = (UserUttered(text) for text in ("one", "two", "three"))
    events = [first, second, SlotSet(CONSENT, ASKED), third, SlotSet(CONSENT, True)]
    assert led_to_the_question(events) is second
    assert led_to_the_question([first, SlotSet(CONSENT, True)]) is None
    flag = SlotSet("red_flag", {"hazard": "cardiac", "severity": "emergency"})
    assert led_to_the_question([*events[:3], flag, SlotSet("red_flag", None), SlotSet(CONSENT, True)]) is None
