"""Takes a printed template as its author has it, and changes only what does not fit the lifter."""

from collections.abc import Sequence
from itertools import chain, cycle, islice
from math import lcm

from bot.coaching.advice import PlannedWorkout, Prescription
from bot.coaching.exercise import exercise
from bot.programs.candidates import Chooser, chooser, ranked
from bot.programs.duration import minutes
from bot.programs.program import GivenUp, ProgramRequest
from bot.programs.shorten import shortened
from bot.programs.swap import exchanged
from bot.programs.template import Role, TemplatePhase, TemplateWorkout

Weeks = tuple[tuple[PlannedWorkout, ...], ...]


def printed(phase: TemplatePhase, request: ProgramRequest) -> tuple[Weeks, tuple[GivenUp, ...]]:
    """The weeks until the workouts have come round, and what had to be changed in them."""
    by = chooser(request, phase.training_goal or request.training_goal)
    gave_up: list[GivenUp] = []
    weekdays = phase.weekdays[: request.days_per_week]
    days = len(weekdays)
    suited = [_suited(workout, by, request, gave_up) for workout in phase.workouts]
    in_turn = islice(cycle(zip(phase.workouts, suited, strict=True)), lcm(days, len(phase.workouts)))
    planned = [
        _planned(workout.title, weekday, prescriptions, request, gave_up)
        for weekday, (workout, prescriptions) in zip(cycle(weekdays), in_turn)
    ]
    weeks = tuple(tuple(planned[at : at + days]) for at in range(0, len(planned), days))
    return _without_empty(weeks), tuple(gave_up)


def _suited(
    workout: TemplateWorkout, by: Chooser, request: ProgramRequest, gave_up: list[GivenUp]
) -> tuple[Prescription, ...]:
    """Its exercises that fit, and stand-ins for the others, without percentages: these are of another lift."""
    kept: list[Prescription] = []
    stand_ins: dict[str, str | None] = {}
    for each in workout.prescriptions:
        present = {one.exercise for one in chain(workout.prescriptions, kept)}
        if each.exercise not in stand_ins:
            stand_ins[each.exercise] = _fitting(each.exercise, by, present)
        found = stand_ins[each.exercise]
        if found is None:
            gave_up.append(GivenUp("left_out", (each.exercise,)))
            continue
        if found != each.exercise:
            gave_up.append(GivenUp("exchanged", (each.exercise,)))
        kept.append(exchanged(each, found, request))
    return tuple(kept)


def _fitting(exercise_id: str, by: Chooser, present: set[str]) -> str | None:
    wanted = exercise(exercise_id)
    fits = wanted.can_be_done_with(by.equipment) and not wanted.troubles(by.complaints)
    if fits and wanted.id not in by.disliked:
        return wanted.id
    listed = (exercise(each) for each in wanted.substitutes)
    same = ranked(wanted.pattern, Role.MAIN, by)
    suiting = chain((each for each in listed if each in ranked(each.pattern, Role.MAIN, by)), same)
    return next((each.id for each in suiting if each.id not in present), None)


def _planned(
    title: str, weekday: int, given: Sequence[Prescription], request: ProgramRequest, gave_up: list[GivenUp]
) -> PlannedWorkout:
    most = request.workout_minutes
    workout = PlannedWorkout(title, weekday, tuple(given), minutes(given, most))
    if workout.minutes <= most:
        return workout
    gave_up.append(GivenUp("shortened", (title,)))
    return shortened(workout, most)


def _without_empty(weeks: Weeks) -> Weeks:
    return tuple(tuple(each for each in week if each.prescriptions) for week in weeks)
