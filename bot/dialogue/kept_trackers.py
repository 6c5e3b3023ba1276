"""Rasa's conversations in our stores. It fails rather than forgets: what cannot be read or kept raises StoreError.

Rasa's own stores fall back to an empty memory, block the event loop, and end the process on a row that they do not
understand. Here every call of the database is made in a thread, and what is live is only ever what is on disk.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.memory import MOST_EVENTS, new_tracker, tracker_of, trim
from bot.dialogue.writing import is_touching_health, state_of, written
from bot.store.conversation_records import Conversation
from bot.store.errors import ChangedError, StoreUnavailableError
from bot.store.interface import ConversationStore, Stores
from bot.store.log_records import ConsentKind

LIVE = 200
"""So many conversations are held ready; a tracker takes some 200 kB."""
THREADS = 16
PATIENCE_SECONDS = 6.0
"""A little more than the store's own."""
Found = TypeVar("Found")


@dataclass
class Live:
    """A conversation as it is on disk in `version`; `kept` is how many of its events were kept, or were there."""

    tracker: DialogueStateTracker
    version: int
    kept: int


class KeptTrackers(TrackerStore):
    """Conversations, held ready and kept. A conversation is only touched under its lock."""

    def __init__(self, conversations: ConversationStore, stores: Stores, domain: Domain) -> None:
        super().__init__(domain)
        self._conversations, self._stores = conversations, stores
        self._live: OrderedDict[str, Live] = OrderedDict()
        self._in_use: dict[str, Live] = {}
        self._threads = ThreadPoolExecutor(THREADS, "conversations")

    async def open(self, conversation: str, patience: float = PATIENCE_SECONDS) -> DialogueStateTracker:
        """A conversation as it is on disk, begun now if it is new, and not longer than it has to be."""
        live = await self._current(conversation, patience)
        if live is None:
            begun = await self._in_thread(lambda: self._conversations.begin(conversation, _now()), patience)
            live = self._hold(begun, tracker_of(begun, self.domain))
        if live.kept == len(live.tracker.events) and trim(live.tracker):
            live.kept = len(live.tracker.events)
        return live.tracker

    @asynccontextmanager
    async def held(self, conversation: str, patience: float = PATIENCE_SECONDS) -> AsyncIterator[DialogueStateTracker]:
        """A conversation as it is on disk; if the block fails, it is not held ready as that has left it."""
        tracker = await self.open(conversation, patience)
        self._in_use[conversation] = self._live[conversation]
        try:
            yield tracker
        except BaseException:
            self.drop(conversation)
            raise
        finally:
            self._in_use.pop(conversation, None)

    async def is_known(self, conversation: str) -> bool:
        """Whether there is more of a conversation than its beginning."""
        tracker = await self.retrieve(conversation)
        return tracker is not None and len(tracker.events) > 1

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """A conversation as it is on disk; None if it is not there."""
        live = await self._current(sender_id, PATIENCE_SECONDS)
        return live.tracker if live else None

    async def save(self, tracker: DialogueStateTracker, patience: float = PATIENCE_SECONDS) -> None:
        """Keep what is new, all or nothing. On any error the conversation is read anew next time."""
        live = self._in_use.get(tracker.sender_id) or self._live.get(tracker.sender_id)
        self.drop(tracker.sender_id)
        if live is None or live.tracker is not tracker:
            raise ChangedError("The conversation was dropped meanwhile. Read it again.")
        live.version = await self._in_thread(lambda: self._keep(live), patience)
        live.kept = len(tracker.events)
        self._put(tracker.sender_id, live)

    def drop(self, conversation: str) -> None:
        """Hold a conversation ready no longer: what is new in it is forgotten, what is on disk is read next time."""
        self._live.pop(conversation, None)

    async def delete(self, sender_id: str) -> None:
        """Delete a conversation. Nothing stays ready of any other either: it may have been the same lifter's."""
        self._live.clear()
        await self._in_thread(lambda: self._conversations.delete(sender_id), PATIENCE_SECONDS)

    async def keys(self) -> Iterable[str]:
        """Ids of the conversations that are held ready."""
        return list(self._live)

    def blank(self, conversation: str) -> DialogueStateTracker:
        """A conversation of which nothing is known; it is not kept."""
        return new_tracker(conversation, self.domain)

    async def _current(self, conversation: str, patience: float) -> Live | None:
        """The live conversation if it is what is on disk, else that."""
        live = self._live.get(conversation)
        kept = await self._in_thread(lambda: self._read(conversation, live), patience)
        if kept is None:
            self.drop(conversation)
            return None
        if isinstance(kept, Live):
            self._put(conversation, kept)
            return kept
        return self._hold(kept, tracker_of(kept, self.domain))

    def _read(self, conversation: str, live: Live | None) -> Live | Conversation | None:
        if live and self._conversations.version(conversation) == live.version:
            return live
        return self._conversations.read(conversation, MOST_EVENTS)

    def _keep(self, live: Live) -> int:
        tracker, events = live.tracker, list(live.tracker.events)[live.kept :]
        is_agreed = self._has_agreed(tracker.sender_id)
        agrees = (is_agreed or is_touching_health(tracker, events)) and self._agrees(tracker.sender_id)
        state = state_of(tracker, with_health=agrees)
        new = written(tracker, events, with_health=agrees, is_around_complaint=is_agreed)
        return self._conversations.append(tracker.sender_id, live.version, state, new, _now())

    def _agrees(self, conversation: str) -> bool:
        """Whether the lifter agreed that remarks about health are kept."""
        lifter = self._stores.lifters.find(conversation)
        return lifter is not None and self._stores.consents.holds(lifter.id, ConsentKind.HEALTH)

    def _has_agreed(self, conversation: str) -> bool:
        """Whether a trainer agreed something about the lifter's health: then answers may tell of it."""
        lifter = self._stores.lifters.find(conversation)
        theirs = self._stores.handovers.of_lifter(lifter.id) if lifter else ()
        return any(one.needs_consent for each in theirs for one in each.agreed)

    def _hold(self, kept: Conversation, tracker: DialogueStateTracker) -> Live:
        live = Live(tracker, kept.version, len(tracker.events))
        self._put(kept.id, live)
        return live

    def _put(self, conversation: str, live: Live) -> None:
        self._live[conversation] = live
        self._live.move_to_end(conversation)
        while len(self._live) > LIVE:
            self._live.popitem(last=False)

    async def _in_thread(self, work: Callable[[], Found], patience: float) -> Found:
        done = asyncio.get_running_loop().run_in_executor(self._threads, work)
        try:
            return await asyncio.wait_for(done, patience)
        except TimeoutError as error:
            raise StoreUnavailableError("The database takes too long. The conversation was not kept.") from error


def _now() -> datetime:
    return datetime.now(UTC)
