"""What a message is beside the log: a workout that is told, an answer about one, a correction, or neither."""

import time
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.body_mass_told import read_body_mass
from bot.nlu.fragments import is_asked
from bot.nlu.log_answers import fits, read_answer
from bot.nlu.log_corrections import Correction, read_correction
from bot.nlu.logged_sets import read_logs
from bot.nlu.said_workout import SaidWorkout, Unsure

LOG, ANSWER, CORRECT = "report_workout", "answer_log", "correct_log"
LAST, PENDING = "last_log", "pending_log"
NOT_UNDERSTOOD = ("nlu_fallback", "request_stop", "deny", "affirm", "inform")
SHORTLY = 3
"""Messages after a log in which a bare "no, 102.5" is about it."""
RECENTLY = timedelta(hours=1)
LATER = timedelta(hours=12)
"""So long an "undo" may be about the log, if nothing else was changed since."""
SWAP = "request_program_swap"
MOST_WORDS_OF_AN_ANSWER = 8
SUMS = frozenset({"one_rep_max", "working_load", "effort_conversion", "unit_conversion", "plates"})
"""Topics that do sums with a set: one that is told for them, and not of a day, is a figure and no entry."""


def in_log_context(reading: dict[str, Any], tracker: DialogueStateTracker, today: date) -> dict[str, Any]:
    """The reading of a typed message, with what it is to the log.

    A workout that is told is the intent, beside the topics that are asked; so are an answer to the question about one,
    and a correction. `lines` of the reading is the message with its line breaks, `today` the lifter's own date.
    """
    text = str(reading.get("lines") or reading["text"])
    unit = tracker.get_slot("mass_unit")
    if _is_answer(text, reading, tracker, today, unit):
        return reading | {"intent": _certain(ANSWER), "topics": [], "entities": []}
    if _is_correction(text, tracker, today, unit):
        return reading | {"intent": _certain(CORRECT), "topics": [], "entities": []}
    pending = tracker.get_slot(PENDING) or {}
    told = read_logs(text, today, unit, bool(pending.get("is_workout_asked")))
    if told and _is_for_a_sum(text, told, reading, tracker):
        return reading
    if told or read_body_mass(text, today, unit):
        return reading | {"intent": _certain(LOG), "topics": [_topic(LOG), *_asked_beside(text, told, reading)]}
    return reading


def is_log(reading: Mapping[str, Any]) -> bool:
    """Whether a reading tells of a workout for sure."""
    return bool(reading["intent"] == _certain(LOG))


def _is_answer(
    text: str, reading: Mapping[str, Any], tracker: DialogueStateTracker, today: date, unit: str | None
) -> bool:
    """Whether it answers the open question about a log. In a form, bare figures and "yes" belong to the form."""
    pending = tracker.get_slot(PENDING) or {}
    if not pending.get("kind"):
        return False
    answer = read_answer(text, today, unit)
    told = read_logs(text, today, unit)
    if any(each.as_planned and not each.program_day for each in told) and pending["kind"] == Unsure.PLANNED:
        return True
    named = [(each, len(workout.sets)) for workout in told for each in workout.sets if each.exercise and each.load]
    if any(each.reps or count > 1 for each, count in named):
        return False  # a workout of its own, whatever was asked
    if answer is None:
        is_short = len(text.split()) <= MOST_WORDS_OF_AN_ANSWER and not text.rstrip().endswith("?")
        return is_short and reading["intent"]["name"] in NOT_UNDERSTOOD and _since(PENDING, tracker)[0] == 0
    if tracker.active_loop_name and not (answer.unit or answer.exercise or answer.day):
        return False
    is_open = _since(PENDING, tracker)[0] == 0 or bool(answer.numbers or answer.exercise or answer.day or answer.unit)
    return is_open and fits(pending["kind"], answer)


def _is_correction(text: str, tracker: DialogueStateTracker, today: date, unit: str | None) -> bool:
    """Whether it puts right what was logged: anything shortly after, later on only what can mean nothing else."""
    if not tracker.get_slot(LAST):
        return False
    said = read_correction(text, today, unit)
    if said is None:
        return False
    turns, age = _since(LAST, tracker)
    is_firm = said.kind is not Correction.CHANGE or said.place is not None
    if tracker.active_loop_name and not is_firm:
        return False
    if turns < SHORTLY and age < RECENTLY:
        return True
    return said.kind is Correction.UNDO and age < LATER and SWAP not in (tracker.get_slot("last_topics") or ())


def _since(slot: str, tracker: DialogueStateTracker) -> tuple[int, timedelta]:
    """Messages of the lifter since a slot was set, and how long ago that was."""
    turns = 0
    for event in reversed(tracker.events):
        if isinstance(event, SlotSet) and event.key == slot:
            return turns, timedelta(seconds=time.time() - event.timestamp)
        turns += isinstance(event, UserUttered)
    return turns, timedelta.max


def _is_for_a_sum(
    text: str, told: tuple[SaidWorkout, ...], reading: Mapping[str, Any], tracker: DialogueStateTracker
) -> bool:
    """Whether the sets are the figures of a question ("benched 100 for 3, what's my max?"), or of the one before."""
    if any(each.is_day_said for each in told):
        return False
    asked = [each["intent"] for each in _asked_beside(text, told, reading)]
    exercises = {one.exercise for each in told for one in each.sets}
    goes_on = exercises == {None} and bool(SUMS & set(tracker.get_slot("last_topics") or ()))
    return goes_on or any(each.removeprefix("ask_") in SUMS for each in asked)


def _asked_beside(text: str, told: tuple[SaidWorkout, ...], reading: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The topics that a message asks beside the workout that it tells; of mere remarks none."""
    parts = [part for each in told for part in each.unread] if told else [text]
    if not any("?" in part or is_asked(part) for part in parts):
        return []
    asked = [each for each in reading.get("topics") or () if each["intent"].startswith(("ask_", "request_"))]
    own = reading["intent"]
    if own["name"].startswith("ask_") and own["name"] not in [each["intent"] for each in asked]:
        asked.append({"intent": own["name"], "confidence": own["confidence"]})
    return asked


def _topic(intent: str) -> dict[str, Any]:
    return {"intent": intent, "confidence": 1.0}


def _certain(intent: str) -> dict[str, Any]:
    return {"name": intent, "confidence": 1.0}
