"""Buttons: reads the payload of one that the conversation offered."""

import json
import re
from typing import Any

from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.errors import PayloadError

_PAYLOAD = re.compile(r"^/(?P<intent>[a-z_]+)(?P<entities>\{.*\})?$")


def parse_payload(payload: str, tracker: DialogueStateTracker) -> dict[str, Any]:
    """Rasa's parse data for a pressed button; its text is the button's title, each value of a list an entity.

    Raises PayloadError unless this very payload was offered in this conversation.
    """
    title = _offered(tracker).get(payload)
    match = _PAYLOAD.match(payload)
    if title is None or match is None:
        raise PayloadError("That button is not from this chat. Just type what you would like to know.")
    entities = json.loads(match["entities"] or "{}")
    return {
        "text": title,
        "intent": {"name": match["intent"], "confidence": 1.0},
        "intent_ranking": [],
        "entities": [
            {"entity": name, "value": each}
            for name, value in entities.items()
            for each in (value if isinstance(value, list) else [value])
        ],
        "topics": [{"intent": match["intent"], "confidence": 1.0}],
    }


def _offered(tracker: DialogueStateTracker) -> dict[str, str]:
    shown = [event for event in tracker.events if isinstance(event, BotUttered)]
    buttons = [button for event in shown for button in event.data.get("buttons") or ()]
    return {button["payload"]: button["title"] for button in buttons}
