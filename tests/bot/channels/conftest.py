"""Stores, a coach and a post office to test with."""

import asyncio
import json
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channels.bell import Bell
from bot.channels.delivery import Patience
from bot.channels.threads import Threads
from bot.channels.worker import Pace, Worker
from bot.store.interface import Stores
from bot.store.memory import memory_stores
from bot.store.postbox_records import IncomingMessage, Posted
from bot.store.sql import open_database, open_stores, sqlite
from tests.bot.channels.fakes import FakeCoach

QUICK = Pace(poll_seconds=0.05, pause=timedelta(milliseconds=10), answer_seconds=2, pauses_to_keep=(0.01, 0.01))
PATIENT = Patience(poll_seconds=0.05, pause=timedelta(milliseconds=10), send_seconds=2, pauses_to_keep=(0.01, 0.01))
EVER = 10_000


@pytest.fixture(scope="session")
def _empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "spotter.db"
    open_database(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture
def url(tmp_path: Path, _empty_file: Path) -> str:
    """A database in a file, with empty tables."""
    (tmp_path / "home").mkdir()
    shutil.copy(_empty_file, tmp_path / "home" / "spotter.db")
    return f"sqlite:///{tmp_path / 'home' / 'spotter.db'}"


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that does not wait for the disk: where there are thousands of messages, nearly all would be that."""
    monkeypatch.setattr(sqlite, "PRAGMAS", (*sqlite.PRAGMAS, "synchronous = OFF"))


@pytest.fixture(params=["memory", "sqlite"])
def stores(request: pytest.FixtureRequest) -> Stores:
    return memory_stores() if request.param == "memory" else open_stores(request.getfixturevalue("url"))


@pytest.fixture
def coach() -> FakeCoach:
    return FakeCoach()


@pytest.fixture
def make_worker(stores: Stores, coach: FakeCoach) -> Callable[..., Worker]:
    """Makes a worker; another one on the same stores stands for another process."""

    def make(pace: Pace = QUICK, answer: Any = None, **options: Any) -> Worker:
        return Worker(stores.inbox, stores.handovers, answer or coach.answer, Threads(), Bell(), pace=pace, **options)

    return make


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints how many there were of what a goal is about."""

    def write(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}\n")

    return write


def message(conversation: str = "web:1", id: str = "m1", text: str = "how many reps", **more: Any) -> IncomingMessage:
    return IncomingMessage(conversation, id, datetime.now(UTC), text, **more)


def shown(stores: Stores, conversation: str = "web:1", kind: str = "spotter") -> list[str]:
    """The texts of one kind in a conversation."""
    bodies = [json.loads(each.body) for each in posted(stores, conversation)]
    return [each["text"] for each in bodies if each["kind"] == kind]


def posted(stores: Stores, conversation: str = "web:1") -> tuple[Posted, ...]:
    return stores.outbox.after(conversation, 0, EVER)


async def until(holds: Callable[[], object], seconds: float = 20) -> None:
    """Waits for something that will hold."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  it looks at what other processes may have written
            await asyncio.sleep(0.01)


async def work_off(worker: Worker, stores: Stores, seconds: float = 60) -> None:
    """Lets a worker answer everything that waits."""
    worker.start()
    await until(lambda: stores.inbox.waiting()[0] == 0, seconds)
    assert await worker.stop(5)
