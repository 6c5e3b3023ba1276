"""What was acknowledged survives a kill at any moment, and is answered once. A sample; the benchmark kills 260."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import inbox_crash
from bot.store.sql.inbox import SqlInboxStore

KILLS, AT_EACH_STEP = 6, 1


def test_nothing_that_was_acknowledged_is_lost_or_answered_twice(
    url: str, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    found = inbox_crash.crash(url, tmp_path, KILLS, AT_EACH_STEP, seed=4)
    assert found.is_good, found
    assert found.kills.total() == KILLS + AT_EACH_STEP * len(inbox_crash.STEPS)
    tell(f"R1 (base): {found.kills.total()} kills, {found.acknowledged} acknowledged, 0 lost, 0 answered twice")


def test_it_would_see_what_is_lost(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = SqlInboxStore.take
    monkeypatch.setattr(SqlInboxStore, "take", lambda self, each: each.id.endswith("3") or real(self, each))
    assert inbox_crash.crash(url, tmp_path, 0, 2, seed=4).lost > 0


def test_it_would_see_an_answer_that_was_not_kept_together_with_its_message(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = SqlInboxStore.answered

    def answered(self: SqlInboxStore, claimed, replies, at, **named) -> bool:
        return real(self, claimed, [*replies, *replies], at, **named)

    monkeypatch.setattr(SqlInboxStore, "answered", answered)
    assert inbox_crash.crash(url, tmp_path, 0, 2, seed=4).answered_twice > 0
