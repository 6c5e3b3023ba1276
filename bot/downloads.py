"""Files made for a lifter, to be fetched for a while by whoever knows their address: programs, pictures, exports.

    <folder>/<key of the lifter>/<token>/<name>

The key is a digest of the lifter's id, so that an address says nothing of who it is and erasing finds all of them. The
token is random: nobody can guess it. The moment at which a token's folder was filled is kept as its time of change.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe

TOKEN_BYTES = 16
KEY_CHARS = 24
WEEK = timedelta(weeks=1)
FOLDER_MODE, FILE_MODE = 0o700, 0o600
ROUTE = "files"
"""What stands before the key in an address: `<public URL>/files/<key>/<token>/<name>`."""
ADDRESS_PARTS = 3
KEY = re.compile(rf"[0-9a-f]{{{KEY_CHARS}}}")
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}(?:\.[a-z0-9]{1,8}){1,2}")


def _now() -> datetime:
    return datetime.now(UTC)


class Downloads:
    """Files in a folder that nobody else of this machine can read. Several processes may share it."""

    def __init__(
        self, folder: Path, public_url: str = "", kept_for: timedelta = WEEK, now: Callable[[], datetime] = _now
    ) -> None:
        self._folder, self._public_url, self._kept_for, self._now = folder, public_url, kept_for, now

    def keep(self, files: Mapping[str, bytes], lifter: str) -> dict[str, str]:
        """Keeps files by name for a lifter (an id); the address of each, or its path where there is no public URL.

        Raises ValueError for a name that no address may have, and OSError if they cannot be written, or are deleted
        meanwhile.
        """
        for name in files:
            if not NAME.fullmatch(name):
                raise ValueError(f"{name!r} is no name for a download; expected one like progress.png")
        key, token = _key(lifter), token_urlsafe(TOKEN_BYTES)
        place = self._folder / key / token
        for folder in (self._folder, place.parent, place):
            folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        for name, content in files.items():
            _write(place / name, content)
        moment = self._now().timestamp()
        os.utime(place, (moment, moment))
        return {name: self._address(place / name, f"{key}/{token}/{name}") for name in files}

    def find(self, key: str, token: str, name: str) -> Path | None:
        """The file at an address that has not expired; None for every other address, whatever is wrong with it."""
        if not (KEY.fullmatch(key) and TOKEN.fullmatch(token) and NAME.fullmatch(name)):
            return None
        place = self._folder / key / token
        try:
            is_there = not self._is_over(place, self._now()) and (place / name).is_file()
        except OSError:
            return None
        return place / name if is_there else None

    def read(self, address: str) -> tuple[str, bytes] | None:
        """Name and content of the file at an address that `keep` gave; None if it has expired, or is none of ours."""
        if self._public_url:
            place = address.removeprefix(f"{self._public_url}/{ROUTE}/")
        else:
            place = address.removeprefix(f"{self._folder}/")
        parts = place.split("/")
        path = self.find(*parts) if place != address and len(parts) == ADDRESS_PARTS else None
        try:
            return (path.name, path.read_bytes()) if path else None
        except OSError:  # purged or erased just now
            return None

    def delete(self, lifter: str) -> int:
        """Deletes all files of a lifter; how many. Raises OSError if one stays."""
        return sum(_remove(place) for place in self._tokens(_key(lifter)))

    def purge(self, now: datetime) -> int:
        """Deletes the files that have expired; how many. Raises OSError if one stays."""
        return sum(_remove(place) for place in self._tokens() if self._is_over(place, now))

    def _address(self, path: Path, address: str) -> str:
        return f"{self._public_url}/{ROUTE}/{address}" if self._public_url else str(path)

    def _is_over(self, place: Path, now: datetime) -> bool:
        """Raises OSError if there is no such folder."""
        return datetime.fromtimestamp(place.stat().st_mtime, UTC) + self._kept_for <= now

    def _tokens(self, key: str = "*") -> Iterator[Path]:
        yield from [each for each in self._folder.glob(f"{key}/*") if KEY.fullmatch(each.parent.name)]


def _key(lifter: str) -> str:
    return sha256(lifter.encode()).hexdigest()[:KEY_CHARS]


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "wb") as file:
        file.write(content)


def _remove(place: Path) -> int:
    """Deletes a token's folder, and the lifter's if it was the last; how many files there were.

    The folder is renamed first: what is just being written into it fails, and nothing is written after it was emptied.
    """
    try:
        gone = place.rename(place.with_name(f".{token_urlsafe(TOKEN_BYTES)}"))
        count = len(list(gone.iterdir()))
        shutil.rmtree(gone)
    except FileNotFoundError:  # another process was first
        count = 0
    with suppress(OSError):  # it holds others, or is gone
        place.parent.rmdir()
    return count
