"""What `spotter doctor` checks of the channels: those that are on ask their far side whether it knows them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.doctor import Finding, Level, ok, problem, warning
from bot.open_channels import ChannelsError, channels_in
from bot.settings import Settings

SECONDS = 5.0
SCOPES = ("app_mentions:read", "chat:write", "files:write", "im:history")
"""What the Slack app must be allowed; the manifest asks for these."""
MANY_PENDING = 100
RECENT = timedelta(hours=1)


class NoAnswerError(Exception):
    """The far side did not answer; says what to do."""


@dataclass(frozen=True)
class Told:
    """What a far side answered."""

    status: int
    found: dict[str, Any]
    headers: httpx.Headers


@dataclass(frozen=True)
class Line:
    """To a far side; notes how far our clock is from its."""

    seconds_off: list[float]

    def ask(self, url: str, token: str = "") -> Told:
        """Raises NoAnswerError; no address is told, for Telegram's hold the token."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            answer = httpx.post(url, headers=headers, timeout=SECONDS)
            found = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            host = urlsplit(url).hostname
            raise NoAnswerError(
                f"{host} did not answer ({type(error).__name__}). Check this machine's way to the internet."
            ) from None
        if date := answer.headers.get("date"):
            self._note(date)
        return Told(answer.status_code, found if isinstance(found, dict) else {}, answer.headers)

    def _note(self, date: str) -> None:
        try:
            self.seconds_off.append((datetime.now(UTC) - parsedate_to_datetime(date)).total_seconds())
        except (ValueError, TypeError):  # no date, or one without a zone
            return


def channels(here: Settings, credentials: Path, seconds_off: list[float]) -> Iterator[Finding]:
    """Each channel that the file names."""
    try:
        found = channels_in(credentials, here)
    except ChannelsError as error:
        yield problem("channels", str(error))
        return
    for each in found:
        if each.why_off:
            level = Level.PROBLEM if _is_begun(here, each.name()) else Level.OFF
            yield Finding(each.name(), level, each.why_off)
        elif each.name() in CHECKS:
            try:
                yield from CHECKS[each.name()](here, Line(seconds_off))
            except NoAnswerError as error:
                yield problem(each.name(), str(error))
        else:
            yield ok(each.name(), "on")


def _is_begun(here: Settings, name: str) -> bool:
    """Whether somebody has set anything of a channel: then it is to be on."""
    given = getattr(here, name, None)
    return given is not None and given != type(given)()


def slack(here: Settings, line: Line) -> Iterator[Finding]:
    """The bot token with its scopes, and the app token."""
    told = line.ask(f"{here.slack.api_url}auth.test", here.slack.bot_token)
    if not told.found.get("ok"):
        yield problem("slack", f"{_refused('Slack', told, 'bot token')} Copy the Bot User OAuth Token (xoxb-…) again.")
    elif not told.found.get("bot_id"):
        yield problem("slack", "That token is a person's. Take the Bot User OAuth Token (xoxb-…).")
    else:
        yield _scopes(told)
    if here.slack.app_token:
        told = line.ask(f"{here.slack.api_url}apps.connections.open", here.slack.app_token)
        if told.found.get("ok"):
            yield ok("slack", "Socket Mode opens with the app token")
        else:
            wanted = "Make an App-Level Token (xapp-…) with connections:write, and turn Socket Mode on."
            yield problem("slack", f"{_refused('Slack', told, 'app token')} {wanted}")


def _scopes(told: Told) -> Finding:
    granted = {each.strip() for each in told.headers.get("x-oauth-scopes", "").split(",")}
    if missing := ", ".join(each for each in SCOPES if each not in granted):
        return problem("slack", f"The app may not: {missing}. Add these under OAuth & Permissions, and reinstall it.")
    return ok("slack", f"{told.found.get('user')} in the workspace {told.found.get('team')}")


def telegram(here: Settings, line: Line) -> Iterator[Finding]:
    """The bot token, and where its messages go."""
    api = f"{here.telegram.api_url}/bot{here.telegram.bot_token}"
    told = line.ask(f"{api}/getMe")
    if not told.found.get("ok"):
        yield problem("telegram", f"{_refused('Telegram', told, 'bot token')} Copy it again from @BotFather.")
        return
    yield ok("telegram", f"@{_part(told.found.get('result'), 'username')}")
    told = line.ask(f"{api}/getWebhookInfo")
    yield _webhook(here, told.found.get("result"))


def _webhook(here: Settings, info: object) -> Finding:
    """Whether messages come as the settings say. A webhook is set, or taken away, when `spotter serve` starts."""
    check, url, failed = "telegram", str(_part(info, "url") or ""), _part(info, "last_error_date")
    pending = int(_part(info, "pending_update_count") or 0)
    wanted = f"{here.public_url}/telegram" if here.telegram.webhook else ""
    if bool(url) != bool(wanted) or not url.startswith(wanted):
        now = f"are brought to {urlsplit(url).hostname}" if url else "wait to be fetched"
        said = "brought to public_url" if wanted else "fetched"
        return warning(check, f"Messages {now}, and the settings want them {said}. Start `spotter serve` again.")
    if failed and datetime.now(UTC) - datetime.fromtimestamp(float(failed), UTC) < RECENT:
        return warning(check, f"Bringing messages here failed lately: {_part(info, 'last_error_message')}")
    if pending > MANY_PENDING:
        return warning(check, f"{pending} messages wait to be taken. Is `spotter serve` running?")
    return ok(check, f"messages are {'brought here' if wanted else 'fetched'}; {pending} wait")


def _refused(title: str, told: Told, what: str) -> str:
    """Slack gives its reason as `error`, Telegram as `description`."""
    reason = str(told.found.get("error") or told.found.get("description") or told.status)
    return f"{title} does not take the {what} ({reason[:100]})."


def _part(found: object, name: str) -> Any:  # noqa: ANN401  whatever JSON has
    return found.get(name) if isinstance(found, dict) else None


CHECKS: dict[str, Callable[[Settings, Line], Iterator[Finding]]] = {"slack": slack, "telegram": telegram}
