"""`spotter doctor`: whether everything is set up, and what to do where it is not. No line holds a token."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from bot.settings import Settings

FIRST_YEAR, LAST_YEAR = 2026, 2100
MOST_SECONDS_OFF, SECONDS_OFF = 60, 10
"""Slack's signatures fail at 300 s, and reminders come late before that."""
FEWEST_CHARACTERS = 6


class Level(StrEnum):
    """How it stands with something."""

    OK = "ok"
    OFF = "off"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """What was checked, how it stands, and what to do."""

    check: str
    level: Level
    says: str


def ok(check: str, says: str) -> Finding:
    """Nothing to do."""
    return Finding(check, Level.OK, says)


def warning(check: str, says: str) -> Finding:
    """It works, and may not be what is wanted."""
    return Finding(check, Level.WARNING, says)


def problem(check: str, says: str) -> Finding:
    """It does not work."""
    return Finding(check, Level.PROBLEM, says)


def examine(here: Settings, credentials: Path) -> Iterator[Finding]:
    """Checks everything, one after the other. Nothing is raised for what is wrong, here or at the far side."""
    for finding in _examine(here, credentials):
        yield replace(finding, says=_scrubbed(finding.says, here))


def at_start(here: Settings) -> Iterator[Finding]:
    """What is known at once and without asking anybody, where it is not well."""
    from bot.doctor_settings import from_outside, secret, settings_file

    for finding in (settings_file(here), secret(here), *from_outside(here)):
        if finding.level in (Level.WARNING, Level.PROBLEM):
            yield replace(finding, says=_scrubbed(finding.says, here))


def _examine(here: Settings, credentials: Path) -> Iterator[Finding]:
    from bot.doctor_channels import channels
    from bot.doctor_machine import database, disk, model, port
    from bot.doctor_settings import from_outside, secret, settings_file, zone

    yield settings_file(here)
    yield secret(here)
    yield zone(here)
    yield from from_outside(here)
    yield model(here)
    yield database(here)
    yield from disk(here)
    yield port(here)
    seconds_off: list[float] = []
    yield from channels(here, credentials, seconds_off)
    yield clock(seconds_off, datetime.now(UTC))


def clock(seconds_off: list[float], now: datetime) -> Finding:
    """The clock, by what the far sides' clocks said."""
    if not FIRST_YEAR <= now.year <= LAST_YEAR:
        return problem("clock", f"It says {now:%Y-%m-%d}. Set this machine's clock (timedatectl set-ntp true).")
    if not seconds_off:
        return ok("clock", f"{now:%Y-%m-%d %H:%M} UTC; there was no other clock to compare it with")
    worst = max(seconds_off, key=abs)
    told = f"{abs(worst):.0f} s {'fast' if worst > 0 else 'slow'}, by the clock of a channel"
    if abs(worst) > MOST_SECONDS_OFF:
        return problem("clock", f"It is {told}. Slack's messages are refused so. Set it: timedatectl set-ntp true")
    if abs(worst) > SECONDS_OFF:
        return warning("clock", f"It is {told}. Let it be kept right: timedatectl set-ntp true")
    return ok("clock", "right to within a few seconds")


def _scrubbed(says: str, here: Settings) -> str:
    """A far side may quote what it was sent."""
    tokens = (here.slack.bot_token, here.slack.app_token, here.slack.signing_secret, here.telegram.bot_token)
    desk = (here.chatwoot.api_token, here.chatwoot.bot_token, here.chatwoot.webhook_secret)
    for each in (*tokens, *desk, here.secret, here.web.member_secret):
        if len(each) >= FEWEST_CHARACTERS:
            says = says.replace(each, "…")
    return " ".join("".join(each if each.isprintable() else " " for each in says).split())
