"""Of many trainers who claim a handover at once exactly one gets it, and no kill loses or halves a step."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

import bot.store.handover_steps as handover_steps
from benchmarks import handover_crash, handover_race
from bot.store.handover_records import Handover, HandoverState
from bot.store.sql.handovers import SqlHandoverStore
from tests.bot.store.conftest import url_of

KILLS = 12


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, database: Path) -> str:
    return url_of(database) if request.param == "sqlite" else request.getfixturevalue("postgresql").new_database()


def test_every_handover_is_won_by_exactly_one(url: str, capfd: pytest.CaptureFixture[str]) -> None:
    outcome = handover_race.race(url)
    assert outcome.is_good, outcome
    assert (outcome.claims, outcome.won) == (3200, 200)
    with capfd.disabled():
        sys.stdout.write(f"\nN = {outcome.claims} claims of {outcome.won} handovers: {outcome.won} winners\n")


def test_the_race_would_see_two_winners(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a store that gives a handover to whoever claims it."""

    def to_all(handover: Handover, trainer: str, now) -> Handover:
        return replace(handover, state=HandoverState.CLAIMED, trainer=trainer, claimed_at=now)

    monkeypatch.setattr(handover_steps, "claimed", to_all)
    outcome = handover_race.race(url_of(database), handovers=3, trainers=2)
    assert (outcome.doubled, outcome.won) == (3, 12)
    assert outcome.wrong > 0


def test_no_step_that_was_acknowledged_is_lost_doubled_or_kept_in_part(url: str) -> None:
    outcome = handover_crash.crash(url, KILLS, seed=3)
    assert outcome.is_good, outcome
    assert outcome.kills == KILLS


def test_the_crash_would_see_what_is_lost_and_kept_in_part(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a store that forgets every note, and another that forgets what was agreed."""
    real = SqlHandoverStore.hand_back
    monkeypatch.setattr(SqlHandoverStore, "hand_back", lambda self, *args: real(self, *args[:3], [], *args[4:]))
    assert handover_crash.crash(url_of(database), 6, seed=3).in_part > 0
    monkeypatch.undo()
    monkeypatch.setattr(SqlHandoverStore, "note", lambda self, note: True)
    assert handover_crash.crash(url_of(database.with_name("other.db")), 6, seed=3).lost > 0
