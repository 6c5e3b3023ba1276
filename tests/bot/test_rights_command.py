"""`spotter export` and `spotter erase` as somebody uses them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import lifter_option, rights_command
from bot.cli import main
from bot.rights.archive import read_archive
from bot.settings import Settings, settings
from bot.store.interface import Stores
from bot.store.sql import open_stores
from tests.bot.store.everything import plant

NOW = datetime(2026, 3, 1, tzinfo=UTC)
MARKER = "zanzibarquokka"
Run = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def here(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    made = replace(
        settings(), database=f"sqlite:///{home / 'spotter.db'}", history_file=home / "history",
        downloads_folder=home / "downloads",
    )  # fmt: skip
    for module in (lifter_option, rights_command):
        monkeypatch.setattr(module, "settings", lambda: made)
    monkeypatch.chdir(tmp_path)
    return made


@pytest.fixture
def stores(here: Settings) -> Stores:
    return open_stores(here.database)


@pytest.fixture
def lifter(stores: Stores, home: Path) -> str:
    (home / "history").write_text(MARKER)
    return plant(stores, "terminal:here", MARKER)


def run(*given: object, said: str = "") -> Result:
    return CliRunner().invoke(main, list(map(str, given)), input=said)


def test_an_export_writes_one_zip_that_only_its_owner_can_read(lifter: str, tmp_path: Path) -> None:
    result = run("export", lifter, "--out", "mine.zip")
    assert (result.exit_code, result.output) == (0, "Written: mine.zip\n")
    assert read_archive(tmp_path / "mine.zip").lifter.id == lifter
    assert (tmp_path / "mine.zip").stat().st_mode & 0o777 == 0o600


def test_a_chat_names_its_lifter_and_the_day_names_the_file(lifter: str, tmp_path: Path) -> None:
    assert run("export", "terminal:here").exit_code == 0
    (written,) = tmp_path.glob("spotter-export-*.zip")
    assert read_archive(written).lifter.id == lifter
    again = run("export", "terminal:here")
    assert again.exit_code == 1
    assert "is there already" in again.output


def test_the_audit_says_that_an_operator_exported(lifter: str, stores: Stores) -> None:
    run("export", lifter, "--out", "mine.zip")
    last = stores.audit.entries(lifter)[-1]
    assert (last.actor, last.action) == ("operator", "exported")


@pytest.mark.parametrize("command", ["export", "erase"])
def test_somebody_who_is_not_there_ends_with_2(command: str, here: Settings) -> None:
    result = run(command, "telegram:1")
    assert result.exit_code == 2
    assert "is no lifter" in result.output


def test_a_place_that_cannot_be_written_to_ends_with_1(lifter: str) -> None:
    result = run("export", lifter, "--out", "none/mine.zip")
    assert result.exit_code == 1
    assert "Name a file in a folder" in result.output


def test_an_erasure_is_asked_once_and_a_no_keeps_everything(lifter: str, stores: Stores) -> None:
    result = run("erase", "terminal:here", said="n\n")
    assert result.exit_code == 1
    assert "Delete everything of terminal:here? It cannot be undone." in result.output
    assert stores.lifters.find(lifter)


def test_the_question_names_the_other_chats(lifter: str, stores: Stores) -> None:
    code = stores.lifters.make_join_code(lifter, NOW).code
    stores.lifters.redeem_join_code(code, "telegram:5", NOW)
    assert "(also telegram:5)" in run("erase", "terminal:here", said="n\n").output


@pytest.mark.parametrize(("given", "said"), [((), "y\n"), (("--yes",), "")])
def test_after_a_yes_no_byte_is_left(given: tuple[str, ...], said: str, lifter: str, home: Path) -> None:
    result = run("erase", "terminal:here", *given, said=said)
    assert result.exit_code == 0
    assert "Erased:" in result.output
    left = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert MARKER.encode() not in left


def test_the_same_id_again_is_no_error(lifter: str) -> None:
    run("erase", lifter, "--yes")
    again = run("erase", lifter, "--yes")
    assert (again.exit_code, again.output) == (0, "There was no record of them.\n")


@pytest.mark.parametrize("command", ["export", "erase"])
def test_somebody_who_has_only_talked_has_the_same_rights(command: str, stores: Stores) -> None:
    stores.conversations.begin("web:7", NOW)
    given = ("--out", "mine.zip") if command == "export" else ("--yes",)
    assert run(command, "web:7", *given).exit_code == 0
    assert (stores.conversations.version("web:7") is None) == (command == "erase")
