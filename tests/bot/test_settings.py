"""Settings come from the environment, and each has a default."""

from pathlib import Path

import pytest

from bot.settings import SettingsError, settings


def test_the_database_is_a_file_in_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SPOTTER_DATABASE", raising=False)
    monkeypatch.setenv("SPOTTER_HOME", str(tmp_path))
    assert settings.__wrapped__().database == f"sqlite:///{tmp_path / 'spotter.db'}"


def test_a_url_names_another_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPOTTER_DATABASE", "postgresql://spotter@db/spotter")
    assert settings.__wrapped__().database == "postgresql://spotter@db/spotter"


def test_readings_under_three_in_ten_count_as_weak() -> None:
    assert settings().low_confidence == 0.3


def test_the_zone_is_the_gyms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPOTTER_ZONE", "Europe/Berlin")
    assert settings.__wrapped__().zone.key == "Europe/Berlin"


@pytest.mark.parametrize("name", ["Mars/Base", "../../etc/passwd"])
def test_a_zone_that_there_is_not_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("SPOTTER_ZONE", name)
    with pytest.raises(SettingsError, match=r"SPOTTER_ZONE.*Europe/Berlin"):
        settings.__wrapped__()
