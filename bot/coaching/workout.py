"""Written-out workouts: the block `workouts` of a guideline file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.coaching.advice import Amount, Prescription
from bot.coaching.errors import KnowledgeError
from bot.coaching.exercise import exercise
from bot.coaching.knowledge import FOLDER, read_checked
from bot.coaching.source import source
from bot.coaching.terms import TrainingGoal


@dataclass(frozen=True)
class Workout:
    """One workout as a source prints it. `region` is "legs" or "upper_body"; `minutes` only if a source gives them."""

    training_goal: TrainingGoal
    region: str
    prescriptions: tuple[Prescription, ...]
    sources: tuple[str, ...]
    minutes: Amount | None = None

    @property
    def total_sets(self) -> Amount:
        return total_sets(self.prescriptions)


def total_sets(prescriptions: tuple[Prescription, ...]) -> Amount:
    """Sets of all exercises together, from least to most."""
    low = sum(each.sets.low or 0 for each in prescriptions)
    return Amount(low, sum(each.sets.high or 0 for each in prescriptions), "sets")


def _span(given: float | Mapping[str, float], unit: str) -> Amount:
    return Amount(given["low"], given["high"], unit) if isinstance(given, Mapping) else Amount(given, given, unit)


def _prescription(entry: Mapping[str, Any], place: str) -> Prescription:
    exercise_id, sets, reps = exercise(entry["exercise"]).id, entry["sets"], entry["reps"]
    if isinstance(reps, list) and len(reps) not in (1, sets):
        raise KnowledgeError(f"{place}/{exercise_id}: reps: {len(reps)} numbers, expected one for all or {sets}")
    each_set = tuple(_span(count, "reps") for count in reps) if isinstance(reps, list) else _span(reps, "reps")
    return Prescription(exercise_id, _span(sets, "sets"), each_set, _span(entry["rest_seconds"], "seconds"))


def _workout(entry: Mapping[str, Any], place: str) -> Workout:
    return Workout(
        training_goal=TrainingGoal(entry["training_goal"]),
        region=entry["region"],
        prescriptions=tuple(_prescription(each, place) for each in entry["exercises"]),
        sources=tuple(source(each).id for each in entry["sources"]),
        minutes=_span(entry["minutes"], "minutes") if "minutes" in entry else None,
    )


@cache
def workouts(topic: str) -> dict[str, Workout]:
    """The workouts in a topic's guideline, by name; {} if it has none.

    Raises KnowledgeError, naming file and key, if the file is missing or broken.
    """
    content = read_checked(FOLDER / "guidelines" / f"{topic}.yml", "guideline")
    blocks = content.get("workouts", {})
    return {name: _workout(entry, f"{topic}.yml: workouts/{name}") for name, entry in blocks.items()}
