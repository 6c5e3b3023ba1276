"""Puts other exercises in the place of those that a lifter wants swapped."""

from collections.abc import Sequence
from dataclasses import replace

from bot.coaching.advice import PlannedWorkout, Prescription
from bot.coaching.exercise import all_exercises, exercise
from bot.coaching.exercise_choice import SPECIAL
from bot.programs.candidates import chooser, idles, ranked, suits
from bot.programs.program import Program, ProgramRequest
from bot.programs.template import Role


def swapped(workouts: Sequence[PlannedWorkout], request: ProgramRequest) -> tuple[PlannedWorkout, ...]:
    """The workouts with the request's swaps made; the numbers stay. None is made into what the workout has already."""
    return tuple(replace(each, prescriptions=_swapped(each, dict(request.swaps))) for each in workouts)


def _swapped(workout: PlannedWorkout, swaps: dict[str, str]) -> tuple[Prescription, ...]:
    present = {each.exercise for each in workout.prescriptions}
    return tuple(
        replace(each, exercise=swaps[each.exercise])
        if each.exercise in swaps and swaps[each.exercise] not in present
        else each
        for each in workout.prescriptions
    )


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
    left = sorted((each for each in fitting if each.id not in taken), key=lambda each: idles(each, by))
    return left[0].id if left else None


def exercises_of(program: Program) -> tuple[str, ...]:
    """Ids of the exercises of a program in the order in which they come, each once."""
    weeks = (week for phase in program.phases for week in phase.microcycles)
    return tuple(dict.fromkeys(each.exercise for week in weeks for one in week for each in one.prescriptions))
