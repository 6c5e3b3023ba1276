"""The gym that the settings name, for who starts Spotter: read once."""

from dataclasses import replace

from bot.handover.errors import GymError
from bot.handover.gym import Gym
from bot.handover.gym_file import read_gym
from bot.settings import Settings


def gym_of(here: Settings) -> Gym | None:
    """The gym in the settings' file; None without one: then nobody is handed over to a trainer.

    Raises GymError for a file that cannot be used, is named and not there, or is of another zone than the settings.
    """
    if not here.is_gym_given and not here.gym_file.exists():
        return None
    gym = read_gym(here.gym_file)
    if here.is_zone_given and here.zone.key != gym.zone.key:
        raise GymError(
            f"{here.gym_file}: zone: expected {here.zone.key}, as in the settings; correct one of them, or leave the "
            "zone out of the settings"
        )
    return gym


def at_home_in(gym: Gym | None, here: Settings) -> Settings:
    """The settings with the gym's zone, which holds for lifters too who have not said otherwise."""
    return replace(here, zone=gym.zone) if gym else here
