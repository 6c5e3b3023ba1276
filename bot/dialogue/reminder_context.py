"""What a message is beside a reminder: an answer to what was asked about it, a change of it, a stop, or neither."""

from typing import Any

from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.reminder_times import ReminderTimes, read_reminder_times

SET, STOP = "request_reminder", "request_stop_reminders"
PENDING, LAST = "pending_reminder", "last_reminder"
ASKING = ("utter_ask_reminder_", "utter_which_reminder")
SAID = ("utter_reminder", *ASKING)
DONE = ("utter_reminder_set", "utter_reminder_changed", "utter_reminders", "utter_reminders_left")
"""Behind these a time or a day alone is a change."""
STOPPING = frozenset({"request_stop", "deny"})
SURE = frozenset({SET, STOP, "ask_reminders"})
OF_THE_LOG = {"answer_log": "pending_log", "correct_log": "last_log"}
SHORTLY = 4
"""Messages after which an answer or a change no longer belongs to a reminder."""


def in_reminder_context(reading: dict[str, Any], tracker: DialogueStateTracker) -> dict[str, Any]:
    """The reading of a typed message (Rasa's parse data), with what it is to a reminder that was spoken of.

    An order to remind is taken in any message, beside the topics that it asks.
    """
    intent, last = reading["intent"]["name"], _last_said(tracker)
    is_waiting, is_recent = _is_recent(PENDING, tracker), _is_recent(LAST, tracker) or last.startswith("utter_reminder")
    is_free = not tracker.active_loop_name or last.startswith(SAID)
    said = read_reminder_times(reading["text"])
    if said.is_order and _is_question(intent) and (said.weekdays or said.times or said.open_times):
        return reading | {"intent": _certain(SET)}
    if intent in SURE or not (is_waiting or is_recent) or not is_free or _belongs_to_the_log(intent, tracker):
        return reading
    if intent in STOPPING and not said.says_when and last.startswith(SAID):
        return reading | _as(STOP)
    if intent == "affirm" and last == "utter_ask_reminder_once":
        return reading | {"topics": [], "entities": [_YES], "intent": _certain(SET)}
    if not said.is_all:
        return reading
    if (said.is_stop or said.is_keeping) and (said.says_when or said.taken_weekdays):
        return reading | _as(STOP)
    is_answer = is_waiting and (said.says_when or bool(said.half))
    return reading | _as(SET) if is_answer or (said.says_when and _may_change(said, last)) else reading


def _is_question(intent: str) -> bool:
    """Whether it names what is asked beside a reminder; that is answered after it."""
    return intent.startswith(("ask_", "request_program")) and intent not in SURE


_YES = {"entity": "reminder_yes", "value": "yes", "start": 0, "end": 0}


def _may_change(said: ReminderTimes, last: str) -> bool:
    """Whether it changes the reminder that was set: it says so, or comes right behind it."""
    return said.is_change or said.is_addition or last in DONE


def _as(intent: str) -> dict[str, Any]:
    return {"intent": _certain(intent), "topics": [], "entities": []}


def _certain(intent: str) -> dict[str, Any]:
    return {"name": intent, "confidence": 1.0}


def _last_said(tracker: DialogueStateTracker) -> str:
    """The name of the last response; "" if there is none."""
    said = (event.metadata.get("utter_action") for event in reversed(tracker.events) if isinstance(event, BotUttered))
    return next((str(name) for name in said if name and name != "utter_reminder_only_while_open"), "")


def _is_recent(slot: str, tracker: DialogueStateTracker) -> bool:
    """Whether a slot holds something that was put there a few messages ago."""
    return bool(tracker.get_slot(slot)) and _messages_since(slot, tracker) <= SHORTLY


def _messages_since(slot: str, tracker: DialogueStateTracker) -> int:
    """How many messages came after a slot was set; beyond SHORTLY if it is not known any more."""
    messages = 0
    for event in reversed(tracker.events):
        if isinstance(event, SlotSet) and event.key == slot:
            return messages
        messages += isinstance(event, UserUttered)
        if messages > SHORTLY:
            break
    return SHORTLY + 1


def _belongs_to_the_log(intent: str, tracker: DialogueStateTracker) -> bool:
    """Whether it was read as an answer or a correction of the log, and the log was spoken of after the reminder."""
    if intent not in OF_THE_LOG:
        return False
    ours = min(_messages_since(slot, tracker) for slot in (PENDING, LAST))
    return _messages_since(OF_THE_LOG[intent], tracker) <= ours
