"""The program that was given becomes the one in progress."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services, workout_today
from actions.base import CoachAction, Events
from actions.lifter import today
from actions.program_store import IN_PROGRESS, current, remember_program, start
from actions.slots import facts_of_message, question_from
from actions.utter import utter
from bot.logbook.in_progress import due_workout, program_in
from bot.programs.errors import NothingFitsError, ProgramError
from bot.store.log_records import ProgramInProgress


class StartProgram(CoachAction):
    """Starts the conversation's program and shows its first workout; without one, offers to write it."""

    def name(self) -> str:
        return "action_start_program"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        remembered = remember_program(tracker)
        question = question_from(tracker, facts_of_message(tracker))
        before = current(tracker)
        try:
            program = start(tracker, question)
        except NothingFitsError:
            program = None
        if program is None:
            dispatcher.utter_message(response="utter_start_no_program")
            return remembered
        _say(dispatcher, program, before)
        due = due_workout(services.services().stores, program.lifter, today(), question.mass_unit)
        for advice in workout_today.advices(due, question) if due else ():
            utter(dispatcher, advice)
        slots = {IN_PROGRESS: program.id, "program_day": due.day if due else 0, "last_topics": [workout_today.TOPIC]}
        return [*remembered, *(SlotSet(slot, value) for slot, value in slots.items())]


def _say(dispatcher: CollectingDispatcher, program: ProgramInProgress, before: ProgramInProgress | None) -> None:
    title = program_in(program).title
    if before is None:
        dispatcher.utter_message(response="utter_program_started", program=title)
    elif before.id == program.id:
        dispatcher.utter_message(response="utter_program_started_before", program=title)
    else:
        dispatcher.utter_message(response="utter_program_started_in_place", program=title, before=_title(before))


def _title(program: ProgramInProgress) -> str:
    try:
        return program_in(program).title
    except ProgramError:
        return program.template
