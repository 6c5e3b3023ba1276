"""`spotter ask`: JSON lines in, JSON lines out; a bad line is answered and the rest goes on."""

import json
from typing import Any

import pytest

from bot.ask import answer_lines, answer_once, as_text


def asked(coach: Any, *lines: str | bytes) -> list[dict[str, Any]]:
    raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return [json.loads(line) for line in answer_lines(coach, raw)]


def test_a_line_gets_every_field(coach: Any) -> None:
    (answer,) = asked(coach, '{"conversation": "j1", "message": "how many reps for size"}')
    assert set(answer) == {
        "conversation", "message", "intent", "confidence", "entities", "topics", "sources", "replies", "ms",
    }  # fmt: skip
    assert (answer["conversation"], answer["intent"], answer["topics"]) == ("j1", "ask_rep_range", ["rep_range"])
    assert set(answer["replies"][0]) == {"text", "buttons", "image"}
    assert answer["sources"]
    assert 0 < answer["confidence"] <= 1
    assert answer["ms"] > 0


def test_the_same_conversation_goes_on_and_another_starts_anew(coach: Any) -> None:
    first, same, other = asked(
        coach,
        '{"conversation": "j2", "message": "how many reps"}',
        '{"conversation": "j2", "message": "says who?"}',
        '{"conversation": "j3", "message": "says who?"}',
    )
    assert first["topics"] == ["rep_range"]
    assert "Who says what" in same["replies"][0]["text"]
    assert "not told you" in other["replies"][0]["text"]


def test_a_payload_presses_a_button(coach: Any) -> None:
    (offered,) = asked(coach, '{"conversation": "j4", "message": "how many reps"}')
    payload = offered["replies"][0]["buttons"][0]["payload"]
    (answer,) = asked(coach, json.dumps({"conversation": "j4", "payload": payload}))
    assert answer["topics"] == ["rep_range"]


@pytest.mark.parametrize(
    "line",
    [
        "no json", "[]", "3", "null", '"text"', "{}", '{"message": 3}', '{"message": null}',
        '{"message": "a", "payload": "/b"}',
        '{"conversation": [], "message": "a"}', '{"conversation": "", "message": "a"}', b"\xff\xfe", "[" * 100_000,
        json.dumps({"conversation": "x" * 1000, "message": "a"}),
    ],
    ids=range(14),
)  # fmt: skip
def test_a_bad_line_gets_an_error_object_and_the_rest_goes_on(line: str | bytes, coach: Any) -> None:
    bad, good = asked(coach, line, '{"conversation": "j5", "message": "hello"}')
    assert set(bad) == {"error"}
    assert bad["error"].startswith("line 1: ")
    assert good["replies"]


def test_a_lone_surrogate_is_no_trouble_in_text_or_conversation(coach: Any) -> None:
    (answer,) = asked(coach, '{"conversation": "\\ud800", "message": "how many \\ud800 reps"}')
    assert answer["topics"] == ["rep_range"]


def test_blank_lines_are_passed_over(coach: Any) -> None:
    assert asked(coach, "", "  \n") == []


def test_an_answer_reads_as_plain_text(ask: Any) -> None:
    text = as_text(ask("plain", "how many reps"))
    assert "6–12 reps" in text
    assert "[Strength]" in text


def test_conversations_of_a_stream_and_of_a_chat_are_kept_apart(coach: Any) -> None:
    (answer,) = asked(coach, '{"conversation": "terminal:here", "message": "i am 47 years old"}')
    assert answer["conversation"] == "terminal:here"
    (known,) = asked(coach, '{"conversation": "terminal:here", "message": "what do you know about me"}')
    assert "47" in known["replies"][0]["text"]
    assert "47" not in as_text(answer_once(coach, "what do you know about me"))


def test_a_nul_in_a_conversations_name_is_no_trouble(coach: Any) -> None:
    (answer,) = asked(coach, '{"conversation": "a\\u0000b", "message": "how many reps"}')
    assert answer["topics"] == ["rep_range"]
