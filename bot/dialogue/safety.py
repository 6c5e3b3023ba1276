"""Red flags before anything else: what stops the coaching, and what lets it go on."""

from dataclasses import dataclass

from rasa.shared.core.events import ActiveLoop, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.coaching.red_flags import check, is_clearance

SLOT = "red_flag"
STOPPING = ("emergency", "medical")


@dataclass(frozen=True)
class Stop:
    """A reply that takes the place of coaching: its response name, and what the conversation remembers."""

    response: str
    topic: str
    events: tuple[Event, ...] = ()


def stop_for(text: str, tracker: DialogueStateTracker, *, asks_for_trainer: bool = False) -> Stop | None:
    """The stop that a message calls for, or None when coaching may go on.

    A new flag is answered first. While an emergency stands, only a human can clear it; a medical stop ends with the
    lifter's clear word that a professional has cleared them. A caution is answered without stopping what follows.
    """
    standing = tracker.get_slot(SLOT) or {}
    flag = check(text)
    if flag and not (standing and flag.severity == "caution"):
        return Stop(f"utter_red_flag_{flag.hazard}", flag.hazard, _remember(flag.hazard, flag.severity))
    if not standing or asks_for_trainer:
        return None
    if standing["severity"] == "medical" and is_clearance(text):
        return Stop("utter_red_flag_cleared", standing["hazard"], (SlotSet(SLOT, None),))
    return Stop(f"utter_red_flag_still_stopped_{standing['severity']}", standing["hazard"])


def _remember(hazard: str, severity: str) -> tuple[Event, ...]:
    if severity not in STOPPING:
        return ()
    return (
        ActiveLoop(None),
        SlotSet("requested_slot", None),
        SlotSet(SLOT, {"hazard": hazard, "severity": severity}),
    )
