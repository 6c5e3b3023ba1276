"""A request as JSON, and back: how a program in progress is kept."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.coaching.errors import KnowledgeError
from bot.coaching.exercise import exercise
from bot.coaching.terms import BodyPart, Equipment, MassUnit, TrainingAge, TrainingGoal
from bot.programs.errors import OutdatedRequestError, UnknownTemplateError
from bot.programs.program import ProgramRequest
from bot.programs.template import template


def as_json(request: ProgramRequest) -> str:
    """The request as JSON; the same request gives the same text."""
    return json.dumps(asdict(request), sort_keys=True)


def from_json(text: str) -> ProgramRequest:
    """The request that a text was made of.

    Raises OutdatedRequestError for a text that is none, or that names what Spotter no longer knows: a field, a term,
    an exercise, a template.
    """
    try:
        given = json.loads(text)
        if not isinstance(given, Mapping):
            raise OutdatedRequestError("expected a JSON object")
        request = _request(given)
        for exercise_id in _exercises(request):
            exercise(exercise_id)
        if request.template:
            template(request.template)
    except (TypeError, ValueError, KeyError, KnowledgeError, UnknownTemplateError) as error:
        raise OutdatedRequestError(f"{type(error).__name__}: {error}") from error
    return request


def _request(given: Mapping[str, Any]) -> ProgramRequest:
    told = dict(given)
    return ProgramRequest(
        training_goal=TrainingGoal(told.pop("training_goal")),
        training_age=TrainingAge(told.pop("training_age")),
        days_per_week=int(told.pop("days_per_week")),
        workout_minutes=int(told.pop("workout_minutes")),
        equipment=tuple(Equipment(each) for each in told.pop("equipment", ())),
        complaints=tuple(BodyPart(each) for each in told.pop("complaints", ())),
        disliked=tuple(map(str, told.pop("disliked", ()))),
        swaps=tuple((str(was), str(now)) for was, now in told.pop("swaps", ())),
        one_rep_maxes=tuple((str(lift), float(max_kg)) for lift, max_kg in told.pop("one_rep_maxes", ())),
        mass_unit=MassUnit(told.pop("mass_unit", MassUnit.KG)),
        template=str(told.pop("template", "")),
        weekdays=tuple(map(int, told.pop("weekdays", ()))),
        **told,
    )


def _exercises(request: ProgramRequest) -> set[str]:
    swapped = {each for pair in request.swaps for each in pair}
    return {*request.disliked, *swapped, *(lift for lift, _ in request.one_rep_maxes)}
