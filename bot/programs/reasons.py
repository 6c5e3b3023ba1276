"""Why a program is as it is, and why an exercise is in it."""

from bot.coaching.advice import Value
from bot.coaching.exercise import exercise
from bot.coaching.terms import TrainingAge
from bot.programs.program import Program

Reason = tuple[str, dict[str, Value]]
"""Name of the reason's words, and the values in them."""


def why_exercise(program: Program, exercise_id: str) -> tuple[Reason, ...]:
    """What speaks for an exercise of the program: what it trains, and how it fits the lifter."""
    found, request = exercise(exercise_id), program.request
    reasons: list[Reason] = [("trains", {"exercise": found.id, "muscles": found.direct_muscles})]
    if request.training_age is TrainingAge.NOVICE and TrainingAge.NOVICE in found.good_for:
        reasons.append(("easy_to_learn", {}))
    if request.equipment:
        reasons.append(("needs", {"equipment": found.equipment}))
    if request.complaints:
        reasons.append(("spares", {"complaints": request.complaints}))
    return tuple(reasons)
