"""The yes or no to "shall I delete everything?", which counts only right after it was asked."""

import re
from typing import Any

from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

ASKED = "erase_asked"
"""The slot: the message that asked to delete everything, until it is answered."""
ERASE, KEEP = "request_erase_everything", "request_keep_everything"
YES_INTENTS, NO_INTENTS = ("affirm", "request_erase"), ("deny", "request_stop")
YES = re.compile(r"(yes|yeah|yep|yup|ya|ok|okay|sure|do it|go ahead|please do|confirm|confirmed)\b", re.I)
NO = re.compile(r"\b(no|nope|nah|not|don'?t|never|cancel|stop|wait|keep)\b", re.I)


def with_erase_answer(reading: dict[str, Any], tracker: DialogueStateTracker) -> dict[str, Any]:
    """The reading of a message (Rasa's parse data), as the answer to that question if it was just asked and is one.

    A yes has to be clear: it says so in its first words, and nothing in it says no.
    """
    if not _was_just_asked(tracker):
        return reading
    intent, text = reading["intent"]["name"], reading["text"].replace("’", "'").strip()
    if NO.match(text) or intent in NO_INTENTS:
        return _read_as(KEEP, reading)
    says_yes = intent == "affirm" or (YES.match(text) and intent in YES_INTENTS) or bool(YES.fullmatch(text))
    return _read_as(ERASE, reading) if says_yes and not NO.search(text) else reading


def _was_just_asked(tracker: DialogueStateTracker) -> bool:
    """Whether the question was put after what the lifter said last."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return False
        if isinstance(event, SlotSet) and event.key == ASKED:
            return bool(event.value)
    return False


def _read_as(intent: str, reading: dict[str, Any]) -> dict[str, Any]:
    certain = {"name": intent, "confidence": 1.0}
    topics = [{"intent": intent, "confidence": 1.0}]
    return reading | {"intent": certain, "intent_ranking": [], "entities": [], "topics": topics}
