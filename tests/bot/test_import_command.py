"""`spotter import` as somebody uses it: what is said, what is kept, and how it ends."""

import json
import os
import pty
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import import_command, lifter_option
from bot.cli import main
from bot.rights.archive import write_archive
from bot.settings import Settings, settings
from bot.store.interface import Stores
from bot.store.sql import open_stores
from tests.bot.store.everything import plant
from tests.bot.transfer.conftest import FILES, STRONG

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LANDMINE = "2024-01-15 17:00:00,Push,Landmine Thing,1,40,8,0,,,\n"
SQUAT = "2024-01-15 17:00:00,Push,Squat (Barbell),1,225,5,0,,,8\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    made = replace(settings(), database=f"sqlite:///{tmp_path / 'spotter.db'}", history_file=tmp_path / "history")
    monkeypatch.setattr(lifter_option, "settings", lambda: made)
    monkeypatch.setattr(import_command, "settings", lambda: made)
    return made


@pytest.fixture
def stores(here: Settings) -> Stores:
    return open_stores(here.database)


@pytest.fixture
def bring_in(here: Settings) -> Callable[..., Result]:
    return lambda *given: CliRunner().invoke(main, ["import", *map(str, given)])


Run = Callable[..., Result]


def file_of(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "strong.csv"
    path.write_text(STRONG + "".join(rows), encoding="utf-8")
    return path


def sets_of(stores: Stores, chat: str = "terminal:here") -> list[tuple[str, float | None]]:
    workouts = stores.log.workouts(stores.lifters.lifter_of(chat, NOW).id)
    return [(each.exercise, each.load_kg) for workout in workouts for each in workout.sets]


def test_without_a_yes_it_is_a_dry_run(bring_in: Run, stores: Stores) -> None:
    result = bring_in(FILES / "strong.csv")
    assert result.exit_code == 0
    assert "strong.csv: Strong, 12 rows" in result.output
    assert "6 sets in 2 workouts, 2024-01-13 to 2024-01-15" in result.output
    assert "2 new" in result.output
    assert "line 7: reps: expected a number" in result.output
    assert "Nothing was kept. Add --yes" in result.output
    assert sets_of(stores) == []


def test_the_same_file_twice_changes_nothing(bring_in: Run, stores: Stores) -> None:
    assert "Kept: 2 workouts." in bring_in(FILES / "strong.csv", "--yes").output
    before = sets_of(stores)
    again = bring_in(FILES / "strong.csv", "--yes")
    assert again.exit_code == 0
    assert "0 new, 2 kept already" in again.output
    assert "There is nothing new in it." in again.output
    assert sets_of(stores) == before
    assert len(before) == 6


@pytest.mark.parametrize("name", ["strong", "strong_semicolon", "hevy_kg", "hevy_lbs", "fitnotes", "liftosaur"])
def test_every_format_is_kept_with_where_it_is_from(name: str, bring_in: Run, stores: Stores) -> None:
    assert "Kept:" in bring_in(FILES / f"{name}.csv", "--yes").output
    workouts = stores.log.workouts(stores.lifters.lifter_of("terminal:here", NOW).id)
    assert {each.source for each in workouts} == {name.split("_")[0]}


def test_doubtful_names_are_listed_with_how_to_say_what_they_are(bring_in: Run, stores: Stores, tmp_path: Path) -> None:
    path = file_of(tmp_path, SQUAT, LANDMINE)
    result = bring_in(path, "--yes")
    assert "“Landmine Thing” (1 set, from line 3)" in result.output
    assert '--map "Landmine Thing=' in result.output
    assert len(sets_of(stores)) == 1
    again = bring_in(path, "--yes", "--map", "Landmine Thing=landmine press")
    assert "1 kept in part (what is missing is added)" in again.output
    assert sorted(sets_of(stores)) == [("barbell_back_squat", 225.0), ("landmine_press", 40.0)]


def test_the_unit_is_the_one_that_is_said(bring_in: Run, stores: Stores, tmp_path: Path) -> None:
    result = bring_in(file_of(tmp_path, SQUAT), "--yes", "--unit", "lb")
    assert "names no unit for 1 set: taken as lb" in result.output
    assert sets_of(stores) == [("barbell_back_squat", pytest.approx(102.06, abs=0.01))]


def test_it_is_kept_for_the_lifter_who_is_named(bring_in: Run, stores: Stores, tmp_path: Path) -> None:
    lifter = stores.lifters.lifter_of("telegram:4711", NOW).id
    assert bring_in(file_of(tmp_path, SQUAT), "--yes", "--lifter", "telegram:4711").exit_code == 0
    assert bring_in(file_of(tmp_path, SQUAT, SQUAT), "--yes", "--lifter", lifter).exit_code == 0
    assert len(sets_of(stores, "telegram:4711")) == 2
    assert sets_of(stores) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--lifter", "telegram:9"], "'telegram:9' is no lifter"),
        (["--lifter", ""], "is no lifter"),
        (["--map", "Landmine Thing"], 'expected "Name=exercise"'),
        (["--map", "=squat"], 'expected "Name=exercise"'),
        (["--map", "Thing=squirrel"], "'squirrel' is no exercise"),
        (["--unit", "stone"], "stone"),
    ],
)
def test_what_was_called_wrongly_ends_with_2(given: list[str], told: str, bring_in: Run, tmp_path: Path) -> None:
    result = bring_in(file_of(tmp_path, SQUAT), *given)
    assert result.exit_code == 2
    assert told in result.output


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a,b\n1,2\n", "no header of Strong, Hevy"),
        (b"\xff\xfe\x00\xd8", "expected text in UTF-8"),
        (b"", "no header"),
        (b"PK\x05\x06" + bytes(18), "no export of Spotter's"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_1_and_a_word(
    content: bytes, told: str, bring_in: Run, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    result = bring_in(path, "--yes")
    assert result.exit_code == 1
    assert told in result.output
    assert "Traceback" not in result.output


def test_a_file_that_is_not_there_ends_with_2(bring_in: Run, tmp_path: Path) -> None:
    assert bring_in(tmp_path / "none.csv").exit_code == 2


def test_a_database_that_cannot_be_used_ends_with_1(
    bring_in: Run, here: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spotter.db").write_bytes(b"no database" * 100)
    result = bring_in(FILES / "strong.csv")
    assert result.exit_code == 1
    assert "cannot be used" in result.output


def test_a_file_with_nothing_to_keep_says_so(bring_in: Run, tmp_path: Path) -> None:
    assert "There is nothing in it to keep." in bring_in(file_of(tmp_path), "--yes").output


def test_many_bad_rows_are_told_by_line_and_cut_short(bring_in: Run, tmp_path: Path) -> None:
    bad = SQUAT.replace(",5,", ",five,")
    output = bring_in(file_of(tmp_path, SQUAT, *[bad] * 60), "--yes").output
    assert "Could not be read: 60 rows" in output
    assert "line 3: reps" in output
    assert "… and 10 more" in output
    assert "Kept: 1 workout." in output


def test_an_export_brings_everything_back(bring_in: Run, stores: Stores, tmp_path: Path) -> None:
    lifter = plant(stores, "web:1", "marker")
    path = tmp_path / "export.zip"
    path.write_bytes(write_archive(stores.rights.export(lifter, NOW, "lifter"), NOW))
    dry = bring_in(path)
    assert "export.zip: 2 workouts, 1 body weight, 3 facts of the profile, 2 programs" in dry.output
    assert "Nothing was kept" in dry.output
    assert "Brought back:" in bring_in(path, "--yes").output
    back = stores.lifters.lifter_of("terminal:here", NOW).id
    assert len(stores.log.workouts(back)) == 2
    assert stores.profiles.profile(back)["training_goal"].value == "marker"
    assert "Brought back: 0 records." in bring_in(path, "--yes").output


def test_a_zip_of_something_else_ends_with_1(bring_in: Run, tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as files:
        files.writestr("spotter.json", json.dumps({"format": "other"}))
    result = bring_in(path)
    assert result.exit_code == 1
    assert "no export of Spotter's" in result.output


def in_a_terminal(tmp_path: Path, keys: list[str], *given: str) -> str:
    """What a real terminal shows when these lines are typed, each once something is asked."""
    environment = os.environ | {"SPOTTER_HOME": str(tmp_path / "home"), "COLUMNS": "100"}
    main_end, other_end = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "import", *given], stdin=other_end, stdout=other_end, stderr=other_end,
        env=environment,
    )  # fmt: skip
    os.close(other_end)
    shown = b""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            shown += os.read(main_end, 4096)
        except OSError:
            break
        if keys and shown.rstrip().endswith((b"leave it out:", b"[y/N]:")):
            os.write(main_end, keys.pop(0).encode() + b"\n")
            time.sleep(0.2)
    os.close(main_end)
    assert running.wait(60) == 0
    return shown.decode()


def test_at_a_terminal_each_doubtful_name_is_asked_and_then_whether_to_keep(tmp_path: Path) -> None:
    other = LANDMINE.replace("Landmine Thing", "Wobble Whirl")
    path = file_of(tmp_path, SQUAT, LANDMINE, other, other.replace("Wobble Whirl", "Mystery Lift"))
    shown = in_a_terminal(tmp_path, ["1", "quokka", "plank", "", "y"], str(path))
    assert "1 of 3: which exercise is “Landmine Thing”" in shown
    assert "I know no exercise of that name." in shown
    assert "3 of 3" in shown
    assert "Keep 1 workout?" in shown
    assert "Kept: 1 workout." in shown
    stores = open_stores(f"sqlite:///{tmp_path / 'home' / 'spotter.db'}")
    kept = [name for name, _ in sets_of(stores)]
    assert len(kept) == 3
    assert {"barbell_back_squat", "plank"} < set(kept)


def test_at_a_terminal_a_no_keeps_nothing(tmp_path: Path) -> None:
    assert "Nothing was kept." in in_a_terminal(tmp_path, ["n"], str(file_of(tmp_path, SQUAT)))
