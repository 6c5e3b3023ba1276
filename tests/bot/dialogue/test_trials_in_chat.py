"""A trial from the first word to the trainer's yes, and questions about the gym, through the trained model."""

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.downloads import Downloads
from bot.handover.errors import BookingError
from bot.settings import settings
from bot.store.interface import Stores
from bot.store.memory import memory_stores
from bot.trainer_desk import utc_now
from bot.trial_desk import TrialDesk
from tests.bot.handover.gyms import FILE, GYM
from tests.bot.store.conftest import trainer


@pytest.fixture(scope="module")
def stores() -> Stores:
    return memory_stores()


@pytest.fixture(scope="module")
def chat(model: Path, stores: Stores) -> Iterator[Callable[..., Any]]:
    """chat(conversation, message) or chat(conversation, payload=…), at the example gym."""
    from bot.waking import wake

    coach = wake(model, replace(settings(), gym_file=FILE), stores)
    with asyncio.Runner() as runner:
        yield lambda conversation, message=None, payload=None: runner.run(coach.answer(conversation, message, payload))


def words(answer: Any) -> str:
    return "\n".join(each.text for each in answer.replies)


def buttons(answer: Any) -> dict[str, str]:
    return {each.title: each.payload for reply in answer.replies for each in reply.buttons}


def test_a_trial_is_asked_for_confirmed_and_called_off(
    chat: Callable[..., Any], stores: Stores, tmp_path: Path
) -> None:
    offered = chat("web:trial", "can i try it out before I sign up")
    assert "Starter pack: 3 one-to-one sessions of 60 minutes, 99 EUR." in words(offered)
    said_back = chat("web:trial", payload=next(iter(buttons(offered).values())))
    assert "Shall I ask for a trial" in words(said_back)
    assert "Got it" in words(chat("web:trial", "yes please"))
    assert "You asked for a trial" in words(chat("web:trial", "when is my trial"))
    (asked,) = stores.trials.of_lifter(stores.lifters.lifter_of("web:trial", utc_now()).id)
    desk = TrialDesk(stores, GYM, Downloads(tmp_path))
    able = next(each for each in GYM.trainers if _takes(desk, asked.id, asked.times[0], each.id))
    assert able.name in words(chat("web:trial", "when is my trial"))
    assert json.loads(stores.outbox.latest("web:trial", 1)[0].body)["files"][0]["name"] == "trial.ics"
    asked_back = chat("web:trial", "cancel my trial")
    off = chat("web:trial", payload=buttons(asked_back)["Yes, call it off"])
    assert words(off).startswith("It is called off")
    assert "no trial yet" in words(chat("web:trial", "do i have a trial booked"))


def _takes(desk: TrialDesk, id: str, begins: Any, trainer_id: str) -> bool:
    """Whether a trainer could confirm it, and has."""
    try:
        desk.confirm(id, begins, trainer_id, trainer(desk.stores))
    except BookingError:
        return False
    return True


def test_a_no_ends_it_and_a_question_in_between_does_not(chat: Callable[..., Any]) -> None:
    chat("web:no", "I'd like to book a session with a trainer")
    assert "3–5 minutes" in words(chat("web:no", "how long should i rest between sets for strength"))
    assert "Shall I ask" in words(chat("web:no", "wednesday at noon"))
    assert "I ask for nothing" in words(chat("web:no", "no"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("what time do you open on sunday", "on Sunday"),
        ("opening hours", "Monday to Friday 6:00–22:00"),
        ("are you open on christmas day", "We are closed"),
        ("whats the phone number of the gym", "+00 000 000000"),
        ("who are your trainers", "Trainer three"),
        ("how much is a membership", "What I do not know, so I will not guess: what membership costs."),
        ("what does the starter pack cost", "99 EUR"),
    ],
)
def test_a_question_about_the_gym_is_answered_from_its_file(chat: Callable[..., Any], text: str, told: str) -> None:
    assert told in words(chat("web:business", text))
