"""The lifter's program and the part of it that is asked about."""

from bot.coaching.question import Question
from bot.programs.builder import build
from bot.programs.errors import NothingFitsError
from bot.programs.periodization import week
from bot.programs.program import Program, Week
from bot.programs.request import missing, request_of


def program_of(question: Question) -> Program | None:
    """The lifter's program; None if none has been made yet or none can be."""
    if not question.has_program or missing(question):
        return None
    try:
        return build(request_of(question))
    except NothingFitsError:
        return None


def week_of(program: Program, question: Question) -> Week:
    """The week that is asked about, the first if none is; of weeks beyond the last, the last."""
    return week(program, min(max(question.program_week or 1, 1), program.weeks))
