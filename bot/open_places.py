"""Opens the places besides the console where trainers answer, and the switchboard that feeds them."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from bot.channels.buttons import Buttons
from bot.channels.channel import Channel
from bot.channels.post_office import PostOffice
from bot.channels.secret import secret_of
from bot.dialogue.coach import Coach
from bot.downloads import Downloads
from bot.handover.gym import Gym
from bot.settings import Settings
from bot.store.handover_records import Handover
from bot.store.interface import Stores
from bot.switchboard import Switchboard
from bot.trainer_brief import text_of
from bot.trainer_desk import TrainerDesk, utc_now
from bot.trainer_places import PLACES, Place, PlaceSurroundings
from bot.trial_desk import TrialDesk


def places_of(here: Settings) -> list[Place]:
    """All places, on or off."""
    return [each(here) for each in PLACES]


def open_places(
    places: Sequence[Place], here: Settings, office: PostOffice, stores: Stores, channels: Sequence[Channel]
) -> None:
    """Opens those places that are on; after the channels. Raises SecretError, PlaceError."""
    buttons = Buttons(secret_of(here.secret, here.secret_file))
    given = PlaceSurroundings(office, stores, TrainerDesk(stores), buttons, here.zone, channels)
    for each in places:
        each.open(given)


def switchboard_for(
    places: Sequence[Place], here: Settings, coach: Coach, office: PostOffice, stores: Stores, downloads: Downloads,
    gym: Gym | None,
) -> Switchboard:  # fmt: skip
    """The switchboard behind these places; it tells of trials, too, what is still to be told."""
    besides = TrialDesk(stores, gym, downloads).catch_up if gym else lambda: None
    names, brief = [each.name for each in places], partial(_brief, stores, here.zone)
    return Switchboard(stores, office, coach, gym, names, brief, besides=besides)


def _brief(stores: Stores, zone: ZoneInfo, handover: Handover) -> str:
    return text_of(stores, handover, utc_now(), zone)
