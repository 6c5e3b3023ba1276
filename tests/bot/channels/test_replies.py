"""Replies as they are kept: everything that a bubble has, in JSON that every database keeps."""

import json

import pytest

from bot.channels.replies import bodies_of, plain
from bot.dialogue.answer import Button, Reply


def test_a_reply_of_the_coach_is_kept_with_all_it_has() -> None:
    (body,) = bodies_of([Reply("6–12 reps", (Button("Why?", "/why"),), "https://gym.example/p.png")])
    assert body.isascii()
    assert json.loads(body) == {
        "kind": "spotter", "text": "6–12 reps", "buttons": [{"title": "Why?", "payload": "/why"}],
        "image": {"url": "https://gym.example/p.png", "alt": "6–12 reps"},
    }  # fmt: skip


@pytest.mark.parametrize("place", ["https://gym.example/coach/files", "/home/gym/.spotter/downloads"])
def test_files_of_ours_are_taken_out_of_the_text(place: str) -> None:
    address = f"{place}/{'0a' * 12}/{'aB' * 11}/program.pdf"
    (body,) = bodies_of([Reply(f"To take away:\n- To print: {address}\nMove it as you like.")])
    assert json.loads(body) == {
        "kind": "spotter", "text": "To take away:\n- To print: program.pdf\nMove it as you like.",
        "files": [{"url": address, "name": "program.pdf"}],
    }  # fmt: skip


def test_empty_replies_are_left_out_and_half_characters_become_whole() -> None:
    assert bodies_of([Reply(" "), Reply("")]) == ()
    assert json.loads(plain("squat \ud800")) == {"kind": "spotter", "text": "squat ?"}
