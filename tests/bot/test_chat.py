"""`spotter chat` at a pretended terminal: numbers pick buttons, quit leaves."""

import io
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.chat import chat, chosen_button
from bot.dialogue.answer import Button

BUTTONS = (Button("Size", "/a"), Button("How heavy?", "/b"))


def talk(coach: Any, typed: str, history: Path) -> str:
    screen = io.StringIO()
    pipe = create_pipe_input()
    try:
        with create_app_session(input=pipe, output=DummyOutput()):
            pipe.send_text(typed)
            chat(coach, Console(file=screen, width=100), history)
    finally:
        pipe.close()
    return screen.getvalue()


def test_a_chat_greets_answers_takes_a_number_and_leaves(coach: Any, tmp_path: Path) -> None:
    screen = talk(coach, "how many reps\r2\r\rquit\r", tmp_path / "home" / "history")
    assert "6–12 reps" in screen
    assert "1 Size" in screen
    assert "For strength" in screen
    assert "See you" in screen
    assert "how many reps" in (tmp_path / "home" / "history").read_text()


def test_the_end_of_input_leaves(coach: Any, tmp_path: Path) -> None:
    assert "See you" in talk(coach, "\x04", tmp_path / "history")


def test_a_history_that_cannot_be_written_is_done_without(coach: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "See you" in talk(coach, "quit\r", tmp_path / "file" / "history")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("1", "Size"),
        (" 2. ", "How heavy?"),
        ("size", "Size"),
        ("HOW HEAVY?", "How heavy?"),
        ("0", None),
        ("3", None),
        ("²", None),
        ("sizes", None),
    ],
)
def test_a_number_or_a_title_picks_a_button(line: str, title: str | None) -> None:
    chosen = chosen_button(line, BUTTONS)
    assert (chosen and chosen.title) == title
