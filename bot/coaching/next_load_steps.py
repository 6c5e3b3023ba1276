"""Load that goes up by steps: as soon as all reps are there, and down after misses in a row."""

from dataclasses import replace
from itertools import pairwise, takewhile
from math import ceil

from bot.coaching.advice import Amount, Mass
from bot.coaching.attempt import Attempt, Outcome, outcome, same_load, targets
from bot.coaching.figures import bounds
from bot.coaching.log import is_loaded
from bot.coaching.next_load_reason import Decision, Lift, NextLoad
from bot.coaching.units import to_kg

HANGS_LOAD = ("pull_up", "chin_up", "neutral_grip_pull_up", "dip")
"""Exercises with one's own weight that take a belt with plates next, rather than a harder version."""


def by_steps(lift: Lift) -> NextLoad:
    """The next load by the reps of the last attempt; there must be one."""
    match outcome(lift.last, lift.planned):
        case Outcome.MADE:
            return _up(lift)
        case Outcome.SHORT:
            return lift.decided(Decision.REPEAT_ALL_SETS, lift.same)
        case Outcome.IN_RANGE if not _is_stuck(lift):
            return lift.decided(Decision.MORE_REPS, lift.same)
    return _missed(lift)


def _up(lift: Lift) -> NextLoad:
    if not (lift.last.load_kg or is_loaded(lift.exercise) or lift.exercise.id in HANGS_LOAD):
        return lift.decided(Decision.HARDER, None)
    step, decision = _step(lift)
    following = lift.loads.up(lift.last.load_kg, step) or _jump(lift)
    wins = max(lift.rule.wins, ceil(lift.loads.smallest_step(lift.last.load_kg) / step))
    have = _in_a_row(lift, Outcome.MADE)
    if following and have < wins:
        return lift.decided(Decision.AGAIN_TO_BE_SURE, lift.same, wins=_workouts(have), needed=_workouts(wins))
    if following is None:
        more = bounds("progression", "to_spare_before_adding")[1]
        return lift.decided(Decision.REPS_BEFORE_JUMP, lift.same, over=Amount(more, more, "reps"))
    return lift.decided(decision, lift.moved_to(following))


def _step(lift: Lift) -> tuple[float, Decision]:
    """Two steps for a last set with many more reps than were asked for."""
    most = lift.rule.double_above
    if most is not None and lift.last.reps[-1] > most:
        return lift.step + lift.step, Decision.ADD_TWICE
    return lift.step, Decision.ADD


def _jump(lift: Lift) -> Mass | None:
    """A step beyond the limit, for who has reps to spare in every set."""
    to_spare = bounds("progression", "to_spare_before_adding")[1]
    ready = replace(lift.planned, reps=tuple(_more(each, to_spare) for each in targets(lift.planned)))
    return lift.loads.jump(lift.last.load_kg) if outcome(lift.last, ready) is Outcome.MADE else None


def _more(reps: Amount, by: float) -> Amount:
    top = (reps.low or 0 if reps.high is None else reps.high) + by
    return Amount(top, top, reps.unit)


def _missed(lift: Lift) -> NextLoad:
    misses, allowed = _misses(lift), lift.rule.misses
    if allowed is None or misses < allowed:
        reasons = {"misses": _workouts(misses)} | ({} if allowed is None else {"allowed": _workouts(allowed)})
        return lift.decided(Decision.REPEAT, lift.same, None, **reasons)
    lighter = lift.loads.down(lift.last.load_kg, lift.rule.drop_percent)
    percent = Amount(lift.rule.drop_percent, lift.rule.drop_percent, "%")
    if lighter is None:
        return lift.decided(Decision.EASIER, lift.same, misses=_workouts(misses))
    fewer, drops = lift.rule.fewer_sets, _drops(lift) + 1
    if fewer and fewer.exercise == lift.exercise.id and drops >= fewer.after_drops:
        planned = replace(lift.planned, sets=Amount(fewer.sets, fewer.sets, "sets"))
        return lift.decided(Decision.FEWER_SETS, lighter, planned, drops=_times(drops), percent=percent)
    return lift.decided(Decision.DROP, lift.moved_to(lighter), misses=_workouts(misses), percent=percent)


def _misses(lift: Lift) -> int:
    """Workouts in a row, up to the last, that were missed at its load."""
    if lift.rule.no_better_is_a_miss:
        return max(_since_best(lift), _in_a_row(lift, Outcome.MISSED))
    return _in_a_row(lift, Outcome.MISSED)


def _is_stuck(lift: Lift) -> bool:
    """Whether the reps are in the range, but have stopped growing for as long as the rule allows."""
    misses = lift.rule.misses
    return lift.rule.no_better_is_a_miss and misses is not None and _since_best(lift) >= misses


def _since_best(lift: Lift) -> int:
    """Workouts since the most reps in all at the load of the last attempt."""
    totals = [sum(each.reps) for each in _at_last_load(lift)]
    return len(totals) - totals.index(max(totals)) - 1


def _in_a_row(lift: Lift, wanted: Outcome) -> int:
    """Attempts up to the last, at its load, that all went that way."""
    latest_first = reversed(tuple(_at_last_load(lift)))
    return sum(1 for _ in takewhile(lambda each: outcome(each, lift.planned) is wanted, latest_first))


def _at_last_load(lift: Lift) -> list[Attempt]:
    """The attempts at the load of the last one, since it was taken up."""
    run = takewhile(lambda each: same_load(each.load_kg, lift.last.load_kg), reversed(lift.done))
    return list(run)[::-1]


def _drops(lift: Lift) -> int:
    """How often the load was lowered by the rule."""
    return sum(_was_dropped(lift, before, after) for before, after in pairwise(lift.done))


def _was_dropped(lift: Lift, before: Attempt, after: Attempt) -> bool:
    lighter = lift.loads.down(before.load_kg, lift.rule.drop_percent)
    if lighter is None or outcome(before, lift.planned) is not Outcome.MISSED:
        return False
    lighter_kg = to_kg(lighter.value, lighter.unit)
    return after.load_kg <= lighter_kg or same_load(after.load_kg, lighter_kg)


def with_fewer_sets(lift: Lift) -> Lift:
    """The plan with the sets that are left of it after so many drops."""
    fewer = lift.rule.fewer_sets
    if not fewer or fewer.exercise != lift.exercise.id or _drops(lift) < fewer.after_drops:
        return lift
    return replace(lift, planned=replace(lift.planned, sets=Amount(fewer.sets, fewer.sets, "sets")))


def _workouts(count: int) -> Amount:
    return Amount(count, count, "workouts")


def _times(count: int) -> Amount:
    return Amount(count, count, "times")
