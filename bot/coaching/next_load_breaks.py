"""Loads after time off and on easy days, whatever the rule of the program."""

from datetime import timedelta
from itertools import pairwise

from bot.coaching.advice import Amount, Mass
from bot.coaching.attempt import Attempt, Outcome, outcome
from bot.coaching.figures import constant
from bot.coaching.next_load_reason import TOPIC, Decision, Lift, NextLoad
from bot.coaching.units import PERCENT


def percent_off(lift: Lift) -> float | None:
    """What to take off after the time since the last attempt, in %: 0 for the same load again, None: no break."""
    weeks = _weeks_off(lift)
    if weeks >= constant(TOPIC, "much_lighter_after"):
        return constant(TOPIC, "much_lighter_by")
    if weeks >= constant(TOPIC, "lighter_after"):
        return constant(TOPIC, "lighter_by")
    return 0 if weeks >= constant(TOPIC, "same_load_after") else None


def after_break(lift: Lift, percent: float) -> NextLoad:
    """The load that a lifter comes back with."""
    off = Amount(_weeks_off(lift), _weeks_off(lift), "weeks")
    lighter = lift.loads.down(lift.last.load_kg, percent) if percent else None
    if lighter is None:
        return lift.decided(Decision.AFTER_BREAK, lift.same, weeks_off=off)
    off_load = Amount(percent, percent, "%")
    return lift.decided(Decision.AFTER_LONG_BREAK, lift.moved_to(lighter), weeks_off=off, percent=off_load)


def easy_week(lift: Lift) -> NextLoad:
    """The load in an easy week of the program, as a share of the last."""
    percent = constant("program", "easy_week_load")
    lighter = lift.loads.down(lift.last.load_kg, PERCENT - percent)
    load = lift.same if lighter is None else lift.moved_to(lighter)
    return lift.decided(Decision.EASY_WEEK, load, percent=Amount(percent, percent, "%"))


def without_easy_days(lift: Lift) -> tuple[Attempt, ...]:
    """The attempts but those with fewer sets and less load than the one before: easy weeks do not change the load."""
    easy = {after for before, after in pairwise(lift.done) if _is_lighter(before, after) and _is_short(after, lift)}
    return tuple(each for each in lift.done if each not in easy)


def back_up(lift: Lift) -> NextLoad | None:
    """The load before an easy day, if the last attempt was one after one that went well."""
    if len(lift.done) <= 1:
        return None
    before, last = lift.done[-1 - 1], lift.last
    in_time = last.day - before.day < timedelta(weeks=constant(TOPIC, "same_load_after"))
    went_well = outcome(before, lift.planned) is not Outcome.MISSED and outcome(last, lift.planned) is Outcome.MADE
    if not (in_time and went_well and _is_lighter(before, last)):
        return None
    load: Mass = lift.loads.show(before.load_kg)
    return lift.decided(Decision.BACK_UP, lift.moved_to(load), heavier_done=tuple(map(float, before.reps)))


def _is_lighter(before: Attempt, after: Attempt) -> bool:
    return 0 < after.load_kg <= before.load_kg * (1 - constant(TOPIC, "lighter_day") / PERCENT)


def _is_short(attempt: Attempt, lift: Lift) -> bool:
    return outcome(attempt, lift.planned) is Outcome.SHORT


def _weeks_off(lift: Lift) -> int:
    return (lift.today - lift.last.day) // timedelta(weeks=1)
