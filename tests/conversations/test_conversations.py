"""Conversations in words, through the trained model with the actions in process.

A turn either `says` a text or `presses` a button of the last answer by its title. `expect` may hold: intent, topics,
sources (a list, each must be among them), contains / lacks (texts in the replies), buttons (titles among the replies').
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.yml"))
CONVERSATIONS = [
    pytest.param(talk, id=f"{path.stem}: {talk['name']}")
    for path in FILES
    for talk in yaml.safe_load(path.read_text(encoding="utf-8"))
]
CHECKS = {"intent", "topics", "sources", "contains", "lacks", "buttons"}


def check(answer: Any, expected: dict[str, Any]) -> None:
    """Every expectation of one turn."""
    assert expected, "a turn without expectation tests nothing"
    assert set(expected) <= CHECKS, f"unknown expectation among {sorted(expected)}"
    assert answer.replies, "silence"
    words = "\n".join(reply.text for reply in answer.replies)
    titles = [button.title for reply in answer.replies for button in reply.buttons]
    if "intent" in expected:
        assert answer.intent == expected["intent"], words
    if "topics" in expected:
        assert list(answer.topics) == expected["topics"], words
    for source in expected.get("sources", ()):
        assert source in answer.sources
    for text in expected.get("contains", ()):
        assert text.lower() in words.lower(), f"{text!r} is missing in: {words}"
    for text in expected.get("lacks", ()):
        assert text.lower() not in words.lower(), f"{text!r} should not be in: {words}"
    for title in expected.get("buttons", ()):
        assert title in titles, titles


def payload_of(title: str, answer: Any) -> str:
    """The payload of a button of the last answer."""
    offered = {button.title: button.payload for reply in answer.replies for button in reply.buttons}
    assert title in offered, f"{title!r} is not among {sorted(offered)}"
    return offered[title]


@pytest.mark.parametrize("talk", CONVERSATIONS)
def test_a_conversation_goes_as_written(talk: dict[str, Any], ask: Any, request: pytest.FixtureRequest) -> None:
    answer = None
    for number, turn in enumerate(talk["turns"], start=1):
        if "presses" in turn:
            answer = ask(request.node.nodeid, payload=payload_of(turn["presses"], answer))
        else:
            answer = ask(request.node.nodeid, turn["says"])
        try:
            check(answer, turn["expect"])
        except AssertionError as error:
            raise AssertionError(f"turn {number}, {turn.get('says', turn.get('presses'))!r}: {error}") from error


def test_there_are_enough_conversations_and_most_have_several_turns() -> None:
    talks = [param.values[0] for param in CONVERSATIONS]
    assert len(talks) >= 60
    assert sum(len(talk["turns"]) > 1 for talk in talks) > len(talks) / 2
