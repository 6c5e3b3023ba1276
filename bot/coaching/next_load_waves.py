"""Loads as shares of a training max that goes up after each wave of weeks.

The training max is read from the loads of the last workout, so that it holds whatever the lifter changed it to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, floor

from bot.coaching.advice import Mass, Prescription
from bot.coaching.amounts import ends
from bot.coaching.load_rule import Wave
from bot.coaching.log import SetDone, load_of
from bot.coaching.next_load_reason import Decision, Lift, NextLoad
from bot.coaching.units import PERCENT, to_kg


@dataclass(frozen=True)
class WaveDay:
    """The main sets of a workout: the week of the wave (from 0), the training max, and whether all reps were there."""

    day: date
    week: int
    training_max_kg: float
    reps: tuple[int, ...]
    made: bool


def by_waves(lift: Lift, wave: Wave, days: Sequence[tuple[date, Sequence[SetDone]]], share: float = 1) -> NextLoad:
    """The loads of the planned week. `days` are the work sets of each workout, the oldest first.

    A `share` below 1 lightens the training max after a break.
    """
    done = [each for day, sets in days if (each := _wave_day(day, sets, wave, lift)) is not None]
    if not done:
        return lift.decided(Decision.FIRST, lift.planned.load)
    decision, training_max_kg = _training_max(lift, wave, done)
    if share < 1:
        decision = Decision.AFTER_LONG_BREAK
    shown = lift.loads.nearest(training_max_kg * share)
    planned_kg = to_kg(shown.value, shown.unit)
    lightest = lift.loads.lightest(lift.last.load_kg)
    nearest = (lift.loads.nearest(planned_kg * percent / PERCENT) for percent in _percents(lift.planned, wave))
    loads = tuple(Mass(max(each.value, lightest), each.unit) for each in nearest)
    before = lift.loads.nearest(done[-1].training_max_kg)
    last = tuple(map(float, done[-1].reps))
    load = loads if len(loads) > 1 else loads[0]
    return lift.decided(decision, load, training_max=shown, training_max_before=before, done=last)


def _training_max(lift: Lift, wave: Wave, done: Sequence[WaveDay]) -> tuple[Decision, float]:
    """The training max in kg for the planned week: another one only when a new wave begins."""
    last = done[-1]
    if _week_of(lift.planned, wave) >= last.week:
        return Decision.WAVE, last.training_max_kg
    made = [each.made for each in _last_wave(done)]
    step_kg = to_kg(lift.step, lift.loads.unit)
    if all(made):
        return Decision.WAVE_UP, last.training_max_kg + step_kg
    if any(made):
        return Decision.WAVE_AGAIN, last.training_max_kg
    return Decision.WAVE_CUT, last.training_max_kg - wave.cut_steps * step_kg


def _last_wave(done: Sequence[WaveDay]) -> list[WaveDay]:
    """The workouts since the wave began: back to where the week before is a later one."""
    found = [done[-1]]
    for each in reversed(done[:-1]):
        if each.week > found[-1].week:
            break
        found.append(each)
    return found


def _percents(planned: Prescription, wave: Wave) -> list[float]:
    """Percentages of the training max; a prescription has them of 1RM."""
    return [sum(ends(each)[:1]) / wave.training_max_percent * PERCENT for each in planned.percents]


def _week_of(planned: Prescription, wave: Wave) -> int:
    """The week of a wave whose percentages a prescription has: all of them, or the first for the sets after them."""
    given = _percents(planned, wave)
    return min(
        range(len(wave.percents)),
        key=lambda week: abs(wave.percents[week][0] - given[0]),
    )


def _wave_day(day: date, sets: Sequence[SetDone], wave: Wave, lift: Lift) -> WaveDay | None:
    """The main sets, which come first and rise; None if there are none."""
    main = sets[: len(wave.reps[0])]
    loads = [load_of(each) for each in main]
    if len(main) < len(wave.reps[0]) or any(one >= other for one, other in pairwise(loads)):
        return None
    reps = tuple(each.reps for each in main)
    week = min(range(len(wave.reps)), key=lambda at: _distance(reps[:-1], wave.reps[at][:-1]))
    made = all(one >= other for one, other in zip(reps, wave.reps[week], strict=True))
    return WaveDay(day, week, _fitting_max(loads, wave.percents[week], lift), reps, made)


def _distance(done: Sequence[int], wanted: Sequence[int]) -> int:
    return sum(abs(one - other) for one, other in zip(done, wanted, strict=True))


def _fitting_max(loads_kg: Sequence[float], percents: Sequence[float], lift: Lift) -> float:
    """The training max, in whole steps, whose loads come nearest to those that were lifted."""
    guesses = [load * PERCENT / percent for load, percent in zip(loads_kg, percents, strict=True)]
    step_kg = to_kg(lift.loads.smallest_step(guesses[0]), lift.loads.unit)
    steps = range(floor(min(guesses) / step_kg), ceil(max(guesses) / step_kg) + 1)
    middle = sum(guesses) / len(guesses)

    def off(count: int) -> tuple[float, float]:
        planned = (lift.loads.nearest(count * step_kg * percent / PERCENT) for percent in percents)
        misfit = sum(abs(to_kg(each.value, each.unit) - load) for each, load in zip(planned, loads_kg, strict=True))
        return round(misfit, 1), abs(count * step_kg - middle)

    return min(steps, key=off) * step_kg
