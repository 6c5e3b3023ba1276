"""Whether a routine's reps serve its goal."""

from collections.abc import Iterator
from math import inf

from bot.coaching.advice import Prescription, Value
from bot.coaching.exercise import exercise
from bot.coaching.guideline import Figure, guideline
from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.programs.routine_week import RoutineWeek

Amiss = tuple[str, dict[str, Value], tuple[Figure, ...]]
Reps = tuple[float, float]


def told_reps(week: RoutineWeek) -> dict[Prescription, Reps]:
    """Fewest and most reps of each prescription that tells them; "5+" are five."""
    found: dict[Prescription, Reps] = {}
    for each in (each for day in week.days for each in day):
        amounts = each.reps if isinstance(each.reps, tuple) else (each.reps,)
        told = [end for amount in amounts for end in (amount.low, amount.high) if end is not None]
        if told and not exercise(each.exercise).timed:
            found[each] = (min(told), max(told))
    return found


def reps_amiss(week: RoutineWeek, goal: TrainingGoal | None, age: TrainingAge | None) -> Iterator[Amiss]:
    """At most one fault: its kind, its values and the figures that it rests on."""
    told = told_reps(week)
    if not told:
        return
    rules = guideline("rep_range")
    light = rules.figure("stay_too_light")
    if _are_most(low > (light.amount.high or inf) for low, _ in told.values()):
        yield "reps_too_light", {"most": light.amount.high or inf}, (light,)
    elif goal is TrainingGoal.HYPERTROPHY:
        figure = rules.figure("reps_per_set", goal, age)
        least = figure.amount.low or 0
        if _are_most(high < least for _, high in told.values()):
            yield "reps_too_few", {"least": least, "aim": figure.amount}, (figure,)
    elif goal and age is not TrainingAge.NOVICE:
        figure = _heavy(goal, age)
        big = [low for each, (low, _) in told.items() if exercise(each.exercise).compound]
        if big and min(big) > (figure.amount.high or inf):
            kind = "reps_too_many" if goal is TrainingGoal.STRENGTH else "reps_too_many_for_both"
            yield kind, {"aim": figure.amount}, (figure,)


def reps_suit(week: RoutineWeek, goal: TrainingGoal | None, age: TrainingAge | None) -> bool:
    """Whether most sets, for strength of the big lifts, are in the goal's rep range."""
    if goal is None:
        return False
    is_strength = goal is TrainingGoal.STRENGTH
    aim = guideline("rep_range").figure("reps_per_set", goal if is_strength else TrainingGoal.HYPERTROPHY, age).amount
    least, most = aim.low or 0, aim.high or inf
    told = told_reps(week).items()
    judged = [reps for each, reps in told if exercise(each.exercise).compound or not is_strength]
    return _are_most(low <= most and high >= least for low, high in judged)


def _heavy(goal: TrainingGoal, age: TrainingAge | None) -> Figure:
    """Reps of the big lifts."""
    if goal is TrainingGoal.STRENGTH:
        return guideline("rep_range").figure("reps_per_set", goal, age)
    return guideline("both_goals").figure("main_lift_reps")


def _are_most(hold: Iterator[bool]) -> bool:
    found = list(hold)
    return sum(found) > len(found) - sum(found)
