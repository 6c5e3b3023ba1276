"""What to check in a routine: numbers for the goal, and which movements a pasted list leaves out."""

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.amounts import ends
from bot.coaching.audience import cited, trained_as
from bot.coaching.exercise import exercise
from bot.coaching.exercise_choice import one_of_each
from bot.coaching.figures import bounds
from bot.coaching.guideline import Figure, guideline
from bot.coaching.question import Question
from bot.coaching.terms import MovementPattern, TrainingAge, TrainingGoal

TOPIC = "program_review"
SIZE, STRENGTH = TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH
MOVEMENTS = {
    "push": (MovementPattern.HORIZONTAL_PUSH, MovementPattern.VERTICAL_PUSH),
    "pull": (MovementPattern.HORIZONTAL_PULL, MovementPattern.VERTICAL_PULL),
    "knee_bend": (MovementPattern.SQUAT, MovementPattern.LUNGE),
    "hip_hinge": (MovementPattern.HINGE, MovementPattern.HIP_EXTENSION),
}


def advise(question: Question) -> Advice:
    """The checklist with its numbers; a list of exercises is checked for movements that are missing."""
    judged_from = ends(guideline(TOPIC).figure("exercises_to_judge").amount)[0]
    if len(question.exercises) >= judged_from:
        return _checked(question)
    return _checklist(question)


def _checklist(question: Question) -> Advice:
    goal = trained_as(question.training_goal)
    variant = {SIZE: "size", STRENGTH: "strength"}.get(goal, "") if goal else ""
    return _advice(variant, {}, question)


def _checked(question: Question) -> Advice:
    counts = {name: _count(question, patterns) for name, patterns in MOVEMENTS.items()}
    missing = tuple(name for name, count in counts.items() if not count)
    values: dict[str, Value] = {"read": _exercises(len(question.exercises))}
    if missing:
        additions = one_of_each([MOVEMENTS[each] for each in missing], question)
        values |= {"missing": missing, "additions": additions}
        return _advice("gaps", values, question) if additions else _checklist(question)
    if counts["pull"] < counts["push"] * _pulls_per_push():
        values |= {"pushes": _exercises(counts["push"]), "pulls": _exercises(counts["pull"])}
        return _advice("more_pulls", values, question)
    return _advice("covered", values, question)


def _pulls_per_push() -> float:
    """Pulls that each push should have beside it, at least."""
    return ends(guideline(TOPIC).figure("pulls_per_push").amount)[0]


def _exercises(count: int) -> Amount:
    return Amount(count, count, "exercises")


def _count(question: Question, patterns: tuple[MovementPattern, ...]) -> int:
    return sum(exercise(each).pattern in patterns for each in question.exercises)


def _advice(variant: str, values: dict[str, Value], question: Question) -> Advice:
    figures = _figures(question)
    shared: dict[str, Value] = {name: figure.amount for name, figure in figures.items()}
    return Advice(TOPIC, shared | values, variant, _caveats(question), cited(guideline(TOPIC), *figures.values()))


def _figures(question: Question) -> dict[str, Figure]:
    volume, age = guideline("weekly_volume"), question.training_age
    return {
        "size_sets": volume.figure("sets_per_muscle", SIZE, age),
        "strength_sets": volume.figure("sets_per_muscle", STRENGTH, age),
        "times": guideline("training_frequency").figure("times_each_muscle_is_trained"),
        "step": guideline("progression").figure("load_step"),
        "stick": guideline("periodization").figure("stick_with_a_focus"),
    }


def _caveats(question: Question) -> tuple[str, ...]:
    most = bounds("training_frequency", "days_per_week", None, TrainingAge.NOVICE)[1]
    many_days = (question.days_per_week or 0) > most and question.training_age is TrainingAge.NOVICE
    raised = {"fewer_days_when_new": many_days, "program_with_a_sore_spot": bool(question.complaints)}
    return tuple(name for name, holds in raised.items() if holds)
