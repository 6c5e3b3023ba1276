"""What is being sent while whoever sends it is told to stop: it is finished, and nothing more is begun."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.channels.delivery import Body
from bot.channels.errors import TryLaterError

STOP_SECONDS = 10.0
Sending = Callable[[str, Body], Awaitable[None]]


class UnderWay:
    """Sends with `sending` until it is stopped."""

    def __init__(self, sending: Sending) -> None:
        self._sending = sending
        self._under_way, self._is_stopping = 0, False

    async def send(self, conversation: str, body: Body) -> None:
        """Raises TryLaterError after the stop, and what `sending` raises."""
        if self._is_stopping:
            raise TryLaterError("stopping")
        self._under_way += 1
        try:
            await self._sending(conversation, body)
        finally:
            self._under_way -= 1

    async def stop(self) -> None:
        """Begin no more, and wait for what is under way."""
        self._is_stopping = True
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                while self._under_way:  # noqa: ASYNC110  a few calls at most
                    await asyncio.sleep(0.05)
