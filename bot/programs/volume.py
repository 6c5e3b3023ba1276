"""Hard sets per muscle and week of a program or a routine, and how many there should be."""

from collections.abc import Iterable
from functools import cache

from bot.coaching.advice import Prescription
from bot.coaching.amounts import ends
from bot.coaching.exercise import exercise
from bot.coaching.figures import constant
from bot.coaching.guideline import guideline
from bot.coaching.terms import Muscle, TrainingAge, TrainingGoal

TOPIC = "weekly_volume"
BIG = (Muscle.CHEST, Muscle.UPPER_BACK, Muscle.LATS, Muscle.QUADS, Muscle.HAMSTRINGS, Muscle.GLUTES)
"""The muscles that every program must reach."""


def mean_sets(prescription: Prescription) -> float:
    """Sets of one visit, the middle of a range; 0 if they are not told."""
    given = [end for end in (prescription.sets.low, prescription.sets.high) if end is not None]
    return sum(given) / len(given) if given else 0


def weekly_sets(days: Iterable[Iterable[Prescription]]) -> dict[Muscle, float]:
    """Sets per muscle of all days together; a set that trains a muscle on the side counts half (Pelland 2024)."""
    found: dict[Muscle, float] = {}
    for day in days:
        for each in day:
            sets = mean_sets(each)
            for muscle, share in exercise(each.exercise).muscles.items():
                found[muscle] = found.get(muscle, 0) + share * sets
    return found


@cache
def band(training_goal: TrainingGoal, training_age: TrainingAge | None) -> tuple[float, float]:
    """Fewest and most sets per muscle and week. Novices of any goal have that for novices; BOTH has that for size.

    An open top is where more sets have stopped to help. Raises KnowledgeError for a goal without figures.
    """
    age, size = training_age, TrainingGoal.HYPERTROPHY
    goal = size if age is TrainingAge.NOVICE or training_goal is TrainingGoal.BOTH else training_goal
    amount = guideline(TOPIC).figure("sets_per_muscle", goal, age).amount
    low, high = ends(amount)
    return low, constant(TOPIC, "plenty") if amount.high is None else high
