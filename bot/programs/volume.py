"""Hard sets per muscle and week of a program or a routine."""

from collections.abc import Iterable

from bot.coaching.advice import Prescription
from bot.coaching.exercise import exercise
from bot.coaching.terms import Muscle

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
