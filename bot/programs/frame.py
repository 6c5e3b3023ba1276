"""Fills a frame: exercises for its slots, and the week's sets among them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.coaching.advice import Amount, PlannedWorkout, Prescription
from bot.coaching.amounts import ends
from bot.coaching.terms import TrainingGoal
from bot.programs.allocation import Place, allocate
from bot.programs.candidates import choose, chooser
from bot.programs.duration import minutes
from bot.programs.numbers import numbers
from bot.programs.program import GivenUp, ProgramRequest
from bot.programs.template import Role, TemplatePhase

Filled = tuple[tuple[PlannedWorkout, ...], tuple[GivenUp, ...]]


def filled(phase: TemplatePhase, request: ProgramRequest, goal: TrainingGoal) -> Filled:
    """The workouts of a week, and the movements that nothing is left for. Workouts without an exercise are left out."""
    places, missing = _places(phase, request, goal)
    allocate(places, len(phase.workouts), request.workout_minutes, goal, request.training_age)
    planned = [
        _planned(workout.title, weekday, [place for place in places if place.day == day and place.sets], request)
        for day, (weekday, workout) in enumerate(zip(phase.weekdays, phase.workouts, strict=True))
    ]
    missing = tuple(pattern for pattern in missing if all(place.exercise.pattern != pattern for place in places))
    return tuple(each for each in planned if each.prescriptions), (GivenUp("movement", missing),) if missing else ()


def _planned(title: str, weekday: int, places: Sequence[Place], request: ProgramRequest) -> PlannedWorkout:
    """A workout with the longest rests that it has the time for, else with the shortest."""
    most = request.workout_minutes
    relaxed = [_prescription(place, ends(place.numbers.rest)[1]) for place in places]
    is_tight = minutes(relaxed, most) > most
    done = [_prescription(place, ends(place.numbers.rest)[0]) for place in places]
    kept = tuple(
        done if is_tight else (replace(each, rest=place.numbers.rest) for each, place in zip(done, places, strict=True))
    )
    return PlannedWorkout(title, weekday, kept, minutes(done, most))


def _places(phase: TemplatePhase, request: ProgramRequest, goal: TrainingGoal) -> tuple[list[Place], tuple[str, ...]]:
    """A place for each slot that an exercise was found for; first patterns of slots without, small ones apart."""
    by, week = chooser(request, goal), Counter[str]()
    places: list[Place] = []
    missing: dict[str, None] = {}
    for day, workout in enumerate(phase.workouts):
        today: set[str] = set()
        for slot in workout.slots:
            found = choose(slot, by, today, week)
            if found is None:
                missing |= {slot.patterns[0].value: None} if slot.role is not Role.SMALL else {}
                continue
            today.add(found.id)
            week[found.id] += 1
            given = numbers(found, slot.role, goal, request.training_age)
            places.append(Place(day, slot.role, found, given))
    return places, tuple(missing)


def _prescription(place: Place, rest_seconds: float) -> Prescription:
    given = place.numbers
    return Prescription(
        exercise=place.exercise.id,
        sets=Amount(place.sets, place.sets, "sets"),
        reps=given.reps,
        rest=Amount(rest_seconds, rest_seconds, "seconds"),
        reserve=given.reserve,
    )
