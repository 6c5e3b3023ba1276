"""Takes in what Slack tells: who may be answered where, what is kept, and what is said to what is not.

In direct messages everything is answered. In a channel Spotter answers who mentions it, in a thread, and only what may
be read along: everything personal is answered in direct messages instead, and the thread hears no more than that.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from bot.channels.channel import Surroundings
from bot.channels.errors import DeliveryError, RefusedError, SlowDownError, UnavailableError
from bot.channels.incoming import text_of
from bot.channels.post_office import ONLY_WORDS
from bot.channels.rate_limit import Allowance, Buckets, RateLimit
from bot.channels.slack.api import Me, SlackApi
from bot.channels.slack.events import Opened, Said, Spot, channel_of, event_in, own_ids, press_in
from bot.channels.slack.text import escaped, readable
from bot.store.errors import StoreError
from bot.store.postbox_records import IncomingMessage

logger = logging.getLogger(__name__)

JUDGING_SECONDS = 1.0
MOST_LOOKED_AT, MOST_JUDGED = 50, 1_000
PERSONAL = ("/report_", "/request_")
IN_PRIVATE = "I have answered you in a direct message."
WITH_TRAINER = "I have passed that on to your trainer, in your direct messages."
NOT_HERE = "That is something for a direct message, and I can only write those to members of this workspace."
NO_FILES = "I cannot look at pictures or files here. Tell me in words, and I am all ears."
ONCE_A_MINUTE, COURTESIES = Allowance(1, 1 / 60), Allowance(5, 0.1)


class Aside(Protocol):
    """Takes in what happens in the trainers' channel, in place of the desk: no lifter writes there."""

    async def event(self, payload: Mapping[str, Any]) -> None: ...
    async def press(self, payload: Mapping[str, Any]) -> None: ...


