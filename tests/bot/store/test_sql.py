"""The database: its file, what is left in it, its version, and errors that name it."""

import multiprocessing
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Connection
from sqlalchemy.schema import CreateTable

from bot.store.errors import StoreUnavailableError, StoreVersionError
from bot.store.records import UnreadMessage, digest
from bot.store.sql import SqlUnreadStore, open_database
from bot.store.tables import VERSION, metadata
from tests.bot.store.conftest import NOON

Make = Callable[..., UnreadMessage]
MARKER = "zanzibarquokka"


def bytes_beside(database: Path) -> bytes:
    """All that lies in the database's folder: the file, its log, its index."""
    return b"".join(path.read_bytes() for path in sorted(database.parent.iterdir()))


def url_of(database: Path) -> str:
    return f"sqlite:///{database}"


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


def open_and_close(url: str) -> None:
    open_database(url).dispose()


def test_processes_that_make_the_tables_at_the_same_time_all_succeed(database: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=open_and_close, args=(url_of(database),)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    assert sqlite3.connect(database).execute("SELECT version FROM schema_version").fetchall() == [(VERSION,)]


def test_tables_that_another_process_makes_in_the_same_moment_are_taken(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def late(connection: Connection) -> None:
        calls.append("once")
        if len(calls) == 1:
            with create_engine(url_of(database), future=True).begin() as other:
                real(other)
            real(connection, checkfirst=False)

    real = metadata.create_all
    monkeypatch.setattr(metadata, "create_all", late)
    assert SqlUnreadStore(open_database(url_of(database))).unread() == ()
    assert calls == ["once", "once"]


def test_a_database_of_a_newer_spotter_is_refused(store: SqlUnreadStore, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE schema_version SET version = ?", (VERSION + 1,))
    connection.close()
    with pytest.raises(StoreVersionError, match="newer Spotter"):
        open_database(url_of(database))


@pytest.mark.parametrize(
    "url", ["nonsense", "", "nosuch://host/db", "sqlite:////proc/no/such/spotter.db",
            "postgresql://spotter:hunter2@127.0.0.1:1/spotter?password=hunter3"],
)  # fmt: skip
def test_a_database_that_cannot_be_used_is_named_without_its_password(url: str) -> None:
    with pytest.raises(StoreUnavailableError, match="SPOTTER_DATABASE") as raised:
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


def test_the_tables_can_be_made_in_postgresql() -> None:
    made = [str(CreateTable(table).compile(dialect=postgresql.dialect())) for table in metadata.sorted_tables]
    assert len(made) == 2
    assert "TIMESTAMP WITHOUT TIME ZONE" in "".join(made)
