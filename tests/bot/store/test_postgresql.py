"""What is so in PostgreSQL only."""

import traceback
from collections.abc import Callable

import pytest
from sqlalchemy import text

from bot.store.errors import StoreUnavailableError
from bot.store.records import UnreadMessage
from bot.store.sql import open_database, open_stores, postgresql
from bot.store.sql.database import writing
from tests import postgresql_server
from tests.bot.store.conftest import NOON
from tests.postgresql_server import Server

MARKER = "zanzibarquokka"


@pytest.fixture
def url(postgresql: Server) -> str:
    return postgresql.new_database()


@pytest.mark.parametrize(("served", "found"), [("off", "on"), ("on", "on"), ("remote_apply", "remote_apply")])
def test_what_is_kept_is_on_disk_even_where_the_server_would_not_wait_for_it(
    url: str, postgresql: Server, served: str, found: str
) -> None:
    name = url.partition("?")[0].rpartition("/")[2]
    postgresql.run(f"ALTER DATABASE {name} SET synchronous_commit = '{served}'")
    with open_database(url).connect() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == found


def test_a_change_that_need_not_last_does_not_wait_for_the_disk_and_the_next_one_does(url: str) -> None:
    engine = open_database(url)
    for is_lasting, expected in ((True, "on"), (False, "off"), (True, "on")):
        with writing(engine, is_lasting=is_lasting) as connection:
            assert connection.execute(text("SHOW synchronous_commit")).scalar() == expected


def test_a_server_that_was_away_is_used_again(url: str, postgresql: Server) -> None:
    stores = open_stores(url)
    made = stores.lifters.lifter_of("web:1", NOON)
    postgresql.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'spotter_%'")
    assert stores.lifters.lifter_of("web:1", NOON) == made


def test_a_lifter_whom_another_program_holds_is_waited_for_with_some_patience(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "PATIENCE_SECONDS", 1)
    stores = open_stores(url)
    lifter = stores.lifters.lifter_of("web:1", NOON).id
    with open_database(url).connect() as connection, connection.begin():
        connection.execute(text("SELECT * FROM lifters FOR UPDATE"))
        with pytest.raises(StoreUnavailableError, match="LockNotAvailable"):
            stores.lifters.make_join_code(lifter, NOON)
        assert stores.lifters.find("web:1") is not None
    assert stores.lifters.make_join_code(lifter, NOON).lifter == lifter


def test_an_error_quotes_no_row_not_even_in_its_traceback(url: str, message: Callable[..., UnreadMessage]) -> None:
    """PostgreSQL's own words hold "Failing row contains (…)"."""
    stores = open_stores(url)
    with open_database(url).begin() as connection:
        connection.execute(text("ALTER TABLE unread_messages ADD CHECK (words < 0)"))
    with pytest.raises(StoreUnavailableError, match="CheckViolation") as raised:
        stores.unread.keep(message(text=MARKER))
    assert MARKER not in "".join(traceback.format_exception(raised.value))


def test_without_a_server_on_the_machine_these_tests_fail_and_say_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setattr(postgresql_server, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert postgresql_server.find_programs() is None
    fixture = postgresql_server.postgresql.__wrapped__()
    with pytest.raises(pytest.fail.Exception, match="sudo apt install postgresql"):
        next(fixture)
