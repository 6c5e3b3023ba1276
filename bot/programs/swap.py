"""Puts other exercises in the place of those that a lifter wants swapped."""

from collections.abc import Sequence
from dataclasses import replace

from bot.coaching.advice import PlannedWorkout, Prescription
from bot.coaching.exercise import all_exercises, exercise
from bot.coaching.exercise_choice import SPECIAL
from bot.programs.candidates import chooser, idles, ranked, suits
from bot.programs.duration import minutes
from bot.programs.numbers import LOADED, numbers
from bot.programs.preferences import alike
from bot.programs.program import Program, ProgramRequest
from bot.programs.shorten import shortened
from bot.programs.template import Role


def swapped(workouts: Sequence[PlannedWorkout], request: ProgramRequest) -> tuple[PlannedWorkout, ...]:
    """The workouts with the request's swaps made; sets and rest stay, as far as the time allows.

    None is made into what is there already, nor into a hold: a program counts reps.
    """
    swaps = dict(request.swaps)
    return tuple(_swapped(each, swaps, request) if _concerns(each, swaps) else each for each in workouts)


def _concerns(workout: PlannedWorkout, swaps: dict[str, str]) -> bool:
    return any(each.exercise in swaps for each in workout.prescriptions)


def _swapped(workout: PlannedWorkout, swaps: dict[str, str], request: ProgramRequest) -> PlannedWorkout:
    made: dict[str, str] = {}
    for left_out, taken in swaps.items():
        is_there = taken in {*made.values(), *(each.exercise for each in workout.prescriptions)}
        if not is_there and not exercise(taken).timed:
            made[left_out] = taken
    done = tuple(_wished(each, made.get(each.exercise, each.exercise), request) for each in workout.prescriptions)
    most = request.workout_minutes
    planned = replace(workout, prescriptions=done, minutes=minutes(done, most))
    return planned if minutes(map(_with_long_rest, done), most) <= most else shortened(planned, most)


def _with_long_rest(each: Prescription) -> Prescription:
    return replace(each, rest=replace(each.rest, low=each.rest.high)) if each.rest else each


def exchanged(each: Prescription, taken: str, request: ProgramRequest) -> Prescription:
    """The prescription for another exercise. Percentages are of the lift they were made for, seconds of a hold."""
    if taken == each.exercise:
        return each
    found = exercise(taken)
    if found.timed == exercise(each.exercise).timed:
        return replace(each, exercise=taken, percents=())
    return _counted_anew(each, taken, request)


def _wished(each: Prescription, taken: str, request: ProgramRequest) -> Prescription:
    """The prescription for the exercise that the lifter wants. Reps stay if both are loaded, or neither is."""
    if taken != each.exercise and (exercise(taken).loading in LOADED) != (exercise(each.exercise).loading in LOADED):
        return _counted_anew(each, taken, request)
    return exchanged(each, taken, request)


def _counted_anew(each: Prescription, taken: str, request: ProgramRequest) -> Prescription:
    found = numbers(exercise(taken), Role.ACCESSORY, request.training_goal, request.training_age)
    return replace(each, exercise=taken, percents=(), reps=found.reps)


def stand_in(program: Program, left_out: str) -> str | None:
    """The best exercise to put in the place of one: it trains the same main muscle and is not in the program; or None.

    Its own substitutes come first, then the same movement, then any that trains the muscle; what leaves the lifter's
    equipment idle, or is nearly the same, comes last.
    """
    by = chooser(program.request, program.request.training_goal)
    wanted = exercise(left_out)
    taken = set(exercises_of(program))
    listed = [exercise(each) for each in wanted.substitutes]
    same = ranked(wanted.pattern, Role.ACCESSORY, by)
    others = (each for each in all_exercises().values() if each.pattern not in SPECIAL)
    fitting = [
        each for each in (*listed, *same, *others) if suits(each, by) and wanted.main_muscle in each.direct_muscles
    ]
    free = (each for each in fitting if each.id not in taken)
    left = sorted(free, key=lambda each: (idles(each, by), each.id in alike(left_out)))
    return left[0].id if left else None


def exercises_of(program: Program) -> tuple[str, ...]:
    """Ids of the exercises of a program in the order in which they come, each once."""
    weeks = (week for phase in program.phases for week in phase.microcycles)
    return tuple(dict.fromkeys(each.exercise for week in weeks for one in week for each in one.prescriptions))
