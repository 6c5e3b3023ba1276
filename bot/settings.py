"""Settings: the only reader of the environment, once, into a frozen object."""

import os
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tzlocal import get_localzone_name

PROJECT_FOLDER = Path(__file__).resolve().parent.parent
LOW_CONFIDENCE = 0.3
DOWNLOAD_DAYS = 7


class SettingsError(Exception):
    """A setting that cannot be used; names it, and says what is expected."""


@dataclass(frozen=True)
class Settings:
    """Where things are, how large a message may be, and how sure a reading should be.

    `action_server` is the address of a separate action server; empty: actions run in this process.
    `database` is the URL of the store. Messages answered with less than `low_confidence` (0 to 1) are kept for review.
    `zone` is where the gym is, and a lifter who has not said otherwise. Under `public_url` the files in
    `downloads_folder` can be had for `downloads_kept`, each under a name that nobody can guess; empty: only here, as
    files.
    `secret` signs buttons and the like; empty: one is made in `secret_file`.
    """

    project_folder: Path
    model_folder: Path
    history_file: Path
    downloads_folder: Path
    downloads_kept: timedelta
    action_server: str
    max_message_chars: int
    database: str
    zone: ZoneInfo
    public_url: str
    low_confidence: float
    secret: str
    secret_file: Path


@cache
def settings() -> Settings:
    """The settings of this process. SPOTTER_MODELS, SPOTTER_HOME and the like override the defaults."""
    # Rasa reads these while it is imported: no telemetry, and no chatter of TensorFlow.
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    home = Path(os.environ.get("SPOTTER_HOME") or Path.home() / ".spotter")
    os.environ.setdefault("MPLCONFIGDIR", str(home / "matplotlib"))  # so is this one, by matplotlib: its list of fonts
    return Settings(
        project_folder=PROJECT_FOLDER,
        model_folder=Path(os.environ.get("SPOTTER_MODELS") or PROJECT_FOLDER / "models"),
        history_file=home / "history",
        downloads_folder=home / "downloads",
        downloads_kept=_days("SPOTTER_DOWNLOAD_DAYS", DOWNLOAD_DAYS),
        action_server=os.environ.get("SPOTTER_ACTION_SERVER", ""),
        max_message_chars=2000,
        database=os.environ.get("SPOTTER_DATABASE") or f"sqlite:///{home / 'spotter.db'}",
        zone=_zone(os.environ.get("SPOTTER_ZONE") or get_localzone_name() or "UTC"),
        public_url=os.environ.get("SPOTTER_PUBLIC_URL", "").rstrip("/"),
        low_confidence=LOW_CONFIDENCE,
        secret=os.environ.get("SPOTTER_SECRET", ""),
        secret_file=home / "secret",
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(f"SPOTTER_ZONE: {name!r} is no time zone; expected one like Europe/Berlin") from error


def _days(name: str, usual: int) -> timedelta:
    said = os.environ.get(name) or str(usual)
    if not said.isdecimal() or not int(said):
        raise SettingsError(f"{name}: {said!r} is no number of days; expected one like {usual}")
    return timedelta(days=int(said))
