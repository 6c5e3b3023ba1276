"""A code in a message is read as the request to join, and as nothing else."""

from typing import Any

import pytest

from bot.dialogue.join_context import with_join_code


def reading(text: str) -> dict[str, Any]:
    entity = {"entity": "number", "value": 7}
    return {
        "text": text, "intent": {"name": "ask_load", "confidence": 0.4}, "intent_ranking": [{"name": "ask_load"}],
        "entities": [entity], "topics": [{"intent": "ask_load", "confidence": 0.4}], "message_id": "m1",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["K7QX-2MDP", "k7qx 2mdp", "my code from slack is K7QX-2MDP"])
def test_a_code_is_a_request_to_join_and_nothing_besides(text: str) -> None:
    found = with_join_code(reading(text))
    assert found["intent"] == {"name": "request_join", "confidence": 1.0}
    assert [each["intent"] for each in found["topics"]] == ["request_join"]
    assert found["entities"] == found["intent_ranking"] == []
    assert (found["text"], found["message_id"]) == (text, "m1")


@pytest.mark.parametrize("text", ["how heavy", "85kgx3x5", "push-pull"])
def test_any_other_message_is_read_as_it_was(text: str) -> None:
    assert with_join_code(reading(text)) == reading(text)


def test_a_hazard_beside_a_code_is_still_seen() -> None:
    hazard = {"name": "report_cardiac", "confidence": 0.9}
    assert with_join_code(reading("K7QX-2MDP and my chest feels odd") | {"hazard": hazard})["hazard"] == hazard


def test_a_bare_code_is_no_hazard_whatever_its_letters_look_like() -> None:
    hazard = {"name": "report_cardiac", "confidence": 0.9}
    assert with_join_code(reading("K7QX-2MDP") | {"hazard": hazard})["hazard"] is None
