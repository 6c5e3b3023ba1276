"""Reads load_rules.yml: how a program goes up, and what it does after misses.

The shape of a prescription says which part of a rule holds: percentages follow the `wave`, reps of a stage its `tier`;
a range of reps is filled before load is added; with fixed reps load is added as soon as they are all there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.coaching.errors import KnowledgeError
from bot.coaching.exercise import Exercise, exercise
from bot.coaching.knowledge import FOLDER, read_checked
from bot.coaching.source import source
from bot.coaching.terms import MassUnit, MovementPattern, TrainingAge

FILE = "load_rules.yml"
LOWER = frozenset({
    MovementPattern.SQUAT, MovementPattern.HINGE, MovementPattern.LUNGE, MovementPattern.KNEE_EXTENSION,
    MovementPattern.KNEE_FLEXION, MovementPattern.HIP_EXTENSION, MovementPattern.HIP_ABDUCTION,
    MovementPattern.CALF_RAISE,
})  # fmt: skip
Steps = Mapping[str, Mapping[MassUnit, float]]
"""Steps by unit: of the "lower" and the "upper" body, and of exercises that have their own."""


@dataclass(frozen=True)
class Stage:
    """Sets of so many reps; the last set may be open."""

    sets: int
    reps: int


@dataclass(frozen=True)
class Tier:
    """Stages that a miss leads through at the same load, and what follows after the last.

    After the last stage: the best load for `test_reps` is tested and `restart_percent` of it taken, or the load of
    the last time in the first stage goes up by `restart_steps`. `up_from_last_set`: load is added only from so many
    reps in the last set on.
    """

    stages: tuple[Stage, ...]
    steps: Steps | None = None
    up_from_last_set: int | None = None
    test_reps: int | None = None
    restart_percent: float | None = None
    restart_steps: Steps | None = None


@dataclass(frozen=True)
class Wave:
    """Weeks of reps and percentages of a training max, itself a share of 1RM, that goes up when a wave is over."""

    training_max_percent: float
    cut_steps: int
    reps: tuple[tuple[int, ...], ...]
    percents: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class FewerSets:
    """An exercise is done with so many sets after the load had to be dropped so often."""

    exercise: str
    after_drops: int
    sets: int


@dataclass(frozen=True)
class LoadRule:
    """`wins` workouts with all reps in a row add a step, `misses` in a row take `drop_percent` off; None: never.

    More than `double_above` reps in the last set add two steps. `no_better_is_a_miss`: so is a workout without one
    more rep. `is_printed`: its author's own, so that its steps hold where Spotter would rather go slower.
    """

    name: str
    sources: tuple[str, ...]
    steps: Steps
    misses: int | None = None
    drop_percent: float = 0
    wins: int = 1
    double_above: int | None = None
    no_better_is_a_miss: bool = False
    is_printed: bool = True
    fewer_sets: FewerSets | None = None
    tiers: tuple[Tier, ...] = ()
    wave: Wave | None = None


def step_of(steps: Steps, found: Exercise, unit: MassUnit) -> float:
    """The step of an exercise, in `unit`."""
    body = "lower" if found.pattern in LOWER else "upper"
    return steps.get(found.id, steps[body])[unit]


@cache
def all_load_rules() -> dict[str, tuple[LoadRule, ...]]:
    """Every rule by the name of its template, one for each phase.

    Raises KnowledgeError, naming file and key, if the file is broken.
    """
    content = read_checked(FOLDER / FILE, "load_rules")
    return {name: tuple(_rule(name, entry) for entry in phases) for name, phases in content.items()}


def load_rule(template: str = "", phase: int = 0, training_age: TrainingAge | None = None) -> LoadRule:
    """The rule of a template in a phase (from 0); Spotter's own for a template without one.

    "" is no program at all; then a new lifter goes up faster.
    """
    free = "free_novice" if training_age is TrainingAge.NOVICE else "free_trained"
    phases = all_load_rules().get(template or free) or all_load_rules()["own"]
    return phases[min(phase, len(phases) - 1)]


def _rule(name: str, entry: Mapping[str, Any]) -> LoadRule:
    given = dict(entry)
    fewer, tiers, wave = given.pop("fewer_sets", None), given.pop("tiers", ()), given.pop("wave", None)
    return LoadRule(
        name=name,
        sources=tuple(source(each).id for each in given.pop("sources")),
        steps=_steps(name, given.pop("steps")),
        fewer_sets=FewerSets(**fewer) if fewer else None,
        tiers=tuple(_tier(name, each) for each in tiers),
        wave=_wave(name, wave) if wave else None,
        **given,
    )


def _steps(name: str, given: Mapping[str, Mapping[str, float]]) -> Steps:
    for key in given.keys() - {"lower", "upper"}:
        _checked(name, key)
    return {key: {MassUnit(unit): step for unit, step in units.items()} for key, units in given.items()}


def _tier(name: str, entry: Mapping[str, Any]) -> Tier:
    given = dict(entry)
    test = given.pop("test", {})
    steps, restart_steps = (given.pop(key, None) for key in ("steps", "restart_steps"))
    return Tier(
        stages=tuple(Stage(**stage) for stage in given.pop("stages")),
        steps=_steps(name, steps) if steps else None,
        restart_steps=_steps(name, restart_steps) if restart_steps else None,
        test_reps=test.get("reps"),
        restart_percent=test.get("restart_percent"),
        **given,
    )


def _wave(name: str, given: Mapping[str, Any]) -> Wave:
    reps = tuple(tuple(week["reps"]) for week in given["weeks"])
    percents = tuple(tuple(week["percents"]) for week in given["weeks"])
    if any(len(one) != len(other) for one, other in zip(reps, percents, strict=True)):
        raise KnowledgeError(f"{FILE}: {name}: wave: weeks: reps and percents differ in number; give one for each set")
    return Wave(given["training_max_percent"], given["cut_steps"], reps, percents)


def _checked(name: str, exercise_id: str) -> None:
    try:
        exercise(exercise_id)
    except KnowledgeError as error:
        raise KnowledgeError(f"{FILE}: {name}: steps: {exercise_id}: no such exercise; correct the id") from error
