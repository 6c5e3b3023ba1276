"""Effort (RPE or reps in reserve), reps and % of 1RM: any two give the third."""

from math import ceil, floor

from bot.coaching.advice import Advice, Amount, Value
from bot.coaching.errors import OutOfRangeError
from bot.coaching.figures import bounds, constant
from bot.coaching.guideline import guideline
from bot.coaching.lift_numbers import TOPIC as LIMITS
from bot.coaching.lift_numbers import implausible, reserve, roughly_judged
from bot.coaching.question import Question
from bot.coaching.rpe_curve import chart_end, lightest_percent, percent_1rm, reps_from_max

TOPIC = "effort_conversion"


def advise(question: Question) -> Advice:
    """The missing one of effort, reps and % of 1RM.

    With only one of them: what it means; with none: how the scale works.
    """
    if implausible(question):
        return _advice({"rpe": guideline(LIMITS).figure("plausible_rpe").amount}, "implausible")
    try:
        return _convert(question)
    except OutOfRangeError:
        return _advice({"lightest": _shown(lightest_percent()), "longest": _count(chart_end())}, "off_chart")


def _convert(question: Question) -> Advice:
    reps, left, percent = question.reps or question.target_reps, reserve(question), question.percent_1rm
    if reps is not None and percent is not None:
        return _effort(reps, percent)
    if reps is not None and left is not None:
        return _percent(question, reps, left)
    if percent is not None and left is not None:
        return _reps(question, percent, left)
    if percent is not None:
        reps_at_it = _about(reps_from_max(percent) + 1)
        return _advice({"percent": _shown(percent), "reps": reps_at_it}, "percent_only")
    if left is not None:
        return _advice(_effort_shown(left), "scale", _caveats(question))
    if reps is not None:
        return _reps_only(reps)
    return _explanation()


def _percent(question: Question, reps: float, left: float) -> Advice:
    values = _effort_shown(left) | {"reps": _count(reps), "percent": _shown(percent_1rm(reps, left))}
    return _advice(values, "to_percent", _caveats(question))


def _effort(reps: float, percent: float) -> Advice:
    """Reps and load are known: how many reps are left, or that the load is too heavy for that many."""
    most = reps_from_max(percent) + 1
    values: dict[str, Value] = {"percent": _shown(percent), "reps": _count(reps), "most_reps": _about(most)}
    if reps > most:
        return _advice(values, "beyond_failure")
    surely_judged = bounds(LIMITS, "reliable_reserve")[1]
    if most - reps > surely_judged:
        return _advice(values | {"reserve": _count(surely_judged)}, "easy")
    return _advice(values | _effort_shown(most - reps), "to_effort")


def _reps(question: Question, percent: float, left: float) -> Advice:
    """Load and effort are known: how many reps to do, or that none is possible with so many left."""
    most = reps_from_max(percent) + 1
    values = _effort_shown(left) | {"percent": _shown(percent), "most_reps": _about(most)}
    if most - left < 1:
        return _advice(values, "too_heavy")
    return _advice(values | {"reps": _about(most - left)}, "to_reps", _caveats(question))


def _reps_only(reps: float) -> Advice:
    left = constant(TOPIC, "example_reserve")
    values = _effort_shown(left) | {"reps": _count(reps), "percent": _shown(percent_1rm(reps, left))}
    return _advice(values | {"all_out_percent": _shown(percent_1rm(reps, 0))}, "reps_only")


def _explanation() -> Advice:
    reps, left = constant(TOPIC, "example_reps"), constant(TOPIC, "example_reserve")
    values = _effort_shown(left) | {"reps": _count(reps), "percent": _shown(percent_1rm(reps, left))}
    top = bounds(LIMITS, "plausible_rpe")[1]
    return _advice(values | {"top_rpe": Amount(top, top, "RPE")})


def _effort_shown(left: float) -> dict[str, Value]:
    rpe = bounds(LIMITS, "plausible_rpe")[1] - left
    return {"rpe": Amount(rpe, rpe, "RPE"), "reserve": _count(left)}


def _count(reps: float) -> Amount:
    return Amount(reps, reps, "reps")


def _about(reps: float) -> Amount:
    """Half a rep cannot be done: the whole ones on both sides of it."""
    return Amount(floor(reps), ceil(reps), "reps")


def _shown(percent: float) -> Amount:
    """To a whole percent: the chart is not sharper than that."""
    return Amount(round(percent), round(percent), "% of 1RM")


def _caveats(question: Question) -> tuple[str, ...]:
    return ("rough_reserve",) if roughly_judged(question) else ()


def _advice(values: dict[str, Value], variant: str = "", caveats: tuple[str, ...] = ()) -> Advice:
    rules = guideline(TOPIC)
    shown = values | {"drift": rules.figure("drift").amount}
    return Advice(TOPIC, shown, variant, caveats, rules.sources())
