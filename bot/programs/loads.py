"""The load of a prescription, from what the lifter is known to lift."""

from dataclasses import replace
from statistics import mean

from bot.coaching.advice import Amount, Mass, Prescription
from bot.coaching.amounts import ends
from bot.coaching.errors import OutOfRangeError
from bot.coaching.exercise import Loading, exercise
from bot.coaching.figures import constant
from bot.coaching.limits import cap_load_increase
from bot.coaching.rounding import loadable, tool_for
from bot.coaching.rpe_curve import percent_1rm
from bot.coaching.terms import MassUnit
from bot.coaching.units import PERCENT, to_kg
from bot.programs.numbers import LOADED
from bot.programs.program import ProgramRequest


def with_load(each: Prescription, request: ProgramRequest, share: float = 1, steps: int = 0) -> Prescription:
    """The prescription with its load in the lifter's unit, if the 1RM of its exercise is known.

    By its percentages, else by the middle of its reps with its reserve. `share` lightens it, `steps` adds that many of
    the smallest steps. Without a load: where the exercise has none to choose, its author says where to start in other
    words, its sets are outside the chart, or an empty bar would be too heavy.
    """
    max_kg = request.one_rep_max_kg(each.exercise)
    if max_kg is None or exercise(each.exercise).loading not in LOADED or not (each.percents or each.reserve):
        return each
    percents = [mean(ends(percent)) for percent in each.percents] or _percents(each)
    wanted = [max_kg * percent / PERCENT * share for percent in percents]
    loads = [_loadable(load_kg, max_kg, each.exercise, request.mass_unit, steps) for load_kg in wanted]
    known = [load for load in loads if load is not None]
    if not known or len(known) < len(loads):
        return each
    return replace(each, load=known[0] if len(set(known)) == 1 else tuple(known))


def _percents(each: Prescription) -> list[float]:
    """% of 1RM for each set, one if all are alike; [] outside the chart."""
    reserve = mean(ends(each.reserve)) if each.reserve else 0
    counts = each.reps if isinstance(each.reps, tuple) else (each.reps,)
    try:
        return [percent_1rm(mean(ends(reps)), reserve) for reps in counts]
    except OutOfRangeError:
        return []


def _loadable(load_kg: float, max_kg: float, exercise_id: str, unit: MassUnit, steps: int) -> Mass | None:
    loading = exercise(exercise_id).loading
    tool = tool_for(loading)
    load = loadable(load_kg, unit, tool, max_kg)
    lightest = constant("plates", f"bar_{unit}") if loading is Loading.BARBELL else 0
    if not load.value or load.value < lightest:
        return None
    stepped = Mass(load.value + constant("rounding", f"step_{tool}_{unit}") * steps, unit)
    return load if is_a_jump(load, stepped) or to_kg(stepped.value, unit) > max_kg else stepped


def is_a_jump(load: Mass, following: Mass) -> bool:
    """Whether a load is more than the limit lets it grow in a week."""
    return following.value > cap_load_increase(load.value, following.value)


def reserve_of(reserve: Amount, done: float) -> Amount:
    """Reps to leave when a share `done` (0 to 1) of the hard weeks is over: from the most to the least, whole reps."""
    low, high = ends(reserve)
    now = round(high - (high - low) * done)
    return Amount(now, now, reserve.unit)
