"""The program to take away: written where nobody else finds it, and named in the answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from actions import services
from actions.program_files import SendProgramFiles, next_monday
from actions.services import Downloads, Services
from tests.actions.conftest import Outcome
from tests.actions.test_program import with_program

Run = Callable[..., Outcome]


@pytest.fixture
def folder(here: Services, tmp_path: Path) -> Path:
    """Where this test's files are kept."""
    return tmp_path / "downloads"


def test_a_page_and_a_calendar_are_written_and_named(folder: Path, run: Run, make_tracker: Callable) -> None:
    outcome = run(SendProgramFiles(), make_tracker("request_program_files", **with_program()))
    said = outcome.values("utter_program_files")
    assert Path(said["pdf"]).read_bytes().startswith(b"%PDF")
    assert Path(said["calendar"]).read_bytes().count(b"BEGIN:VEVENT") == 36
    assert folder in Path(said["pdf"]).parents


def test_without_a_program_one_is_made_first(folder: Path, run: Run, make_tracker: Callable) -> None:
    outcome = run(SendProgramFiles(), make_tracker("request_program_files"))
    assert outcome.responses == ["utter_program_files_first", "utter_advise_request_program_ask"]
    assert not folder.exists()


def test_a_full_disk_is_apologised_for(
    here: Services, run: Run, make_tracker: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "services", lambda: replace(here, downloads=Downloads(Path("/proc/none"))))
    outcome = run(SendProgramFiles(), make_tracker("request_program_files", **with_program()))
    assert outcome.responses == ["utter_action_failed"]


@pytest.mark.parametrize(("today", "monday"), [((2026, 11, 22), 23), ((2026, 11, 23), 30), ((2026, 11, 25), 30)])
def test_the_workouts_start_on_the_monday_after_today(today: tuple[int, int, int], monday: int) -> None:
    assert next_monday(date(*today)) == date(2026, 11, monday)
