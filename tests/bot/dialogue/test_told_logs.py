"""Logs told in the chat, through the trained model: what is in the log in the end (told_logs.yml)."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.dialogue.coach import Coach
from bot.logbook.said_back import day_in_words, sets_in_words
from bot.settings import settings
from bot.store.interface import Stores
from bot.store.memory import memory_stores

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "told_logs.yml").read_text(encoding="utf-8"))


class Talker:
    """Talks with a coach whose stores can be looked into."""

    def __init__(self, coach: Coach, stores: Stores, runner: asyncio.Runner) -> None:
        self._coach, self._stores, self._runner = coach, stores, runner

    def say(self, conversation: str, text: str, message_id: str | None = None) -> str:
        answer = self._runner.run(self._coach.answer(conversation, text, message_id=message_id))
        return "\n".join(reply.text for reply in answer.replies)

    def log(self, conversation: str) -> dict[str, str]:
        """The sets of each day, in words."""
        lifter, today = self._stores.lifters.find(conversation), datetime.now(settings().zone).date()
        workouts = self._stores.log.workouts(lifter.id, today - timedelta(days=30)) if lifter else ()
        return {day_in_words(each.day, today): sets_in_words(each.sets) for each in workouts}


@pytest.fixture(scope="module")
def talker(model: Path) -> Iterator[Talker]:
    from bot.waking import wake

    stores = memory_stores()
    with asyncio.Runner() as runner:
        yield Talker(wake(model, settings(), stores), stores, runner)


@pytest.mark.parametrize("case", CASES, ids=[" | ".join(case["says"])[:70] for case in CASES])
def test_what_is_told_is_in_the_log(case: dict[str, Any], talker: Talker, request: pytest.FixtureRequest) -> None:
    for text in case["says"]:
        answer = talker.say(request.node.nodeid, text)
    assert talker.log(request.node.nodeid) == case["log"], answer
    for words in case.get("answer", ()):
        assert words in answer


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 60


def test_the_same_message_twice_is_stored_once_and_answered_the_same(talker: Talker) -> None:
    first = talker.say("web:twice", "squatted 100kg 3x5 and bench 60kg 3x8", "message 1")
    assert talker.say("web:twice", "squatted 100kg 3x5 and bench 60kg 3x8", "message 1") == first
    assert talker.log("web:twice") == {"today": "Barbell back squat 3 × 5 at 100 kg. Bench press 3 × 8 at 60 kg."}


def test_a_red_flag_comes_before_the_log(talker: Talker) -> None:
    answer = talker.say("web:flag", "squatted 100kg 3x5 and now my left arm is numb and my chest is tight")
    assert "Logged" not in answer
    assert talker.log("web:flag") == {}
