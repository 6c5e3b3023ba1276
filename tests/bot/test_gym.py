"""The gym that the settings name: none, one, or an error that says what to do."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.gym import at_home_in, gym_of
from bot.handover.errors import GymError
from bot.settings import GYM, Settings, settings
from tests.bot.handover.gyms import FILE

BERLIN, ATHENS = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/Athens")


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    return replace(settings(), gym_file=tmp_path / GYM, is_gym_given=False, zone=ATHENS, is_zone_given=False)


def test_it_lies_in_the_home_folder_or_where_it_was_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SPOTTER_HOME", str(tmp_path))
    assert settings.__wrapped__().gym_file == tmp_path / "gym.yml"
    monkeypatch.setenv("SPOTTER_GYM", str(FILE))
    assert settings.__wrapped__().gym_file == FILE


def test_without_the_usual_file_there_is_no_gym(here: Settings) -> None:
    assert gym_of(here) is None
    assert at_home_in(None, here) == here


def test_a_gym_brings_its_zone(here: Settings) -> None:
    here.gym_file.write_bytes(FILE.read_bytes())
    gym = gym_of(here)
    assert gym
    assert gym.name == "Example Gym"
    assert at_home_in(gym, here).zone == BERLIN


def test_a_zone_that_was_set_has_to_be_the_gyms(here: Settings) -> None:
    here.gym_file.write_bytes(FILE.read_bytes())
    assert gym_of(replace(here, zone=BERLIN, is_zone_given=True))
    with pytest.raises(GymError, match=r"gym\.yml: zone: expected Europe/Athens"):
        gym_of(replace(here, is_zone_given=True))


def test_a_file_that_is_named_has_to_be_there(here: Settings) -> None:
    with pytest.raises(GymError, match="cannot be read"):
        gym_of(replace(here, is_gym_given=True))


def test_a_file_that_is_wrong_says_where(here: Settings) -> None:
    here.gym_file.write_text("name: A gym")
    with pytest.raises(GymError, match=r"gym\.yml: zone: expected a value"):
        gym_of(here)
