"""What actions need of the world outside, put together in one place; tests put in their own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from secrets import token_urlsafe
from zoneinfo import ZoneInfo

from bot.settings import Settings, settings
from bot.store.interface import Stores

NAME_BYTES = 16
PRIVATE = 0o700


class Downloads:
    """Files made for one lifter, each in a folder whose name nobody can guess."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, files: dict[str, bytes]) -> dict[str, str]:
        """Stores files by name; returns the place of each. Raises OSError if they cannot be written."""
        place = self._folder / token_urlsafe(NAME_BYTES)
        self._folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
        place.mkdir(mode=PRIVATE)
        for name, content in files.items():
            (place / name).write_bytes(content)
        return {name: str(place / name) for name in files}


def utc_now() -> datetime:
    """The moment that it is."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Services:
    """The services of this process. `zone` is where lifters are who have not said otherwise."""

    downloads: Downloads
    stores: Stores
    zone: ZoneInfo
    now: Callable[[], datetime] = utc_now


def services_of(here: Settings, stores: Stores) -> Services:
    """Services with these stores."""
    return Services(Downloads(here.downloads_folder), stores, here.zone)


@cache
def _services() -> Services:
    """Those of an action server of its own. Raises StoreError if the database cannot be used."""
    from bot.store.sql import open_stores

    return services_of(settings(), open_stores(settings().database))


services: Callable[[], Services] = _services


def use(given: Services) -> None:
    """Let the actions of this process have these services."""
    global services
    services = lambda: given  # noqa: E731
