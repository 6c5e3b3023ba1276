"""Another exercise in the place of one, in the lifter's program."""

from dataclasses import replace

from bot.coaching.advice import Advice, Value
from bot.coaching.exercise import Exercise, exercise
from bot.coaching.question import Question
from bot.programs.asked import program_of
from bot.programs.builder import build
from bot.programs.candidates import chooser, suits
from bot.programs.errors import NothingFitsError
from bot.programs.program import Program
from bot.programs.swap import exercises_of, stand_in

TOPIC = "request_program_swap"


def advise(question: Question) -> Advice:
    """What comes instead of the exercise that is named. Without a program there is nothing to change."""
    program = program_of(replace(question, disliked=_disliked_before(question)))
    if program is None:
        return Advice(TOPIC, {}, "no_program", (), ("spotter",))
    unwanted = tuple(each for each in question.exercises if each in question.disliked)
    if unwanted:
        return _without(unwanted, program)
    if not question.exercises:
        return Advice(TOPIC, {}, "ask", (), ("spotter",))
    said, *wanted = question.exercises
    left_out = _meant(said, program)
    if left_out is None:
        return Advice(TOPIC, {"exercise": said}, "not_in_program", (), ("spotter",))
    return _wished(left_out, wanted[0], program) if wanted else _swap(left_out, program)


def _disliked_before(question: Question) -> tuple[str, ...]:
    """Dislikes without those of this message, to know what the program was like."""
    return tuple(each for each in question.disliked if each not in question.exercises)


def _meant(said: str, program: Program) -> str | None:
    """The exercise of the program that is meant: the one named, else the only one of the same movement."""
    present = exercises_of(program)
    alike = [each for each in present if exercise(each).pattern is exercise(said).pattern]
    return said if said in present else alike[0] if len(alike) == 1 else None


def _swap(left_out: str, program: Program) -> Advice:
    found = stand_in(program, left_out)
    if found is None:
        return Advice(TOPIC, {"exercise": left_out}, "nothing_fits", (), ("spotter",))
    return _swapped(left_out, exercise(found))


def _wished(left_out: str, wanted: str, program: Program) -> Advice:
    """The exercise that the lifter wants there, if it suits."""
    found = exercise(wanted)
    if not suits(found, chooser(program.request, program.request.training_goal)):
        return Advice(TOPIC, {"exercise": left_out, "wanted": wanted}, "does_not_suit", (), ("spotter",))
    if wanted in exercises_of(program):
        return Advice(TOPIC, {"exercise": left_out, "wanted": wanted}, "there_already", (), ("spotter",))
    return _swapped(left_out, found)


def _swapped(left_out: str, found: Exercise) -> Advice:
    common = tuple(each for each in exercise(left_out).direct_muscles if each in found.muscles)
    values: dict[str, Value] = {"exercise": left_out, "stand_in": found.id, "muscles": common or found.direct_muscles}
    return Advice(TOPIC, values, "" if common else "unlike", (), ("spotter",))


def _without(unwanted: tuple[str, ...], program: Program) -> Advice:
    """The program without what the lifter dislikes: what goes, and what is new in it."""
    before = exercises_of(program)
    gone = tuple(each for each in before if each in unwanted)
    if not gone:
        return Advice(TOPIC, {"exercise": unwanted[0]}, "never_in_program", (), ("spotter",))
    try:
        after = exercises_of(build(replace(program.request, disliked=(*program.request.disliked, *unwanted))))
    except NothingFitsError:
        return Advice(TOPIC, {"exercise": gone[0]}, "nothing_fits", (), ("spotter",))
    new = tuple(each for each in after if each not in before)
    values: dict[str, Value] = {"gone": gone, **({"new": new} if new else {})}
    return Advice(TOPIC, values, "disliked" if new else "disliked_left_out", (), ("spotter",))
