"""Settings: read once, from environment and settings file, into a frozen object. docs/settings.yml has them all."""

import os
import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tzlocal import get_localzone_name

from bot.settings_file import GivenSettings, SettingsError

__all__ = ["Settings", "SettingsError", "settings"]

PROJECT_FOLDER = Path(__file__).resolve().parent.parent
LOW_CONFIDENCE = 0.3
DOWNLOAD_DAYS = 7
PORT, CONSOLE_PORT = 5080, 5081
GYM = "gym.yml"
SLACK_API, TELEGRAM_API = "https://slack.com/api/", "https://api.telegram.org"
LEAST_SECRET, LEAST_DISTINCT = 32, 8
_EXAMPLE = "put-32-or-more-"  # so the secrets in docs/settings.yml begin, which everybody can read
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")
_TELLABLE = re.compile(r"(?=.*(://|\.[a-z]|\*))(https?://)?[\w*.-]{0,60}(:[0-9]{0,5})?(/[\w./-]{0,30})?", re.IGNORECASE)
"""What is an address in all likelihood, and no token in a wrong place."""
_ADDRESS = re.compile(r"https?://[^\s?#]+")


@dataclass(frozen=True)
class WebSettings:
    """The chat on websites. `origins` are the websites that may show it; with `member_secret` they sign who is in."""

    origins: tuple[str, ...] = ()
    member_secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class SlackSettings:
    """Slack is on with a bot token and a signing secret, or a bot token and an app token (Socket Mode)."""

    bot_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    api_url: str = SLACK_API


@dataclass(frozen=True)
class TelegramSettings:
    """Telegram is on with a bot token. Messages are fetched, or with `webhook` brought to the public URL."""

    bot_token: str = field(default="", repr=False)
    webhook: bool = False
    api_url: str = TELEGRAM_API


@dataclass(frozen=True)
class Settings:
    """Where things are, how large a message may be, and how sure a reading should be.

    `action_server` is the address of a separate action server; empty: actions run in this process.
    `database` is the URL of the store. Messages answered with less than `low_confidence` (0 to 1) are kept for review.
    `zone` is where the gym is, and a lifter who has not said otherwise; `is_zone_given`: it was set, not found here.
    Under `public_url` the server can be reached from outside: the files in `downloads_folder` can be had there for
    `downloads_kept`, each under a name that nobody can guess; empty: only here, as files. The server listens on `port`
    of the loopback, behind so many `proxies`.
    `gym_file` says who trains people and when; it need not be there, unless `is_gym_given`: it was set.
    `secret` signs buttons and the like; empty: one is made in `secret_file`. `log_format` is "text" or "json"; empty:
    text at a terminal.
    """

    project_folder: Path
    settings_file: Path
    model_folder: Path
    history_file: Path
    downloads_folder: Path
    downloads_kept: timedelta
    action_server: str
    max_message_chars: int
    database: str = field(repr=False)
    zone: ZoneInfo
    is_zone_given: bool
    public_url: str
    port: int
    proxies: int
    console_port: int
    low_confidence: float
    gym_file: Path
    is_gym_given: bool
    secret: str = field(repr=False)
    secret_file: Path
    log_format: str
    web: WebSettings
    slack: SlackSettings
    telegram: TelegramSettings


@cache
def settings() -> Settings:
    """The settings of this process. Raises SettingsError."""
    # Rasa reads these while it is imported: no telemetry, and no chatter of TensorFlow.
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    home = Path(os.environ.get("SPOTTER_HOME") or Path.home() / ".spotter")
    os.environ.setdefault("MPLCONFIGDIR", str(home / "matplotlib"))  # so is this one, by matplotlib: its list of fonts
    named = os.environ.get("SPOTTER_SETTINGS")
    file = Path(named or home / "settings.yml")
    given = GivenSettings(file, os.environ, must_exist=bool(named))
    found = _settings(given, home, file)
    given.check()
    return found


