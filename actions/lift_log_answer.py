"""Takes the answer to a question about a told workout, typed or by button."""

from dataclasses import replace
from datetime import date

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import CoachAction, Events
from actions.lift_log import Desk, Outcome, expanded, keep, pending_of, remember, settle, text_of
from actions.lifter import today
from actions.log_words import ask, say_left_out
from bot.logbook.answers import Answered, answered, choice
from bot.logbook.in_progress import due_workout
from bot.logbook.waiting import Pending, Waiting
from bot.nlu.log_answers import SaidAnswer, read_answer
from bot.nlu.said_workout import Doubt, SaidWorkout, Unsure

AS_PLANNED, PLANNED = "as_planned", Doubt(Unsure.PLANNED)


class AnswerLog(CoachAction):
    """Stores what an answer makes sure, says it back, and asks what is still open."""

    def name(self) -> str:
        return "action_answer_log"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        pending, desk, value = pending_of(tracker), Desk.of(tracker), _pressed(tracker)
        number, _, chosen = value.partition(":")
        if chosen == AS_PLANNED:
            return _as_planned(dispatcher, tracker, desk, pending)
        if not pending.waiting or (value and number != str(pending.number)):
            dispatcher.utter_message(response="utter_log_settled")
            ask(dispatcher, pending, desk.familiar)
            return []
        answer = _chosen(chosen) if value else read_answer(text_of(tracker), today(), desk.unit)
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
    rest = Pending((*outcome.waiting, *(() if result.unit else others)), pending.number, 0, pending.asked_at)
    unit = [SlotSet("mass_unit", result.unit)] if result.unit else []
    return [*unit, *settle(dispatcher, tracker, desk, replace(outcome, waiting=()), rest)]


def _as_planned(dispatcher: CollectingDispatcher, tracker: Tracker, desk: Desk, pending: Pending) -> Events:
    """The workout that is due, done as the program has it."""
    due = due_workout(desk.stores, desk.log.lifter, today(), desk.shown_unit)
    if due is None:
        dispatcher.utter_message(response="utter_log_no_program")
        return []
    said = SaidWorkout(today(), is_todays=True, as_planned=True)
    part = expanded(desk, Waiting(replace(said, doubts=(PLANNED,))))
    outcome = keep(desk, part, "") if part else Outcome()
    return settle(dispatcher, tracker, desk, outcome, replace(pending, is_workout_asked=False))
