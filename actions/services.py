"""What actions need of the world outside, put together in one place; tests put in their own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.downloads import Downloads
from bot.handover.gym import Gym
from bot.handover.reception import Reception
from bot.settings import Settings, settings
from bot.store.interface import Stores


def utc_now() -> datetime:
    """The moment that it is."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Services:
    """The services of this process. `zone` is where lifters are who have not said otherwise.

    `history_file` holds what was typed in this terminal. Without a `gym` nobody is handed over to a trainer.
    """

    downloads: Downloads
    stores: Stores
    zone: ZoneInfo
    now: Callable[[], datetime] = utc_now
    history_file: Path | None = None
    gym: Gym | None = None

    @property
    def reception(self) -> Reception | None:
        """Where trainers are asked for."""
        return Reception(self.gym, self.stores, self.now) if self.gym else None


def services_of(here: Settings, stores: Stores, gym: Gym | None = None) -> Services:
    """Services with these stores, and this gym."""
    downloads = Downloads(here.downloads_folder, here.public_url, here.downloads_kept)
    return Services(downloads, stores, here.zone, history_file=here.history_file, gym=gym)


@cache
def _own() -> Services:
    """Those of an action server of its own. Raises StoreError if the database cannot be used, and GymError."""
    from bot.gym import at_home_in, gym_of
    from bot.store.sql import open_stores

    gym = gym_of(settings())
    return services_of(at_home_in(gym, settings()), open_stores(settings().database), gym)


_given: ContextVar[Services | None] = ContextVar("services", default=None)


@contextmanager
def using(given: Services) -> Iterator[None]:
    """What runs inside, in its threads too, has these services."""
    token = _given.set(given)
    try:
        yield
    finally:
        _given.reset(token)


def services() -> Services:
    """The services of what runs here: those given, else those that the settings name. Raises StoreError."""
    return _given.get() or _own()
