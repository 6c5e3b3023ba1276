"""Does what comes in for a thread one by one, the oldest first.

What cannot be done just now is tried again, and what came after it waits. Whoever brought it waits only so long: Slack
brings it again, and hears then what has become of it.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from bot.channels.errors import DeliveryError, NeverError, UnavailableError
from bot.store.errors import StoreUnavailableError

logger = logging.getLogger(__name__)

SECONDS_TO_WAIT = 2.2
"""Slack waits for three."""
PAUSES = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
MOST_ATTEMPTS, MOST_DONE, MOST_WAITING = 200, 10_000, 1_000
Work = Callable[[], Awaitable[None]]


class InOrder:
    """Work by thread and time. The same time in a thread is the same work, and is done once."""

    def __init__(self, seconds_to_wait: float = SECONDS_TO_WAIT) -> None:
        self._seconds = seconds_to_wait
        self._waiting: dict[str, dict[str, tuple[Work, asyncio.Future[None]]]] = {}
        self._runners: dict[str, asyncio.Task[None]] = {}
        self._done: OrderedDict[tuple[str, str], None] = OrderedDict()

    async def do(self, thread: str, ts: str, work: Work) -> None:
        """Returns when it is done. Raises UnavailableError while it is not; then it is to be brought again."""
        if (thread, ts) in self._done:
            return
        waiting = self._waiting.setdefault(thread, {})
        if len(waiting) >= MOST_WAITING:
            raise UnavailableError
        _, ended = waiting.setdefault(ts, (work, asyncio.get_running_loop().create_future()))
        if thread not in self._runners:
            self._runners[thread] = asyncio.create_task(self._run(thread))
        await asyncio.wait([ended], timeout=self._seconds)
        if not ended.done():
            raise UnavailableError

    async def stop(self) -> None:
        """Ends what is not acknowledged: it comes again."""
        runners = list(self._runners.values())
        for each in runners:
            each.cancel()
        await asyncio.gather(*runners, return_exceptions=True)

    async def _run(self, thread: str) -> None:
        waiting = self._waiting[thread]
        while waiting:
            ts = min(waiting, key=float)
            await self._until_done(waiting[ts][0])
            _, ended = waiting.pop(ts)
            self._done[thread, ts] = None
            while len(self._done) > MOST_DONE:
                self._done.popitem(last=False)
            ended.set_result(None)
        del self._waiting[thread], self._runners[thread]

    async def _until_done(self, work: Work) -> None:
        for attempt in range(MOST_ATTEMPTS):
            try:
                return await work()
            except NeverError:
                return None
            except (StoreUnavailableError, DeliveryError, OSError) as error:
                logger.warning("taking in a trainer's words failed with %s", type(error).__name__)
                asked = getattr(error, "seconds", None) or 0.0
                await asyncio.sleep(max(asked, PAUSES[min(attempt, len(PAUSES) - 1)]))
            except Exception as error:  # noqa: BLE001  what can never be done must not hold up what comes after it
                logger.error("a trainer's words were not taken in: %s", type(error).__name__)
                return None
        return None
