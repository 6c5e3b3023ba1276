"""Whether a lifter's complaints may be kept: asked once, when the first one is told; answered by a button or a word."""

from collections.abc import Iterable

from rasa.shared.core.events import BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.profile_facts import HEALTH, found_in
from bot.dialogue.safety import SLOT as RED_FLAG

CONSENT = "keeps_health"
"""The slot: None while unasked, "asked", then True or False."""
ASKED = "asked"
QUESTION = "utter_ask_keep_health"


def should_ask(tracker: DialogueStateTracker, events: Iterable[Event]) -> bool:
    """Whether to ask after a turn: a complaint was told, and nothing else waits for an answer."""
    is_told = bool(found_in(events).get(HEALTH))
    is_free = not tracker.active_loop_name and not tracker.get_slot(RED_FLAG)
    return is_told and is_free and tracker.get_slot(CONSENT) is None


def answered_in(events: Iterable[Event]) -> bool | None:
    """The yes or no that a turn gave; None if it gave none."""
    given = [event.value for event in events if isinstance(event, SlotSet) and event.key == CONSENT]
    return given[-1] if given and isinstance(given[-1], bool) else None


def text_shown(events: Iterable[Event]) -> str:
    """The text that the lifter saw when asked, the latest; "" if it was never asked."""
    shown = (event.text for event in events if isinstance(event, BotUttered) and _is_the_question(event))
    return next(reversed([text or "" for text in shown]), "")


def _is_the_question(event: BotUttered) -> bool:
    return event.metadata.get("utter_action") == QUESTION
