"""Conversations in memory."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from secrets import randbelow

from bot.store.conversation_records import (
    GONE_ON,
    NO_CONSENT,
    Conversation,
    ConversationEvent,
    ConversationState,
    consents_of,
    messages_in,
    topics_in,
)
from bot.store.errors import ChangedError, ConsentMissingError
from bot.store.log_records import SaidMessage
from bot.store.memory.profile import holds
from bot.store.memory.shared import Memory
from bot.store.record_checks import check_conversation, check_turn
from bot.store.records import FIRST_VERSIONS


class MemoryConversationStore:
    """Conversations for as long as the program runs."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def begin(self, conversation: str, at: datetime) -> Conversation:
        """Keep a new, empty conversation; the one that is there, without its events, if there is one."""
        check_conversation(conversation)
        with self._memory.lock:
            new = Conversation(conversation, randbelow(FIRST_VERSIONS), ConversationState(), at)
            return replace(self._memory.talks.setdefault(conversation, new), events=())

    def version(self, conversation: str) -> int | None:
        """The version of a conversation; None if it is not there."""
        check_conversation(conversation)
        with self._memory.lock:
            found = self._memory.talks.get(conversation)
        return found.version if found else None

    def read(self, conversation: str, most: int) -> Conversation | None:
        """A conversation with its latest events, so many at most; None if it is not there."""
        check_conversation(conversation)
        with self._memory.lock:
            found = self._memory.talks.get(conversation)
        return replace(found, events=found.events[-most:]) if found else None

    def append(
        self, conversation: str, version: int, state: ConversationState, events: Sequence[ConversationEvent],
        at: datetime,
    ) -> int:  # fmt: skip
        """Keep what a turn has brought; the new version. Raises ChangedError or ConsentMissingError."""
        check_conversation(conversation)
        check_turn(state, events, at)
        with self._memory.lock:
            found, theirs = self._memory.talks.get(conversation), self._memory.identities.get(conversation)
            for kind in consents_of(state, events):
                if theirs is None or not holds(self._memory, theirs.lifter, kind):
                    raise ConsentMissingError(NO_CONSENT)
            if found is None or found.version != version:
                raise ChangedError(GONE_ON)
            self._memory.talks[conversation] = Conversation(
                conversation, version + 1, state, at, (*found.events, *events)
            )
        return version + 1

    def delete(self, conversation: str) -> bool:
        """Delete a conversation with its events; False if it is not there."""
        check_conversation(conversation)
        with self._memory.lock:
            return self._memory.talks.pop(conversation, None) is not None

    def topics(self, since: datetime) -> dict[str, int]:
        """How often each topic was answered since a moment, in all conversations."""
        with self._memory.lock:
            events = [one for each in self._memory.talks.values() for one in each.events if one.at >= since]
        return dict(Counter(topics_in(events)))


def messages_of(memory: Memory, ids: Sequence[str]) -> tuple[SaidMessage, ...]:
    """Who said what in conversations, the oldest first."""
    said = [each for id in ids if id in memory.talks for each in messages_in(id, memory.talks[id].events)]
    return tuple(sorted(said, key=lambda each: each.at))
