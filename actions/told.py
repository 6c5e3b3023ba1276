"""What is told from the store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker

from bot.coaching.advice import Advice
from bot.coaching.question import Question


@dataclass(frozen=True)
class Told:
    """Answers, and slots that they set."""

    advices: tuple[Advice, ...]
    slots: Mapping[str, Any] = field(default_factory=dict)


StoreRule = Callable[[Tracker, Question], Told]
"""A rule that looks into the store, and at the words of the message. May raise StoreError."""
