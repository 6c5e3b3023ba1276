"""The week at a glance of a program made for the lifter, or of one that is asked for by name."""

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.figures import constant
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.programs.builder import OURS, build
from bot.programs.errors import NothingFitsError
from bot.programs.periodization import easy_weeks, week
from bot.programs.program import GivenUp, Program
from bot.programs.request import missing, named, request_of

TOPIC = "request_program"
GRAVEST = (
    "minutes", "days", "shortened", "left_out", "exchanged", "movement", "volume", "pulls", "legs", "more_volume",
)  # fmt: skip
GOALS_SERVED = {
    TrainingGoal.FAT_LOSS: "program_for_fat_loss",
    TrainingGoal.ENDURANCE: "program_for_endurance",
    TrainingGoal.HEALTH: "program_for_health",
    TrainingGoal.POWER: "program_for_power",
}


def advise(question: Question) -> Advice:
    """The program in short; asks back for what is missing, and says so if nothing can be made."""
    if question.named_program and not named(question):
        return Advice(TOPIC, {"named_program": question.named_program}, "not_known", (), ("spotter",))
    if lacking := missing(question):
        return Advice(TOPIC, {"missing": lacking}, "ask", (), ("spotter",))
    try:
        program = build(request_of(question))
    except NothingFitsError:
        return Advice(TOPIC, {}, "nothing_fits", (), ("spotter",))
    return _glance(program, question)


def _glance(program: Program, question: Question) -> Advice:
    first = week(program, 1)
    values: dict[str, Value] = {
        "program": program.title,
        "weeks": Amount(program.weeks, program.weeks, "weeks"),
        "workouts": first.workouts,
        "days": Amount(len(first.workouts), len(first.workouts), "days per week"),
        "allowed_minutes": guideline("program").figure("minutes").amount,
        **gave_up_values(program.gave_up),
    }
    variant = ""
    if shape := named(question):
        values |= {"author": program.author, "for_whom": shape.for_whom, "template": shape.name}
    if shape and shape.author != OURS:
        variant = "named"
    elif easy := easy_weeks(program):
        values["easy_week"] = easy[0]
    return Advice(TOPIC, values, variant, _caveats(program, question), program.sources)


def gave_up_values(gave_up: tuple[GivenUp, ...]) -> dict[str, Value]:
    """What each kind is about, for its words: short_volume -> the muscles."""
    return {f"gave_up_{each.kind}": each.what for each in gave_up if each.what}


def _caveats(program: Program, question: Question) -> tuple[str, ...]:
    """The gravest of what was given up, and what the lifter's goal or complaint asks to be said."""
    kinds = {each.kind for each in program.gave_up}
    given_up = [f"program_gave_up_{kind}" for kind in GRAVEST if kind in kinds]
    most = int(constant(TOPIC, "remarks"))
    goal = question.training_goal
    served = [GOALS_SERVED[goal]] if goal in GOALS_SERVED else []
    heavy = program.request.training_goal is not TrainingGoal.HYPERTROPHY
    if heavy and program.request.training_age is TrainingAge.NOVICE and not named(question):
        served.append("program_when_new")
    sore = ["program_with_a_sore_spot"] if question.complaints else []
    return (*served, *given_up[:most], *sore)
