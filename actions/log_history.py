"""Questions about one's own log, answered from the store alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from rasa_sdk import Tracker

from actions import services
from actions.lifter import lifter_of, today
from actions.slots import facts_of_message
from actions.told import Told
from bot.coaching.question import Question
from bot.coaching.terms import Muscle
from bot.logbook.history import Asked, History
from bot.nlu.log_questions import LogKind, read_log_question

SHOWN = "log_shown"
"""The slot with what was asked last, for "more" and "and bench?"."""
INTENT, PAGE = "ask_log", "log_page"


def tell(tracker: Tracker, question: Question) -> Told:
    """What the log says to the message."""
    asked = asked_of(tracker)
    history = History(services.services().stores, lifter_of(tracker).id, today(), question.mass_unit)
    advice = history.answer(asked)
    return Told((advice,), {SHOWN: as_slot(asked) | {"next_page": advice.values.get("next_page")}})


def asked_of(tracker: Tracker) -> Asked:
    """What the message asks of the log; what it leaves open is as in the last question, if it only adds to that."""
    message, shown = tracker.latest_message, tracker.get_slot(SHOWN)
    read = read_log_question(message.get("text") or "", today())
    facts = facts_of_message(tracker)
    page = next((each["value"] for each in message.get("entities") or () if each["entity"] == PAGE), None)
    if shown and (page is not None or read.is_more):
        return replace(from_slot(shown), skipped=int(page if page is not None else shown.get("next_page") or 0))
    named = Asked(
        read.kind,
        tuple(dict.fromkeys(facts.get("exercises", ()))),
        tuple(Muscle(each) for each in dict.fromkeys(facts.get("muscles", ()))),
        read.first,
        read.last,
    )
    adds_to_it = shown and message.get("intent", {}).get("name") != INTENT
    return _over(from_slot(shown), named) if adds_to_it else named


def _over(before: Asked, now: Asked) -> Asked:
    """The last question with what is new in this one."""
    of_another = bool(now.exercises or now.muscles)
    return Asked(
        before.kind if now.kind is LogKind.LIST else now.kind,
        now.exercises if of_another else before.exercises,
        now.muscles if of_another else before.muscles,
        now.first if now.is_dated else before.first,
        now.last if now.is_dated else before.last,
    )


def as_slot(asked: Asked) -> dict[str, Any]:
    """What was asked, as plain values."""
    return {
        "kind": str(asked.kind),
        "exercises": list(asked.exercises),
        "muscles": [str(each) for each in asked.muscles],
        "first": asked.first and asked.first.isoformat(),
        "last": asked.last and asked.last.isoformat(),
    }


def from_slot(shown: Mapping[str, Any]) -> Asked:
    """What was asked, from plain values."""
    return Asked(
        LogKind(shown["kind"]),
        tuple(shown["exercises"]),
        tuple(Muscle(each) for each in shown["muscles"]),
        shown["first"] and date.fromisoformat(shown["first"]),
        shown["last"] and date.fromisoformat(shown["last"]),
    )
