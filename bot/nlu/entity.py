"""What the entity reader finds in a message."""

from dataclasses import dataclass
from typing import Any

LISTED = frozenset({"exercise", "muscle", "equipment", "complaint", "disliked", "liked", "lift", "recovered"})
"""Kinds that a message may name several of; of every other kind at most one is kept."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A fact and where it stands: `text[start:end]`. Values are plain: str, int, float, or a mass as a dict."""

    kind: str
    value: Any
    start: int
    end: int
