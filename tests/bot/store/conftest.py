"""Stores to test, and records to keep in them."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.store.conversation_records import ConversationEvent
from bot.store.handover_records import Handover, HandoverReason, HandoverState, TrainerAccount, TrainerNote
from bot.store.interface import Stores, UnreadStore
from bot.store.log_records import LoggedSet, ProfileEntry, ProgramInProgress, Reminder, Workout, new_id
from bot.store.memory import memory_stores
from bot.store.postbox_records import IncomingMessage
from bot.store.records import Reason, UnreadMessage, digest
from bot.store.sql import open_database, open_stores
from bot.store.tables import metadata
from bot.store.trial_records import Trial
from tests.postgresql_server import Server, postgresql  # noqa: F401  a fixture

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = date(2026, 3, 1)
MESSAGE = UnreadMessage(
    "m1", digest("lifter"), NOON, "snorp grelb", "ask_sleep", 0.0625, 2, Reason.NOT_UNDERSTOOD
)  # fmt: skip
SQUAT = LoggedSet("back_squat", 5, 100.0, 100.0, "kg", rpe=8.0)
BENCH = LoggedSet("bench_press", 8, 61.23496995, 135.0, "lb", note="paused")
MAIN_TABLES = [table.name for table in metadata.sorted_tables if table.name != "schema_version"]


def url_of(database: Path) -> str:
    return f"sqlite:///{database}"


@pytest.fixture
def message() -> Callable[..., UnreadMessage]:
    """Makes a message: message("m2", text=None)."""

    def make(id: str = "m1", **changes: Any) -> UnreadMessage:
        return replace(MESSAGE, id=id, **changes)

    return make


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "home" / "spotter.db"


@pytest.fixture(scope="session")
def _empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with empty tables, to be copied: making the tables takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "spotter.db"
    open_database(url_of(path)).dispose()
    return path


@pytest.fixture(scope="session")
def _server_stores(postgresql: Server) -> Iterator[tuple[Stores, Any]]:  # noqa: F811
    url = postgresql.new_database()
    stores, engine = open_stores(url), open_database(url)
    yield stores, engine
    engine.dispose()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest, database: Path) -> Stores:
    """All stores, empty: in memory, then in each kind of database. What one of them does, every one does."""
    if request.param == "memory":
        return memory_stores()
    if request.param == "sqlite":
        database.parent.mkdir()
        shutil.copy(request.getfixturevalue("_empty_file"), database)
        return open_stores(url_of(database))
    found, engine = request.getfixturevalue("_server_stores")
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {', '.join(MAIN_TABLES)} RESTART IDENTITY"))
    return found


@pytest.fixture
def store(stores: Stores) -> UnreadStore:
    """The unread messages of every kind of store."""
    return stores.unread


@pytest.fixture
def lifter(stores: Stores) -> str:
    """The id of a lifter who has one conversation: web:1."""
    return stores.lifters.lifter_of("web:1", NOON).id


@pytest.fixture
def other(stores: Stores) -> str:
    """The id of another lifter: slack:2."""
    return stores.lifters.lifter_of("slack:2", NOON).id


def workout(lifter: str, *sets: LoggedSet, **changes: Any) -> Workout:
    """A workout of a lifter with new id: three squats unless there are others."""
    return replace(Workout(new_id(), lifter, DAY, NOON, sets or (SQUAT,) * 3), **changes)


def fact(lifter: str, field: str = "training_goal", value: Any = "strength", **changes: Any) -> ProfileEntry:
    return replace(ProfileEntry(lifter, field, value, NOON, "I want to get strong"), **changes)


def program(lifter: str, **changes: Any) -> ProgramInProgress:
    return replace(ProgramInProgress(new_id(), lifter, '{"days": 3}', "full_body", DAY), **changes)


def event(text: str = "how many reps", **changes: Any) -> ConversationEvent:
    """Something that the lifter said."""
    return replace(ConversationEvent(NOON, json.dumps({"event": "user", "text": text})), **changes)


def incoming(
    conversation: str = "web:1", id: str = "m1", text: str = "how many reps", **changes: Any
) -> IncomingMessage:
    """A message that came in at NOON."""
    return replace(IncomingMessage(conversation, id, NOON, text), **changes)


def reminder(lifter: str, **changes: Any) -> Reminder:
    """A reminder in web:1, due at NOON."""
    plain = Reminder(new_id(), lifter, "web:1", (0, 2, 4), time(18, 0), "Europe/Berlin", NOON)
    return replace(plain, **changes)


def handover(lifter: str, **changes: Any) -> Handover:
    """A handover in web:1 that was asked for at NOON."""
    plain = Handover(new_id(), "web:1", lifter, HandoverReason.ASKED, HandoverState.WAITING, NOON)
    return replace(plain, **changes)


def trial(lifter: str, **changes: Any) -> Trial:
    """A trial of an hour in web:1 that was asked for at NOON, for a day or two days later."""
    days = timedelta(days=1)
    return replace(Trial(new_id(), "web:1", lifter, NOON, (NOON + days, NOON + 2 * days), 60), **changes)


def note(handover: str, trainer: str, **changes: Any) -> TrainerNote:
    return replace(TrainerNote(new_id(), handover, trainer, "squats high", NOON), **changes)


def trainer(stores: Stores, name: str = "Coach", **changes: Any) -> str:
    """The id of a trainer, whose account is kept if it is not there."""
    there = stores.trainers.find_by_login(name.lower())
    account = there or TrainerAccount(new_id(), name, name.lower(), "scrypt$…")
    stores.trainers.keep(replace(account, **changes))
    return account.id
