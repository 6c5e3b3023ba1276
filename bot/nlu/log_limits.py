"""What is believed of a logged set, from the rules module's guidelines (lift_numbers.yml, plates.yml)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.coaching.exercise import Loading, exercise
from bot.coaching.terms import MassUnit
from bot.coaching.units import to_kg

GUIDELINES = Path(__file__).parents[1] / "coaching" / "guidelines"
PLATES = {"kg": "plate_kg_20", "lb": "plate_lb_45"}
UNITS = tuple(PLATES)
OWN = (Loading.BODYWEIGHT, Loading.BAND)


@dataclass(frozen=True, slots=True)
class Limits:
    """The least and the most of a number, both believed."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


@cache
def _figures(topic: str) -> dict[str, Any]:
    path = GUIDELINES / f"{topic}.yml"
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {name: figure["entries"][0] for name, figure in content["figures"].items()}


@cache
def limits(variable: str) -> Limits:
    """The limits of a variable of lift_numbers.yml."""
    figure = _figures("lift_numbers")[variable]
    return Limits(float(figure["low"]), float(figure["high"]))


def is_plausible_load(load: float, unit: str | None, exercise_id: str | None) -> bool:
    """Whether a load, in kg or lb (None: either), can be that of an exercise (None: of any)."""
    bounds = limits(_load_variable(load, exercise_id))
    units = [MassUnit(unit)] if unit else list(MassUnit)
    return any(to_kg(load, each) in bounds for each in units)


def _load_variable(load: float, exercise_id: str | None) -> str:
    if exercise_id is None:
        return "plausible_load"
    if load < 0:
        return "plausible_help"
    done = exercise(exercise_id)
    if done.loading in (Loading.DUMBBELL, Loading.DUMBBELL_EACH, Loading.KETTLEBELL):
        return "plausible_bell"
    if done.loading in OWN:
        return "plausible_added_load"
    return "plausible_load" if done.compound else "plausible_isolated_load"


def is_plausible_count(reps: int, exercise_id: str | None) -> bool:
    """Whether so many reps, or seconds or steps of a timed exercise, can be those of one set."""
    return float(reps) in limits(_count_variable(exercise_id))


def _count_variable(exercise_id: str | None) -> str:
    if exercise_id is None:
        return "plausible_logged_reps"
    done = exercise(exercise_id)
    if done.timed:
        return "plausible_count"
    return "plausible_own_weight_reps" if done.loading in OWN else "plausible_logged_reps"


def most_sets() -> float:
    """The most sets of one exercise that are believed to be told at once."""
    return limits("plausible_sets").high


@cache
def bar(unit: str) -> float:
    """The common bar in kg or lb."""
    return float(_figures("plates")[f"bar_{unit}"]["exactly"])


@cache
def plate(unit: str) -> float:
    """The plate that "2 plates" are of: 20 kg or 45 lb."""
    return float(_figures("plates")[PLATES[unit]]["exactly"])
