"""Delivery: sends what waits in the outbox for a channel, in order in each conversation.

A reply that was sent while the process died is sent again, by any process: its key is the same then, and `may_be_there`
is set, for a far side that can tell whether it has it. Nothing else can be done where it cannot: a reply that may be
lost is worse than one that comes twice.
"""

import asyncio
import json
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.errors import NeverError, TryLaterError
from bot.channels.rounds import Rounds
from bot.channels.tally import REPLIES
from bot.channels.threads import Threads
from bot.store.errors import StoreError
from bot.store.interface import OutboxStore
from bot.store.postbox_records import DueReply

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Body:
    """A reply to send. `content` is the object that bot.channels.replies describes; `number` goes into its buttons."""

    content: dict[str, Any]
    number: int
    key: str
    """The same whenever the reply is sent, and no other reply's."""
    may_be_there: bool
    """It was tried before, and whether it arrived is not known."""


Send = Callable[[str, Body], Awaitable[None]]
"""Sends a reply to a conversation. Raises TryLaterError or NeverError; anything else is tried again a few times."""


@dataclass(frozen=True)
class Patience:
    """How long a delivery goes on. `lease` is longer than sending takes and keeping that it was sent.

    After a failure comes a pause that doubles, shorter or longer by chance, up to the longest one, or the pause that
    the far side asks for. What fails without a word why is tried `most_surprises` times, and everything for `days`.
    """

    at_once: int = 8
    send_seconds: float = 15
    lease: timedelta = timedelta(seconds=30)
    poll_seconds: float = 1
    pause: timedelta = timedelta(seconds=1)
    longest_pause: timedelta = timedelta(minutes=1)
    longest_asked: timedelta = timedelta(hours=1)
    most_surprises: int = 8
    days: timedelta = timedelta(days=1)
    pauses_to_keep: tuple[float, ...] = (0.5, 1, 2, 4)


class Delivery:
    """Sends what waits in an outbox for one channel."""

    def __init__(
        self, outbox: OutboxStore, channel: str, send: Send, threads: Threads, patience: Patience | None = None
    ) -> None:  # fmt: skip
        self._outbox, self._channel, self._send, self._threads = outbox, channel, send, threads
        self._patience = patience or Patience()
        at_once, poll_seconds = self._patience.at_once, self._patience.poll_seconds
        self._rounds = Rounds(f"{channel} outbox", self._claim, self._work, at_once, poll_seconds)
        self.start, self.wake, self.stop = self._rounds.start, self._rounds.wake, self._rounds.stop
        self.is_at_work = self._rounds.is_at_work

    async def _claim(self, most: int) -> Sequence[DueReply]:
        now = datetime.now(UTC)
        return await self._threads.run(self._outbox.due, self._channel, now, now + self._patience.lease, most)

    async def _work(self, reply: DueReply) -> None:
        try:
            body = Body(json.loads(reply.body), reply.number, reply.key, may_be_there=reply.attempts > 1)
            async with asyncio.timeout(self._patience.send_seconds):
                await self._send(reply.conversation, body)
        except NeverError as error:
            await self._give_up(reply, error)
        except (TryLaterError, OSError) as error:  # a time-out is an OSError too
            await self._later(reply, error, getattr(error, "seconds", None))
        except Exception as error:  # noqa: BLE001  one reply that cannot be sent must not stop all others
            if reply.attempts >= self._patience.most_surprises:
                await self._give_up(reply, error)
            else:
                await self._later(reply, error, None)
        else:
            self._count("sent")
            await self._keep(self._outbox.sent, reply)

    async def _later(self, reply: DueReply, error: Exception, asked: float | None) -> None:
        now = datetime.now(UTC)
        if now - reply.made_at > self._patience.days:
            return await self._give_up(reply, error)
        logger.warning("%s: sending failed with %s, attempt %d", self._channel, type(error).__name__, reply.attempts)
        self._count("retried")
        pause = self._pause(reply.attempts, asked)
        return await self._keep(self._outbox.retry_later, reply, now + pause)

    def _pause(self, attempts: int, asked: float | None) -> timedelta:
        doubled = self._patience.pause * 2 ** min(attempts - 1, 20)
        ours = min(doubled, self._patience.longest_pause).total_seconds() * random.uniform(0.5, 1)
        theirs = min(asked or 0.0, self._patience.longest_asked.total_seconds()) * random.uniform(1, 1.1)
        return timedelta(seconds=max(ours, theirs))

    async def _give_up(self, reply: DueReply, error: Exception) -> None:
        self._count("failed")
        what, attempts = type(error).__name__, reply.attempts
        logger.error("%s: a reply was given up after %s, attempt %d", self._channel, what, attempts)
        await self._keep(self._outbox.give_up, reply)

    def _count(self, outcome: str) -> None:
        REPLIES.labels(self._channel, outcome).inc()

    async def _keep(self, call: Callable[..., bool], *given: object) -> None:
        """Keeps how it went; after the last attempt the reply is sent again when the claim lapses."""
        for pause in (*self._patience.pauses_to_keep, None):
            try:
                await self._threads.run(call, *given)
            except StoreError as error:
                logger.error("%s: keeping that failed with %s", self._channel, type(error).__name__)
                if pause is not None:
                    await asyncio.sleep(pause)
            else:
                return
