"""Replies as they are kept: everything that a bubble has, in JSON that every database keeps."""

import json
from types import SimpleNamespace

from bot.channels.replies import bodies_of, plain
from bot.dialogue.answer import Button, Reply


def test_a_reply_of_the_coach_is_kept_with_all_it_has() -> None:
    (body,) = bodies_of([Reply("6–12 reps", (Button("Why?", "/why"),), "https://gym.example/p.png")])
    assert body.isascii()
    assert json.loads(body) == {
        "kind": "spotter", "text": "6–12 reps", "buttons": [{"title": "Why?", "payload": "/why"}],
        "image": {"url": "https://gym.example/p.png", "alt": ""},
    }  # fmt: skip


def test_what_a_picture_shows_and_files_are_kept_where_a_reply_has_them() -> None:
    file = SimpleNamespace(url="https://gym.example/x/program.pdf", name="program.pdf")
    reply = SimpleNamespace(text="", buttons=(), image="p.png", alt="Your squat", files=(file,))
    (body,) = bodies_of([reply])
    assert json.loads(body) == {
        "kind": "spotter", "text": "", "image": {"url": "p.png", "alt": "Your squat"},
        "files": [{"url": "https://gym.example/x/program.pdf", "name": "program.pdf"}],
    }  # fmt: skip


def test_empty_replies_are_left_out_and_half_characters_become_whole() -> None:
    assert bodies_of([Reply(" "), Reply("")]) == ()
    assert json.loads(plain("squat \ud800")) == {"kind": "spotter", "text": "squat ?"}
