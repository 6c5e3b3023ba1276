"""The best 1RM that the sets of a lift point to."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.coaching.exercise import exercise
from bot.coaching.figures import bounds
from bot.coaching.log import SetDone, is_loaded
from bot.coaching.one_rep_max import BENCH
from bot.coaching.one_rep_max_formulas import BENCH_PRESS, GENERAL, Estimate, estimate


@dataclass(frozen=True)
class BestSet:
    """The set of the best estimate, with the estimate in kg. `reserve` are the reps that were left, as far as told."""

    load_kg: float
    reps: int
    reserve: float
    one_rep_max: Estimate


def has_one_rep_max(exercise_id: str) -> bool:
    """Whether a 1RM can be told: not of the body's own weight, of bands, or of seconds and steps."""
    found = exercise(exercise_id)
    return is_loaded(found) and not found.timed


def best_estimate(exercise_id: str, sets: Iterable[SetDone]) -> BestSet | None:
    """The best of the sets of one exercise; None if none of them lets one tell: too many reps, or too easy.

    Without an RPE a set is taken to have ended at failure, so that the estimate is low rather than high.
    """
    if not has_one_rep_max(exercise_id):
        return None
    heaviest: dict[tuple[int, float], float] = {}
    for each in sets:
        effort = each.reps, reserve_of(each)
        if not each.is_warm_up and each.load_kg and each.load_kg > heaviest.get(effort, 0):
            heaviest[effort] = each.load_kg
    found = [_best_set(exercise_id, load_kg, *effort) for effort, load_kg in heaviest.items() if _is_telling(*effort)]
    return max(found, key=lambda each: each.one_rep_max.middle, default=None)


def reserve_of(done: SetDone) -> float:
    """Reps that were left in a set by its RPE; 0 without one."""
    return 0 if done.rpe is None else max(0, _failure() - done.rpe)


def is_hard(done: SetDone) -> bool:
    """Whether a set was work: no warm-up, and not so far from failure that nobody can judge how far."""
    return not done.is_warm_up and reserve_of(done) <= _most_reserve()


def _is_telling(reps: int, reserve: float) -> bool:
    return reps >= 1 and reserve <= _most_reserve() and reps + reserve <= _most_reps()


def _best_set(exercise_id: str, load_kg: float, reps: int, reserve: float) -> BestSet:
    per_kg = _estimate_per_kg(reps + reserve, exercise_id == BENCH)
    found = Estimate(load_kg * per_kg.low, load_kg * per_kg.middle, load_kg * per_kg.high)
    return BestSet(load_kg, reps, reserve, found)


@cache
def _estimate_per_kg(reps: float, is_bench: bool) -> Estimate:
    """1RM of one kg on the bar: every formula is a share of the load."""
    return estimate(1, reps, BENCH_PRESS if is_bench else GENERAL)


@cache
def _most_reserve() -> float:
    return bounds("lift_numbers", "reliable_reserve")[1]


@cache
def _most_reps() -> float:
    return bounds("one_rep_max", "loose_reps")[1]


@cache
def _failure() -> float:
    return bounds("lift_numbers", "plausible_rpe")[1]
