"""What a place is: somewhere else than the console where trainers read what lifters say, and answer.

What is told there are rows of the outbox in the conversation `<name>:<id of the handover>`, JSON objects as
bot.channels.replies has them. The first is of the kind "handover", its text the brief; then come "lifter", "spotter",
"trainer", "escalated", "claimed", "ended". A place adds "proposal", "note" and "kept" for itself.

Opened, started and stopped as a channel is, and after the channels.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sanic import Blueprint

from bot.channels.buttons import Buttons
from bot.channels.channel import Channel
from bot.channels.post_office import PostOffice
from bot.settings import Settings
from bot.store.interface import Stores
from bot.trainer_desk import TrainerDesk


class PlaceError(Exception):
    """A place cannot be opened; says why, and what to do."""


@dataclass(frozen=True)
class PlaceSurroundings:
    """What the places of a process stand on. `zone` is the gym's; `channels` are those that are on, opened."""

    office: PostOffice
    stores: Stores
    desk: TrainerDesk
    buttons: Buttons
    zone: ZoneInfo
    channels: Sequence[Channel] = ()

    @property
    def today(self) -> date:
        """The date at the gym."""
        return self.desk.now().astimezone(self.zone).date()


class Place(ABC):
    """Base of the places. Nothing connects before `start`."""

    name: str
    """What its conversations begin with: "trainers_slack"."""
    title: str
    """What people call it."""

    def __init__(self, here: Settings) -> None:
        self.here = here

    @property
    @abstractmethod
    def why_off(self) -> str:
        """Which settings are missing, and what they are; "" if the place is on."""

    @abstractmethod
    def open(self, given: PlaceSurroundings) -> None:
        """Take what the place stands on, and name its `send` to the office. Raises PlaceError."""

    def routes(self) -> tuple[Blueprint, ...]:
        """Its addresses; none if it has no own."""
        return ()

    async def start(self) -> None:  # noqa: B027  there may be nothing to begin
        """Begin, in the server's event loop; never waits for the far side."""

    async def stop(self) -> None:  # noqa: B027
        """Take nothing more, and end what is open; what is acknowledged is kept."""
