"""Before an answer on an exercise that a complaint speaks against: what a trainer agreed, and what to do instead."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rasa_sdk import Tracker

from actions import services
from actions.kept import trainer_name
from actions.lifter import today
from actions.slots import facts_of_message
from actions.wishes import recovered_parts
from bot.coaching.advice import Advice
from bot.coaching.exercise import Exercise, exercise
from bot.coaching.question import Question
from bot.coaching.terms import BodyPart
from bot.coaching.workout_fit import substitutes
from bot.handover.holding import agreed_on, part_of
from bot.handover.words import say, words
from bot.store.handover_records import Agreement, Handover
from bot.wording import WEEKDAYS, listed, name

SELECTION = "exercise_selection"
SPARING = {"exercise_substitution", "request_program_swap", "report_complaint"}
"""Topics that go around complaints themselves."""
QUIET = SPARING | {"report_workout", "log", "unit_conversion"}
AVOIDS = re.compile(r"\b(avoid|stay away from|shouldn.?t i|i shouldn.?t|i should not)\b", re.IGNORECASE)
"""Asks what to leave alone: "what exercises should I avoid?"."""


def asks_what_to_avoid(tracker: Tracker, topics: Sequence[str]) -> bool:
    """Whether a message asks which exercises to leave alone, and names none."""
    is_asked = SELECTION in topics and AVOIDS.search(tracker.latest_message.get("text") or "")
    return bool(is_asked) and not facts_of_message(tracker).get("exercises")


def sparing_words(tracker: Tracker, question: Question, topics: Sequence[str], given: Iterable[Advice]) -> str:
    """What is to be said first; "" if nothing speaks against what the message names, or the answers say so themselves.

    What was agreed is said whatever they say, but where they go around it. Raises StoreError.
    """
    if asks_what_to_avoid(tracker, topics):
        return " ".join(_agreed(tracker, question.complaints))
    if set(topics) <= QUIET or recovered_parts(tracker):
        return ""
    named = map(exercise, dict.fromkeys(facts_of_message(tracker).get("exercises", ())))
    sore = [each for each in named if each.troubles(question.complaints)]
    parts = [part for part in question.complaints if any(part in each.avoid_with for each in sore)]
    said = [] if SPARING & set(topics) else _agreed(tracker, parts)
    if sore and not any("complaints" in each.values for each in given):
        said = [*said, *_reasons(sore, parts, question)]
    return " ".join(said)


def _reasons(sore: Sequence[Exercise], parts: Iterable[BodyPart], question: Question) -> Iterator[str]:
    """Why to go around them, and for a single one what to do instead, if anything suits."""
    yield say("agreed.sore", exercises=listed(each.name for each in sore), parts=listed(map(name, parts)))
    if len(sore) == 1 and (found := substitutes(sore[0].id, question)):
        yield say("agreed.swap", swap=name(found[0]))


def _agreed(tracker: Tracker, parts: Iterable[BodyPart]) -> list[str]:
    """What was agreed of some parts and holds: for each part what holds longest; nothing is said twice."""
    stores = services.services().stores
    lifter = stores.lifters.find(tracker.sender_id)
    held = list(agreed_on(stores.handovers.of_lifter(lifter.id), today())) if lifter else []
    longest = (max((each for each in held if part_of(each[1]) is part), key=_end, default=None) for part in parts)
    return list(dict.fromkeys(
        say("agreed.reminder", trainer=trainer_name(stores, handover), text=f"{one.text.rstrip('.')}{_until(one)}")
        for handover, one in filter(None, longest)
    ))  # fmt: skip


def _end(found: tuple[Handover, Agreement]) -> date:
    return found[1].until or date.max


def _until(agreement: Agreement) -> str:
    """ " (until Monday 7 December)"; with the year if it is another one."""
    last = agreement.until
    if last is None:
        return ""
    year = "" if last.year == today().year else f" {last.year}"
    month = words()["months"][last.month - 1]
    return say("agreed.until", weekday=WEEKDAYS[last.weekday()], day=str(last.day), month=month, year=year)
