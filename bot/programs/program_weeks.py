"""How the program goes on: from week to week, when it gets hard, and when it is over."""

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.programs.asked import program_of
from bot.programs.periodization import week
from bot.programs.program import Program, Week
from bot.programs.template import template

TOPIC = "program_weeks"


def advise(question: Question) -> Advice:
    """The rules of the program, or what one week of it is like."""
    program = program_of(question)
    if program is None:
        return Advice(TOPIC, {}, "no_program", (), ("spotter",))
    if question.program_week is None:
        return _rules(program)
    if not 1 <= question.program_week <= program.weeks:
        return Advice(TOPIC, _length(program), "beyond", (), ("spotter",))
    return _week(program, week(program, question.program_week))


def _length(program: Program) -> dict[str, Value]:
    """How long it runs, and what may follow: other programs, or else the same again."""
    following = tuple(template(name).title for name in program.next_up if name != program.template)
    return {"weeks": Amount(program.weeks, program.weeks, "weeks"), "following": following or (program.title,)}


def _rules(program: Program) -> Advice:
    phase = program.phases[0]
    values: dict[str, Value] = {"program": program.title, "rules": tuple((rule,) for rule in phase.rules)}
    return Advice(TOPIC, values | _length(program), "", (), program.sources)


def _week(program: Program, now: Week) -> Advice:
    values: dict[str, Value] = {
        "week": now.number,
        "phase": now.phase.title,
        "workouts": now.workouts,
        **_length(program),
    }
    values |= _length(program)
    prescriptions = [each for workout in now.workouts for each in workout.prescriptions]
    if reserve := next((each.reserve for each in prescriptions if each.reserve), None):
        values["reserve"] = reserve
    if now.is_deload:
        values |= {
            "sets": guideline("program").figure("easy_week_sets").amount,
            "load": guideline("program").figure("easy_week_load").amount,
        }
        return Advice(TOPIC, values, "easy_week", (), program.sources)
    loads = tuple(each for each in prescriptions if each.load)
    if loads:
        values["loads"] = tuple(dict.fromkeys(loads))
        return Advice(TOPIC, values, "week_with_loads", (), program.sources)
    return Advice(TOPIC, values, "week" if "reserve" in values else "week_as_printed", (), program.sources)
