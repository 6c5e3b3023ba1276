"""From week to week: effort that rises, an easy week, and the loads of each week."""

from dataclasses import dataclass, replace
from math import ceil

from bot.coaching.advice import Mass, PlannedWorkout, Prescription
from bot.coaching.amounts import ends
from bot.coaching.errors import OutOfRangeError
from bot.coaching.figures import constant
from bot.coaching.units import PERCENT
from bot.programs.duration import minutes
from bot.programs.loads import is_a_jump, reserve_of, with_load
from bot.programs.program import Phase, Program, ProgramRequest, Week
from bot.programs.shorten import with_sets

TOPIC = "program"


def week(program: Program, number: int) -> Week:
    """Week `number` of the program, from 1. Raises OutOfRangeError beyond its weeks."""
    if not 1 <= number <= program.weeks:
        raise OutOfRangeError("week", number, 1, program.weeks, "weeks")
    before = 0
    for phase in program.phases:
        if number <= before + phase.weeks:
            return _week_of(phase, number, number - before - 1, program.request)
        before += phase.weeks
    raise AssertionError("the phases make up the weeks")


def easy_weeks(program: Program) -> tuple[int, ...]:
    """Numbers of the easy weeks."""
    return tuple(number for number in range(1, program.weeks + 1) if week(program, number).is_deload)


def _week_of(phase: Phase, number: int, at: int, request: ProgramRequest) -> Week:
    """`at` counts the phase's weeks from 0."""
    given = phase.microcycles[at % len(phase.microcycles)]
    every = phase.deload_every or phase.weeks + 1
    mesocycle, place = divmod(at, every)
    is_deload = place == every - 1
    hard = min(every - 1, phase.weeks)
    place_of = _Place(0 if is_deload else min(place, hard - 1), hard, mesocycle, is_deload)
    workouts = tuple(_workout(each, place_of, request) for each in given)
    return Week(number, phase, is_deload, workouts)


@dataclass(frozen=True)
class _Place:
    """Where a week lies: `at` of so many `hard` weeks, in which mesocycle, both from 0."""

    at: int
    hard: int
    mesocycle: int
    is_deload: bool

    def done(self, at: int) -> float:
        """The share of the hard weeks that is over at one of them, 0 in the first and 1 in the last."""
        return at / (self.hard - 1) if self.hard > 1 else 0


def _workout(workout: PlannedWorkout, place: _Place, request: ProgramRequest) -> PlannedWorkout:
    prescriptions = tuple(_prescription(each, place, request) for each in workout.prescriptions)
    taken = minutes(prescriptions, request.workout_minutes) if place.is_deload else workout.minutes
    return replace(workout, prescriptions=prescriptions, minutes=taken)


def _prescription(each: Prescription, place: _Place, request: ProgramRequest) -> Prescription:
    """The prescription in a week: its effort, its load, and in an easy week fewer and lighter sets.

    The load may grow within the limit for a week only; else that of the week before stays.
    """
    if place.is_deload:
        lighter = constant(TOPIC, "easy_week_load") / PERCENT
        return with_load(_fewer_sets(_with_effort(each, place, 0)), request, lighter, place.mesocycle)
    now = with_load(_with_effort(each, place, 0), request, 1, place.mesocycle)
    for at in range(1, place.at + 1):
        following = with_load(_with_effort(each, place, at), request, 1, place.mesocycle)
        too_heavy = (
            isinstance(now.load, Mass) and isinstance(following.load, Mass) and is_a_jump(now.load, following.load)
        )
        now = replace(following, load=now.load) if too_heavy else following
    return now


def _with_effort(each: Prescription, place: _Place, at: int) -> Prescription:
    return replace(each, reserve=reserve_of(each.reserve, place.done(at))) if each.reserve else each


def _fewer_sets(each: Prescription) -> Prescription:
    return with_sets(each, ceil(ends(each.sets)[1] * constant(TOPIC, "easy_week_sets") / PERCENT))
