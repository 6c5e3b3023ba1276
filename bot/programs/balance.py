"""Pushes against pulls, knees against hips: weekly sets of the movements that should match."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.coaching.advice import Prescription
from bot.coaching.exercise import exercise
from bot.coaching.guideline import guideline
from bot.coaching.terms import MovementPattern
from bot.programs.volume import mean_sets

PUSHES = (MovementPattern.HORIZONTAL_PUSH, MovementPattern.VERTICAL_PUSH)
PULLS = (MovementPattern.HORIZONTAL_PULL, MovementPattern.VERTICAL_PULL)
KNEE = (MovementPattern.SQUAT, MovementPattern.LUNGE, MovementPattern.KNEE_EXTENSION)
HIP = (MovementPattern.HINGE, MovementPattern.HIP_EXTENSION, MovementPattern.KNEE_FLEXION)


@dataclass(frozen=True)
class Balance:
    """Sets per week."""

    pushes: float
    pulls: float
    knee: float
    hip: float


def balance(days: Iterable[Iterable[Prescription]]) -> Balance:
    """Weekly sets of each side; 0 for a movement that is missing or has no sets told."""
    sets: dict[MovementPattern, float] = {}
    for day in days:
        for each in day:
            pattern = exercise(each.exercise).pattern
            sets[pattern] = sets.get(pattern, 0) + mean_sets(each)
    sides = (sum(sets.get(pattern, 0) for pattern in side) for side in (PUSHES, PULLS, KNEE, HIP))
    return Balance(*sides)


@cache
def pulls_per_push() -> float:
    """Pulls that each push should have beside it, at least."""
    return guideline("program_review").figure("pulls_per_push").amount.low or 0


@cache
def legs_in_balance() -> float:
    """How many times the sets of the knees the hips may have, and the other way round."""
    return guideline("program").figure("legs_in_balance").amount.high or 0
