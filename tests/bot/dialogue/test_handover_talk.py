"""Asking for a trainer through the trained model, at a gym: words in, words out, and what is kept."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.dialogue import handover_offer
from bot.dialogue.coach import Coach
from bot.settings import settings
from bot.store.errors import StoreUnavailableError
from bot.store.handover_records import Handover, HandoverReason, TrainerAccount
from bot.store.interface import Stores
from bot.store.log_records import new_id
from bot.store.memory import memory_stores
from bot.waking import wake
from tests.bot.dialogue.gym_chat import Chat, always_open, come_in

EMERGENCY, PREGNANT = "crushing chest pain and my left arm is numb", "im 5 months pregnant, can i still squat"
OFFER, ALERT = "Shall I ask one?", "I have told our trainers too."
SEEN = "May the trainer see your profile and your training log too?"


@pytest.fixture(scope="module")
def stores() -> Stores:
    return memory_stores()


@pytest.fixture(scope="module")
def trainers(stores: Stores) -> dict[str, TrainerAccount]:
    return come_in(stores)


@pytest.fixture(scope="module")
def gyms_coach(model: Path, stores: Stores, tmp_path_factory: pytest.TempPathFactory) -> Coach:
    file = always_open(tmp_path_factory.mktemp("gym"))
    return wake(model, replace(settings(), gym_file=file, zone=ZoneInfo("Europe/Berlin"), is_zone_given=True), stores)


@pytest.fixture
def talk(gyms_coach: Coach, stores: Stores, trainers: dict[str, TrainerAccount]) -> Iterator[Callable[..., Chat]]:
    with asyncio.Runner() as runner:
        yield lambda channel="web": Chat(gyms_coach, stores, runner, f"{channel}:{new_id()}")


@pytest.fixture
def chat(talk: Callable[..., Chat]) -> Chat:
    return talk()


def reason_of(found: Handover | None) -> HandoverReason | None:
    return found.reason if found else None


def test_from_the_wish_to_the_line_and_out_of_it(chat: Chat) -> None:
    chat.says("I train for strength")
    told = chat.says("could I speak with somebody real please")
    assert "Trainer one fits best, because you train for strength." in told
    assert "We are open around the clock." in told
    assert SEEN in told
    assert chat.open is None
    said = chat.says("yes")
    assert "They see this chat, your profile and your log." in said
    assert chat.open
    assert chat.open.passes_on
    assert "You are in line since today" in chat.says("how long will it take?")
    assert "You are in line since today" in chat.says("has any trainer seen this by now")
    assert "reps" in chat.says("how many reps for size")
    assert "I have called it off" in chat.says("I don't need that trainer any longer")
    assert chat.open is None


@pytest.mark.parametrize("says", ["cancel", "never mind", "stop"])
def test_a_stop_after_something_else_takes_the_lifter_out_of_the_line(chat: Chat, says: str) -> None:
    chat.says("get me a human")
    chat.says("yes")
    chat.says("how many reps for size")
    assert "I have called it off" in chat.says(says)
    assert chat.open is None
    chat.says("how many reps for size")
    assert "Okay, stopped" in chat.says(says)


def test_a_no_shows_the_chat_alone_and_never_mind_shows_nothing(chat: Chat) -> None:
    chat.says("get me a human")
    assert "not your profile or your log" in chat.says("no")
    assert chat.open
    assert not chat.open.passes_on
    chat.presses("Never mind")
    chat.says("get me a human")
    assert "no trainer then" in chat.says("oh, never mind")
    assert chat.open is None


def test_one_of_three_is_chosen(chat: Chat, trainers: dict[str, TrainerAccount]) -> None:
    chat.says("i'd like to talk to one of your trainers")
    chat.presses("Choose a trainer")
    assert {"Trainer one", "Trainer two", "Trainer three", "Never mind"} == set(chat.buttons)
    assert "Trainer two is here, as you asked." in chat.presses("Trainer two")
    chat.presses("Yes, show them")
    assert chat.open
    assert chat.open.wanted_trainer == trainers["trainer-two"].id


def test_an_emergency_is_told_at_once_behind_the_words_about_safety(chat: Chat) -> None:
    told = chat.says(EMERGENCY)
    assert told.index("emergency number") < told.index(ALERT)
    assert "here now" in told
    assert reason_of(chat.open) is HandoverReason.RED_FLAG
    assert chat.open
    assert not chat.open.passes_on
    assert "%" not in told
    assert "kg" not in told
    again = chat.says("my chest still hurts, really crushing pain")
    assert ALERT not in again
    assert OFFER not in again


def test_while_a_red_flag_stands_one_can_ask_look_and_call_it_off(chat: Chat) -> None:
    chat.says(EMERGENCY)
    assert "You are in line" in chat.says("is the trainer coming")
    asked = chat.says("i want to talk to a trainer")
    assert asked.index("emergency number") < asked.index("You are in line")
    assert "called it off" in chat.says("cancel the trainer please")
    assert chat.open is None
    assert "paused" in chat.says("how many reps for size")
    assert ALERT in chat.says("i want to talk to a trainer")
    assert reason_of(chat.open) is HandoverReason.RED_FLAG


def test_feeling_fine_does_not_call_off_an_alert(chat: Chat) -> None:
    chat.says(EMERGENCY)
    chat.says("im fine now")
    assert reason_of(chat.open) is HandoverReason.RED_FLAG


def test_a_medical_stop_offers_and_waits_for_a_yes(chat: Chat) -> None:
    told = chat.says(PREGNANT)
    assert OFFER in told
    assert chat.open is None
    assert SEEN in chat.says("yes please")
    said = chat.presses("No, just this chat")
    assert "ask me" not in said
    assert reason_of(chat.open) is HandoverReason.RED_FLAG
    assert "paused" in chat.says("how many reps then")


def test_a_medical_stop_is_offered_once(chat: Chat) -> None:
    chat.says(PREGNANT)
    chat.says("no")
    assert OFFER not in chat.says("how many reps then")
    asked = chat.says("can i talk to a trainer")
    assert SEEN in asked
    assert asked.startswith("Yes, please talk to a person.")


def test_who_waits_and_tells_of_an_emergency_goes_to_the_front(chat: Chat) -> None:
    chat.says("can a person help me")
    chat.says("yes")
    assert reason_of(chat.open) is HandoverReason.ASKED
    chat.says(EMERGENCY)
    assert reason_of(chat.open) is HandoverReason.RED_FLAG


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        ("my squat has been stuck at 100 for two months, why", HandoverReason.PLATEAU),
        ("what is the right way to do a deadlift", HandoverReason.TECHNIQUE),
        ("you are a useless stupid bot", HandoverReason.FRUSTRATED),
        ("how much is a membership per month", HandoverReason.GYM_BUSINESS),
    ],
)
def test_a_reason_brings_one_offer_behind_the_answer(chat: Chat, says: str, reason: HandoverReason) -> None:
    told = chat.says(says)
    assert told.endswith(OFFER)
    assert chat.last
    assert len(chat.last.replies) >= 2
    chat.presses("Yes, please")
    chat.presses("No, just this chat")
    assert reason_of(chat.open) is reason


def test_a_reason_is_offered_once(chat: Chat) -> None:
    assert OFFER in chat.says("what is the right way to do a deadlift")
    assert OFFER not in chat.says("and how do i bench properly")
    assert OFFER not in chat.says("my squat has been stuck at 100 for two months, why")


def test_after_a_no_nothing_is_offered_for_a_while(chat: Chat) -> None:
    chat.says("what is the right way to do a deadlift")
    assert "no trainer then" in chat.says("no thanks")
    assert OFFER not in chat.says("you are a useless stupid bot")


def test_two_misunderstandings_in_a_row(chat: Chat) -> None:
    assert OFFER not in chat.says("snorp grelb")
    assert OFFER in chat.says("blorf zint")
    assert reason_offered(chat) == ["misunderstood"]


def reason_offered(chat: Chat) -> list[str]:
    """The reasons for which a human was offered in a conversation."""
    tracker = chat.runner.run(chat.coach._trackers.retrieve(chat.conversation))
    return [each["reason"] for each in tracker.get_slot("handover_offers") or ()]


def test_a_complaint_is_offered_a_trainer_once_nothing_else_is_asked(chat: Chat) -> None:
    assert OFFER not in chat.says("my knee hurts when i squat")
    chat.presses("Yes, remember it")
    assert OFFER in chat.says("my elbow aches too")
    assert reason_offered(chat) == ["complaint"]


def test_a_form_is_left_alone(chat: Chat) -> None:
    chat.says("set up my profile please")
    assert OFFER not in chat.says("what is the right way to do a deadlift")
    assert reason_offered(chat) == []


def test_who_waits_is_offered_nothing(chat: Chat) -> None:
    chat.says("get me a human")
    chat.says("yes")
    assert OFFER not in chat.says("what is the right way to do a deadlift")


@pytest.mark.parametrize("channel", ["terminal", "slack:T1:U1"])
def test_where_nobody_can_take_over_nothing_is_offered(talk: Callable[..., Chat], channel: str) -> None:
    chat = talk(channel)
    assert OFFER not in chat.says("what is the right way to do a deadlift")
    assert "desk@gym.example" in chat.says("get me a human")
    assert ALERT not in chat.says(EMERGENCY)
    told = chat.says("i want to talk to a trainer")
    assert told.index("emergency number") < told.index("desk@gym.example")
    assert chat.open is None


def test_without_the_store_the_words_about_safety_stand(
    chat: Chat, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(handover: Handover) -> Handover:
        raise StoreUnavailableError("crushing")

    monkeypatch.setattr(chat.stores.handovers, "ask", fail)
    told = chat.says(EMERGENCY)
    assert "emergency number" in told
    assert ALERT not in told
    assert "crushing" not in caplog.text
    assert handover_offer.logger.name in caplog.text
