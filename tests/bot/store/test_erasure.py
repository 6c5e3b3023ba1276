"""After an erasure no byte of the lifter is left: in no table of either database, and in no file of SQLite's."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text

from bot.store.errors import MissingError, NoSuchLifterError, StoreUnavailableError
from bot.store.handover_records import Agreement, AgreementKind
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind
from bot.store.records import UnreadMessage, digest
from bot.store.sql import open_database, open_stores, sqlite
from bot.store.tables import STATE, metadata
from tests.at_once import SECONDS, at_once
from tests.bot.store.conftest import BENCH, NOON, fact, handover, note, trainer, url_of, workout
from tests.bot.store.everything import plant
from tests.postgresql_server import Server

MARKER = "zanzibarquokka"
WITHOUT_LIFTER = {
    "schema_version", "unread_messages", "lifters", "conversations", "conversation_events",
    "postboxes", "inbox", "outbox", "trainers", "console_logins", "diaries",
}  # fmt: skip
"""Tables that are erased by other means than a column `lifter`, or hold nothing of anybody."""


@pytest.fixture
def stores(database: Path) -> Stores:
    return open_stores(url_of(database))


def bytes_beside(database: Path) -> bytes:
    """All that lies in the database's folder: the file, its log, its index."""
    return b"".join(path.read_bytes() for path in sorted(database.parent.iterdir()))


def all_rows(url: str) -> str:
    with open_database(url).connect() as connection:
        return "".join(repr(connection.execute(table.select()).all()) for table in metadata.sorted_tables)


def test_every_table_says_whose_its_rows_are_and_something_of_each_is_planted(stores: Stores, database: Path) -> None:
    plant(stores, f"web:{MARKER}", MARKER)
    assert {table.name for table in metadata.sorted_tables if "lifter" not in table.c} == WITHOUT_LIFTER
    with open_database(url_of(database)).connect() as connection:
        for table in metadata.sorted_tables:
            assert connection.execute(table.select()).first(), table.name
            texts = [each for each in table.c if each.type.python_type is str and each.name in FREE_TEXTS]
            texts = [each for each in texts if each.type is not STATE]
            for column in texts:
                wanted = text(f"SELECT count(*) FROM {table.name} WHERE {column.name} LIKE '%{MARKER}%'")
                assert connection.execute(wanted).scalar(), column


FREE_TEXTS = {
    "text", "note", "title", "source", "before", "value", "words", "request", "template", "detail", "actor", "state",
    "health", "body", "payload", "summary",
}  # fmt: skip


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_no_row_of_any_table_holds_anything_of_an_erased_lifter(
    kind: str, database: Path, request: pytest.FixtureRequest
) -> None:
    is_file = kind == "sqlite"
    url = url_of(database) if is_file else request.getfixturevalue("postgresql").new_database()
    stores = open_stores(url)
    lifter = plant(stores, f"web:{MARKER}", MARKER)
    assert MARKER in all_rows(url)
    stores.rights.erase(lifter, NOON, "lifter")
    left = all_rows(url)
    assert MARKER not in left
    assert lifter not in left
    assert digest(f"web:{MARKER}") not in left


def test_no_byte_is_left_in_the_files(stores: Stores, database: Path) -> None:
    lifter = plant(stores, f"web:{MARKER}", MARKER)
    assert bytes_beside(database).count(MARKER.encode()) > 20
    stores.rights.erase(lifter, NOON, "lifter")
    left = bytes_beside(database)
    assert MARKER.encode() not in left
    assert lifter.encode() not in left


