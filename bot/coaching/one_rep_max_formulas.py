"""The six common formulas for 1RM from a set to failure, and the span that they make.

Every formula takes a load in any unit and reps to failure (reps done and reps left, so not always whole),
and gives the 1RM in the same unit. One rep is the max itself, whatever the formula says. All raise
OutOfRangeError below one rep and from Brzycki's pole on. Coefficients: guidelines/one_rep_max.yml.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from math import exp
from statistics import median

from bot.coaching.errors import OutOfRangeError
from bot.coaching.figures import bounds, constant

TOPIC = "one_rep_max"
Formula = Callable[[float, float], float]


@dataclass(frozen=True)
class Estimate:
    """1RM in the unit of the load: the lowest and the highest formula, and the one in the middle."""

    low: float
    middle: float
    high: float


def _figure(variable: str) -> float:
    return constant(TOPIC, variable)


def _guarded(formula: Formula) -> Formula:
    @wraps(formula)
    def guarded(load: float, reps: float) -> float:
        pole = _figure("brzycki_pole")
        if not 1 <= reps < pole:
            raise OutOfRangeError("reps", reps, 1, pole, "reps")
        return load if reps == 1 else formula(load, reps)

    return guarded


@_guarded
def epley(load: float, reps: float) -> float:
    """Linear in reps."""
    return load * (1 + reps / _figure("epley_divisor"))


@_guarded
def brzycki(load: float, reps: float) -> float:
    """Hyperbola in reps with a pole, near which it goes to infinity."""
    return load * _figure("brzycki_numerator") / (_figure("brzycki_pole") - reps)


@_guarded
def lombardi(load: float, reps: float) -> float:
    """A power of reps."""
    return float(load * reps ** _figure("lombardi_exponent"))


@_guarded
def mayhew(load: float, reps: float) -> float:
    """Exponential in reps; made from, and good for, the bench press."""
    return _exponential("mayhew", load, reps)


@_guarded
def oconner(load: float, reps: float) -> float:
    """Linear in reps, flatter than Epley's."""
    return load * (1 + reps / _figure("oconner_divisor"))


@_guarded
def wathan(load: float, reps: float) -> float:
    """Exponential in reps."""
    return _exponential("wathan", load, reps)


def _exponential(name: str, load: float, reps: float) -> float:
    base, slope, decay = (_figure(f"{name}_{part}") for part in ("base", "slope", "decay"))
    return load * _figure(f"{name}_numerator") / (base + slope * exp(-decay * reps))


GENERAL: tuple[Formula, ...] = (epley, brzycki, lombardi, oconner, wathan)
BENCH_PRESS: tuple[Formula, ...] = (*GENERAL, mayhew)


def estimate(load: float, reps: float, formulas: tuple[Formula, ...] = GENERAL) -> Estimate:
    """1RM from a set to failure, in the unit of the load.

    Raises OutOfRangeError below one rep, and above the reps that the guideline still takes for valid.
    """
    most = bounds(TOPIC, "loose_reps")[1]
    if not 1 <= reps <= most:
        raise OutOfRangeError("reps", reps, 1, most, "reps")
    found = [formula(load, reps) for formula in formulas]
    return Estimate(min(found), median(found), max(found))
