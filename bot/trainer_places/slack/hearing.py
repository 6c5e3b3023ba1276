"""Takes in what trainers do in their channel: words in the thread of a handover, and buttons that they press."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from bot.channels.errors import DeliveryError, RefusedError
from bot.channels.slack.api import Me, SlackApi
from bot.channels.slack.events import press_in
from bot.channels.slack.text import escaped, readable
from bot.store.errors import MissingError, StoreError
from bot.store.handover_records import TrainerAccount
from bot.trainer_places.handing_back import hand_back_in
from bot.trainer_places.ledger import Ledger
from bot.trainer_places.people import People
from bot.trainer_places.place import PlaceSurroundings
from bot.trainer_places.slack.events import Typed, typed_in
from bot.trainer_places.slack.in_order import InOrder
from bot.trainer_places.slack.sending import BEGINNING
from bot.trainer_places.slack.steps import Steps
from bot.trainer_places.slack.threads import HandoverThreads
from bot.trainer_places.words import say

logger = logging.getLogger(__name__)

AMONG_US = "//"
"""What begins with it stays among trainers."""


class ThreadHearing:
    """Events and presses in the trainers' channel; bot.channels.slack.desk.Aside."""

    def __init__(
        self, given: PlaceSurroundings, api: SlackApi, threads: HandoverThreads, ledger: Ledger, people: People,
        me: Callable[[], Awaitable[Me]],
    ) -> None:  # fmt: skip
        self._given, self._api, self._threads, self._ledger, self._me = given, api, threads, ledger, me
        self._people, self._steps, self._in_order = people, Steps(given, ledger), InOrder()
        self._errands: set[asyncio.Task[None]] = set()

    async def event(self, payload: Mapping[str, Any]) -> None:
        """Takes in an event; afterwards it may be acknowledged. Raises UnavailableError."""
        typed = typed_in(payload)
        if typed and typed.channel == self._threads.channel:
            await self._in_order.do(typed.thread, typed.ts, partial(self._said, typed))

    async def press(self, payload: Mapping[str, Any]) -> None:
        """Takes in a pressed button, likewise."""
        found = press_in(payload)
        if found is None or not found.at.thread:
            return
        whisper = partial(self._whisper, found.at.person, found.at.thread)
        try:
            if await self._is_ours(found.at.home):
                whisper(await self._given.office.threads.run(self._pressed, found.at.person, found.sealed))
        except RefusedError:
            whisper(say("refused.button"))
        except (StoreError, DeliveryError, OSError) as error:
            logger.warning("a trainer's press failed with %s", type(error).__name__)
            whisper(say("refused.again"))

    async def stop(self) -> None:
        """Ends what is not acknowledged, and what nobody waits for."""
        await self._in_order.stop()
        for each in self._errands:
            each.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)

    async def _said(self, typed: Typed) -> None:
        me = await self._me()
        if typed.person == me.person or not await self._is_ours(typed.home):
            return
        id = await self._threads.handover(typed.thread)
        words = readable(typed.text, {me.person})
        if id is None or words.startswith(AMONG_US):
            return
        told = await self._given.office.threads.run(self._taken, id, typed, words)
        if told:
            self._whisper(typed.person, typed.thread, told)
        self._given.office.bell.said((await self._given.office.threads.run(self._given.desk.handover, id)).conversation)
        self._given.office.bell.said(self._ledger.conversation(id))

    def _taken(self, id: str, typed: Typed, words: str) -> str:
        """What is whispered about words that were typed; "" if nothing has to be."""
        account = self._people.account(typed.person)
        if account is None:
            return say("refused.unknown")
        if not words:
            return say("refused.files")
        if back := hand_back_in(words):
            return self._steps.propose(id, account, back, typed.ts)
        told = self._steps.reply(id, account, words, f"slack:{typed.channel}:{typed.ts}")
        return told or (say("refused.files") if typed.has_files else "")

    def _pressed(self, person: str, sealed: str) -> str:
        """What is whispered about a press. Raises RefusedError, StoreError."""
        id, _, signed = sealed.partition(" ")
        conversation = self._ledger.conversation(id)
        number, place = self._given.buttons.open(conversation, signed)
        account = self._people.account(person)
        if account is None:
            return say("refused.unknown")
        row = self._given.stores.outbox.find(conversation, number)
        body = json.loads(row.body) if row else {}
        if row is None or body["kind"] not in ("handover", "proposal"):
            return say("refused.button")
        if body["kind"] == "handover":
            return self._begun(id, account, BEGINNING[place])
        return self._steps.hand_back(id, account, body) if place == 0 else say("told.dismissed")

    def _begun(self, id: str, account: TrainerAccount, what: str) -> str:
        """A button under the brief."""
        try:
            match what:
                case "take":
                    return self._steps.take(id, account)
                case "close":
                    return self._steps.close(id, account)
                case _:
                    return say("told.how")
        except MissingError:
            return say("refused.ended")

    async def _is_ours(self, home: str) -> bool:
        """Not if the app is installed in another workspace too."""
        me = await self._me()
        return bool(me.enterprise) or home == me.team

    def _whisper(self, person: str, thread: str, words: str) -> None:
        """Says something that only that person sees, and that is not kept."""
        told = {"channel": self._threads.channel, "user": person, "text": escaped(words), "thread_ts": thread}
        task = asyncio.create_task(self._errand(told))
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def _errand(self, told: Mapping[str, str]) -> None:
        try:
            await self._api.call("chat_postEphemeral", **told)
        except (DeliveryError, OSError) as error:
            logger.warning("whispering to a trainer failed with %s", type(error).__name__)
