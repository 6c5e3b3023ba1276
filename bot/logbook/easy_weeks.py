"""Whether the program in progress plans its easy weeks itself, so that none needs to be proposed."""

from bot.logbook.in_progress import program_in
from bot.programs.errors import ProgramError
from bot.programs.periodization import easy_weeks
from bot.store.interface import Stores


def plans_easy_weeks(stores: Stores, lifter: str) -> bool:
    """False without a program, and for one that can no longer be made. Raises StoreError."""
    current = stores.programs.current(lifter)
    try:
        return current is not None and bool(easy_weeks(program_in(current)))
    except ProgramError:
        return False
