"""Load that goes up by steps until a lift is missed, and then stays while its sets change stage by stage."""

from dataclasses import replace
from statistics import median

from bot.coaching.advice import Amount, Mass, Prescription
from bot.coaching.amounts import ends
from bot.coaching.attempt import Attempt, Outcome, outcome
from bot.coaching.load_rule import Stage, Tier, step_of
from bot.coaching.next_load_reason import Decision, Lift, NextLoad
from bot.coaching.units import PERCENT


def tier_of(planned: Prescription, tiers: tuple[Tier, ...]) -> Tier | None:
    """The tier that a prescription is a stage of."""
    reps = planned.reps[0] if isinstance(planned.reps, tuple) else planned.reps
    wanted = Stage(int(ends(planned.sets)[0]), int(ends(reps)[0]))
    return next((tier for tier in tiers if wanted in tier.stages), None)


def by_stages(lift: Lift, tier: Tier) -> NextLoad:
    """The next load and stage. `lift.done` may hold attempts of other tiers: a lift is often done in two."""
    tested = _is_test(lift.last, tier)
    done = tuple(each for each in lift.done if _is_test(each, tier) or _nearest_tier(each, lift) is tier)
    if not done:
        return lift.decided(Decision.FIRST, lift.planned.load)
    lift = replace(lift, done=done)
    return _after_test(lift, tier) if tested else _after_stage(lift, tier, _stage_of(lift.last, tier))


def _after_stage(lift: Lift, tier: Tier, stage: Stage) -> NextLoad:
    planned = _planned(lift.planned, stage)
    went = outcome(lift.last, planned)
    if went is Outcome.SHORT:
        return lift.decided(Decision.REPEAT_ALL_SETS, lift.same, planned)
    if went is Outcome.MISSED:
        return _next_stage(lift, tier, stage)
    up_from = tier.up_from_last_set
    if up_from is not None and lift.last.reps[-1] < up_from:
        return lift.decided(Decision.MORE_REPS, lift.same, planned, up_from=Amount(up_from, up_from, "reps"))
    step = step_of(tier.steps or lift.rule.steps, lift.exercise, lift.loads.unit)
    following = lift.loads.up(lift.last.load_kg, step) or lift.loads.jump(lift.last.load_kg)
    return lift.decided(Decision.ADD, following, planned)


def _next_stage(lift: Lift, tier: Tier, stage: Stage) -> NextLoad:
    following = tier.stages[tier.stages.index(stage) + 1 :]
    if following:
        return lift.decided(Decision.NEXT_STAGE, lift.same, _planned(lift.planned, following[0]))
    if tier.test_reps is not None:
        reps = Amount(tier.test_reps, tier.test_reps, "reps")
        test = replace(lift.planned, sets=Amount(1, 1, "sets"), reps=reps)
        return lift.decided(Decision.TEST, None, test)
    if tier.restart_steps is None:
        return lift.decided(Decision.REPEAT, lift.same, _planned(lift.planned, stage))
    return lift.decided(Decision.RESTART, _restart(lift, tier), _planned(lift.planned, tier.stages[0]))


def _restart(lift: Lift, tier: Tier) -> Mass | None:
    """A step above the last load of the first stage; where the log has none, less than the last load."""
    in_first = [each for each in lift.done if _stage_of(each, tier) == tier.stages[0]]
    if in_first and tier.restart_steps is not None:
        return lift.loads.above(in_first[-1].load_kg, step_of(tier.restart_steps, lift.exercise, lift.loads.unit))
    return lift.loads.down(lift.last.load_kg, lift.rule.drop_percent)


def _after_test(lift: Lift, tier: Tier) -> NextLoad:
    percent = tier.restart_percent or PERCENT
    best_kg = max(lift.last.loads_kg)
    load = lift.loads.nearest(best_kg * percent / PERCENT)
    planned = _planned(lift.planned, tier.stages[0])
    tested = lift.loads.show(best_kg)
    return lift.decided(Decision.RESTART, load, planned, tested=tested, percent=Amount(percent, percent, "%"))


def _planned(planned: Prescription, stage: Stage) -> Prescription:
    """The prescription in a stage. The last set stays open where it is."""
    given = planned.reps if isinstance(planned.reps, tuple) else (planned.reps,)
    is_open, unit = given[-1].high is None, given[-1].unit
    each = Amount(stage.reps, stage.reps, unit)
    last = Amount(stage.reps, None if is_open else stage.reps, unit)
    reps = (*[each] * (stage.sets - 1), last)
    return replace(planned, sets=Amount(stage.sets, stage.sets, "sets"), reps=reps if is_open else each)


def _stage_of(attempt: Attempt, tier: Tier) -> Stage:
    """The stage that an attempt looks like, by its first set, for the first is seldom missed; then by its sets."""
    return min(tier.stages, key=lambda stage: (abs(stage.reps - attempt.reps[0]), abs(stage.sets - len(attempt.reps))))


def _nearest_tier(attempt: Attempt, lift: Lift) -> Tier:
    """The tier whose reps are nearest to those of most sets."""
    usual = median(attempt.reps)
    return min(lift.rule.tiers, key=lambda tier: min(abs(stage.reps - usual) for stage in tier.stages))


def _is_test(attempt: Attempt, tier: Tier) -> bool:
    """Whether an attempt looks for the best load: every set a new load, all with the reps of the test."""
    if tier.test_reps is None:
        return False
    return set(attempt.reps) == {tier.test_reps} and len(set(attempt.loads_kg)) == len(attempt.loads_kg)
