"""A typed yes or no presses the button that says so, if there is one under the last answer."""

from collections.abc import Mapping
from itertools import takewhile
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

WORDS = {"affirm": "yes", "deny": "no"}
"""What the title of a button begins with, by the intent that presses it."""
SHORT = 4
"""So many words are nothing but a yes or no."""


def pressed_by(reading: Mapping[str, Any], tracker: DialogueStateTracker) -> str | None:
    """The payload of the button that a message (Rasa's parse data) presses; None if it presses none."""
    word = WORDS.get(reading["intent"]["name"] or "")
    if word is None or len(reading["text"].split()) > SHORT or reading.get("entities"):
        return None
    return next((payload for title, payload in _offered_last(tracker) if _begins(title, word)), None)


def _offered_last(tracker: DialogueStateTracker) -> list[tuple[str, str]]:
    since = takewhile(lambda event: not isinstance(event, UserUttered), reversed(tracker.events))
    last = [event for event in since if isinstance(event, BotUttered)]
    return [(each["title"], each["payload"]) for event in last for each in event.data.get("buttons") or ()]


def _begins(title: str, word: str) -> bool:
    return title.casefold().replace(",", " ").split()[:1] == [word]
