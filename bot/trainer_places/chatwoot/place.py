"""A Chatwoot help desk. docs/chatwoot.md sets it up."""

import asyncio
from urllib.parse import urlsplit

from sanic import Blueprint

from bot.channels.under_way import UnderWay
from bot.trainer_places.chatwoot.api import ChatwootApi
from bot.trainer_places.chatwoot.routes import chatwoot_blueprint
from bot.trainer_places.chatwoot.sending import DeskSending
from bot.trainer_places.chatwoot.watch import DeskWatch
from bot.trainer_places.ledger import Ledger
from bot.trainer_places.people import People
from bot.trainer_places.place import Place, PlaceSurroundings

NEEDED = ("url", "account", "inbox", "api_token", "bot_token", "webhook_secret")
HERE = ("localhost", "127.0.0.1", "::1")


class TrainersChatwoot(Place):
    """Conversations in one inbox of a Chatwoot."""

    name = "trainers_chatwoot"
    title = "Chatwoot"

    @property
    def why_off(self) -> str:
        missing = [f"chatwoot.{each}" for each in NEEDED if not getattr(self.here.chatwoot, each)]
        if missing:
            return f"It needs {', '.join(missing)} (docs/chatwoot.md)."
        where = urlsplit(self.here.chatwoot.url)
        if where.scheme != "https" and where.hostname not in HERE:
            return "chatwoot.url begins with https://: tokens travel there (docs/chatwoot.md)."
        return ""

    def open(self, given: PlaceSurroundings) -> None:
        ledger = Ledger(self.name, given.stores, given.desk)
        self._api = ChatwootApi(self.here.chatwoot)
        self._watch = DeskWatch(given, self._api, ledger, People(given.stores, self.here.chatwoot.trainers))
        self._round: asyncio.Task[None] | None = None
        self._sending = UnderWay(DeskSending(self._api, ledger, given.office).send)
        given.office.deliver(self.name, self._sending.send)

    def routes(self) -> tuple[Blueprint, ...]:
        given = self.here.chatwoot
        return (chatwoot_blueprint(given.webhook_secret, given.account, given.inbox, self._watch.ring),)

    async def start(self) -> None:
        self._round = asyncio.create_task(self._watch.run())

    async def stop(self) -> None:
        if self._round:
            self._round.cancel()
            await asyncio.gather(self._round, return_exceptions=True)
        await self._watch.stop()
        await self._sending.stop()
        await self._api.close()
