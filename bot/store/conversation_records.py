"""Records of conversations: what Spotter remembers of one, and its events. Plain values; moments are in UTC."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.store.log_records import ConsentKind, SaidMessage

GONE_ON = "The conversation has gone on elsewhere, or is gone. Read it again."
NO_CONSENT = "The lifter has not agreed that this is kept. Keep the turn without it."
SPEAKERS = {"user": "lifter", "bot": "spotter"}
"""Whose words an event holds, by its kind."""
TOPICS = "last_topics"
"""The slot that an answer sets to what it was about."""


@dataclass(frozen=True)
class ConversationEvent:
    """Something that happened. `body` is a JSON object in ASCII.

    One with `consent` is kept only while the lifter's consent of that kind holds.
    """

    at: datetime
    body: str
    consent: ConsentKind | None = None


@dataclass(frozen=True)
class ConversationState:
    """What a conversation comes to. Both are JSON objects in ASCII.

    `health` is what is kept only while the lifter's consent to that holds.
    """

    body: str = "{}"
    health: str = "{}"


@dataclass(frozen=True)
class Conversation:
    """A conversation, with its latest events, the oldest first.

    `version` moves with every change, and starts anywhere: one that was deleted and begun anew never looks like the
    old one.
    """

    id: str
    version: int
    state: ConversationState
    changed_at: datetime
    events: tuple[ConversationEvent, ...] = ()


def consents_of(state: ConversationState, events: Iterable[ConversationEvent]) -> set[ConsentKind]:
    """The consents that keeping them takes."""
    kinds = {each.consent for each in events if each.consent}
    return kinds | ({ConsentKind.HEALTH} if state.health != ConversationState().health else set())


def topics_in(events: Iterable[ConversationEvent]) -> Iterator[str]:
    """The topics that were answered; without events that cannot be read."""
    for event in events:
        try:
            body = json.loads(event.body)
            topics = body["value"] if (body["event"], body["name"]) == ("slot", TOPICS) else ()
        except (ValueError, LookupError, TypeError, RecursionError):
            continue
        yield from (each for each in topics or () if isinstance(each, str))


def messages_in(conversation: str, events: Iterable[ConversationEvent]) -> Iterator[SaidMessage]:
    """Who said what, and when; without events that cannot be read, and without words that were not kept."""
    for event in events:
        try:
            body = json.loads(event.body)
            by, text = SPEAKERS[body["event"]], body["text"]
        except (ValueError, LookupError, TypeError, RecursionError):
            continue
        if isinstance(text, str) and text:
            yield SaidMessage(conversation, event.at, by, text)
