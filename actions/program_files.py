"""The program to take away: a page to print, and the workouts for the calendar."""

from datetime import date, time, timedelta

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.advice import answer
from actions.base import CoachAction, Events
from actions.files import keep_files
from actions.lifter import lifter_of, today
from actions.program_store import remember_program
from actions.slots import question_from
from bot.documents.calendar_file import as_calendar
from bot.documents.pdf import as_pdf
from bot.programs.asked import program_of

DAYS_PER_WEEK = 7
USUAL_HOUR = time(18)


class SendProgramFiles(CoachAction):
    """Writes the program's PDF and calendar and says where they are; without a program, offers to make one."""

    def name(self) -> str:
        return "action_send_program_files"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        remembered = remember_program(tracker)
        program = program_of(question_from(tracker, {}))
        if program is None:
            dispatcher.utter_message(response="utter_program_files_first")
            return answer(dispatcher, tracker, ["request_program"], {})
        start = next_monday(today())
        files = {"program.pdf": as_pdf(program), "workouts.ics": as_calendar(program, start, USUAL_HOUR)}
        places = keep_files(files, lifter_of(tracker).id)
        pdf, calendar = places["program.pdf"], places["workouts.ics"]
        dispatcher.utter_message(response="utter_program_files", pdf=pdf, calendar=calendar)
        return remembered


def next_monday(day: date) -> date:
    """The Monday after a day."""
    return day + timedelta(days=DAYS_PER_WEEK - day.weekday())
