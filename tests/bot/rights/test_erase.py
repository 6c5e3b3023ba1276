"""Erasing: after it no byte of the lifter is in any file of SPOTTER_HOME, also with messages in flight."""

import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from threading import Event

import pytest

from bot.downloads import Downloads
from bot.rights.archive import write_archive
from bot.rights.erase import erase
from bot.rights.errors import UnfinishedError
from bot.store.errors import NoSuchLifterError, StoreUnavailableError
from bot.store.interface import Stores
from bot.store.log_records import Erased
from bot.store.sql import open_stores, sqlite
from tests.at_once import SECONDS, at_once
from tests.bot.rights.conftest import MARKER
from tests.bot.store.conftest import BENCH, NOON, url_of, workout
from tests.bot.store.everything import plant


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def stores(home: Path) -> Stores:
    return open_stores(url_of(home / "spotter.db"))


@pytest.fixture
def files(home: Path) -> Downloads:
    return Downloads(home / "downloads")


@pytest.fixture
def lifter(stores: Stores, files: Downloads, home: Path) -> str:
    """One of everything, in the store and in the files, of a lifter who also talks in this terminal."""
    planted = plant(stores, "terminal:here", MARKER)
    archive = write_archive(stores.rights.export(planted, NOON, "lifter"), NOON)
    files.keep({f"{MARKER}.txt": MARKER.encode(), "export.zip": archive}, planted)
    (home / "history").write_text(f"+{MARKER}\n")
    return planted


def bytes_in(home: Path) -> bytes:
    """All that lies in a folder: names and contents."""
    return b"".join(str(each).encode() + (each.read_bytes() if each.is_file() else b"") for each in home.rglob("*"))


def test_no_byte_is_left_in_any_file(stores: Stores, files: Downloads, lifter: str, home: Path) -> None:
    assert bytes_in(home).count(MARKER.encode()) > 25
    erased = erase(stores, files, lifter, NOON, "lifter", home / "history")
    assert erased.conversations == ("terminal:here",)
    left = bytes_in(home)
    assert MARKER.encode() not in left
    assert lifter.encode() not in left
    assert {each.name for each in home.iterdir()} >= {"spotter.db", "history"}


def test_no_byte_is_left_with_messages_and_downloads_in_flight(
    stores: Stores, files: Downloads, lifter: str, home: Path
) -> None:
    begun, refused = Event(), []

    def log() -> None:
        try:
            for number in count():
                stores.log.keep_workouts(lifter, [workout(lifter, BENCH, note=MARKER)], f"{MARKER}{number}", NOON)
                begun.set()
        except NoSuchLifterError:
            refused.append("log")

    def download() -> None:
        """As actions.files.keep_files does it: whoever finds the lifter gone deletes what he has just kept."""
        while stores.lifters.find(lifter):
            files.keep({"note.txt": MARKER.encode()}, lifter)
        files.delete(lifter)
        refused.append("download")

    def erase_all() -> None:
        assert begun.wait(SECONDS)
        erase(stores, files, lifter, NOON, "lifter", home / "history")

    at_once(log, download, erase_all)
    assert sorted(refused) == ["download", "log"]
    assert MARKER.encode() not in bytes_in(home)


def test_others_keep_all_of_theirs(stores: Stores, files: Downloads, lifter: str, home: Path) -> None:
    other = plant(stores, "web:2", "other")
    files.keep({"other.txt": b"other"}, other)
    before = stores.rights.export(other, NOON, "x")
    erase(stores, files, lifter, NOON, "lifter", home / "history")
    after = stores.rights.export(other, NOON, "x")
    assert after.workouts == before.workouts
    assert after.profile == before.profile
    assert b"other.txt" in bytes_in(home / "downloads")


def test_the_history_of_the_terminal_stays_if_it_is_another_lifters(
    stores: Stores, files: Downloads, home: Path
) -> None:
    other = plant(stores, "web:2", MARKER)
    (home / "history").write_text("+mine\n")
    erase(stores, files, other, NOON, "operator", home / "history")
    assert (home / "history").read_text() == "+mine\n"


def test_one_who_is_not_there_is_no_error(stores: Stores, files: Downloads, home: Path) -> None:
    assert erase(stores, files, "a" * 32, NOON, "operator", home / "history") == Erased((), {})


@pytest.fixture
def reader(home: Path, stores: Stores, lifter: str) -> Iterator[sqlite3.Connection]:
    """Another program that is reading the database."""
    connection = sqlite3.connect(home / "spotter.db", isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT * FROM lifters").fetchall()
    yield connection
    connection.close()


def test_an_erasure_that_was_held_up_says_so_and_is_finished_by_the_same_id(
    files: Downloads, lifter: str, home: Path, monkeypatch: pytest.MonkeyPatch, reader: sqlite3.Connection
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE_SECONDS", 0.1)
    stores = open_stores(url_of(home / "spotter.db"))
    with pytest.raises(UnfinishedError, match=f"Close that program.*Erase {lifter} again"):
        erase(stores, files, lifter, NOON, "lifter", home / "history")
    assert stores.lifters.find(lifter) is None
    assert not any((home / "downloads").rglob("*.txt"))
    assert (home / "history").read_bytes() == b""
    reader.close()
    erase(stores, files, lifter, NOON, "lifter", home / "history")
    assert MARKER.encode() not in bytes_in(home)


def test_files_that_cannot_be_deleted_are_named_and_the_records_are_gone(
    stores: Stores, lifter: str, home: Path
) -> None:
    class Stuck:
        def delete(self, lifter: str) -> int:
            raise PermissionError(13, "Permission denied", "downloads")

    with pytest.raises(UnfinishedError, match="downloads: Permission denied"):
        erase(stores, Stuck(), lifter, NOON, "lifter", home / "history")
    assert stores.lifters.find(lifter) is None


def test_where_nothing_could_be_deleted_the_error_is_the_stores(
    stores: Stores, files: Downloads, lifter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unavailable(*_: object) -> None:
        raise StoreUnavailableError("The database cannot be used.")

    monkeypatch.setattr(type(stores.rights), "erase", unavailable)
    with pytest.raises(StoreUnavailableError):
        erase(stores, files, lifter, NOON, "lifter")
    assert stores.lifters.find(lifter)
