"""The zip of an export: complete, readable by people and programs, and brought back as it was."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.coaching.terms import MassUnit
from bot.rights.archive import EXACT, FORMAT, README, is_archive, read_archive, write_archive
from bot.rights.errors import ArchiveError
from bot.store.interface import Stores
from bot.store.log_records import Lifter, LifterRecords
from bot.transfer.read import read_file
from tests.bot.rights.conftest import HARD_TEXTS, MARKER
from tests.bot.store.conftest import NOON

LEFT_OUT = {
    "lifter", "identities", "reminders", "replaced", "replaced_masses", "audit", "unread", "messages", "posted",
    "handovers", "trainer_notes", "trials",
}  # fmt: skip
"""What no export brings back: see RightsStore.restore. Reminders come back to the chat that they are for."""


@pytest.fixture
def archive(records: LifterRecords, tmp_path: Path) -> Path:
    path = tmp_path / "export.zip"
    path.write_bytes(write_archive(records, NOON))
    return path


def test_the_records_are_read_as_they_were_written(archive: Path, records: LifterRecords) -> None:
    assert is_archive(archive)
    assert read_archive(archive) == records


def test_every_planted_fact_is_in_the_exact_file(archive: Path, records: LifterRecords) -> None:
    with zipfile.ZipFile(archive) as files:
        exact = json.loads(files.read(EXACT))
    assert exact["format"] == FORMAT
    assert set(exact["records"]) == {each.name for each in fields(LifterRecords)}
    for name, value in exact["records"].items():
        assert len(value) == len(vars(records)[name]) if isinstance(value, list) else value, name
    assert json.dumps(exact).count(MARKER) >= 25


def test_everything_comes_back_into_an_empty_store(
    archive: Path, records: LifterRecords, make_stores: Callable[[str], Stores]
) -> None:
    second = make_stores("second")
    lifter = second.lifters.lifter_of("web:1", NOON).id
    assert second.rights.restore(lifter, read_archive(archive)) > 0
    found = second.rights.export(lifter, NOON, "lifter")
    for name in {each.name for each in fields(LifterRecords)} - LEFT_OUT:
        wanted = tuple(replace(each, lifter=lifter) for each in getattr(records, name))
        assert wanted, f"{name}: nothing was planted"
        assert set(getattr(found, name)) == set(wanted), name
        assert len(getattr(found, name)) == len(wanted), name
    assert {replace(each, lifter="") for each in found.reminders} == {replace(e, lifter="") for e in records.reminders}


def test_the_same_zip_twice_changes_nothing(archive: Path, make_stores: Callable[[str], Stores]) -> None:
    second = make_stores("second")
    lifter = second.lifters.lifter_of("slack:2", NOON).id
    second.rights.restore(lifter, read_archive(archive))
    before = replace(second.rights.export(lifter, NOON, "x"), audit=())
    assert second.rights.restore(lifter, read_archive(archive)) == 0
    assert replace(second.rights.export(lifter, NOON, "x"), audit=()) == before


def test_the_table_of_workouts_is_itself_a_file_to_bring_in(
    archive: Path, records: LifterRecords, tmp_path: Path
) -> None:
    with zipfile.ZipFile(archive) as files:
        path = Path(files.extract("workouts.csv", tmp_path))
    reading = read_file(path, records.lifter.id, MassUnit.KG, NOON)
    known = {each.id: each for each in records.workouts}
    hard = {each.id for each in records.workouts if len(each.sets) == 4}
    with_known_exercises = [each for each in reading.workouts if each.id in hard]
    assert len(with_known_exercises) == len(HARD_TEXTS)
    assert all(each == known[each.id] for each in with_known_exercises)


def test_the_readme_says_of_every_file_what_it_is(archive: Path) -> None:
    with zipfile.ZipFile(archive) as files:
        told = files.read(README).decode()
        for name in files.namelist():
            assert name == README or f"  {name}\n      " in told, name
    assert "2026-03-01" in told
    assert "{" not in told
    assert max(map(len, told.splitlines())) <= 115


def test_the_pictures_are_of_what_there_is_something_for(archive: Path) -> None:
    with zipfile.ZipFile(archive) as files:
        drawn = {name: files.read(name) for name in files.namelist() if name.endswith(".png")}
    assert {"strength.png", "reps.png", "calendar.png", "muscles.png", "tonnage.png", "body_weight.png"} == set(drawn)
    for content in drawn.values():
        assert Image.open(io.BytesIO(content)).size[0] > 500


def test_of_a_lifter_who_has_logged_nothing_there_is_a_zip_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "empty.zip"
    path.write_bytes(write_archive(LifterRecords(Lifter("a" * 32, NOON)), NOON))
    with zipfile.ZipFile(path) as files:
        assert files.namelist() == [README, "workouts.csv", EXACT]
    assert read_archive(path).workouts == ()


def test_only_its_owner_can_read_what_is_unpacked(archive: Path) -> None:
    with zipfile.ZipFile(archive) as files:
        assert {entry.external_attr >> 16 for entry in files.infolist()} == {0o600}


def zipped(**files: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(
                name.replace("_json", ".json"), content if isinstance(content, bytes) else json.dumps(content)
            )
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x05\x06 no zip", "cannot be unpacked"),
        (zipped(other=b"x"), "no spotter.json"),
        (zipped(spotter_json=b"{"), "no JSON"),
        (zipped(spotter_json=b"[" * 100_000), "no JSON"),
        (zipped(spotter_json=[]), "no export of Spotter's"),
        (zipped(spotter_json={"format": "other"}), "no export of Spotter's"),
        (zipped(spotter_json={"format": FORMAT, "version": 99}), "another Spotter"),
        (zipped(spotter_json={"format": FORMAT, "version": 1}), "records: expected an object"),
        (zipped(spotter_json={"format": FORMAT, "version": 1, "records": {"lifter": 5}}), r"records\.lifter: expected"),
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused_with_a_word(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=told):
        read_archive(path)


def test_a_zip_that_was_cut_off_is_refused(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    path = tmp_path / "cut.zip"
    broken = bytearray(whole)
    at = whole.index(EXACT.encode()) + 200
    broken[at : at + 50] = bytes(50)
    path.write_bytes(bytes(broken))
    with pytest.raises(ArchiveError, match="cannot be unpacked"):
        read_archive(path)


def test_an_export_that_unpacks_to_very_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.rights.archive.MOST_BYTES", 1000)
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped(spotter_json=b" " * 1001))
    with pytest.raises(ArchiveError, match="larger than"):
        read_archive(path)


def test_the_day_in_it_is_the_lifters(records: LifterRecords, tmp_path: Path) -> None:
    path = tmp_path / "late.zip"
    path.write_bytes(write_archive(records, datetime(2026, 3, 2, 0, 30, tzinfo=UTC)))
    with zipfile.ZipFile(path) as files:
        assert "2026-03-02" in files.read(README).decode()
