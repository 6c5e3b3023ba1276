"""Reads templates/*.yml: the shapes that programs take.

A frame has slots, which the builder fills: exercises for the lifter, sets, reps and rest from the guidelines. A
printed template has the exercises and numbers that its author gives, and is changed only where it does not fit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from bot.coaching.advice import Amount, Prescription
from bot.coaching.errors import KnowledgeError
from bot.coaching.exercise import exercise
from bot.coaching.knowledge import read_checked
from bot.coaching.source import source
from bot.coaching.terms import Equipment, MassUnit, MovementPattern, Muscle, TrainingAge, TrainingGoal
from bot.coaching.workout import workouts as printed_workouts
from bot.programs.errors import UnknownTemplateError

FOLDER = Path(__file__).parent
AT_LEAST = "+"


class Role(StrEnum):
    """What a slot is for; the guidelines give each its reps and rest."""

    MAIN = "main"  # the lifts that a program is about
    ACCESSORY = "accessory"  # what supports them
    SMALL = "small"  # one joint, one muscle


@dataclass(frozen=True)
class Slot:
    """A place in a workout: movement patterns, the best first, any of which may fill it.

    With `muscles` only by an exercise that is mainly for one of them.
    """

    patterns: tuple[MovementPattern, ...]
    role: Role
    muscles: tuple[Muscle, ...] = ()


@dataclass(frozen=True)
class TemplateWorkout:
    """Slots of a frame's workout, or the prescriptions of a printed one."""

    title: str
    slots: tuple[Slot, ...] = ()
    prescriptions: tuple[Prescription, ...] = ()


@dataclass(frozen=True)
class TemplatePhase:
    """`workouts` in turn on the `weekdays` (0 is Monday) of each week. Frames: `weeks` 0 is by the guidelines.

    `steps` are the loads that the rules speak of, by name and unit.
    """

    title: str
    weeks: int
    training_goal: TrainingGoal | None
    weekdays: tuple[int, ...]
    workouts: tuple[TemplateWorkout, ...]
    rules: tuple[str, ...]
    steps: Mapping[str, Mapping[MassUnit, float]]
    deload_every: int | None


@dataclass(frozen=True)
class Template:
    """A file of templates/. `for_whom` is one sentence; `days` and `minutes` are those that it is made for."""

    name: str
    is_frame: bool
    title: str
    aliases: tuple[str, ...]
    author: str
    for_whom: str
    training_goals: tuple[TrainingGoal, ...]
    training_ages: tuple[TrainingAge, ...]
    days: tuple[int, ...]
    minutes: tuple[int, int]
    equipment: tuple[Equipment, ...]
    phases: tuple[TemplatePhase, ...]
    why: tuple[str, ...]
    sources: tuple[str, ...]
    next_up: tuple[str, ...]


def _amount(given: float | str | Mapping[str, float], unit: str) -> Amount:
    """5, "5+" (five or more), {low: 8, high: 12}."""
    if isinstance(given, Mapping):
        return Amount(given["low"], given["high"], unit)
    if isinstance(given, str):
        return Amount(int(given.removesuffix(AT_LEAST)), None, unit)
    return Amount(given, given, unit)


def _prescription(entry: Mapping[str, Any], place: str) -> Prescription:
    found, sets, reps = exercise(entry["exercise"]), entry["sets"], entry["reps"]
    unit = "seconds" if found.timed else "reps"
    each_set = [_amount(each, unit) for each in reps] if isinstance(reps, list) else []
    percents = tuple(_amount(each, "% of 1RM") for each in entry.get("percents", ()))
    for name, given in (("reps", each_set), ("percents", percents)):
        if given and len(given) not in (1, sets):
            raise KnowledgeError(f"{place}: {found.id}: {name}: {len(given)} given, expected 1 or {sets}")
    return Prescription(
        exercise=found.id,
        sets=Amount(sets, sets, "sets"),
        reps=tuple(each_set) if each_set else _amount(reps, unit),
        rest=_amount(entry["rest_seconds"], "seconds"),
        reserve=_amount(entry["reserve"], "reps in reserve") if "reserve" in entry else None,
        percents=percents,
    )


def _slot(entry: Mapping[str, Any]) -> Slot:
    patterns, muscles = map(MovementPattern, entry["patterns"]), map(Muscle, entry.get("muscles", ()))
    return Slot(tuple(patterns), Role(entry["role"]), tuple(muscles))


def _workout(entry: Mapping[str, Any], place: str) -> TemplateWorkout:
    slots = (_slot(each) for each in entry.get("slots", ()))
    if named := entry.get("sample_workout"):
        return TemplateWorkout(entry["title"], (), printed_workouts("sample_workout")[named].prescriptions)
    written = (_prescription(each, place) for each in entry.get("exercises", ()))
    return TemplateWorkout(entry["title"], tuple(slots), tuple(written))


def _phase(entry: Mapping[str, Any], place: str) -> TemplatePhase:
    workouts = {name: _workout(each, f"{place}/{name}") for name, each in entry["workouts"].items()}
    order = entry.get("order", list(workouts))
    for name in order:
        if name not in workouts:
            raise KnowledgeError(f"{place}: order: no workout {name!r}, expected one of {', '.join(workouts)}")
    steps = {
        name: {MassUnit(unit): step for unit, step in units.items()} for name, units in entry.get("steps", {}).items()
    }
    goal = entry.get("training_goal")
    return TemplatePhase(
        title=entry["title"],
        weeks=entry.get("weeks", 0),
        training_goal=TrainingGoal(goal) if goal else None,
        weekdays=tuple(entry["weekdays"]),
        workouts=tuple(workouts[name] for name in order),
        rules=tuple(entry.get("rules", ())),
        steps=steps,
        deload_every=entry.get("deload_every"),
    )


def _template(path: Path) -> Template:
    given = read_checked(path, "template")
    cited = tuple(source(each).id for each in given["sources"])
    return Template(
        name=path.stem,
        is_frame=given["kind"] == "frame",
        title=given["title"],
        aliases=tuple(given.get("aliases", ())),
        author=given["author"],
        for_whom=given["for_whom"],
        training_goals=tuple(map(TrainingGoal, given["training_goals"])),
        training_ages=tuple(map(TrainingAge, given["training_ages"])),
        days=tuple(given["days"]),
        minutes=(given["minutes"]["low"], given["minutes"]["high"]),
        equipment=tuple(map(Equipment, given["equipment"])),
        phases=tuple(_phase(each, f"{path.name}: phases/{at}") for at, each in enumerate(given["phases"])),
        why=tuple(given["why"]),
        sources=cited,
        next_up=tuple(given["next_up"]),
    )


@cache
def all_templates() -> dict[str, Template]:
    """Every template by name. Raises KnowledgeError, naming file and key, if one is broken."""
    found = {path.stem: _template(path) for path in sorted((FOLDER / "templates").glob("*.yml"))}
    for each in found.values():
        for name in each.next_up:
            if name not in found:
                raise KnowledgeError(f"{each.name}.yml: next_up: no template {name!r}; add it or correct the name")
    return found


def template(name: str) -> Template:
    """The template of that name. Raises UnknownTemplateError, listing those that there are."""
    if name not in all_templates():
        raise UnknownTemplateError(f"no program {name!r}, expected one of {', '.join(all_templates())}")
    return all_templates()[name]
