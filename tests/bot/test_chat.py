"""`spotter chat` at a pretended terminal: numbers pick buttons, quit leaves."""

import io
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.chat import chat, chosen_button
from bot.dialogue.answer import Answer, Button, Reply
from bot.reminders.worker import utc_now
from bot.store.interface import Stores
from bot.store.log_records import Reminder, new_id
from bot.store.memory import memory_stores

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


class Speaking:
    """A coach with two lines, who types into the terminal once he has spoken first."""

    def __init__(self, pipe: Any, typed: str) -> None:
        self._pipe, self._typed = pipe, typed
        self.prompted: list[tuple[str, str, dict[str, str]]] = []
        self.asked: list[tuple[str | None, str | None]] = []

    async def greet(self, conversation: str) -> Answer:
        return said("Welcome back.", Button("Greeting's own", "/greet"))

    async def answer(self, conversation: str, message: str | None, payload: str | None) -> Answer:
        self.asked.append((message, payload))
        return said("An answer.")

    async def prompt(self, conversation: str, response: str, **values: str) -> Answer:
        self.prompted.append((conversation, response, values))
        self._pipe.send_text(self._typed)
        return said("Time to train!", Button("What's today?", "/today"), Button("Stop reminders", "/stop"))


def said(text: str, *buttons: Button) -> Answer:
    return Answer("terminal:here", "", "", 1.0, replies=(Reply(text, buttons),))


def remind(stores: Stores, conversation: str = "terminal:here", minutes_ago: int = 1) -> Reminder:
    due = utc_now() - timedelta(minutes=minutes_ago)
    lifter = stores.lifters.lifter_of(conversation, due).id
    reminder = Reminder(new_id(), lifter, conversation, tuple(range(7)), due.time().replace(microsecond=0), "UTC", due)
    stores.reminders.keep(reminder)
    return reminder


def chat_with_reminders(stores: Stores, typed: str, tmp_path: Path) -> tuple[Speaking, str]:
    screen, pipe = io.StringIO(), create_pipe_input()
    with closing(pipe), create_app_session(input=pipe, output=DummyOutput()):
        coach = Speaking(pipe, typed)
        chat(coach, Console(file=screen, width=100), tmp_path / "history", stores)  # type: ignore[arg-type]
    return coach, screen.getvalue()


def test_a_due_reminder_comes_into_the_chat_and_its_buttons_work(tmp_path: Path) -> None:
    stores = memory_stores()
    kept = remind(stores)
    coach, screen = chat_with_reminders(stores, "2\rquit\r", tmp_path)
    assert [each[:2] for each in coach.prompted] == [("terminal:here", "utter_reminder")]
    assert "Time to train!" in screen
    assert coach.asked == [(None, "/stop")]
    assert stores.reminders.reminders(kept.lifter)[0].next_due > utc_now()


def test_the_chat_shows_only_its_own_reminders(tmp_path: Path) -> None:
    stores = memory_stores()
    elsewhere = [remind(stores, name) for name in ("telegram:1", "terminal:there", "terminal")]
    remind(stores, minutes_ago=0)
    coach, _ = chat_with_reminders(stores, "quit\r", tmp_path)
    assert [each[0] for each in coach.prompted] == ["terminal:here"]
    telegram = stores.reminders.reminders(elsewhere[0].lifter)[0]
    assert telegram == elsewhere[0]
