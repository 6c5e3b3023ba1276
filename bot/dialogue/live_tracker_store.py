"""Keeps conversations as they are, in memory, for as long as the program runs.

Rasa's own in-memory store writes a conversation out and replays it at every message, so that each message costs more
than the one before.
"""

from collections.abc import Iterable

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


class LiveTrackerStore(TrackerStore):
    """Trackers by conversation. A conversation is only touched under its lock."""

    def __init__(self, domain: Domain | None = None) -> None:
        super().__init__(domain)
        self._trackers: dict[str, DialogueStateTracker] = {}

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a conversation."""
        self._trackers[tracker.sender_id] = tracker

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation with this id, None if there is none yet."""
        return self._trackers.get(sender_id)

    async def keys(self) -> Iterable[str]:
        """Ids of all conversations."""
        return self._trackers.keys()
