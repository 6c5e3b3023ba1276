"""Takes the answer to a question about a told workout, typed or by button."""

from dataclasses import replace
from datetime import date

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import CoachAction, Events
from actions.lift_log import Desk, Outcome, expanded, keep, pending_of, remember, settle, text_of
from actions.lifter import today
from actions.log_words import ask, left_in, say_left_out
from bot.logbook.answers import Answered, answered, choice
from bot.logbook.waiting import Pending, Waiting
from bot.nlu.log_answers import SaidAnswer, read_answer
from bot.nlu.logged_sets import read_logs
from bot.nlu.said_workout import SaidWorkout, Unsure


class AnswerLog(CoachAction):
    """Stores what an answer makes sure, says it back, and asks what is still open."""

    def name(self) -> str:
        return "action_answer_log"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        pending, desk, value = pending_of(tracker), Desk.of(tracker), _pressed(tracker)
        token, _, chosen = value.partition(":")
        if not pending.waiting or (value and token != pending.token):
            dispatcher.utter_message(response="utter_log_settled")
            ask(dispatcher, pending, desk.familiar)
            return []
        if told := _told_as_planned(tracker, pending, value):
            first = replace(pending.waiting[0].said, departures=told.departures, sets=told.sets)
            waiting = (replace(pending.waiting[0], said=first), *pending.waiting[1:])
            pending, value, chosen = replace(pending, waiting=waiting), "yes", "yes"
        answer = _chosen(chosen) if value else read_answer(text_of(tracker), today(), desk.unit)
        if answer is not None and answer.is_given_up:
            say_left_out(dispatcher, left_in(pending))
            return [SlotSet("pending_log", None)]
        result = _result(desk, pending.waiting[0], answer, today())
        if result is None or result.is_unclear:
            dispatcher.utter_message(response="utter_log_unclear")
            ask(dispatcher, pending, desk.familiar)
            return [remember(replace(pending, offers=0))]
        return _settled(dispatcher, tracker, desk, pending, result)


def _pressed(tracker: Tracker) -> str:
    """The value of a pressed button; "" for a typed answer."""
    entities = tracker.latest_message.get("entities") or ()
    return next((str(each["value"]) for each in entities if each["entity"] == "log_answer"), "")


def _told_as_planned(tracker: Tracker, pending: Pending, pressed: str) -> SaidWorkout | None:
    """What was told where "did all of it go as planned?" is answered in whole words, with what did not."""
    if pressed or not pending.waiting or pending.kind is not Unsure.PLANNED:
        return None
    told = read_logs(text_of(tracker), today(), None, True)
    return next((each for each in told if each.as_planned), None)


def _chosen(value: str) -> SaidAnswer | None:
    try:
        return choice(value)
    except ValueError:
        return None


def _result(desk: Desk, waiting: Waiting, answer: SaidAnswer | None, now: date) -> Answered | None:
    if answer is None:
        return None
    if waiting.said.doubts[0].kind is not Unsure.PLANNED:
        return answered(waiting.said, answer, now)
    if answer.is_yes:
        planned = expanded(desk, waiting)
        return Answered(planned.said) if planned else None
    return Answered(SaidWorkout(waiting.said.day)) if answer.is_no or answer.is_left_out else None


def _settled(
    dispatcher: CollectingDispatcher, tracker: Tracker, desk: Desk, pending: Pending, result: Answered
) -> Events:
    """Keeps what is sure now, of this workout and, where the unit was asked, of all that waits."""
    first, *others = pending.waiting
    kind = first.said.doubts[0].kind
    if result.unit:
        desk = replace(desk, unit=result.unit)
    source = "planned" if kind is Unsure.PLANNED else first.source
    parts = [replace(first, said=result.said, source=source), *(others if result.unit else ())]
    parts = [each for each in parts if each.said.sets or each.said.doubts]
    is_new = kind is not Unsure.DUPLICATE
    found = [
        keep(replace(desk, log=desk.log.numbered(at, len(parts))), each, "", is_new) for at, each in enumerate(parts, 1)
    ]
    say_left_out(dispatcher, result.left_out)
    if kind is Unsure.PLANNED and not parts:
        dispatcher.utter_message(response="utter_log_tell_sets")
    outcome = Outcome(
        tuple(each for one in found for each in one.kept),
        tuple(each for one in found for each in one.waiting),
        tuple(each for one in found for each in one.known),
    )
    rest = Pending(() if result.unit else tuple(others), pending.token, 0, pending.asked_at)
    if not result.unit:
        return settle(dispatcher, tracker, desk, outcome, rest)
    tracker.slots["mass_unit"] = result.unit
    return [SlotSet("mass_unit", result.unit), *settle(dispatcher, tracker, desk, outcome, rest)]
