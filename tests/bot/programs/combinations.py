"""Every request for a program that the chat can make, as points of two grids that can be walked or drawn from.

free: goal × training age × days × minutes × equipment × complaints. named: a program by its name × days (its own,
others) × minutes × equipment × complaints, for a goal and an age that its author names. Known lifts come in turn, from
point to point: loads are reckoned after a program is built, and change nothing in it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from math import prod
from random import Random
from typing import Any

from bot.coaching.exercise import Loading, all_exercises
from bot.coaching.terms import BodyPart, Equipment, MassUnit, TrainingAge, TrainingGoal
from bot.coaching.units import to_kg
from bot.programs.program import ProgramRequest
from bot.programs.template import Template, all_templates

GOALS = (TrainingGoal.HYPERTROPHY, TrainingGoal.STRENGTH, TrainingGoal.BOTH)
AGES = tuple(TrainingAge)
DAYS = tuple(range(1, 7))
MINUTES = tuple(range(20, 121, 5))
FEWER_MINUTES = (20, 25, 30, 40, 45, 50, 60, 75, 90, 105, 120)
FEWEST_MINUTES = (20, 45, 90)
KITS: dict[str, tuple[Equipment, ...]] = {
    "nothing": (Equipment.NONE,),
    "bands": (Equipment.BANDS,),
    "dumbbells": (Equipment.DUMBBELLS,),
    "a kettlebell": (Equipment.KETTLEBELL,),
    "a bar alone": (Equipment.BARBELL,),
    "a barbell at home": (Equipment.BARBELL, Equipment.RACK, Equipment.BENCH),
    "a full gym": (Equipment.FULL_GYM,),
    "not known": (),
}
PAIRS = (
    (BodyPart.SHOULDER, BodyPart.LOWER_BACK),
    (BodyPart.KNEE, BodyPart.LOWER_BACK),
    (BodyPart.ELBOW, BodyPart.WRIST),
    (BodyPart.HIP, BodyPart.HAMSTRING),
)
EIGHT = (
    BodyPart.NECK, BodyPart.SHOULDER, BodyPart.WRIST, BodyPart.LOWER_BACK, BodyPart.HIP, BodyPart.KNEE, BodyPart.ANKLE,
    BodyPart.FOOT,
)  # fmt: skip
COMPLAINTS = ((), *((part,) for part in BodyPart), *PAIRS, EIGHT, tuple(BodyPart))
Lifts = tuple[MassUnit, tuple[tuple[str, float], ...]]
STRONG = {
    Loading.BARBELL: 110, Loading.DUMBBELL: 34, Loading.DUMBBELL_EACH: 31, Loading.KETTLEBELL: 44, Loading.MACHINE: 95,
    Loading.CABLE: 62, Loading.PLATE: 27,
}  # fmt: skip
"""1RM in kg of a big lift, from which those of all exercises with a load of their own are made."""


@cache
def lifts() -> tuple[Lifts, ...]:
    """None known; all known of a strong lifter who counts in kg; all known of a weaker one who counts in lb."""
    strong = tuple((name, round(max_kg, 1)) for name, max_kg in _maxes(1))
    weaker = tuple((name, to_kg(round(max_lb), MassUnit.LB)) for name, max_lb in _maxes(0.8))
    return (MassUnit.KG, ()), (MassUnit.KG, strong), (MassUnit.LB, weaker)


def _maxes(share: float) -> Iterator[tuple[str, float]]:
    for place, each in enumerate(all_exercises().values()):
        if each.loading in STRONG:
            big = 1 if each.compound else 0.45
            yield each.id, STRONG[each.loading] * share * big * (0.7 + place % 13 / 20)


Axes = tuple[Sequence[Any], ...]


@cache
def free() -> Axes:
    return GOALS, AGES, DAYS, MINUTES, tuple(KITS.values()), COMPLAINTS


@cache
def named() -> Axes:
    return tuple(all_templates().values()), (True, False), FEWEST_MINUTES, tuple(KITS.values()), COMPLAINTS


GRIDS: dict[str, Callable[[], Axes]] = {"free": free, "named": named}


def size(grid: str) -> int:
    """How many points a grid has."""
    return prod(map(len, GRIDS[grid]()))


def request_at(grid: str, index: int) -> ProgramRequest:
    """The request at a point of a grid."""
    unit, maxes = lifts()[index % len(lifts())]
    point: list[Any] = []
    for axis in reversed(GRIDS[grid]()):
        index, at = divmod(index, len(axis))
        point.append(axis[at])
    point.reverse()
    asked = _by_name(*point) if grid == "named" else ProgramRequest(*point)
    return replace(asked, one_rep_maxes=maxes, mass_unit=unit)


def _by_name(
    template: Template, own_days: bool, minutes: int, kit: tuple[Equipment, ...], complaints: tuple[BodyPart, ...]
) -> ProgramRequest:
    goal, age = template.training_goals[0], template.training_ages[-1]
    days = template.days[0] if own_days else template.days[0] % max(DAYS) + 1
    return ProgramRequest(goal, age, days, minutes, kit, complaints, template=template.name)


def whole() -> Iterator[tuple[str, int]]:
    """The points that are all tried, in a fixed order: those of both grids, but of free with FEWER_MINUTES."""
    steps = size("free") // prod(map(len, free()[: free().index(MINUTES) + 1]))
    for at in range(size("free")):
        if MINUTES[at // steps % len(MINUTES)] in FEWER_MINUTES:
            yield "free", at
    yield from (("named", at) for at in range(size("named")))


def sample(count: int, seed: int) -> list[tuple[str, int]]:
    """So many points drawn from both grids, a fifth of them of programs by name; the same seed draws the same ones."""
    draw, by_name = Random(seed), count // 5
    shares = {"free": count - by_name, "named": by_name}
    return [(grid, at) for grid, share in shares.items() for at in draw.sample(range(size(grid)), share)]