def _settings(given: GivenSettings, home: Path, file: Path) -> Settings:
    return Settings(
        project_folder=PROJECT_FOLDER,
        settings_file=file,
        model_folder=Path(given.text("models") or PROJECT_FOLDER / "models"),
        history_file=home / "history",
        downloads_folder=home / "downloads",
        downloads_kept=timedelta(days=given.number("download_days", DOWNLOAD_DAYS, most=365)),
        action_server=given.text("action_server"),
        max_message_chars=2000,
        database=given.text("database") or f"sqlite:///{home / 'spotter.db'}",
        zone=_zone(given),
        is_zone_given=bool(given.text("zone")),
        public_url=_address(given, "public_url").rstrip("/"),
        port=given.number("port", PORT, least=0, most=65535),
        proxies=given.number("proxies", 1, most=10),
        console_port=given.number("console_port", CONSOLE_PORT, least=0, most=65535),
        low_confidence=LOW_CONFIDENCE,
        gym_file=Path(given.text("gym") or home / GYM),
        is_gym_given=bool(given.text("gym")),
        secret=_secret(given, "secret"),
        secret_file=home / "secret",
        log_format=_log_format(given),
        web=WebSettings(_origins(given), _secret(given, "web.member_secret")),
        slack=SlackSettings(
            given.text("slack.bot_token"), given.text("slack.signing_secret"), given.text("slack.app_token"),
            _address(given, "slack.api_url", SLACK_API).rstrip("/") + "/",
        ),
        telegram=TelegramSettings(
            given.text("telegram.bot_token"), given.flag("telegram.webhook"),
            _address(given, "telegram.api_url", TELEGRAM_API).rstrip("/"),
        ),
    )  # fmt: skip


def _zone(given: GivenSettings) -> ZoneInfo:
    try:
        return ZoneInfo(given.text("zone") or get_localzone_name() or "UTC")
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise given.wrong("zone", "a time zone, such as Europe/Berlin") from error


def _secret(given: GivenSettings, key: str) -> str:
    """A secret that somebody made: whoever guesses it can sign anything."""
    said = given.text(key)
    if said.lower().startswith(_EXAMPLE):
        raise given.refused(key, "this is still the example, which everybody can read. Make one: openssl rand -hex 32")
    if said and (len(said) < LEAST_SECRET or len(set(said)) < LEAST_DISTINCT):
        raise given.wrong(
            key, f"{LEAST_SECRET} characters or more that nobody can guess. Make one: openssl rand -hex 32"
        )
    return said


def _log_format(given: GivenSettings) -> str:
    said = given.text("log_format").lower()
    if said not in ("", "text", "json"):
        raise given.wrong("log_format", "text or json")
    return said


def _address(given: GivenSettings, key: str, usual: str = "") -> str:
    said = given.text(key, usual)
    if said and not _ADDRESS.fullmatch(said):
        raise given.wrong(key, "an address, such as https://spotter.example")
    return said


def _origins(given: GivenSettings) -> tuple[str, ...]:
    found = given.texts("web.origins")
    for number, each in enumerate(found, 1):
        if not _ORIGIN.fullmatch(each):
            shown = f"'{each}'" if _TELLABLE.fullmatch(each) else f"number {number}"
            raise given.wrong(
                "web.origins", f"exact origins, such as https://gym.example; {shown} needs {_missing_in(each)}"
            )
    return found


def _missing_in(origin: str) -> str:
    """What to do with it, so that it is an origin as browsers send it."""
    if "*" in origin:
        return "the whole name of each website, and no *"
    if not origin.lower().startswith(("https://", "http://")):
        return "https:// (or http://) before it"
    if _ORIGIN.fullmatch(origin.removesuffix("/")):
        return "no slash at the end"
    if _ORIGIN.fullmatch(origin.lower()):
        return "small letters"
    if _ORIGIN.fullmatch("/".join(origin.lower().split("/")[:3])):
        return "no path: it ends after the name"
    return "to be https://, a name, and a port where there is one"
