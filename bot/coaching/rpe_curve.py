"""The curve from effort and reps to % of 1RM.

It depends on x, how many reps the set is away from a single all-out rep: reps left plus reps done less one.
A parabola near the max, a straight line after it, within half a percent where they meet. From `chart_end` on
the source has a flat value, five percent below the line: too coarse to plan with, so the functions for a load
or an effort refuse it. The figures are in guidelines/effort_conversion.yml.
"""

from functools import cache

from bot.coaching.errors import OutOfRangeError
from bot.coaching.figures import constant
from bot.coaching.units import PERCENT

TOPIC = "effort_conversion"


def percent_at(x: float) -> float:
    """% of 1RM at x reps away from a single all-out rep; x from 0. Falls as x grows."""
    if x < 0:
        raise OutOfRangeError("reps from the max", x, 0, chart_end(), "reps")
    if x >= chart_end():
        return constant(TOPIC, "beyond_chart")
    if x > constant(TOPIC, "curve_joint"):
        return constant(TOPIC, "tail_start") + constant(TOPIC, "tail_slope") * x
    square, slope = constant(TOPIC, "curve_square"), constant(TOPIC, "curve_slope")
    return square * x * x + slope * x + constant(TOPIC, "curve_start")


def percent_1rm(reps: float, reserve: float) -> float:
    """% of 1RM for a set of so many reps that ends with so many left.

    Raises OutOfRangeError with less than one rep, a negative reserve, or where the chart has ended.
    """
    x = reserve + reps - 1
    if reps < 1 or reserve < 0 or x >= chart_end():
        raise OutOfRangeError("reps done and left", reps + reserve, 1, chart_end(), "reps")
    return percent_at(x)


def reps_from_max(percent: float) -> float:
    """x for a load in % of 1RM, to half a rep.

    Raises OutOfRangeError above 100 % and where the chart has ended.
    """
    if not lightest_percent() <= percent <= PERCENT:
        raise OutOfRangeError("percent_1rm", percent, lightest_percent(), PERCENT, "%")
    return min(_steps(), key=lambda x: abs(percent_at(x) - percent))


def chart_end() -> float:
    """The first x that the chart no longer covers."""
    return constant(TOPIC, "chart_end")


def lightest_percent() -> float:
    """% of 1RM at the last half rep of the chart."""
    return percent_at(_steps()[-1])


@cache
def _steps() -> tuple[float, ...]:
    step = constant(TOPIC, "smallest_step")
    return tuple(step * count for count in range(round(chart_end() / step)))
