"""Looks at conversations of the help desk: when a bell rings, and at all that are open every few seconds.

So nothing is lost that Chatwoot tells while Spotter is away; and it works, slower, where Chatwoot cannot reach Spotter.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from bot.channels.errors import DeliveryError, NeverError
from bot.store.errors import MissingError, StoreError
from bot.store.handover_records import Handover
from bot.store.interface import Stores
from bot.trainer_places.chatwoot.api import ChatwootApi, Conversation, Message
from bot.trainer_places.chatwoot.steps import OPEN, Steps
from bot.trainer_places.ledger import Ledger
from bot.trainer_places.people import People
from bot.trainer_places.place import PlaceSurroundings

logger = logging.getLogger(__name__)

ROUND_SECONDS = 15.0
PAUSE, LONGEST_PAUSE = 0.5, 30.0
MOST_AT_ONCE, MOST_RUNG = 4, 1_000


class DeskWatch:
    """Takes over what agents do."""

    def __init__(
        self, given: PlaceSurroundings, api: ChatwootApi, ledger: Ledger, people: People
    ) -> None:  # fmt: skip
        self._given, self._api, self._ledger, self._people = given, api, ledger, people
        self._agents: Mapping[int, str] = {}
        self._rung: set[int] = set()
        self._looks: dict[int, asyncio.Task[None]] = {}
        self._at_once = asyncio.Semaphore(MOST_AT_ONCE)

    def ring(self, number: int) -> None:
        """Something may have happened in a conversation. In the event loop."""
        if len(self._rung) >= MOST_RUNG:
            return  # the next round comes by
        self._rung.add(number)
        if number not in self._looks:
            self._looks[number] = asyncio.create_task(self._until_quiet(number))

    async def run(self) -> None:
        """Goes round until it is cancelled."""
        while True:
            try:
                for each in await self._given.office.threads.run(self._open_ones):
                    self.ring(each)
            except StoreError as error:
                logger.warning("looking for open handovers failed with %s", type(error).__name__)
            await asyncio.sleep(ROUND_SECONDS)

    async def stop(self) -> None:
        """Ends all looks; what was not taken over is seen again."""
        looks = list(self._looks.values())
        for each in looks:
            each.cancel()
        await asyncio.gather(*looks, return_exceptions=True)

    async def _until_quiet(self, number: int) -> None:
        pause = PAUSE
        while number in self._rung:
            self._rung.discard(number)
            try:
                async with self._at_once:
                    await self._look(number)
                pause = PAUSE
            except (NeverError, MissingError):
                pass  # the conversation was deleted there, or the lifter erased here
            except (DeliveryError, StoreError, OSError) as error:
                logger.warning("looking at the help desk failed with %s", type(error).__name__)
                self._rung.add(number)
                await asyncio.sleep(max(pause, getattr(error, "seconds", None) or 0.0))
                pause = min(2 * pause, LONGEST_PAUSE)
            except Exception as error:  # noqa: BLE001  one conversation that cannot be read must not end the watch
                logger.error("looking at the help desk failed with %s", type(error).__name__)
        self._looks.pop(number, None)

    async def _look(self, number: int) -> None:
        """The status first: what was written before it changed is among the messages then."""
        there = await self._api.conversation(number)
        if there is None or not there.handover:
            return
        threads, conversation = self._given.office.threads, self._ledger.conversation(there.handover)
        kept = await threads.run(self._ledger.kept, there.handover)
        if kept.get("place") != number:
            return
        messages = await self._api.messages(number, kept.get("heard", 0))
        agents = await self._known(there, messages)
        steps = Steps(self._given, self._ledger, self._people, there, agents, kept)
        wants_open = await threads.run(steps.take_in, messages)
        handover = await threads.run(self._given.desk.handover, there.handover)
        for each in (handover.conversation, conversation):
            self._given.office.bell.said(each)
        if wants_open:
            await self._api.set_status(number, OPEN)
            await threads.run(self._ledger.keep, there.handover, "taken", taken=True)

    async def _known(self, there: Conversation, messages: Sequence[Message]) -> Mapping[int, str]:
        """The account's agents; asked for again where somebody is not among them."""
        seen = {each.agent for each in messages} | {there.assignee}
        if not seen - {None} <= self._agents.keys():
            self._agents = await self._api.agents()
        return self._agents

    def _open_ones(self) -> list[int]:
        """The numbers of all conversations whose handover is open."""
        places = (self._ledger.kept(each.id).get("place") for each in open_handovers(self._given.stores))
        return [each for each in places if isinstance(each, int)]


def open_handovers(stores: Stores) -> list[Handover]:
    """All that wait, and all that somebody has. Blocks."""
    had = [each for trainer in stores.trainers.trainers() for each in stores.handovers.of_trainer(trainer.id)]
    return [*stores.handovers.waiting(), *had]
