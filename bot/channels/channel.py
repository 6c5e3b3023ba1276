"""What a channel is: a way in and out for messages, on what all channels share.

A channel is named in credentials.yml by its class path. `spotter serve` opens those that are set up: `why_off` says
what is missing, `open` gives a channel what it stands on, `routes` are its addresses, and between `start` and `stop` it
works.
"""

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Self

from rasa.core.channels.channel import InputChannel
from rasa.shared.exceptions import RasaException
from sanic import Blueprint

from bot.channels.buttons import Buttons
from bot.channels.post_office import PostOffice
from bot.settings import Settings, settings
from bot.store.interface import Stores


@dataclass(frozen=True)
class Surroundings:
    """What the channels of a process stand on."""

    here: Settings
    office: PostOffice
    stores: Stores
    secret: bytes
    read_file: Callable[[str], tuple[str, bytes] | None]
    """Name and content of a file of ours by its address in a reply; None if it has expired. Blocks."""
    greet: Callable[[str, str], Awaitable[None]]
    """Says hello in a conversation; once for an id, such as "greeting"."""
    is_public: Callable[[str, str], Awaitable[bool]]
    """Whether a message may be answered where others read along: it tells nothing of who asks, and no red flag stands
    in that one's private conversation, which is the second. Raises StoreError."""

    @property
    def buttons(self) -> Buttons:
        """Seals buttons, and opens those that were pressed."""
        return Buttons(self.secret)


class Channel(InputChannel):
    """Base of the channels. Nothing connects before `start`."""

    title: str
    """What people call it: "Slack"."""

    def __init__(self, here: Settings) -> None:
        self.here = here

    @classmethod
    @abstractmethod
    def name(cls) -> str:
        """What its conversations begin with: "slack"."""

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> Self:
        """The channel with this process's settings; credentials.yml only names it."""
        return cls(settings())

    @property
    @abstractmethod
    def why_off(self) -> str:
        """Which settings are missing, and what they are; "" if the channel is on."""

    @abstractmethod
    def open(self, given: Surroundings) -> None:
        """Take what the channel stands on; one that sends names its `send` to the office here."""

    def routes(self) -> tuple[Blueprint, ...]:
        """Its addresses; none if it only fetches."""
        return ()

    async def start(self) -> None:
        """Begin, in the server's event loop; never waits for the far side."""

    async def stop(self) -> None:
        """Take nothing more, and end what is open; what is acknowledged is kept."""

    def blueprint(self, on_new_message: Callable[..., Awaitable[Any]]) -> Blueprint:
        """Raises: Rasa's own server has no inbox that a message could be kept in."""
        raise RasaException(f"{self.title} is served by `spotter serve`, not by `rasa run`.")
