"""The post office of a process: takes messages in, has them answered, and has the replies delivered.

office = PostOffice(stores, coach.answer)
office.deliver("slack", send)                     a channel that sends replies; one that shows them does nothing
office.start()                                    in the event loop, when the server starts
await office.take(message, address)               a webhook: True or False, then acknowledge; RefusedError, then not
await office.stop()                               when the server stops
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bot.channels.bell import Bell
from bot.channels.delivery import Delivery, Patience, Send
from bot.channels.errors import RefusedError, UnavailableError
from bot.channels.identity import channel_of
from bot.channels.rate_limit import RateLimit
from bot.channels.replies import plain
from bot.channels.tally import taken
from bot.channels.threads import Threads
from bot.channels.worker import LAST_WORDS, ONLY_SHOWN, Answering, Pace, Worker
from bot.store.errors import RecordError, StoreError
from bot.store.handover_records import HandoverState
from bot.store.interface import Stores
from bot.store.postbox_records import IncomingMessage

ONLY_WORDS = "Only words get through here. Pictures, files and voice messages do not reach your trainer."
"""What is said to anything else while a trainer has the conversation."""
TAKE_SECONDS = 6.0
AT_WORK, AT_THE_DESK = 12, 8
"""Threads; SQLite has 32 connections, and actions use them too."""
STOP_SECONDS = 25.0
"""So that a process ends within 30 s of SIGTERM."""


class PostOffice:
    """What all channels of a process share. `threads` are for stores: a channel's own calls of them go there too."""

    def __init__(
        self, stores: Stores, answer: Answering, limit: RateLimit | None = None, *,
        last_words: Callable[[str], str] = lambda _: LAST_WORDS, pace: Pace | None = None,
    ) -> None:  # fmt: skip
        self.bell, self.threads = Bell(), Threads(AT_WORK)
        self._stores, self._limit, self._last_words = stores, limit or RateLimit(), last_words
        self._desk = Threads(AT_THE_DESK)  # apart: what is at work in an outage holds up nobody who brings a message
        given = (stores.inbox, stores.handovers, answer, self.threads, self.bell, last_words, pace)
        self._worker = Worker(*given, post=self.post)
        self._deliveries: dict[str, Delivery] = {}
        self.bell.listen(self._wake_delivery)

    def deliver(self, channel: str, send: Send, patience: Patience | None = None) -> None:
        """Send the replies of a channel; before the start."""
        self._deliveries[channel] = Delivery(self._stores.outbox, channel, send, self.threads, patience)

    def start(self) -> None:
        """Answer and deliver, first of all what was left."""
        self._worker.start()
        for each in self._deliveries.values():
            each.start()

    def resting(self) -> tuple[str, ...]:
        """Who should be at work and is not: before the start, after the end, or because something broke."""
        workers: dict[str, Worker | Delivery] = {"inbox": self._worker}
        workers |= {f"{name} outbox": each for name, each in self._deliveries.items()}
        return tuple(name for name, each in workers.items() if not each.is_at_work())

    async def stop(self, within_seconds: float = STOP_SECONDS) -> bool:
        """Finish what is begun; False if some of it took longer. What is not begun is kept for the next start."""
        ends_at = time.monotonic() + within_seconds
        is_done = await self._worker.stop(within_seconds)
        left = max(0.0, ends_at - time.monotonic())
        ends = await asyncio.gather(*(each.stop(left) for each in self._deliveries.values()))
        self.threads.close()
        self._desk.close()
        return is_done and all(ends)

    async def take(self, message: IncomingMessage, address: str | None = None) -> bool:
        """Keep a message, on disk, to be answered; False if it was known already. Then it may be acknowledged.

        Raises RefusedError, and then it is not kept: SlowDownError, or UnavailableError. After that one it may still
        have been kept; whoever sends it again has it answered once.
        """
        self._limit.check(message.conversation, address)
        try:
            async with asyncio.timeout(TAKE_SECONDS):
                is_new = await self._desk.run(self._stores.inbox.take, message)
        except RecordError as error:
            raise RefusedError("bad_request", "I could not read that message. Please type it again.") from error
        except (StoreError, TimeoutError) as error:
            raise UnavailableError(self._urgent(message.text)) from error
        if is_new:
            taken(message)
            self._worker.wake()
            self.bell.said(message.conversation)
        return is_new

    async def post(
        self, conversation: str, id: str, bodies: Sequence[str], *, even_if_taken: bool = False, handover: str = ""
    ) -> bool:
        """Say something that answers no message (bot.channels.replies); False if that id was posted before.

        Also False, and nothing is said, while a trainer has the conversation; but what is said of a `handover` (its id)
        is said all the same, and with `even_if_taken` what is said of a message that could not be taken. Raises
        StoreError.
        """
        is_sent = channel_of(conversation) == ONLY_SHOWN
        now = datetime.now(UTC)
        is_new = await self.threads.run(
            self._stores.outbox.post,
            conversation,
            id,
            bodies,
            now,
            is_sent=is_sent,
            unless_taken=not (even_if_taken or handover),
            handover=handover or None,
        )
        if is_new:
            self.bell.said(conversation)
        return is_new

    async def is_taken(self, conversation: str) -> bool:
        """Whether a trainer has a conversation: then the bot says nothing there. Raises StoreError."""
        found = await self.threads.run(self._stores.handovers.open_in, conversation)
        return found is not None and found.state is HandoverState.CLAIMED

    async def notice(self, conversation: str, id: str, words: str, with_trainer: str = "") -> None:
        """Say something of a message that was not taken; `with_trainer` while a trainer has it. Raises StoreError."""
        said = with_trainer if with_trainer and await self.is_taken(conversation) else words
        await self.post(conversation, id, [plain(said)], even_if_taken=True)

    def _urgent(self, text: str) -> str:
        """The answer to a red flag, which cannot wait; "" to anything else."""
        words = self._last_words(text)
        return "" if words == LAST_WORDS else words

    def _wake_delivery(self, conversation: str) -> None:
        if delivery := self._deliveries.get(channel_of(conversation)):
            delivery.wake()
