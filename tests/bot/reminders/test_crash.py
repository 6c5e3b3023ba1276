"""Reminders across a crash, with the processes of the benchmark: all delivered, none lost, none to somebody else."""

from pathlib import Path

from benchmarks.reminders import run
from bot.reminders.worker import AT_ONCE


def test_after_a_worker_was_killed_the_others_deliver_what_is_left_to_whom_it_belongs(tmp_path: Path) -> None:
    found = run(f"sqlite:///{tmp_path / 'spotter.db'}", 120, tmp_path)
    assert 60 <= found["sent before the kill"] <= 120
    assert (found["delivered"], found["lost"], found["crossed"]) == (120, 0, 0)
    assert found["sent twice"] <= AT_ONCE
