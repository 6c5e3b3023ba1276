"""Red flags before anything else: what stops the coaching, and what lets it go on.

Two nets: the patterns of `bot.coaching.red_flags`, which need nothing else to work, and behind them the reader of
messages, which has learned how hazards are told of in other words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.events import ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.coaching.red_flags import RedFlag, check, is_clearance, suspected
from bot.dialogue.log_context import LOG, is_log
from bot.store.log_records import RED_FLAG

SLOT = RED_FLAG
SEVERITIES = ("caution", "medical", "emergency")
STOPPING = SEVERITIES[1:]
COMPLAINT, REQUEST_PROGRAM, FORGET = "complaint", "request_program", "request_forget"
TRAINER = "request_trainer"
STEPS_TO_A_TRAINER = frozenset({"handover_reason", "handover_shows", "handover_choice", "handover_wanted"})
"""Entities that only buttons carry."""
HEARD_WHILE_STOPPED = (
    "ask_profile", "request_join", "request_stop_reminders", "request_export", "request_erase",
    "request_erase_everything", "request_keep_everything", "request_keep_health", "request_keep_no_health",
    "request_cancel_handover", "ask_handover_status", "rate_handover",
)  # fmt: skip
"""What is no coaching, and is done while a red flag stands."""
INSTEAD = {TRAINER: "trainer", "request_reminder": "reminders", "ask_reminders": "reminders"}
"""What is asked for while a red flag stands and has an answer of its own, which coaches nobody."""
CLEAR = 0.4
"""Confidence from which a question beside an ordinary complaint is answered."""


@dataclass(frozen=True)
class Stop:
    """A reply that takes the place of coaching: its response name, and what the conversation remembers."""

    response: str
    topic: str
    events: tuple[Event, ...] = ()


def stop_for(text: str, reading: Mapping[str, Any], tracker: DialogueStateTracker) -> Stop | None:
    """What takes the place of coaching: a red flag in this message, or one that stands. None: the coaching goes on.

    `reading` is Rasa's parse data; without any (the reader is broken) the patterns are enough.
    """
    stop = flagged(text, tracker)
    if stop and stop.events:
        return stop
    stop = suspicious(text, reading, tracker) or stop
    if stop and not stop.events and _is_to_forget(reading):
        stop = None
    return stop or (None if _is_step_to_a_trainer(reading) else still_stopped(text, reading["intent"]["name"], tracker))


def _is_step_to_a_trainer(reading: Mapping[str, Any]) -> bool:
    """Whether a button goes on with asking for a trainer; who begins to ask hears the words about safety first."""
    carried = {each["entity"] for each in reading.get("entities") or ()}
    return bool(reading["intent"]["name"] == TRAINER and carried & STEPS_TO_A_TRAINER)


def _is_to_forget(reading: Mapping[str, Any]) -> bool:
    """Whether a complaint is named so that it is forgotten: that is no news of it."""
    return bool(reading["intent"]["name"] == FORGET and reading["intent"]["confidence"] >= CLEAR)


def flagged(text: str, tracker: DialogueStateTracker) -> Stop | None:
    """The stop that a pattern in the message calls for; None without one.

    A message may end what the one before it began: "my left arm" – "went numb, and my chest is tight".
    """
    flag = check(text)
    if not _stops(flag):
        flag = _together(text, tracker) or flag
    return _stop_for(flag, tracker)


def suspicious(text: str, reading: Mapping[str, Any], tracker: DialogueStateTracker) -> Stop | None:
    """The stop for a hazard that only the reader sees; None without one, or when the text says that it is cleared."""
    hazard = reading.get("hazard")
    return None if not hazard or is_clearance(text) else _stop_for(suspected(hazard["name"]), tracker)


def left_to_answer(stop: Stop, parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> dict[str, Any]:
    """How the rest of a stopped message is read: intent and topics; empty when nothing is left to answer, or may be.

    A program that was asked for is written around any caution; other questions are answered after an ordinary
    complaint, if they are clear; else an open form goes on with the facts of the message. A workout that is
    told is kept beside any caution.
    """
    if stop.events or tracker.get_slot(SLOT):
        return {}
    intent = parsed["intent"]["name"]
    if is_log(parsed):
        topics = [each for each in parsed["topics"] if _is_told_or_asked(each, stop)]
        return {"intent": parsed["intent"], "topics": topics}
    asked = [each for each in parsed.get("topics") or () if _is_clear_question(each)] if stop.topic == COMPLAINT else []
    if intent == REQUEST_PROGRAM:
        return {"intent": _certain(intent)}
    if asked:
        return {"intent": _certain(asked[0]["intent"]), "topics": asked}
    return {"intent": _certain("inform")} if tracker.active_loop_name else {}


def _is_told_or_asked(topic: Mapping[str, Any], stop: Stop) -> bool:
    return topic["intent"] == LOG or (stop.topic == COMPLAINT and _is_clear_question(topic))


def _is_clear_question(topic: Mapping[str, Any]) -> bool:
    return topic["confidence"] >= CLEAR and topic["intent"].startswith("ask_")


def _certain(intent: str) -> dict[str, Any]:
    return {"name": intent, "confidence": 1.0}


def _together(text: str, tracker: DialogueStateTracker) -> RedFlag | None:
    """What stops when the last message and this one are read as one, though the last alone did not."""
    # Not get_last_event_for: it leaves out what was said while a form had no use for it.
    last = next((event for event in reversed(tracker.events) if isinstance(event, UserUttered)), None)
    if not text or last is None or not last.text:
        return None
    flag = check(f"{last.text} {text}")
    return flag if _stops(flag) and not _stops(check(last.text)) else None


def is_urgent(text: str) -> bool:
    """Whether a message must be answered at once, come what may: a pattern in it calls for a stop."""
    return _stops(check(text))


def _stops(flag: RedFlag | None) -> bool:
    return flag is not None and flag.severity in STOPPING


def _stop_for(flag: RedFlag | None, tracker: DialogueStateTracker) -> Stop | None:
    """A caution is answered once and stops nothing that follows.

    No flag softens a stop that stands: while an emergency does, a lesser flag is answered as that.
    """
    standing = tracker.get_slot(SLOT)
    if flag is None or (standing and _rank(flag.severity) < _rank(standing["severity"])):
        return None
    return Stop(f"utter_red_flag_{flag.hazard}", flag.hazard, _remember(flag.hazard, flag.severity))


def graver(one: Mapping[str, str] | None, other: Mapping[str, str] | None) -> Mapping[str, str] | None:
    """Of two values of the slot the one that weighs more."""
    return max((each for each in (one, other) if each), key=lambda each: _rank(each["severity"]), default=None)


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity)


def still_stopped(text: str, intent: str, tracker: DialogueStateTracker) -> Stop | None:
    """What a stop that stands answers; None when there is none, or what is asked for is no coaching.

    An emergency is cleared by a human only, a medical stop by the lifter's clear word that a professional did.
    """
    standing = tracker.get_slot(SLOT)
    if not standing or intent in HEARD_WHILE_STOPPED:
        return None
    if standing["severity"] == "medical" and is_clearance(text):
        return Stop("utter_red_flag_cleared", standing["hazard"], (SlotSet(SLOT, None),))
    kind = INSTEAD.get(intent, "still_stopped")
    return Stop(f"utter_red_flag_{kind}_{standing['severity']}", standing["hazard"])


def _remember(hazard: str, severity: str) -> tuple[Event, ...]:
    if severity not in STOPPING:
        return ()
    return ActiveLoop(None), SlotSet("requested_slot", None), SlotSet(SLOT, {"hazard": hazard, "severity": severity})
