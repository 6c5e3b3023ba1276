"""What a message is beside a trial that is being asked for: times, a no, or neither."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.trial_times import read_trial_times

ASK, CANCEL, STATUS = "request_trial", "request_cancel_trial", "ask_trial"
PENDING, REMINDER = "pending_trial", "request_reminder"
ASKING = "utter_trial_ask_"
"""So the responses begin behind which times, or a no, are an answer."""
BESIDE = "utter_gym_told"
"""What is asked before one says yes: "what does it cost?"."""
_YES = {"entity": "trial_yes", "value": "yes", "start": 0, "end": 0}
ASKING_HOW = ("how", "why", "what", "should", "remind")
"""These do not order what they name."""
STOPPING = frozenset({"request_stop", "deny"})
SURE = frozenset({ASK, CANCEL, STATUS})


def in_trial_context(reading: dict[str, Any], tracker: DialogueStateTracker, today: date) -> dict[str, Any]:
    """The reading of a typed message (Rasa's parse data), with what it is to the trial that was just spoken of.

    Behind the question for times they are the answer; a question that names a day stays one.
    """
    intent = reading["intent"]["name"]
    if intent in SURE or tracker.active_loop_name:
        return reading
    said = read_trial_times(reading["text"], today)
    if said.is_order and said.wanted and not reading["text"].lower().startswith(ASKING_HOW):
        return reading | _as(ASK)
    if not tracker.get_slot(PENDING):
        return reading
    if not _was_just_asked(tracker):  # something else was answered meanwhile
        is_answer = said.wanted and said.is_all and intent != REMINDER
        is_yes = intent == "affirm" and _last_said(tracker) == BESIDE
        return reading | _as(ASK, [_YES] if is_yes else []) if is_answer or is_yes else reading
    is_question = reading["text"].rstrip().endswith("?")
    if (said.says_when or said.wants_others) and (said.is_all or (said.wanted and not is_question)):
        return reading | _as(ASK)
    return reading | _as(CANCEL) if intent in STOPPING else reading


def _last_said(tracker: DialogueStateTracker) -> str:
    said = (event.metadata.get("utter_action") for event in reversed(tracker.events) if isinstance(event, BotUttered))
    return str(next(said, ""))


def _was_just_asked(tracker: DialogueStateTracker) -> bool:
    since = takewhile(lambda event: not isinstance(event, UserUttered), reversed(tracker.events))
    said = (event.metadata.get("utter_action") for event in since if isinstance(event, BotUttered))
    return any(str(name).startswith(ASKING) for name in said)


def _as(intent: str, entities: Sequence[Any] = ()) -> dict[str, Any]:
    return {"intent": {"name": intent, "confidence": 1.0}, "topics": [], "entities": [*entities]}
