"""`spotter trainer`: accounts come, change and go, and the audit has each step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.console.passwords import is_right
from bot.settings import settings
from bot.store.handover_records import Role
from bot.store.interface import Stores
from bot.store.sql import open_stores
from tests.bot.handover.gyms import FILE

PASSWORD, OTHER = "twelve or more", "another good one"


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Stores]:
    monkeypatch.setenv("SPOTTER_HOME", str(tmp_path))
    monkeypatch.delenv("SPOTTER_SETTINGS", raising=False)
    (tmp_path / "gym.yml").write_text(FILE.read_text())
    settings.cache_clear()
    yield open_stores(settings().database)
    settings.cache_clear()


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["trainer", *words], input=typed)


def test_an_account_is_made_changed_and_switched_off(stores: Stores) -> None:
    short = "short\nshort\n"
    added = run("add", "trainer-one", typed=f"{short}{PASSWORD}\n{PASSWORD}\n")
    assert "Trainer one can sign in as trainer-one" in added.output
    assert "5 characters" in added.output
    assert PASSWORD not in added.output
    account = stores.trainers.find_by_login("trainer-one")
    assert account
    assert (account.name, account.capacity, account.role) == ("Trainer one", 4, Role.TRAINER)
    assert is_right(PASSWORD, account)
    assert run("add", "trainer-one").exit_code == 1
    assert run("list").output == "trainer-one: Trainer one (trainer, away)\n"
    assert run("password", "trainer-one", typed=f"{OTHER}\n{OTHER}\n").exit_code == 0
    account = stores.trainers.find_by_login("trainer-one")
    assert is_right(OTHER, account)
    assert not is_right(PASSWORD, account)
    assert run("off", "trainer-one").exit_code == 0
    assert not is_right(OTHER, stores.trainers.find_by_login("trainer-one"))
    assert run("list").output == "trainer-one: Trainer one (off)\n"
    actions = [each.action for each in stores.audit.entries(None)]
    assert actions == ["trainer added", "trainer's password changed", "trainer switched off"]


def test_an_owner_need_not_be_in_the_gyms_file(stores: Stores) -> None:
    assert "--name" in run("add", "boss", "--owner").output
    run("add", "boss", "--owner", "--name", "Front desk", typed=f"{PASSWORD}\n{PASSWORD}\n")
    account = stores.trainers.find_by_login("boss")
    assert account
    assert (account.name, account.role) == ("Front desk", Role.OWNER)


def test_somebody_who_was_off_is_back_under_the_same_id(stores: Stores) -> None:
    run("add", "trainer-two", typed=f"{PASSWORD}\n{PASSWORD}\n")
    before = stores.trainers.find_by_login("trainer-two")
    run("off", "trainer-two")
    run("add", "trainer-two", typed=f"{OTHER}\n{OTHER}\n")
    after = stores.trainers.find_by_login("trainer-two")
    assert before
    assert after
    assert (after.id, after.is_active) == (before.id, True)


def test_a_login_that_is_not_there_or_wrong_is_told(stores: Stores) -> None:
    assert "has no account" in run("off", "nobody").output
    wrong = run("add", "Big Letters", "--name", "X", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert wrong.exit_code == 1
    assert "trainer.login" in wrong.output
