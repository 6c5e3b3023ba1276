"""What actions need of the world outside, put together in one place; tests put in their own."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from secrets import token_urlsafe

from bot.settings import settings

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


@dataclass(frozen=True)
class Services:
    """The services of this process."""

    downloads: Downloads


@cache
def _services() -> Services:
    return Services(Downloads(settings().downloads_folder))


services: Callable[[], Services] = _services
