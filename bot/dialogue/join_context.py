"""A code that joins two chats, in whatever message: it is read as nothing else."""

from typing import Any

from bot.store.join_code import find_code

REQUEST = "request_join"
BARE = 3
"""So few words are nothing but a code."""


def with_join_code(reading: dict[str, Any]) -> dict[str, Any]:
    """The reading (Rasa's parse data) of a message; of one with a code, as the request to join and nothing besides."""
    if find_code(reading["text"]) is None:
        return reading
    topics = [{"intent": REQUEST, "confidence": 1.0}]
    certain = {"name": REQUEST, "confidence": 1.0}
    hazard = None if len(reading["text"].split()) <= BARE else reading.get("hazard")  # letters at random look like any
    return reading | {"intent": certain, "intent_ranking": [], "entities": [], "topics": topics, "hazard": hazard}
