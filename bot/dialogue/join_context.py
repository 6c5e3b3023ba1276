"""A code that joins two chats, in whatever message: it is read as nothing else."""

from typing import Any

from bot.store.join_code import find_code

REQUEST = "request_join"


def with_join_code(reading: dict[str, Any]) -> dict[str, Any]:
    """The reading (Rasa's parse data) of a message; of one with a code, as the request to join and nothing besides."""
    if find_code(reading["text"]) is None:
        return reading
    topics = [{"intent": REQUEST, "confidence": 1.0}]
    certain = {"name": REQUEST, "confidence": 1.0}
    return reading | {"intent": certain, "intent_ranking": [], "entities": [], "topics": topics}