@pytest.mark.parametrize("seed", range(3))
def test_no_byte_is_left_where_rows_of_many_lifters_were_moved_about(
    seed: int, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of the file are divided as rows grow; what then stays behind in them is not overwritten by itself."""
    monkeypatch.setattr(sqlite, "PRAGMAS", (*sqlite.PRAGMAS, "synchronous = OFF"))  # else most of it is waiting
    stores, chance = open_stores(url_of(database)), random.Random(seed)
    lifters = [stores.lifters.lifter_of(f"web:{number}", NOON).id for number in range(5)]
    for number in range(500):
        lifter = chance.choice(lifters)
        note = (MARKER if lifter == lifters[0] else "other") + "x" * chance.choice([0, 5, 30, 200, 1500])
        kept = workout(lifter, *[replace(BENCH, exercise=note[:250], note=note)] * chance.randrange(1, 4), note=note)
        stores.log.keep_workouts(lifter, [kept], f"c{number}", NOON)
        if chance.random() < 0.5:
            stores.log.replace_workout(kept, replace(kept, note=f"{note} longer"), f"r{number}", NOON)
    assert MARKER.encode() in bytes_beside(database)
    stores.rights.erase(lifters[0], NOON, "lifter")
    assert MARKER.encode() not in bytes_beside(database)
    assert b"other" in bytes_beside(database)


def forget(stores: Stores, lifter: str) -> object:
    return stores.profiles.forget(lifter, "complaints")


def withdraw(stores: Stores, lifter: str) -> object:
    return stores.consents.withdraw(lifter, ConsentKind.HEALTH, NOON)


@pytest.mark.parametrize("delete", [forget, withdraw])
def test_no_byte_is_left_of_what_was_forgotten_or_no_longer_allowed(
    delete: Callable[[Stores, str], object], stores: Stores, database: Path
) -> None:
    lifter = stores.lifters.lifter_of("web:1", NOON).id
    stores.consents.give(lifter, ConsentKind.HEALTH, "May I?", NOON)
    facts = [fact(lifter, "complaints", (f"{MARKER}{each}",), consent=ConsentKind.HEALTH) for each in range(99)]
    stores.profiles.keep_facts(lifter, facts)
    delete(stores, lifter)
    assert MARKER.encode() not in bytes_beside(database)


def test_no_byte_is_left_of_a_text_that_was_kept_long_enough(
    stores: Stores, database: Path, message: Callable[..., UnreadMessage]
) -> None:
    lifter = stores.lifters.lifter_of("web:1", NOON).id
    for number in range(50):
        stores.unread.keep(message(f"m{number}", text=MARKER * (number + 1)))
        stores.profiles.keep_facts(lifter, [fact(lifter, f"field {number}", number, words=MARKER)])
    stores.rights.purge(NOON.replace(year=NOON.year + 1))
    assert MARKER.encode() not in bytes_beside(database)
    assert len(stores.profiles.profile(lifter)) == 50


def test_no_byte_is_left_of_what_trainers_wrote_and_was_kept_long_enough(stores: Stores, database: Path) -> None:
    lifter, coach = stores.lifters.lifter_of("web:1", NOON).id, trainer(stores)
    for number in range(30):
        asked = stores.handovers.ask(handover(lifter))
        stores.handovers.claim(asked.id, coach, NOON)
        stores.handovers.note(note(asked.id, coach, text=MARKER * (number + 1)))
        agreed = Agreement(MARKER, AgreementKind.NOTE, until=NOON.date())
        stores.handovers.hand_back(asked.id, coach, MARKER * (number + 1), [agreed], NOON)
    assert MARKER.encode() in bytes_beside(database)
    stores.rights.purge(NOON.replace(year=NOON.year + 1))
    assert MARKER.encode() not in bytes_beside(database)
    assert len(stores.handovers.of_lifter(lifter)) == 30


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_erasure_while_trainers_are_at_it_leaves_nothing_and_nobody_waits_for_ever(
    kind: str, database: Path, request: pytest.FixtureRequest
) -> None:
    is_file = kind == "sqlite"
    url = url_of(database) if is_file else request.getfixturevalue("postgresql").new_database()
    stores, begun, refused = open_stores(url), Event(), []
    lifter = plant(stores, f"web:{MARKER}", MARKER)
    asked = stores.handovers.ask(handover(lifter, conversation=f"web:{MARKER}"))

    def work(coach: str) -> None:
        try:
            for _ in count():
                stores.handovers.claim(asked.id, coach, NOON)
                stores.handovers.note(note(asked.id, coach, text=MARKER))
                stores.handovers.hand_on(asked.id, coach, trainer(stores, "coach1"), NOON)
                begun.set()
        except MissingError:
            refused.append(coach)

    def erase() -> None:
        assert begun.wait(SECONDS)
        stores.rights.erase(lifter, NOON, "lifter")

    at_once(erase, *[partial(work, trainer(stores, f"coach{number}")) for number in range(3)])
    assert len(refused) == 3
    left = all_rows(url)
    assert MARKER not in left
    assert lifter not in left


def test_an_erasure_while_others_log_leaves_no_byte_and_loses_nothing_of_theirs(stores: Stores, database: Path) -> None:
    lifter = plant(stores, f"web:{MARKER}", MARKER)
    other, done, kept = stores.lifters.lifter_of("web:2", NOON).id, Event(), []

    def log() -> None:
        while not done.is_set():
            each = workout(other, BENCH, note="other")
            stores.log.keep_workouts(other, [each], f"c{len(kept)}", NOON)
            kept.append(each.id)

    def erase() -> None:
        try:
            stores.rights.erase(lifter, NOON, "lifter")
            assert MARKER.encode() not in bytes_beside(database)
        finally:
            done.set()

    at_once(log, erase)
    assert {each.id for each in stores.log.workouts(other)} == set(kept)
    assert kept


def test_messages_in_flight_leave_no_byte(stores: Stores, database: Path) -> None:
    lifter = plant(stores, f"web:{MARKER}", MARKER)
    begun, refused = Event(), []

    def log(name: str) -> None:
        begun.set()
        try:
            for number in count():
                note = workout(lifter, BENCH, note=MARKER)
                stores.log.keep_workouts(lifter, [note], f"{MARKER} {name} {number}", NOON)
        except NoSuchLifterError:
            refused.append(name)

    def erase() -> None:
        assert begun.wait(SECONDS)
        stores.rights.erase(lifter, NOON, "lifter")

    at_once(erase, *[partial(log, name) for name in ("one", "two", "three")])
    assert len(refused) == 3
    assert MARKER.encode() not in bytes_beside(database)


@pytest.fixture
def reader(database: Path, stores: Stores) -> Iterator[sqlite3.Connection]:
    """Another program that is reading the database."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT * FROM lifters").fetchall()
    yield connection
    connection.close()


