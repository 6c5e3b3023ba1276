"""What an answer about the lifter's program is remembered by, and which questions are about it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.program_store import remember_program
from actions.slots import asks_anew, facts_of_message, question_from
from actions.topics import PROGRAM_TOPICS
from actions.wishes import OWN
from bot.coaching.advice import Advice
from bot.coaching.question import Question
from bot.programs.asked import program_of
from bot.programs.reasons import why_exercise
from bot.programs.request import NEEDED
from bot.programs.swap import exercises_of
from bot.wording import show

ENOUGH_FOR_A_PROGRAM = 4
"""So many facts at once, out of the blue, are an order: "strength, 3x, barbell, 1 hour"."""
REBUILT_FOR = {
    "days_per_week", "workout_minutes", "equipment", "training_goal", "training_age", "complaint", "recovered", "liked",
    "lift", "training_weekdays",
}  # fmt: skip
"""Facts that change a program."""
SWAP, SUBSTITUTION = "request_program_swap", "exercise_substitution"
ADVICE_ONLY = re.compile(r"\s*(should|is|are|would|does|do|am)\b", re.IGNORECASE)
ORDER = re.compile(r"\s*(pls |please |can you |could you )*(swap|replace|switch|change|exchange)\b", re.IGNORECASE)
UNDO = re.compile(r"\b(undo|back)\b", re.IGNORECASE)
NO_PROGRAM = ("ask", "not_known", "nothing_fits")


def in_program(topics: Sequence[str], question: Question, text: str = "") -> list[str]:
    """The topics to answer: some are about the lifter's program, if there is one; a complaint changes it.

    With a program asked for, what should not be in it is no question of its own. "Should I swap …?" changes nothing.
    """
    if ADVICE_ONLY.match(text):
        topics = [SUBSTITUTION if topic == SWAP else topic for topic in topics]
    elif ORDER.match(text) and _is_in_program(question):
        topics = [SWAP if topic == SUBSTITUTION else topic for topic in topics]
    found = list(dict.fromkeys(_about(topic, question) for topic in topics))
    if "request_program" in found:
        found = [topic for topic in found if topic not in (SWAP, SUBSTITUTION)]
    changed = question.has_program and question.complaints and "report_complaint" in topics
    return [*found, "request_program"] if changed else found


def _about(topic: str, question: Question) -> str:
    """Changing what is in no program is a substitution; a workout, adding weight and easy weeks are the program's."""
    if not question.has_program:
        return SUBSTITUTION if topic == SWAP and question.exercises else topic
    if topic == "sample_workout" and not question.muscles:
        return "request_program_workout"
    about_one_lift = question.exercises or question.load_kg is not None
    return "program_weeks" if topic in ("progression", "deload") and not about_one_lift else topic


def _is_in_program(question: Question) -> bool:
    program = program_of(question) if question.exercises else None
    return program is not None and question.exercises[0] in exercises_of(program)


def about_this_swap(question: Question, tracker: Tracker) -> Question:
    """The question with the exercises of this message only; "undo" and "swap that back" name the last swap's."""
    message = tracker.latest_message
    if any(entity["entity"] == "exercise" for entity in message.get("entities") or ()):
        return question
    last = next(reversed(question.swaps), None) if UNDO.search(message.get("text") or "") else None
    return replace(question, exercises=(last[1], last[0]) if last else ())


def program_slots(advice: Advice, tracker: Tracker) -> dict[str, Any]:
    """Slots that an answer sets: the program that was given, a swap that was made, the day that was shown."""
    if advice.topic == "request_program" and advice.variant not in NO_PROGRAM:
        given = {"program": advice.values.get("template", OWN), "program_day": 0}
        return given | ({"swaps": None} if asks_anew(tracker) else {})
    if advice.topic == SWAP and "stand_in" in advice.values:
        left_out, taken = str(advice.values["exercise"]), str(advice.values["stand_in"])
        return {"swaps": swapped_on(tracker.get_slot("swaps") or {}, left_out, taken)}
    if advice.topic == "request_program_workout" and "day" in advice.values:
        return {"program_day": advice.values["day"]}
    return {}


def form_done(remembered: Mapping[str, Any], tracker: Tracker) -> list[dict[str, Any]]:
    """Ends the form that asks for a program when one was given without it, by name."""
    is_asked_for = (tracker.active_loop or {}).get("name") == "program_form"
    return [ActiveLoop(None), SlotSet("requested_slot", None)] if is_asked_for and remembered.get("program") else []


def swapped_on(swaps: Mapping[str, str], left_out: str, taken: str) -> dict[str, str]:
    """The swaps with one more. What stood in for another is replaced there, and back at the first nothing is left."""
    first = next((was for was, now in swaps.items() if now == left_out), left_out)
    return {was: now for was, now in {**swaps, first: taken}.items() if was != now}


def about_program(tracker: Tracker) -> list[str]:
    """Topics of the lifter's program that bare facts are about: "only 40 minutes today", "make it 4 days"."""
    told = {entity["entity"] for entity in tracker.latest_message.get("entities") or ()}
    if "named_program" in told:
        return ["request_program"]
    if not tracker.get_slot("program"):
        is_profile = len(told & set(NEEDED)) >= ENOUGH_FOR_A_PROGRAM and not tracker.get_slot("last_topics")
        return ["request_program"] if is_profile else []
    if told & {"minutes_today", "program_day", "weekday"}:
        return ["request_program_workout"]
    if "program_week" in told:
        return ["program_weeks"]
    if "disliked" in told:
        return [SWAP]
    return ["request_program"] if told & REBUILT_FOR else []


def why_program(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Says why the program is as it is, or why the exercise that is named is in it; False if that was not asked."""
    remember_program(tracker)
    question = question_from(tracker, facts_of_message(tracker))
    program = program_of(question)
    about_it = set(tracker.get_slot("last_topics") or ()) & set(PROGRAM_TOPICS)
    if program is None:
        return False
    named = [each for each in question.exercises if each in exercises_of(program)]
    if named:
        for name, values in why_exercise(program, named[0]):
            shown = {key: show(value) for key, value in values.items()}
            dispatcher.utter_message(response=f"utter_why_exercise_{name}", **shown)
        return True
    if not about_it:
        return False
    reasons = "\n".join(f"- {reason}" for reason in program.why)
    dispatcher.utter_message(response="utter_why", title=program.title, reasons=reasons)
    return True


def offer_swap(dispatcher: CollectingDispatcher, advice: Advice, question: Question) -> None:
    """After what could stand in for an exercise: a button that swaps it in the program, if it is in there."""
    left_out = advice.values.get("exercise") if advice.topic == SUBSTITUTION else None
    program = program_of(question) if left_out else None
    if program and left_out in exercises_of(program):
        dispatcher.utter_message(response="utter_offer_swap", exercise=show(left_out), exercise_id=left_out)
