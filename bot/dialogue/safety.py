"""Red flags before anything else: what stops the coaching, and what lets it go on."""

from dataclasses import dataclass

from rasa.shared.core.events import ActiveLoop, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.coaching.red_flags import check, is_clearance

SLOT = "red_flag"
SEVERITIES = ("caution", "medical", "emergency")
STOPPING = SEVERITIES[1:]


@dataclass(frozen=True)
class Stop:
    """A reply that takes the place of coaching: its response name, and what the conversation remembers."""

    response: str
    topic: str
    events: tuple[Event, ...] = ()


def flagged(text: str, tracker: DialogueStateTracker) -> Stop | None:
    """The stop that a red flag in the message calls for; None without one.

    A caution is answered once and stops nothing that follows. No flag softens a stop that stands: while an emergency
    does, a lesser flag is answered as that.
    """
    flag, standing = check(text), tracker.get_slot(SLOT)
    if flag is None or (standing and _rank(flag.severity) < _rank(standing["severity"])):
        return None
    return Stop(f"utter_red_flag_{flag.hazard}", flag.hazard, _remember(flag.hazard, flag.severity))


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity)


def still_stopped(text: str, intent: str, tracker: DialogueStateTracker) -> Stop | None:
    """What a stop that stands answers; None when there is none, or when a trainer is asked for.

    An emergency is cleared by a human only, a medical stop by the lifter's clear word that a professional did.
    """
    standing = tracker.get_slot(SLOT)
    if not standing or intent == "request_trainer":
        return None
    if standing["severity"] == "medical" and is_clearance(text):
        return Stop("utter_red_flag_cleared", standing["hazard"], (SlotSet(SLOT, None),))
    return Stop(f"utter_red_flag_still_stopped_{standing['severity']}", standing["hazard"])


def _remember(hazard: str, severity: str) -> tuple[Event, ...]:
    if severity not in STOPPING:
        return ()
    return ActiveLoop(None), SlotSet("requested_slot", None), SlotSet(SLOT, {"hazard": hazard, "severity": severity})
