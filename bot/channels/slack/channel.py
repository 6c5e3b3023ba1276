"""Slack: direct messages, and threads in channels where somebody mentions Spotter. docs/slack.md sets it up."""

import asyncio
import logging

from sanic import Blueprint

from bot.channels.channel import Channel, Surroundings
from bot.channels.errors import DeliveryError, TryLaterError
from bot.channels.slack.api import Me, SlackApi, who_am_i
from bot.channels.slack.desk import Aside, SlackDesk
from bot.channels.slack.routes import slack_blueprint
from bot.channels.slack.sending import SlackSending
from bot.channels.slack.socket import SlackSocket
from bot.channels.under_way import UnderWay
from bot.settings import Settings, SlackSettings

logger = logging.getLogger(__name__)

PAUSE, LONGEST_PAUSE = 1.0, 60.0
PREFIXES = {"xoxb-": "the bot token", "xapp-": "the app token", "xoxp-": "a person's token"}
"""What Slack's tokens begin with."""
EXAMPLES = ("xoxb-your-token", "your-signing-secret", "xapp-your-token")
"""Those in docs/settings.yml, which everybody can read: whoever knows the signing secret can speak as Slack."""


class SlackChannel(Channel):
    """Slack, by its Events API over HTTP, by Socket Mode, or by both."""

    title = "Slack"

    def __init__(self, here: Settings) -> None:
        super().__init__(here)
        self._api = SlackApi(here.slack.bot_token, here.slack.api_url)
        self._me: Me | None = None
        self._at_work: list[asyncio.Task[None]] = []

    @classmethod
    def name(cls) -> str:
        return "slack"

    @property
    def why_off(self) -> str:
        given = self.here.slack
        if misplaced := _misplaced(given):
            return misplaced
        if not given.bot_token:
            return "It needs slack.bot_token, and slack.signing_secret or slack.app_token (docs/slack.md)."
        if not (given.signing_secret or given.app_token):
            return "It needs slack.signing_secret, or slack.app_token where there is no public address (docs/slack.md)."
        return ""

    def open(self, given: Surroundings) -> None:
        self._desk = SlackDesk(given, self._api, lambda: self._me)
        self._sending = UnderWay(SlackSending(self._api, given, self.known).send)
        given.office.deliver(self.name(), self._sending.send)

    def routes(self) -> tuple[Blueprint, ...]:
        secret = self.here.slack.signing_secret
        return (slack_blueprint(secret, self._desk),) if secret else ()

    def set_aside(self, aside: Aside) -> None:
        """Give what happens in the trainers' channel to somebody else."""
        self._desk.aside = aside

    async def start(self) -> None:
        self._at_work.append(asyncio.create_task(self._learn()))
        if token := self.here.slack.app_token:
            self._at_work.append(asyncio.create_task(SlackSocket(token, self.here.slack.api_url, self._desk).run()))

    async def stop(self) -> None:
        for each in self._at_work:
            each.cancel()
        await asyncio.gather(*self._at_work, return_exceptions=True)
        await self._desk.stop()
        await self._sending.stop()
        await self._api.close()

    async def _learn(self) -> None:
        """Asks Slack who Spotter is there, until it says so."""
        pause = PAUSE
        while self._me is None:
            try:
                self._me = await who_am_i(self._api)
            except (DeliveryError, OSError) as error:
                logger.warning("asking Slack who Spotter is failed with %s", type(error).__name__)
                asked = getattr(error, "seconds", None) or 0.0
                await asyncio.sleep(max(pause, min(asked, LONGEST_PAUSE)))
                pause = min(2 * pause, LONGEST_PAUSE)

    async def known(self) -> Me:
        """Who Spotter is in Slack. Raises TryLaterError until that is known."""
        if self._me is None:
            raise TryLaterError("Slack has not said yet who Spotter is")
        return self._me


def _misplaced(given: SlackSettings) -> str:
    """What is wrong with the tokens as they are written; no more of them is told than how they begin."""
    said = {
        "bot_token": (given.bot_token, "xoxb-"), "app_token": (given.app_token, "xapp-"),
        "signing_secret": (given.signing_secret, ""),
    }  # fmt: skip
    for name, (token, wanted) in said.items():
        found = next((each for each in PREFIXES if token.startswith(each)), "")
        if token in EXAMPLES:
            return f"slack.{name} is still the example of docs/settings.yml (docs/slack.md)."
        if not token or found == wanted:
            continue
        right = f"{PREFIXES[wanted]} begins with {wanted}" if wanted else "the signing secret is 32 letters and digits"
        if found:
            return f"slack.{name} begins with {found}: that is {PREFIXES[found]}; {right} (docs/slack.md)."
        return f"slack.{name} does not begin with {wanted}, as {PREFIXES[wanted]} does (docs/slack.md)."
    return ""
