"""A lifter on the gym's page and a trainer in the console, with both programs as they are run."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from bot.console.passwords import hash_of
from bot.settings import settings
from bot.store.handover_records import Presence, TrainerAccount
from bot.store.log_records import new_id
from bot.store.sql import open_stores
from tests.bot.handover.gyms import FILE
from tests.console.desk_page import DeskPage
from tests.console.served import PASSWORD
from tests.widget.widget_page import WidgetPage

START_SECONDS, PATIENCE = 120, 30
SECRET = "of an installation, for this test alone"


@dataclass(frozen=True)
class Running:
    """Where a program listens; it has the shape that pages of tests want."""

    origin: str


@dataclass(frozen=True)
class Gym:
    """Both programs on one database."""

    chat: Running
    console: Running


@pytest.fixture(scope="module")
def gym(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Iterator[Gym]:
    home = tmp_path_factory.mktemp("gym")
    (home / "gym.yml").write_text(FILE.read_text(encoding="utf-8"), encoding="utf-8")
    stores = open_stores(f"sqlite:///{home / 'spotter.db'}")
    account = TrainerAccount(new_id(), "Robin", "trainer-one", hash_of(PASSWORD), presence=Presence.HERE, capacity=3)
    stores.trainers.keep(account)
    running = [_run(command, home) for command in ("serve", "console")]
    try:
        yield Gym(*(Running(_address(each)) for each in running))
    finally:
        for each in running:
            each.terminate()
        for each in running:
            each.communicate(timeout=40)


def _run(command: str, home: Path) -> "subprocess.Popen[str]":
    told = {"SPOTTER_HOME": str(home), "SPOTTER_SECRET": SECRET, "PYTHONWARNINGS": "ignore"}
    return subprocess.Popen(
        [sys.executable, "-m", "bot.cli", command, "--port", "0"], cwd=settings().project_folder,
        env=os.environ | told, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    ends_at = time.monotonic() + START_SECONDS
    while time.monotonic() < ends_at and (line := process.stdout.readline()):
        if found := re.search(r"Listening on (http://127\.0\.0\.1:\d+)", line):
            return found[1]
    raise AssertionError("it never listened")


class Lifter(WidgetPage):
    """A lifter with the chat on the gym's page open."""

    def __init__(self, browser: Browser, running: Running) -> None:
        super().__init__(browser.new_context(), running)  # type: ignore[arg-type]
        self.go()
        self.launcher.click()
        self.until(lambda: self.texts("spotter"), "hello", PATIENCE)

    def hears(self, pattern: str, kind: str = "spotter") -> str:
        """The latest bubble that matches."""

        def found() -> Any:
            return [each for each in self.texts(kind) if re.search(pattern, each)]

        return self.until(found, pattern, PATIENCE)[-1]

    def says(self, text: str, pattern: str) -> str:
        self.send(text)
        return self.hears(pattern)

    def press(self, title: str) -> None:
        self.page.get_by_role("button", name=title, exact=True).last.click()


def test_a_lifter_gets_a_human_and_comes_back_with_what_was_agreed(browser: Browser, gym: Gym) -> None:
    lifter = Lifter(browser, gym.chat)
    lifter.says("my left shoulder hurts when i press overhead", "keep|write|remember")
    lifter.press("Yes, remember it")
    lifter.hears("noted|kept|Thank|I will|Done")
    lifter.says("can i talk to a real person about it", "May the trainer see")
    lifter.press("No, just this chat")
    lifter.hears("trainer")

    desk = DeskPage(browser, gym.console).sign_in("trainer-one")  # type: ignore[arg-type]
    desk.until(lambda: desk.page.get_by_role("button", name=re.compile("Take")).count(), "who waits")
    desk.page.get_by_role("button", name=re.compile("Take")).first.click()
    desk.until(lambda: "can i talk to a real person about it" in desk.said(), "the chat")
    lifter.hears("Robin is here now")

    desk.send("Hi! Leave the bar below your head for now.")
    assert lifter.hears("below your head", "trainer")
    before = len(lifter.texts("spotter"))
    for text in ("/restart", "how many reps for size", "delete my data", "ok, thanks!"):
        lifter.send(text)
    desk.until(lambda: desk.said()[-1] == "ok, thanks!", "all that was typed")
    assert len(lifter.texts("spotter")) == before

    desk.page.get_by_text("Hand on or end").click()
    desk.page.get_by_role("link", name="Hand back to Spotter").click()
    desk.page.get_by_label("What did you agree on?").fill("No overhead work for two weeks.")
    desk.page.get_by_role("button", name="Go on").click()
    desk.page.get_by_role("button", name="Hand back").click()
    lifter.hears("Robin has handed you back to me.*[Nn]o overhead work for two weeks")
    lifter.press("Good")
    lifter.hears("Good to hear")
    assert "overhead work" in lifter.says("what do you know about me", "agreed")
    told = lifter.says("what's a good workout for shoulders today", "×|x [0-9]|sets")
    assert "Overhead press" not in told
    assert (lifter.problems(), desk.problems()) == ([], [])
