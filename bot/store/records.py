"""Records: what is kept, as plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

KEEPS_FOR = timedelta(days=30)
"""How long an unread message is kept, with or without its text."""

FIRST_VERSIONS = 10**9
"""The version of a new conversation is any number below."""


class Reason(StrEnum):
    """Why a message is kept: it was asked back, or answered on a weak reading."""

    NOT_UNDERSTOOD = "not_understood"
    LOW_CONFIDENCE = "low_confidence"


@dataclass(frozen=True)
class UnreadMessage:
    """A message that was not understood, or hardly.

    `conversation` is a digest, never the id itself. `said_at` is in UTC. `text` is None without the lifter's consent.
    `guess` is the likeliest intent, `confidence` its own (0 to 1), `words` the length of the text.
    """

    id: str
    conversation: str
    said_at: datetime
    text: str | None
    guess: str
    confidence: float
    words: int
    reason: Reason


def digest(*parts: str) -> str:
    """sha256 of the parts in hexadecimal: the same parts give the same name, and the name does not give the parts."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
