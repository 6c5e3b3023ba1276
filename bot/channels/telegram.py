"""Telegram: lifters write to a bot, in a private chat. docs/telegram.md says how to set it up.

Updates are fetched, or with `telegram.webhook` brought. What a person is called is proved by Telegram: by the answer to
our own question, or by a token that only Telegram was told.
"""

import asyncio
import logging
import re
from collections.abc import Coroutine
from typing import Any

from sanic import Blueprint

from bot.channels.channel import Channel, Surroundings
from bot.channels.telegram_api import BotApi
from bot.channels.telegram_desk import Desk
from bot.channels.telegram_polling import Polling, Tempo, insist
from bot.channels.telegram_sending import Sending
from bot.channels.telegram_webhook import Webhook, ask_for_updates
from bot.settings import Settings

logger = logging.getLogger(__name__)

SHOWN_COMMANDS = {"start": "Say hello", "help": "What I can do for you", "stop": "Stop my reminders"}
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{20,100}")


class TelegramChannel(Channel):
    """The Telegram channel."""

    title = "Telegram"

    def __init__(self, here: Settings, tempo: Tempo | None = None) -> None:
        super().__init__(here)
        self._tempo = tempo or Tempo()
        self._tasks: list[asyncio.Task[None]] = []

    @classmethod
    def name(cls) -> str:
        """What its conversations begin with."""
        return "telegram"

    @property
    def why_off(self) -> str:
        """Which settings are missing."""
        found = self.here.telegram
        if not found.bot_token:
            return "telegram.bot_token is not set: the token that @BotFather gives you for your bot"
        if not _TOKEN.fullmatch(found.bot_token):
            return "telegram.bot_token is no token of @BotFather's, which look like 123456789:AA…"
        if found.webhook and not self.here.public_url.startswith("https://"):
            return (
                "telegram.webhook needs public_url, the https address of this server; without it messages are fetched"
            )
        return ""

    def open(self, given: Surroundings) -> None:
        """Take what the channel stands on."""
        self._given, found = given, self.here.telegram
        self._api = BotApi(found.api_url, found.bot_token)
        self._desk = Desk(self._api, given)
        self._webhook = Webhook(self._desk, given.secret) if found.webhook else None
        given.office.deliver(self.name(), Sending(self._api, given).send)

    def routes(self) -> tuple[Blueprint, ...]:
        """POST /telegram, if Telegram brings updates."""
        return (self._webhook.routes(),) if self._webhook else ()

    async def start(self) -> None:
        """Begin; everything that asks Telegram goes on beside."""
        if self._webhook:
            self._begin(ask_for_updates(self._api, self.here.public_url, self._given.secret, self._tempo))
        else:
            self._begin(Polling(self._api, self._desk, self._tempo).run())
        self._begin(self._introduce())

    async def stop(self) -> None:
        """Take nothing more, and end at once what waits for Telegram. Replies are still sent by the post office."""
        if self._webhook:
            self._webhook.close()
        for each in self._tasks:
            each.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._desk.stop()
        await self._api.let_go()

    async def _introduce(self) -> None:
        """Says in the log whose bot it is, and shows the commands beside the field where one types."""
        found = await insist(self._api, "getMe", {}, self._tempo)
        logger.info("Telegram: the bot is @%s", found.get("username") if isinstance(found, dict) else "?")
        commands = [{"command": name, "description": words} for name, words in SHOWN_COMMANDS.items()]
        await insist(self._api, "setMyCommands", {"commands": commands}, self._tempo)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.get_running_loop().create_task(work))