def test_an_erasure_that_another_program_holds_up_says_so_and_is_finished_later(
    database: Path, monkeypatch: pytest.MonkeyPatch, reader: sqlite3.Connection
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE_SECONDS", 0.1)
    impatient = open_stores(url_of(database))
    lifter = plant(impatient, f"web:{MARKER}", MARKER)
    with pytest.raises(StoreUnavailableError, match="Close that program"):
        impatient.rights.erase(lifter, NOON, "lifter")
    assert impatient.lifters.find(lifter) is None
    assert MARKER.encode() in bytes_beside(database)
    reader.close()
    impatient.rights.erase(lifter, NOON, "lifter")
    assert MARKER.encode() not in bytes_beside(database)


def test_in_postgresql_an_erasure_waits_for_a_change_under_way_and_takes_it_along(postgresql: Server) -> None:
    url = postgresql.new_database()
    stores = open_stores(url)
    lifter = plant(stores, f"web:{MARKER}", MARKER)
    is_held, is_erased = Event(), Event()

    def change() -> None:
        with open_database(url).begin() as connection:
            connection.execute(text("SELECT id FROM lifters WHERE id = :id FOR UPDATE"), {"id": lifter})
            is_held.set()
            assert not is_erased.wait(0.2)
            connection.execute(text("UPDATE workouts SET note = :note"), {"note": f"{MARKER} late"})

    def erase() -> None:
        assert is_held.wait(SECONDS)
        stores.rights.erase(lifter, NOON, "lifter")
        is_erased.set()

    at_once(change, erase)
    assert is_erased.is_set()
    assert MARKER not in all_rows(url)
