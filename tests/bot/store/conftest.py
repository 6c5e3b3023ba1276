"""Stores to test, and messages to keep in them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.store.interface import UnreadStore
from bot.store.memory import MemoryUnreadStore
from bot.store.records import Reason, UnreadMessage, digest
from bot.store.sql import SqlUnreadStore, open_database

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MESSAGE = UnreadMessage(
    "m1", digest("lifter"), NOON, "snorp grelb", "ask_sleep", 0.0625, 2, Reason.NOT_UNDERSTOOD
)  # fmt: skip


@pytest.fixture
def message() -> Callable[..., UnreadMessage]:
    """Makes a message: message("m2", text=None)."""

    def make(id: str = "m1", **changes: Any) -> UnreadMessage:
        return replace(MESSAGE, id=id, **changes)

    return make


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "home" / "spotter.db"


@pytest.fixture(params=["memory", "sql"])
def store(request: pytest.FixtureRequest, database: Path) -> UnreadStore:
    """Every store there is, one after the other."""
    return MemoryUnreadStore() if request.param == "memory" else SqlUnreadStore(open_database(f"sqlite:///{database}"))
