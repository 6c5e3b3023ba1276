"""Settings come from the environment, and each has a default."""

from datetime import timedelta
from pathlib import Path

import pytest
from tzlocal import get_localzone_name

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
    found = settings.__wrapped__()
    assert (found.zone.key, found.is_zone_given) == ("Europe/Berlin", True)


def test_a_zone_that_nobody_chose_is_this_machines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SPOTTER_ZONE", raising=False)
    monkeypatch.delenv("SPOTTER_SETTINGS", raising=False)
    monkeypatch.setenv("SPOTTER_HOME", str(tmp_path))
    found = settings.__wrapped__()
    assert (found.zone.key, found.is_zone_given) == (get_localzone_name() or "UTC", False)


@pytest.mark.parametrize("name", ["Mars/Base", "../../etc/passwd"])
def test_a_zone_that_there_is_not_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("SPOTTER_ZONE", name)
    with pytest.raises(SettingsError, match=r"SPOTTER_ZONE.*Europe/Berlin"):
        settings.__wrapped__()


def test_files_for_lifters_are_kept_for_a_week_or_as_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPOTTER_DOWNLOAD_DAYS", raising=False)
    assert settings.__wrapped__().downloads_kept == timedelta(days=7)
    monkeypatch.setenv("SPOTTER_DOWNLOAD_DAYS", "2")
    assert settings.__wrapped__().downloads_kept == timedelta(days=2)


@pytest.mark.parametrize("said", ["0", "-1", "a week", "1.5"])
def test_days_that_are_no_number_of_days_are_named(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("SPOTTER_DOWNLOAD_DAYS", said)
    with pytest.raises(SettingsError, match="SPOTTER_DOWNLOAD_DAYS"):
        settings.__wrapped__()
