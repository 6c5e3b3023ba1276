"""What `spotter doctor` checks of the settings themselves."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bot.channels.secret import SecretError, secret_of
from bot.doctor import Finding, ok, problem, warning
from bot.settings import Settings
from bot.settings_file import GivenSettings, SettingsError

SECRETS = (
    "database", "secret", "web.member_secret", "slack.bot_token", "slack.signing_secret", "slack.app_token",
    "telegram.bot_token", "chatwoot.api_token", "chatwoot.bot_token", "chatwoot.webhook_secret",
)  # fmt: skip
OTHERS, GROUP = 0o007, 0o070
HERE = re.compile(r"localhost|127\.0\.0\.1|.*\.localhost")


def settings_file(here: Settings) -> Finding:
    """The file, and who can read it."""
    check, file = "settings", here.settings_file
    if not file.exists():
        return ok(check, f"all as usual; to change some, copy docs/settings.yml to {file}")
    try:
        held = GivenSettings(file, {})
    except SettingsError as error:
        return problem(check, str(error))
    mode = file.stat().st_mode
    if not any(map(held.text, SECRETS)) or not mode & (OTHERS | GROUP):
        return ok(check, str(file))
    who, say = ("everybody", problem) if mode & OTHERS else ("its group", warning)
    return say(check, f"{file} holds tokens, and {who} on this machine may open it. chmod 600 {file}")


def secret(here: Settings) -> Finding:
    """What signs buttons."""
    check, file = "secret", here.secret_file
    if not here.secret and not file.exists():
        return ok(check, f"is made by `spotter serve`, in {file}")
    try:
        secret_of(here.secret, file)
    except SecretError as error:
        return problem(check, str(error))
    if not here.secret and file.stat().st_mode & (OTHERS | GROUP):
        return problem(check, f"Others on this machine may open {file}. chmod 600 {file}")
    return ok(check, "from the settings" if here.secret else f"in {file}")


def zone(here: Settings) -> Finding:
    """The gym's time zone."""
    if here.zone.key in ("UTC", "Etc/UTC") and not here.is_zone_given:
        return warning(
            "zone", "UTC, as this machine has it. Set zone to where the gym is, or reminders may come at the wrong hour"
        )
    return ok("zone", here.zone.key)


def from_outside(here: Settings) -> Iterator[Finding]:
    """The server's own address, and the websites that may show the chat."""
    yield _public_url(here)
    yield _origins(here)


def _public_url(here: Settings) -> Finding:
    check, url = "public_url", here.public_url
    if url:
        if not _is_safe(url):
            return problem(
                check, f"{url} is not encrypted. Put a proxy with TLS in front (docs/deploy.md), use https://"
            )
        return ok(check, url)
    needed = {
        "Websites": here.web.origins,
        "Slack's Events API": here.slack.bot_token and not here.slack.app_token,
        "Telegram's webhook": here.telegram.bot_token and here.telegram.webhook,
    }
    if who := " and ".join(each for each, is_on in needed.items() if is_on):
        return problem(check, f"It is not set, so nobody outside gets here. {who}: set public_url (docs/deploy.md)")
    return ok(check, "not set: only this machine gets here")


def _origins(here: Settings) -> Finding:
    check, origins = "origins", here.web.origins
    if unsafe := ", ".join(each for each in origins if not _is_safe(each)):
        return problem(check, f"{unsafe}: what members write there can be read on the way. Use https://")
    return ok(check, ", ".join(origins) or "none: the chat is on the server's own page; for others set web.origins")


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or bool(HERE.fullmatch(parts.hostname or ""))


def existing(path: Path) -> Path:
    """The path, or the nearest folder above it that there is."""
    return next(each for each in (path, *path.parents) if each.exists())
