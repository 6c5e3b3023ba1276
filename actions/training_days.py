"""On which days of the week a lifter trains: as the program in progress has it, or as he said."""

from rasa_sdk import Tracker

from actions import services
from bot.logbook.in_progress import program_in
from bot.programs.errors import ProgramError
from bot.programs.periodization import week


def training_days(tracker: Tracker, lifter: str) -> tuple[int, ...]:
    """Days of the week, 0 is Monday; () if nobody knows them. Raises StoreError."""
    current = services.services().stores.programs.current(lifter)
    if current is not None:
        try:
            return tuple(sorted({each.weekday for each in week(program_in(current), 1).workouts}))
        except ProgramError:  # it can no longer be made; what was said stays
            pass
    return tuple(sorted(tracker.get_slot("weekdays") or ()))
