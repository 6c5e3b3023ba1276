"""The open streams of a process, and the one look at the database that they share.

The bell tells what is said in this process at once. For what other processes say, `Streams` looks twice a second how
all conversations stand that somebody has open here; a stream that has not come as far is woken, and reads by itself.
Where a trainer has the conversation, whose words come from another process, it looks twice as often.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar

from bot.channels.attended import Attended
from bot.channels.bell import Bell
from bot.channels.errors import RefusedError
from bot.channels.tally import OPEN_STREAMS
from bot.channels.threads import Threads
from bot.channels.web.events import COMMENT, Events, frame
from bot.channels.web.visits import Visit
from bot.store.errors import StoreError
from bot.store.interface import OutboxStore
from bot.store.postbox_records import LIFTER, Posted, Standing

logger = logging.getLogger(__name__)

QUICK_SECONDS, COMMENT_SECONDS, READ_SECONDS = 0.25, 15.0, 10.0
QUICK_LOOKS = 2
"""So many there are from one look at all conversations to the next."""
MOST_OF_ONE, MOST_OF_ALL = 20, 2_000
HISTORY, PAGE = 200, 200
STOP_SECONDS = 2.0

Send = Callable[[bytes], Awaitable[None]]
Found = TypeVar("Found")


@dataclass(eq=False)
class Stream:
    """One open stream: how far it has come, and how its conversation stood when somebody looked last."""

    visit: Visit
    rung: asyncio.Event
    seen: int = 0
    standing: Standing = field(default_factory=Standing)
    is_typing: bool = False
    trainer: str = ""
    """Who has the conversation."""
    tells_state: bool = False
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_unanswered(self) -> bool:
        """Whether somebody, in some process, is still to answer; not if more was said since that was looked up."""
        return self.standing.is_unanswered and self.standing.latest >= self.seen


class Streams:
    """Tells everybody who has a conversation open what is said in it."""

    def __init__(
        self, outbox: OutboxStore, attended: Attended, threads: Threads, bell: Bell, events: Events
    ) -> None:  # fmt: skip
        self._outbox, self._attended = outbox, attended
        self._threads, self._bell, self._events = threads, bell, events
        self._open: set[Stream] = set()
        self._of_one: Counter[str] = Counter()
        self._looking: asyncio.Task[None] | None = None
        self.is_ending = False

    def __len__(self) -> int:
        return len(self._open)

    def start(self) -> None:
        """Begin to look, in the event loop that runs."""
        self._looking = asyncio.get_running_loop().create_task(self._look_on(), name="web streams")

    async def stop(self) -> None:
        """End all streams, and open no more: whoever was listening connects again, elsewhere."""
        self.is_ending = True
        if self._looking:
            self._looking.cancel()
        for stream in self._open:
            stream.rung.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await asyncio.gather(*(each.ended.wait() for each in self._open))

    @contextmanager
    def opened(self, visit: Visit) -> Iterator[Stream]:
        """A stream. Raises RefusedError if there are too many."""
        name = visit.conversation
        if self.is_ending or len(self._open) >= MOST_OF_ALL or self._of_one[name] >= MOST_OF_ONE:
            raise RefusedError("unavailable", "Too many chats are open just now. I will try again in a moment.", 503)
        with self._bell.watch(name) as rung, OPEN_STREAMS.track_inprogress():
            stream = Stream(visit, rung)
            self._open.add(stream)
            self._of_one[name] += 1
            try:
                yield stream
            finally:
                stream.ended.set()
                self._open.discard(stream)
                self._of_one[name] -= 1
                if not self._of_one[name]:
                    del self._of_one[name]

    async def begin(self, stream: Stream, after: int) -> bytes:
        """What is to be told first. Raises StoreError."""
        name = stream.visit.conversation
        found = await self._read(self._outbox.standings, [name])
        stream.standing = found.get(name, Standing())
        stream.trainer = await self._read(self._attended.trainer_in, name)
        stream.seen, stream.tells_state = min(after, stream.standing.latest), True
        return await self._news(stream) + self._typing(stream)

    async def go_on(self, stream: Stream, send: Send) -> None:
        """Tells what is new, until the server stops or the token runs out. Raises StoreError."""
        while not self.is_ending and time.time() < stream.visit.expires:
            is_rung = await self._is_rung(stream)
            stream.rung.clear()
            news = await self._news(stream) + self._typing(stream) if is_rung else COMMENT
            if news:
                await send(news)

    async def _is_rung(self, stream: Stream) -> bool:
        try:
            async with asyncio.timeout(COMMENT_SECONDS):
                return await stream.rung.wait()
        except TimeoutError:
            return stream.rung.is_set()  # it may be just now

    async def _news(self, stream: Stream) -> bytes:
        """What the stream has not told yet; where that is much, a page of it, and it is woken for the next."""
        name, told = stream.visit.conversation, b""
        if stream.tells_state:
            stream.tells_state, told = False, _state(stream)
        if not stream.seen:
            return told + self._told(stream, await self._read(self._outbox.latest, name, HISTORY))
        posted = await self._read(self._outbox.after, name, stream.seen, PAGE)
        if len(posted) == PAGE:
            stream.rung.set()
        return told + self._told(stream, posted)

    def _told(self, stream: Stream, posted: tuple[Posted, ...]) -> bytes:
        events = [self._events.of(each) for each in posted]
        if events:
            stream.seen = posted[-1].number
        if any(each["kind"] != LIFTER for each in events):
            stream.is_typing = False  # as the widget takes it
        return b"".join(map(frame, events))

    def _typing(self, stream: Stream) -> bytes:
        """The sign of typing, if it is to be shown from now on, or no longer."""
        is_at_it = stream.is_unanswered or self._bell.is_answering(stream.visit.conversation)
        is_typing = is_at_it and not stream.trainer
        if is_typing == stream.is_typing:
            return b""
        stream.is_typing = is_typing
        return frame({"kind": "typing", "on": is_typing})

    async def _look_on(self) -> None:
        is_away = False
        for number in count(1):
            await asyncio.sleep(QUICK_SECONDS)
            try:
                if number % QUICK_LOOKS == 0:
                    await self._look_whose()
                    await self._look(self._open)
                else:
                    await self._look(each for each in self._open if each.trainer)
                is_away = False
            except (StoreError, TimeoutError) as error:
                if not is_away:
                    logger.error("web: looking for news failed with %s", type(error).__name__)
                is_away = True

    async def _look_whose(self) -> None:
        """Sees which conversations trainers have, and wakes the streams of those where that has changed."""
        whose = await self._read(self._attended.trainers) if self._open else {}
        for stream in self._open:
            trainer = whose.get(stream.visit.conversation, "")
            if stream.trainer != trainer:
                stream.trainer, stream.tells_state = trainer, True
                stream.rung.set()

    async def _look(self, streams: Iterable[Stream]) -> None:
        """Sees how the conversations of streams stand, and wakes those that have something to tell."""
        seen = {stream: stream.seen for stream in streams}
        if not seen:
            return
        found = await self._read(self._outbox.standings, {each.visit.conversation for each in seen})
        for stream, number in seen.items():
            before, stream.standing = stream.is_unanswered, found.get(stream.visit.conversation, Standing())
            if stream.standing.latest < number:  # it was erased
                stream.tells_state, stream.seen = True, stream.standing.latest
            if stream.tells_state or stream.standing.latest > stream.seen or stream.is_unanswered != before:
                stream.rung.set()

    async def _read(self, call: Callable[..., Found], *given: object) -> Found:
        async with asyncio.timeout(READ_SECONDS):
            return await self._threads.run(call, *given)


def _state(stream: Stream) -> bytes:
    """The largest number in the conversation, and who answers if it is a trainer."""
    who = {"trainer": stream.trainer} if stream.trainer else {}
    return frame({"kind": "state", "last": max(stream.standing.latest, stream.seen)} | who)
