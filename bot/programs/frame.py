"""Fills a frame: exercises for its slots, and the week's sets among them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.coaching.advice import Amount, PlannedWorkout, Prescription
from bot.coaching.amounts import ends
from bot.coaching.terms import TrainingGoal
from bot.programs.allocation import Place, allocate
from bot.programs.candidates import Chooser, choose, chooser, is_ruled_out, ranked
from bot.programs.duration import minutes
from bot.programs.numbers import numbers
from bot.programs.program import GivenUp, ProgramRequest
from bot.programs.template import Role, TemplatePhase

Filled = tuple[tuple[PlannedWorkout, ...], tuple[GivenUp, ...]]


def filled(phase: TemplatePhase, request: ProgramRequest, goal: TrainingGoal) -> Filled:
    """The workouts of a week, and the movements that nothing is left for. Workouts without an exercise are left out."""
    by = chooser(request, goal)
    places, missing = _places(phase, by, request), _missing(phase, by)
    allocate(places, len(phase.workouts), request.workout_minutes, goal, request.training_age)
    planned = [
        _planned(workout.title, weekday, [place for place in places if place.day == day and place.sets], request)
        for day, (weekday, workout) in enumerate(zip(phase.weekdays, phase.workouts, strict=True))
    ]
    return tuple(each for each in planned if each.prescriptions), (GivenUp("movement", missing),) if missing else ()


def _planned(title: str, weekday: int, places: Sequence[Place], request: ProgramRequest) -> PlannedWorkout:
    """A workout with the longest rests that it has the time for, else with the shortest."""
    most = request.workout_minutes
    short, long = (tuple(_prescription(place, ends(place.numbers.rest)[end]) for place in places) for end in (0, 1))
    if minutes(long, most) <= most:
        short = tuple(replace(each, rest=place.numbers.rest) for each, place in zip(short, places, strict=True))
    return PlannedWorkout(title, weekday, short, minutes(short, most))


def _places(phase: TemplatePhase, by: Chooser, request: ProgramRequest) -> list[Place]:
    """A place for each slot that an exercise was found for."""
    week = Counter[str]()
    places: list[Place] = []
    for day, workout in enumerate(phase.workouts):
        today: set[str] = set()
        for slot in workout.slots:
            found = choose(slot, by, today, week)
            if found is None:
                continue
            today.add(found.id)
            week[found.id] += 1
            given = numbers(found, slot.role, by.training_goal, request.training_age)
            places.append(Place(day, slot.role, found, given))
    return places


def _missing(phase: TemplatePhase, by: Chooser) -> tuple[str, ...]:
    """Movements that the phase is made of, and that complaints, dislikes or want of equipment leave nothing for.

    Without its equipment a movement is missed only if nothing else could take its place.
    """
    slots = [slot for workout in phase.workouts for slot in workout.slots if slot.role is not Role.SMALL]
    missed = (
        slot.patterns[0].value
        for slot in slots
        if is_ruled_out(slot.patterns[0], slot.role, by)
        or not any(ranked(pattern, slot.role, by) for pattern in slot.patterns)
    )
    return tuple(dict.fromkeys(missed))


def _prescription(place: Place, rest_seconds: float) -> Prescription:
    given = place.numbers
    return Prescription(
        exercise=place.exercise.id,
        sets=Amount(place.sets, place.sets, "sets"),
        reps=given.reps,
        rest=Amount(rest_seconds, rest_seconds, "seconds"),
        reserve=given.reserve,
    )
