"""The file of a database: whose it is, what is left in it of what was deleted, and errors that name it."""

import multiprocessing
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from bot.store.errors import StoreUnavailableError
from bot.store.records import UnreadMessage, digest
from bot.store.sql import SqlUnreadStore, open_database, sqlite
from bot.store.sql.database import writing
from tests.at_once import SECONDS, at_once
from tests.bot.store.conftest import NOON, url_of

Make = Callable[..., UnreadMessage]
MARKER = "zanzibarquokka"


def bytes_beside(database: Path) -> bytes:
    """All that lies in the database's folder: the file, its log, its index."""
    return b"".join(path.read_bytes() for path in sorted(database.parent.iterdir()))


@pytest.fixture
def store(database: Path) -> SqlUnreadStore:
    return SqlUnreadStore(open_database(url_of(database)))


def test_the_file_and_its_folder_are_the_owners_alone(store: SqlUnreadStore, database: Path, message: Make) -> None:
    store.keep(message())
    assert database.parent.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in database.parent.iterdir()} == {0o600}


def test_what_is_kept_is_there_after_opening_again(store: SqlUnreadStore, database: Path, message: Make) -> None:
    store.keep(message())
    assert SqlUnreadStore(open_database(url_of(database))).unread() == (message(),)


def test_a_reader_does_not_lock_out_a_writer(store: SqlUnreadStore, database: Path, message: Make) -> None:
    reader = sqlite3.connect(database, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM unread_messages").fetchall()
    store.keep(message())
    reader.close()
    assert len(store.unread()) == 1


@pytest.mark.parametrize("length", [1, 400])
def test_no_byte_of_a_deleted_text_stays_in_the_files(
    length: int, store: SqlUnreadStore, database: Path, message: Make
) -> None:
    for number in range(20):
        store.keep(message(f"m{number}", text=MARKER * length))
    assert MARKER.encode() in bytes_beside(database)
    store.delete([f"m{number}" for number in range(20)])
    assert MARKER.encode() not in bytes_beside(database)


def test_no_byte_of_an_old_text_stays_in_the_files(store: SqlUnreadStore, database: Path, message: Make) -> None:
    store.keep(message(text=MARKER))
    store.delete_before(NOON + timedelta(days=1))
    assert MARKER.encode() not in bytes_beside(database)


def test_no_byte_of_a_forgotten_text_stays_in_the_files(store: SqlUnreadStore, database: Path, message: Make) -> None:
    store.keep(message(text=MARKER))
    store.drop_texts(digest("lifter"))
    assert MARKER.encode() not in bytes_beside(database)
    assert len(store.unread()) == 1


def test_no_byte_stays_in_the_log_while_another_process_has_the_database_open(
    store: SqlUnreadStore, database: Path, message: Make
) -> None:
    other = sqlite3.connect(database)
    other.execute("SELECT * FROM unread_messages").fetchall()
    store.keep(message(text=MARKER))
    store.delete(["m1"])
    assert MARKER.encode() not in bytes_beside(database)
    other.close()


@pytest.mark.parametrize(
    "url", ["nonsense", "", "nosuch://host/db", "mysql://spotter:hunter2@host/db", "sqlite:////proc/no/such/spotter.db",
            "postgresql://spotter:hunter2@127.0.0.1:1/spotter?password=hunter3"],
)  # fmt: skip
def test_a_database_that_cannot_be_used_is_named_without_its_password(url: str) -> None:
    with pytest.raises(StoreUnavailableError, match="cannot be used") as raised:
        open_database(url)
    assert "hunter" not in str(raised.value)


def test_a_file_that_is_no_database_is_named(database: Path) -> None:
    database.parent.mkdir()
    database.write_bytes(b"no database at all, " * 100)
    with pytest.raises(StoreUnavailableError, match=r"spotter\.db"):
        open_database(url_of(database))


def test_an_error_names_the_database_and_quotes_no_text(store: SqlUnreadStore, database: Path, message: Make) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON unread_messages BEGIN SELECT RAISE(ABORT, 'no'); END")
    connection.close()
    with pytest.raises(StoreUnavailableError, match=r"spotter\.db") as raised:
        store.keep(message(text=MARKER))
    assert MARKER not in str(raised.value) + str(raised.value.__cause__)


def test_a_database_that_another_program_holds_is_named_after_some_patience(
    store: SqlUnreadStore, database: Path, message: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE_SECONDS", 0.1)
    impatient = SqlUnreadStore(open_database(url_of(database)))
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailableError, match=r"spotter\.db"):
        impatient.keep(message())
    assert impatient.unread() == ()
    other.execute("ROLLBACK")
    impatient.keep(message())
    assert len(impatient.unread()) == 1
    other.close()


def test_every_connection_waits_for_the_disk_and_overwrites_what_is_deleted(database: Path) -> None:
    engine = open_database(url_of(database))
    wanted = {
        "journal_mode": "wal", "synchronous": 2, "fullfsync": 1, "secure_delete": 1, "foreign_keys": 1, "temp_store": 2,
        "busy_timeout": 5000,
    }  # fmt: skip
    with engine.connect() as one, engine.connect() as two:
        for connection in (one, two):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted


def test_a_database_in_memory_is_one_for_all_threads(message: Make) -> None:
    store = SqlUnreadStore(open_database("sqlite://"))
    at_once(lambda: store.keep(message()))
    assert store.unread() == (message(),)


def connect_at_once(barrier: Any, url: str) -> None:
    engine = create_engine(url, future=True)
    sqlite.set_up(engine)
    barrier.wait()
    engine.connect().close()


def test_processes_that_set_up_the_log_of_a_new_file_at_the_same_moment_all_succeed(database: Path) -> None:
    """SQLite itself does not wait there: without patience of ours every third round fails."""
    database.parent.mkdir()
    fork = multiprocessing.get_context("fork")
    for number in range(25):
        barrier, url = fork.Barrier(5, timeout=SECONDS), url_of(database.with_name(f"{number}.db"))
        processes = [fork.Process(target=connect_at_once, args=(barrier, url)) for _ in range(5)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        assert [process.exitcode for process in processes] == [0] * 5


def test_a_change_that_need_not_last_does_not_wait_for_the_disk_and_the_next_one_does(database: Path) -> None:
    engine = open_database(url_of(database))
    for is_lasting, expected in ((True, 2), (False, 1), (True, 2)):
        with writing(engine, is_lasting=is_lasting) as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == expected


def test_threads_that_write_at_once_take_turns_and_wait_no_longer_than_for_others(
    database: Path, message: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE_SECONDS", 0.1)
    engine = open_database(url_of(database))
    store, refused = SqlUnreadStore(engine), []

    def keep() -> None:
        try:
            store.keep(message())
        except StoreUnavailableError:
            refused.append(1)

    with writing(engine):
        at_once(keep)
    assert refused == [1]
    monkeypatch.undo()
    at_once(*[partial(store.keep, message(f"m{number}")) for number in range(20)])
    assert len(store.unread()) == 20
