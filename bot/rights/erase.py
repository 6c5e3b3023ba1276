"""Erasing a lifter: every record, every file made for them, and what they typed in this terminal."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.rights.errors import UnfinishedError
from bot.store.errors import StoreUnavailableError
from bot.store.interface import Stores
from bot.store.log_records import Erased

TERMINAL = "terminal"
"""The channel of `spotter chat`, which keeps what was typed in a history file."""


class Files(Protocol):
    """Files made for lifters: bot.downloads."""

    def delete(self, lifter: str) -> int:
        """Deletes all files of a lifter; how many. Raises OSError if one stays."""
        ...


def erase(
    stores: Stores, files: Files, lifter: str, now: datetime, actor: str, history_file: Path | None = None
) -> Erased:
    """Deletes everything that is kept of a lifter. One who is not there is no error: what was left of them goes.

    Raises StoreError, and then nothing is deleted; or UnfinishedError, and then the records are, but not every trace.
    """
    channels = {each.channel for each in stores.lifters.identities(lifter)}
    unfinished, erased = [], Erased((), {})
    try:
        erased = stores.rights.erase(lifter, now, actor)
    except StoreUnavailableError as error:
        if stores.lifters.find(lifter):
            raise
        unfinished.append(str(error))
    try:  # the records first: files that are made in between are then refused, see actions/files.py
        files.delete(lifter)
        if history_file:
            _empty(history_file, channels)
    except OSError as error:
        unfinished.append(f"{error.filename}: {error.strerror}.")
    if unfinished:
        raise UnfinishedError(f"The records are gone, but: {' '.join(unfinished)} Erase {lifter} again.")
    return erased


def _empty(history_file: Path, channels: Iterable[str]) -> None:
    """Empties the terminal's history if it is the lifter's; the file stays, as a chat may have it open."""
    if TERMINAL in channels and history_file.exists():
        history_file.write_bytes(b"")
