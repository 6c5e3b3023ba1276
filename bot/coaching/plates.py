"""Plates on each side of the bar for a load."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.coaching.advice import Advice, Mass, Value
from bot.coaching.audience import cited
from bot.coaching.exercise import Loading, exercise
from bot.coaching.figures import constant
from bot.coaching.guideline import guideline
from bot.coaching.lift_numbers import implausible, limits_to_show
from bot.coaching.question import Question
from bot.coaching.rounding import to_show
from bot.coaching.terms import MassUnit

TOPIC = "plates"


@dataclass(frozen=True)
class BarLoad:
    """A loaded bar, in one unit: what it weighs in all, and the plates of one side, the heaviest first."""

    total: float
    side: tuple[float, ...]


def advise(question: Question) -> Advice:
    """Plates for the load in the lifter's unit, or for the nearest load that can be put together."""
    if implausible(question):
        return _advice(question, limits_to_show(question), "implausible")
    if question.exercises and exercise(question.exercises[0]).loading is not Loading.BARBELL:
        return _advice(question, {"lift": question.exercises[0]}, "no_bar")
    if question.load_kg is None:
        return _advice(question, _bars(question.mass_unit), "ask")
    target = to_show(question.load_kg, question.mass_unit)
    bar, light_bar = (constant(TOPIC, f"{name}_{target.unit}") for name in ("bar", "light_bar"))
    if target.value < light_bar:
        return _advice(question, {"target": target, **_bars(target.unit)}, "below_bar")
    return _loaded(question, target, bar if target.value >= bar else light_bar)


def load_bar(target: float, bar: float, plates: Collection[float]) -> BarLoad:
    """The bar with pairs of `plates` (as many as it takes) that comes nearest to `target`.

    All in one unit. Of two equally near loads the lighter, of equal loads the one with the fewest plates. To
    take the heaviest plate first is not always right: with 25 and 20 only, 40 a side is two of 20. Raises
    ValueError below the bar.
    """
    if target < bar:
        raise ValueError(f"target = {target:g}, expected at least the bar: {bar:g}")
    sides = _reachable(target - bar, plates)
    nearest = min(sides, key=lambda side: (abs(bar + side + side - target), side))
    return BarLoad(bar + nearest + nearest, sides[nearest])


def common_plates(unit: MassUnit) -> tuple[float, ...]:
    """The common set of the unit, heaviest first."""
    names = [name for name in guideline(TOPIC).figures if name.startswith(f"plate_{unit}_")]
    return tuple(sorted((constant(TOPIC, name) for name in names), reverse=True))


def _reachable(both_sides: float, plates: Collection[float]) -> dict[float, tuple[float, ...]]:
    """Every mass of one side up to the first beyond half of `both_sides`, with its fewest plates."""
    fewest: dict[float, tuple[float, ...]] = {0: ()}
    latest = dict(fewest)
    while latest:
        found: dict[float, tuple[float, ...]] = {}
        for mass, side in latest.items():
            for plate in plates:
                heavier = mass + plate
                if mass + mass < both_sides and heavier not in fewest:
                    found[heavier] = tuple(sorted((*side, plate), reverse=True))
        fewest |= found
        latest = found
    return fewest


def _loaded(question: Question, target: Mass, bar: float) -> Advice:
    found = load_bar(target.value, bar, common_plates(target.unit))
    values: dict[str, Value] = {
        "target": target,
        "bar": Mass(bar, target.unit),
        "total": Mass(found.total, target.unit),
        "side": tuple(Mass(plate, target.unit) for plate in found.side),
    }
    light = ("light_bar",) if bar < constant(TOPIC, f"bar_{target.unit}") else ()
    if not found.side:
        return _advice(question, values, "bar_only", light)
    return _advice(question, values, "" if found.total == target.value else "rounded", light)


def _bars(unit: MassUnit) -> dict[str, Value]:
    return {name: Mass(constant(TOPIC, f"{name}_{unit}"), unit) for name in ("bar", "light_bar")}


def _advice(question: Question, values: dict[str, Value], variant: str, caveats: tuple[str, ...] = ()) -> Advice:
    rules = guideline(TOPIC)
    return Advice(TOPIC, values, variant, caveats, cited(rules, rules.figure(f"bar_{question.mass_unit}")))
