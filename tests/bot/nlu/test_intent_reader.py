"""The reader in the trained model: one intent for a message, and every topic that it asks about."""

import asyncio
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage


@pytest.fixture(scope="module")
def read(coach: Any) -> Any:
    return lambda text: asyncio.run(coach._agent.processor.parse_message(UserMessage(text)))


def topics(parsed: dict[str, Any]) -> list[str]:
    return [each["intent"] for each in parsed["topics"]]


def test_several_questions_give_several_topics_in_order(read: Any) -> None:
    assert topics(read("how many sets, reps and how long do I rest?")) == [
        "ask_set_count",
        "ask_rep_range",
        "ask_rest_interval",
    ]


def test_a_question_after_a_story_is_the_one_that_is_read(read: Any) -> None:
    parsed = read("I have trained at the same gym for two years and I love it there. How much protein should I eat?")
    assert "ask_protein_intake" in topics(parsed)


@pytest.mark.parametrize("text", ["xqzzt vrrp", "blorp", "asdf jkl"])
def test_gibberish_is_not_understood(text: str, read: Any) -> None:
    assert read(text)["intent"]["name"] in ("nlu_fallback", "out_of_scope")


def test_the_ranking_is_kept_for_asking_back(read: Any) -> None:
    parsed = read("gains")
    assert len(parsed["intent_ranking"]) == 5
