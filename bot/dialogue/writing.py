"""From Rasa's tracker to what is kept of a turn: the new events, and what the conversation has come to.

What tells of the lifter's health is kept only on consent; that a red flag stands is kept always.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.unread import is_about_health
from bot.store.conversation_records import ConversationEvent, ConversationState
from bot.store.log_records import ConsentKind

HEALTH_SLOTS = frozenset({"complaints"})
HEALTH = ConsentKind.HEALTH
RANKED = 3
"""So many readings of a message are kept."""


def is_touching_health(tracker: DialogueStateTracker, events: Iterable[Event]) -> bool:
    """Whether a turn, or what the conversation has come to, tells something of health."""
    return bool(_slots(tracker, of_health=True)) or any(map(_tells_of_health, events))


def state_of(tracker: DialogueStateTracker, *, with_health: bool) -> ConversationState:
    """What a conversation has come to: slots that differ from how they begin, the open form, what comes next."""
    loop = tracker.active_loop
    state = {
        "slots": _slots(tracker, of_health=False),
        "active_loop": loop and {"name": loop.name, "is_interrupted": loop.is_interrupted, "rejected": loop.rejected},
        "latest_action": tracker.latest_action,
        "followup": tracker.followup_action,
        "paused": tracker.is_paused(),
    }
    return ConversationState(_json(state), _json(_slots(tracker, of_health=True) if with_health else {}))


def written(
    tracker: DialogueStateTracker, events: Sequence[Event], *, with_health: bool, is_around_complaint: bool = False
) -> list[ConversationEvent]:
    """The events of a turn as they are kept. Whatever is answered to a lifter with a complaint may tell of it.

    `is_around_complaint`: the lifter has one that no slot holds, as a trainer agreed it with them.
    """
    is_private = is_around_complaint or bool(_slots(tracker, of_health=True)) or any(map(_tells_of_health, events))
    kept = (_written(event, is_private=is_private, with_health=with_health) for event in events)
    return [each for each in kept if each]


def _written(event: Event, *, is_private: bool, with_health: bool) -> ConversationEvent | None:
    body = event.as_dict()
    is_private = _tells_of_health(event) or (is_private and isinstance(event, BotUttered))
    if is_private and not with_health and isinstance(event, SlotSet):
        return None
    if is_private and not with_health:
        body = _without_words(body)
    if "parse_data" in body:
        reading = body["parse_data"]
        body["parse_data"] = reading | {"intent_ranking": list(reading.get("intent_ranking") or ())[:RANKED]}
    moment = datetime.fromtimestamp(event.timestamp, UTC)
    return ConversationEvent(moment, _json(body), HEALTH if is_private and with_health else None)


def _without_words(body: dict[str, Any]) -> dict[str, Any]:
    """That something was said, and the buttons that were offered."""
    bare = {"event": body["event"], "timestamp": body["timestamp"], "text": ""}
    if body["event"] == BotUttered.type_name:
        return bare | {"data": {"buttons": (body.get("data") or {}).get("buttons") or []}}
    reading = {"text": "", "intent": {"name": None, "confidence": 0.0}, "entities": [], "intent_ranking": []}
    return bare | {"parse_data": reading}


def _tells_of_health(event: Event) -> bool:
    if isinstance(event, SlotSet):
        return event.key in HEALTH_SLOTS and bool(event.value)
    return isinstance(event, UserUttered) and is_about_health(event.parse_data)


def _slots(tracker: DialogueStateTracker, *, of_health: bool) -> dict[str, Any]:
    return {
        name: slot.value
        for name, slot in tracker.slots.items()
        if (name in HEALTH_SLOTS) == of_health and slot.value != slot.initial_value
    }


def _json(value: object) -> str:
    """In ASCII, whatever it holds: lone surrogates and NUL become escapes that every database can keep."""
    return json.dumps(value, ensure_ascii=True, default=_plain)


def _plain(value: Any) -> object:
    return value.item() if hasattr(value, "item") else str(value)
