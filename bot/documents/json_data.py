"""A program as data, for other programs."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from bot.coaching.advice import Amount, Mass, Prescription
from bot.coaching.exercise import exercise
from bot.coaching.source import source
from bot.coaching.terms import MassUnit
from bot.documents import sections
from bot.documents.visits import Stretch, Visit, stretches, visits
from bot.documents.warm_up import warm_up
from bot.programs.program import Program, ProgramRequest

Data = dict[str, Any]


def as_json(program: Program) -> Data:
    """The whole program as values that json.dumps takes. Keys stay; new ones may come.

    `title`, `template`, `author`; `request` as it was asked for, brought inside the limits; `weeks` in all.
    `phases`: `title`, `training_goal`, `weeks` (numbers from 1), `deload_every`, `rules` (sentences).
    `schedule`, one entry a week: `week`, `phase` (from 1), `is_deload`, `workouts`: `day` (of the week's workouts,
    from 1), `weekday` (0 is Monday), `title`, `minutes`, `goes_up` (the loads are those of the first time; `rules` say
    what has been added since), `prescriptions`: `exercise` (id), `name`, `sets`, `reps`, `load`, `percents`, `reserve`,
    `rest`. `reps`, `load` and `percents` are lists: one for all sets or one for each set, [] if not told. An amount is
    {low, high, unit}, null for an open end; a mass is {value, unit}. `warm_up`, `how_to_read` and `why` are sentences;
    `gave_up`: `kind`, `what`, `sentence`; `next_up`: `template`, `sentence`; `sources`: `id`, `mark`, `title`, `year`,
    `where`.
    """
    run = stretches(program)
    gave_up = zip(program.gave_up, sections.gave_up(program), strict=True)
    next_up = zip(program.next_up, sections.next_up(program), strict=True)
    return {
        "title": program.title,
        "template": program.template,
        "author": program.author,
        "request": _request(program.request),
        "weeks": program.weeks,
        "phases": [_phase(each) for each in run],
        "schedule": [each for at, stretch in enumerate(run, 1) for each in _weeks(stretch, at)],
        "warm_up": list(warm_up(program)),
        "how_to_read": list(sections.how_to_read(program)),
        "why": list(program.why),
        "gave_up": [{"kind": each.kind, "what": list(each.what), "sentence": told} for each, told in gave_up],
        "next_up": [{"template": each, "sentence": told} for each, told in next_up],
        "sources": [_source(each) for each in program.sources],
    }


def _request(request: ProgramRequest) -> Data:
    maxes = [{"exercise": each, "load": _mass(Mass(kg, MassUnit.KG))} for each, kg in request.one_rep_maxes]
    return {
        "training_goal": str(request.training_goal),
        "training_age": str(request.training_age),
        "days_per_week": request.days_per_week,
        "workout_minutes": request.workout_minutes,
        "equipment": [str(each) for each in request.equipment],
        "complaints": [str(each) for each in request.complaints],
        "disliked": list(request.disliked),
        "swaps": [list(each) for each in request.swaps],
        "one_rep_maxes": maxes,
        "mass_unit": str(request.mass_unit),
        "template": request.template,
    }


def _phase(stretch: Stretch) -> Data:
    phase = stretch.phase
    return {
        "title": phase.title,
        "training_goal": str(phase.training_goal),
        "weeks": [each.number for each in stretch.weeks],
        "deload_every": phase.deload_every,
        "rules": list(phase.rules),
    }


def _weeks(stretch: Stretch, phase: int) -> Iterator[Data]:
    for week, done in groupby(visits(stretch), key=lambda visit: visit.week):
        workouts = [_workout(visit) for visit in done]
        yield {"week": week.number, "phase": phase, "is_deload": week.is_deload, "workouts": workouts}


def _workout(visit: Visit) -> Data:
    workout = visit.workout
    return {
        "day": visit.day,
        "weekday": workout.weekday,
        "title": workout.title,
        "minutes": workout.minutes,
        "goes_up": visit.goes_up,
        "prescriptions": [_prescription(each) for each in workout.prescriptions],
    }


def _prescription(each: Prescription) -> Data:
    reps = each.reps if isinstance(each.reps, tuple) else (each.reps,)
    loads = each.load if isinstance(each.load, tuple) else (each.load,) if each.load else ()
    return {
        "exercise": each.exercise,
        "name": exercise(each.exercise).name,
        "sets": _amount(each.sets),
        "reps": [_amount(one) for one in reps],
        "load": [_mass(one) for one in loads],
        "percents": [_amount(one) for one in each.percents],
        "reserve": _amount(each.reserve) if each.reserve else None,
        "rest": _amount(each.rest) if each.rest else None,
    }


def _amount(value: Amount) -> Data:
    return {"low": value.low, "high": value.high, "unit": value.unit}


def _mass(value: Mass) -> Data:
    return {"value": value.value, "unit": str(value.unit)}


def _source(source_id: str) -> Data:
    found = source(source_id)
    return {"id": found.id, "mark": found.mark, "title": found.title, "year": found.year, "where": found.where}
