"""What was acknowledged survives a kill at any moment, once. A sample; the benchmark kills 200 times."""

from pathlib import Path

import pytest

from benchmarks import log_crash
from bot.store.interface import Stores
from bot.store.sql.log import SqlLogStore
from tests.bot.store.conftest import url_of

KILLS = 12


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, database: Path) -> str:
    return url_of(database) if request.param == "sqlite" else request.getfixturevalue("postgresql").new_database()


def test_nothing_that_was_acknowledged_is_lost_or_doubled(url: str) -> None:
    outcome = log_crash.crash(url, KILLS, seed=3)
    assert outcome.is_good, outcome
    assert outcome.kills == KILLS


def test_it_would_see_what_is_lost_and_doubled(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a store that forgets some messages, and another that knows no message again."""
    real = SqlLogStore.add_sets

    def forgets(self: SqlLogStore, lifter: str, workout: str, sets, command: str, at) -> bool:
        return command.endswith("3") or real(self, lifter, workout, sets, command, at)

    monkeypatch.setattr(SqlLogStore, "add_sets", forgets)
    assert log_crash.crash(url_of(database), 4, seed=3).lost > 0
    monkeypatch.setattr(SqlLogStore, "add_sets", lambda *args: real(*args[:-2], f"{log_crash.new_id()}", args[-1]))
    assert log_crash.crash(url_of(database.with_name("other.db")), 6, seed=3).doubled > 0


def test_a_child_that_fails_by_itself_is_an_error(
    database: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fails(stores: Stores, first: int, acknowledgements: int) -> None:
        raise ValueError("by itself")

    monkeypatch.setattr(log_crash, "_log", fails)
    monkeypatch.setattr(log_crash, "LATEST_KILL_SECONDS", 5)
    with pytest.raises(RuntimeError, match="before it was killed"):
        log_crash.crash(url_of(database), 1, seed=1)