class SlackDesk:
    """Takes in events and presses. `me` is who Spotter is in Slack, once that is known."""

    def __init__(
        self, given: Surroundings, api: SlackApi, me: Callable[[], Me | None], limit: RateLimit | None = None
    ) -> None:  # fmt: skip
        self._given, self._api, self._me = given, api, me
        self._told_to_wait, self._courtesies = Buckets(ONCE_A_MINUTE), Buckets(COURTESIES)
        self._limit = limit or RateLimit()
        self._judged: dict[str, bool] = {}
        self._errands: set[asyncio.Task[None]] = set()
        self.aside: Aside | None = None

    async def event(self, payload: Mapping[str, Any]) -> None:
        """Takes in an event; afterwards it may be acknowledged. Raises UnavailableError."""
        if self._is_trainers(payload):
            if self.aside:
                await self.aside.event(payload)
            return
        found = event_in(payload)
        if found is None or not self._is_ours(found.at):
            return
        if isinstance(found, Opened):
            self._errand(lambda: self._greet_newcomer(found.at))
        else:
            await self._said(found, payload)

    async def press(self, payload: Mapping[str, Any]) -> None:
        """Takes in a pressed button, likewise."""
        if self._is_trainers(payload):
            if self.aside:
                await self.aside.press(payload)
            return
        found = press_in(payload)
        if found is None or not self._is_ours(found.at):
            return
        try:
            pressed = await self._given.office.threads.run(
                self._given.buttons.pressed, self._given.stores.outbox, found.at.here, found.sealed
            )
        except RefusedError as error:
            self._whisper(found.at, str(error))
        except StoreError as error:
            raise UnavailableError from error
        else:
            await self._take(found.at, found.id, pressed.title, pressed.payload)

    async def stop(self) -> None:
        """Ends what is no part of what was acknowledged."""
        for each in self._errands:
            each.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)

    async def _said(self, said: Said, payload: Mapping[str, Any]) -> None:
        me = self._me()
        typed = readable(said.text, own_ids(payload) | ({me.person} if me else set()))
        if me and me.person == said.at.person:
            return
        if not typed:
            await self._nothing_said(said)
            return
        try:
            text = text_of(typed)
        except RefusedError as error:
            await self._refuse(said.at, said.id, error)
        else:
            await self._take(said.at, said.id, text)

    async def _nothing_said(self, said: Said) -> None:
        if not self._courtesies.allow(said.at.direct):
            return
        if said.has_files:
            await self._post(said.at.here, f"files:{said.id}", NO_FILES)
        else:
            self._errand(lambda: self._given.greet(said.at.here, f"hello:{said.id}"))

    async def _take(self, at: Spot, id: str, text: str, payload: str | None = None) -> None:
        try:
            is_moved = at.thread is not None and await self._is_personal(at, id, text, payload)
            if is_moved and self._is_guest(at):
                await self._post(at.here, f"private:{id}", NOT_HERE)
                return
            conversation, pressed = (at.direct, None) if is_moved else (at.here, payload)
            await self._given.office.take(IncomingMessage(conversation, id, datetime.now(UTC), text, pressed))
        except UnavailableError as error:
            if error.urgent:
                self._whisper(at, error.urgent)
            raise
        except RefusedError as error:
            await self._refuse(at, id, error)
        else:
            if is_moved:
                await self._post(at.here, f"private:{id}", await self._where_to(at))

    async def _where_to(self, at: Spot) -> str:
        """What a thread hears of a message that went into direct messages."""
        try:
            return WITH_TRAINER if await self._given.office.is_taken(at.direct) else IN_PRIVATE
        except StoreError:
            return IN_PRIVATE

    async def _is_personal(self, at: Spot, id: str, text: str, payload: str | None) -> bool:
        """Whether others may not read the answer along. What was decided once stays so, when Slack tells it again.

        Raises RefusedError: judging takes as long as a short answer.
        """
        self._limit.check(at.direct)
        try:
            was_public, was_personal = await self._given.office.threads.run(self._was_taken, at, id)
        except StoreError as error:
            raise UnavailableError from error
        if was_public or was_personal:
            return was_personal
        is_personal = bool(payload and payload.startswith(PERSONAL)) or await self._sounds_personal(at, text)
        if len(self._judged) >= MOST_JUDGED:
            self._judged.clear()
        return self._judged.setdefault(f"{at.here} {id}", is_personal)  # told twice at once: the first judgement holds

    async def _sounds_personal(self, at: Spot, text: str) -> bool:
        try:
            async with asyncio.timeout(JUDGING_SECONDS):
                return not await self._given.is_public(text, at.direct)
        except Exception as error:  # noqa: BLE001  whatever it is, in doubt it is personal
            logger.warning("judging a message failed with %s: it is answered in private", type(error).__name__)
            return True

    def _was_taken(self, at: Spot, id: str) -> tuple[bool, bool]:
        """Whether a message is known in the thread, and in direct messages."""
        latest = self._given.stores.outbox.latest
        places = [latest(each, MOST_LOOKED_AT) for each in (at.here, at.direct)]
        public, personal = (any(each.message_id == id for each in place) for place in places)
        return public, personal

    async def _refuse(self, at: Spot, id: str, error: RefusedError) -> None:
        """Says why something is not taken; that it was too much, once a minute."""
        allowed = self._told_to_wait if isinstance(error, SlowDownError) else self._courtesies
        if allowed.allow(at.direct):
            await self._post(at.here, f"refused:{id}", str(error))

    async def _post(self, conversation: str, id: str, words: str) -> None:
        try:
            await self._given.office.notice(conversation, id, words, ONLY_WORDS if words == NO_FILES else "")
        except StoreError as error:
            logger.error("saying something in Slack failed with %s", type(error).__name__)

    async def _greet_newcomer(self, at: Spot) -> None:
        """Says hello to whoever has said and heard nothing so far; Slack tells of every time a chat is opened."""
        try:
            latest = await self._given.office.threads.run(self._given.stores.outbox.latest, at.direct, 1)
        except StoreError as error:
            logger.error("greeting in Slack failed with %s", type(error).__name__)
        else:
            if not latest:
                await self._given.greet(at.direct, "greeting")

    def _whisper(self, at: Spot, words: str) -> None:
        """Says something that only that person sees, and that is not kept."""
        thread = {"thread_ts": at.thread} if at.thread else {}
        told = {"channel": at.channel, "user": at.person, "text": escaped(words), **thread}
        self._errand(lambda: self._api.call("chat_postEphemeral", **told))

    def _errand(self, work: Callable[[], Awaitable[Any]]) -> None:
        """Does something besides, which Slack need not wait for."""

        async def safely() -> None:
            try:
                await work()
            except (DeliveryError, OSError) as error:
                logger.warning("an errand in Slack failed with %s", type(error).__name__)

        task = asyncio.create_task(safely())
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    def _is_trainers(self, payload: Mapping[str, Any]) -> bool:
        theirs = self._given.here.slack.trainers_channel
        return bool(theirs) and channel_of(payload) == theirs

    def _is_ours(self, at: Spot) -> bool:
        """Not if the app is installed in another workspace too: its token is not the one that is set."""
        me = self._me()
        if me is None or me.enterprise:
            return True
        return at.home == me.team and not (at.thread is None and self._is_guest(at))

    def _is_guest(self, at: Spot) -> bool:
        me = self._me()
        return me is not None and not me.enterprise and at.team != me.team
