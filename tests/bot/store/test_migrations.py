"""From every version of the tables to the next, with data in them, in both kinds of database."""

import multiprocessing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import Connection, Engine

from bot.store import migrations
from bot.store.errors import StoreVersionError
from bot.store.log_records import LifterRecords
from bot.store.records import UnreadMessage
from bot.store.sql import SqlUnreadStore, open_database, open_stores
from bot.store.sql.opening import stores_on
from bot.store.sql.version import version_of
from bot.store.tables import VERSION, metadata
from tests.bot.store import version_1
from tests.bot.store.conftest import NOON, url_of
from tests.bot.store.everything import plant

Make = Callable[..., UnreadMessage]
SCRIPTS = ScriptDirectory.from_config(migrations.config_for())
VERSIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, database: Path) -> str:
    """The URL of an empty database, of either kind."""
    if request.param == "sqlite":
        database.parent.mkdir()
        return url_of(database)
    return request.getfixturevalue("postgresql").new_database()


def upgrade(url: str, version: str) -> None:
    """Brings a database to a version, as it may lie on somebody's disk."""
    engine = create_engine(url, future=True)
    with engine.begin() as connection:
        migrations.upgrade(connection, version)
    engine.dispose()


def rows(engine: Engine) -> dict[str, list[Any]]:
    """All rows of all tables but those that say the version."""
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version", "schema_version"}
        return {name: sorted(connection.execute(text(f"SELECT * FROM {name}")).all(), key=repr) for name in names}


POSTBOX = {"postboxes", "inbox", "outbox"}
HANDOVERS = {"trainers", "console_logins", "handovers", "agreements", "trainer_notes"}
TRIALS = {"trials", "diaries"}


def found_version(engine: Engine) -> str:
    with engine.connect() as connection:
        return version_of(connection)


def plant_1(url: str, messages: list[UnreadMessage]) -> None:
    for each in messages:
        SqlUnreadStore(create_engine(url, future=True)).keep(each)


def plant_2(url: str, messages: list[UnreadMessage]) -> None:
    plant_1(url, messages)
    copy_rows(url, without={"schema_version", "conversations", "conversation_events", *POSTBOX, *HANDOVERS, *TRIALS})


def plant_3(url: str, messages: list[UnreadMessage]) -> None:
    plant_1(url, messages)
    copy_rows(url, without={"schema_version", *POSTBOX, *HANDOVERS, *TRIALS})


def plant_5(url: str, messages: list[UnreadMessage]) -> None:
    plant_1(url, messages)
    copy_rows(url, without={"schema_version", *HANDOVERS, *TRIALS})


def plant_6(url: str, messages: list[UnreadMessage]) -> None:
    plant_1(url, messages)
    copy_rows(url, without={"schema_version", *TRIALS})


def plant_7(url: str, messages: list[UnreadMessage]) -> None:
    plant_1(url, messages)
    copy_rows(url, without={"schema_version"})


def copy_rows(url: str, without: set[str]) -> None:
    """One of everything that the latest version keeps, in the tables that there are: its stores may need later ones."""
    latest = open_database("sqlite://")
    plant(stores_on(latest), "web:1", "zanzibarquokka")
    with latest.connect() as source, create_engine(url, future=True).begin() as target:
        for table in metadata.sorted_tables:
            if table.name not in without:
                target.execute(table.insert(), list(map(dict, source.execute(table.select()).mappings())))


PLANT = {"1": plant_1, "2": plant_2, "3": plant_3, "4": plant_3, "5": plant_5, "6": plant_6, "7": plant_7}
"""What fills the tables of each version."""


def test_versions_are_numbered_one_after_the_other_and_each_has_something_to_plant() -> None:
    assert [str(number) for number in range(1, VERSION + 1)] == VERSIONS
    assert list(PLANT) == VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_becomes_the_next_ones_and_keeps_its_rows(version: str, url: str, message: Make) -> None:
    upgrade(url, version)
    PLANT[version](url, [message("m1"), message("m2", text=None)])
    engine = create_engine(url, future=True)
    before = rows(engine)
    assert len(before["unread_messages"]) >= 2
    for later in VERSIONS[int(version) :]:
        upgrade(url, later)
        assert found_version(engine) == later
        assert rows(engine) | before == rows(engine)
    assert rows(open_database(url)) | before == rows(engine)
    assert found_version(engine) == str(VERSION)


@pytest.mark.parametrize("version", [1, None])
def test_a_database_of_the_first_spotter_is_adopted_with_its_messages(
    version: int | None, url: str, message: Make
) -> None:
    kept = (message("m1"), message("m2", text=None))
    version_1.make(url, kept, version)
    stores = open_stores(url)
    assert stores.unread.unread() == kept
    assert stores.lifters.lifter_of("web:1", NOON) == stores.lifters.find("web:1")
    assert found_version(open_database(url)) == str(VERSION)


def test_what_the_first_spotter_would_see_it_refuses(url: str) -> None:
    """It looks at its own number alone, and refuses a higher one than 1."""
    with open_database(url).connect() as connection:
        assert connection.execute(text("SELECT version FROM schema_version")).scalars().all() == [2]


def test_the_migrations_make_the_tables_that_the_stores_use(url: str) -> None:
    with open_database(url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_what_is_kept_is_there_after_opening_again(url: str) -> None:
    stores = open_stores(url)
    lifter = plant(stores, "web:1", "zanzibarquokka")
    kept: LifterRecords = stores.rights.export(lifter, NOON, "lifter")
    assert open_stores(url).log.workouts(lifter) == kept.workouts
    assert open_stores(url).profiles.history(lifter) == kept.profile


@pytest.mark.parametrize(
    "change", [f"UPDATE alembic_version SET version_num = '{newer}'" for newer in (VERSION + 1, VERSION + 10)]
)
def test_a_database_of_a_newer_spotter_is_refused(url: str, change: str) -> None:
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(text(change))
    with pytest.raises(StoreVersionError, match="newer Spotter"):
        open_database(url)


def test_a_database_of_another_program_is_refused(url: str) -> None:
    engine = create_engine(url, future=True)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('9f3ab2')"))
    with pytest.raises(StoreVersionError, match="another program"):
        open_database(url)
    assert list(rows(engine)) == []


def test_a_migration_that_fails_leaves_everything_as_it_was(
    url: str, message: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    version_1.make(url, [message()])
    real = migrations.upgrade

    def fails_at_the_end(connection: Connection) -> None:
        real(connection)
        raise KeyboardInterrupt

    monkeypatch.setattr(migrations, "upgrade", fails_at_the_end)
    with pytest.raises(KeyboardInterrupt):
        open_database(url)
    engine = create_engine(url, future=True)
    assert found_version(engine) == "1"
    assert list(rows(engine)) == ["unread_messages"]
    monkeypatch.undo()
    assert SqlUnreadStore(open_database(url)).unread() == (message(),)


def open_and_write(url: str, number: int) -> None:
    open_stores(url).lifters.lifter_of(f"web:{number}", NOON)


@pytest.mark.parametrize("is_made", [False, True])
def test_processes_that_open_a_database_at_the_same_time_all_succeed(url: str, is_made: bool, message: Make) -> None:
    if is_made:
        version_1.make(url, [message()])
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=open_and_write, args=(url, number)) for number in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    found = rows(open_database(url))
    assert len(found["identities"]) == 4
    assert len(found["unread_messages"]) == is_made
