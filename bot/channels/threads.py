"""Threads for what blocks: every call of a store."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")


class Threads:
    """A few threads of their own: the event loop's are also Rasa's, and would all be taken in an outage."""

    def __init__(self, most: int = 16) -> None:
        self._pool = ThreadPoolExecutor(most, "store")

    async def run(self, call: Callable[Given, Found], *given: Given.args, **named: Given.kwargs) -> Found:
        """What a call returns or raises, made in a thread. If the task is cancelled the call still goes on."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, partial(call, *given, **named))

    def close(self) -> None:
        """Take no more calls; those that are running end by themselves."""
        self._pool.shutdown(wait=False, cancel_futures=True)
