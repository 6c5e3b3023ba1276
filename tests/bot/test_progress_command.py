"""`spotter progress`: pictures and words in a folder, clear errors, and nothing written elsewhere."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot import progress_command
from bot.cli import main
from bot.settings import settings
from bot.store.log_records import new_id
from bot.store.sql import open_stores
from tests.bot.progress.histories import HISTORIES

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with a novice in the terminal, one with pounds in Telegram, and somebody who has logged nothing."""
    url = f"sqlite:///{tmp_path_factory.mktemp('home') / 'spotter.db'}"
    stores = open_stores(url)
    for conversation, name in (("terminal:here", "novice"), ("telegram:4711", "pounds")):
        lifter, history = stores.lifters.lifter_of(conversation, NOW).id, HISTORIES[name]()
        later = NOW.date() - max(each.day for each in history.workouts)  # the latest workout is today's, on any weekday
        own = [replace(each, id=new_id(), lifter=lifter, day=each.day + later) for each in history.workouts]
        stores.log.keep_workouts(lifter, own, "history", NOW)
        masses = [replace(each, lifter=lifter, day=each.day + later) for each in history.masses]
        stores.log.keep_body_masses(lifter, masses, "scales", NOW)
    stores.lifters.lifter_of("web:new", NOW)
    return url


@pytest.fixture
def run(database: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    here = replace(settings(), database=database)
    monkeypatch.setattr(progress_command, "settings", lambda: here)
    return lambda *words: CliRunner().invoke(main, ["progress", *map(str, words)])


def test_pictures_and_words_are_written(run: Any, tmp_path: Path) -> None:
    result = run("--out", tmp_path / "new" / "folder")
    assert result.exit_code == 0, result.output
    names = [
        "body_weight.png",
        "calendar.png",
        "muscles.png",
        "progress.txt",
        "strength.png",
        "tonnage.png",
        "week.png",
    ]
    written = sorted((tmp_path / "new" / "folder").iterdir())
    assert [path.name for path in written] == names
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in written if path.suffix == ".png")
    assert all(name in result.output for name in names)


def test_the_words_tell_each_picture_and_the_week(run: Any, tmp_path: Path) -> None:
    run("--out", tmp_path)
    words = (tmp_path / "progress.txt").read_text(encoding="utf-8")
    assert "strength.png\nEstimated 1RM" in words
    assert "No exercise with your own weight is logged yet." in words
    assert "\nNew best: " in words or "in a row with a workout." in words


def test_a_lifter_is_named_by_conversation_or_id(run: Any, tmp_path: Path, database: str) -> None:
    known = open_stores(database).lifters.find("telegram:4711")
    assert known
    for name in ("telegram:4711", known.id):
        assert run(name, "--out", tmp_path / name).exit_code == 0
        assert " lb now" in (tmp_path / name / "progress.txt").read_text(encoding="utf-8")


def test_a_lift_and_a_week_can_be_named(run: Any, tmp_path: Path) -> None:
    week = NOW.date() - timedelta(weeks=2)
    assert run("--out", tmp_path, "--exercise", "bench press", "--week", week).exit_code == 0
    words = (tmp_path / "progress.txt").read_text(encoding="utf-8")
    assert "Bench press: " in words.partition("muscles.png")[0]
    assert "squat" not in words.partition("muscles.png")[0]
    monday = week - timedelta(days=week.weekday())
    assert f"Your week, {monday.day} " in words


def test_dark_is_another_picture_with_the_same_words(run: Any, tmp_path: Path) -> None:
    run("--out", tmp_path / "light")
    run("--out", tmp_path / "dark", "--dark")
    light, dark = (
        [(tmp_path / theme / name).read_bytes() for name in ("week.png", "progress.txt")] for theme in ("light", "dark")
    )
    assert light[0] != dark[0]
    assert light[1] == dark[1]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("nobody", "--out", "x"), 1, "There is no lifter 'nobody'. Give an id, or a conversation"),
        (("web:new", "--out", "x"), 1, "Nothing is logged for web:new yet."),
        (("--out", "/proc/none"), 1, "--out /proc/none: "),
        ((), 2, "Missing option '--out'"),
        (("--out", "x", "--exercise", "squt jerk press"), 2, "--exercise"),
        (("--out", "x", "--week", "yesterday"), 2, "--week"),
        (("--out", "x", "--week", "2999-01-01"), 2, "is to come. Give a day up to today."),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(
    run: Any, words: tuple[str, ...], code: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert (result.exit_code, told in result.output) == (code, True), result.output
    assert not list(tmp_path.iterdir())


def test_a_database_that_cannot_be_opened_is_a_clear_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    here = replace(settings(), database="sqlite:////proc/none/spotter.db")
    monkeypatch.setattr(progress_command, "settings", lambda: here)
    result = CliRunner().invoke(main, ["progress", "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert not list(tmp_path.iterdir())


def test_nothing_is_written_to_the_users_own_folder_and_no_warning_shown(database: str, tmp_path: Path) -> None:
    home, ours = tmp_path / "home", tmp_path / "spotter"
    home.mkdir()
    found = subprocess.run(
        [sys.executable, "-m", "bot.cli", "progress", "--out", str(tmp_path / "out")],
        cwd=settings().project_folder,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "SPOTTER_HOME": str(ours), "SPOTTER_DATABASE": database},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stderr == ""
    assert not list(home.rglob("*"))
    assert (ours / "matplotlib").is_dir()
