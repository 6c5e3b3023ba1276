"""The bell: says within a process that there is news in a conversation, so that nobody has to wait for the next look.

Other processes do not hear it; whoever must not miss anything looks by himself from time to time.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Bell:
    """Rings when something was said, and when an answer begins. From the event loop's own thread."""

    def __init__(self) -> None:
        self._watches: dict[str, set[asyncio.Event]] = {}
        self._answering: Counter[str] = Counter()
        self._listeners: list[Callable[[str], None]] = []

    def listen(self, listener: Callable[[str], None]) -> None:
        """Call `listener` with every conversation in which something was said."""
        self._listeners.append(listener)

    @contextmanager
    def watch(self, conversation: str) -> Iterator[asyncio.Event]:
        """An event that is set when there is news; clear it before looking."""
        event = asyncio.Event()
        self._watches.setdefault(conversation, set()).add(event)
        try:
            yield event
        finally:
            self._watches[conversation].discard(event)
            if not self._watches[conversation]:
                del self._watches[conversation]

    def said(self, conversation: str) -> None:
        """Something was said."""
        self._ring(conversation)
        for listener in self._listeners:
            listener(conversation)

    def begin(self, conversation: str) -> None:
        """Somebody here begins to answer."""
        self._answering[conversation] += 1
        self._ring(conversation)

    def end(self, conversation: str) -> None:
        """The answer has ended, with something said or not."""
        self._answering[conversation] -= 1
        if self._answering[conversation] <= 0:
            del self._answering[conversation]
        self._ring(conversation)

    @contextmanager
    def answering(self, conversation: str) -> Iterator[None]:
        """Somebody here is at it for as long as this is held."""
        self.begin(conversation)
        try:
            yield
        finally:
            self.end(conversation)

    def is_answering(self, conversation: str) -> bool:
        """Whether somebody here is at it: shown as typing."""
        return conversation in self._answering

    def _ring(self, conversation: str) -> None:
        for event in self._watches.get(conversation, ()):
            event.set()
