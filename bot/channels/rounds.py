"""Rounds: claims what is to be done and does it, several at once, until it is stopped."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

logger = logging.getLogger(__name__)

Job = TypeVar("Job")


class Rounds(Generic[Job]):
    """Claims jobs with `claim(how many at most)` and does each with `work(job)`, `at_once` of them at most.

    Looks for new ones when it is woken, when one is done, and every `poll_seconds`. Neither errors of `claim`, after
    which it tries again, nor those of `work` end it.
    """

    def __init__(
        self, name: str, claim: Callable[[int], Awaitable[Sequence[Job]]], work: Callable[[Job], Awaitable[None]],
        at_once: int, poll_seconds: float,
    ) -> None:  # fmt: skip
        self._name, self._claim, self._work = name, claim, work
        self._at_once, self._poll_seconds = at_once, poll_seconds
        self._woken, self._is_stopping = asyncio.Event(), False
        self._under_way: set[asyncio.Task[None]] = set()
        self._round: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the event loop that runs."""
        self._is_stopping = False
        self._round = asyncio.get_running_loop().create_task(self._run(), name=self._name)

    def wake(self) -> None:
        """There may be something to do. From the event loop's own thread."""
        self._woken.set()

    def is_at_work(self) -> bool:
        """Whether it was started, and goes on."""
        return self._round is not None and not self._round.done() and not self._is_stopping

    async def stop(self, within_seconds: float) -> bool:
        """Claim no more and finish what is begun; False if some of it took longer, and was broken off."""
        self._is_stopping = True
        self.wake()
        begun = {*self._under_way, *([self._round] if self._round else [])}
        late = begun
        try:
            async with asyncio.timeout(within_seconds):
                while late:
                    await asyncio.wait(late)
                    late = set(self._under_way)  # the last round may have begun some more
        except TimeoutError:
            late = {each for each in {*begun, *self._under_way} if not each.done()}
        for each in late:
            each.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        self._round = None
        return not late

    async def _run(self) -> None:
        while not self._is_stopping:
            self._woken.clear()
            free = self._at_once - len(self._under_way)
            for job in await self._claimed(free) if free else ():
                task = asyncio.create_task(self._safely(job))
                self._under_way.add(task)
                task.add_done_callback(self._done)
            await self._until_woken()

    async def _claimed(self, most: int) -> Sequence[Job]:
        try:
            return await self._claim(most)
        except Exception as error:  # noqa: BLE001  whatever it is, what waits is kept, and it is tried again
            logger.error("%s: looking for work failed with %s", self._name, type(error).__name__)
            return ()

    async def _safely(self, job: Job) -> None:
        try:
            await self._work(job)
        except Exception as error:  # noqa: BLE001  the claim lapses, and it is done again
            logger.error("%s: work failed with %s", self._name, type(error).__name__)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self.wake()

    async def _until_woken(self) -> None:
        try:
            async with asyncio.timeout(self._poll_seconds):
                await self._woken.wait()
        except TimeoutError:
            pass
