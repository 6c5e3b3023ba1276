"""A program that was kept is read again, and one that cannot be read says so."""

import json

import pytest

from bot.coaching.terms import BodyPart, Equipment, MassUnit, TrainingAge, TrainingGoal
from bot.programs.errors import OutdatedRequestError
from bot.programs.program import ProgramRequest
from bot.programs.request_json import as_json, from_json

REQUEST = ProgramRequest(
    TrainingGoal.HYPERTROPHY, TrainingAge.NOVICE, 3, 45, (Equipment.BARBELL, Equipment.RACK), (next(iter(BodyPart)),),
    ("burpee",), (("goblet_squat", "leg_press"),), (("barbell_back_squat", 102.5),), MassUnit.LB, "", (0, 2, 4),
)  # fmt: skip


def test_a_request_is_read_as_it_was_written() -> None:
    assert from_json(as_json(REQUEST)) == REQUEST
    plain = ProgramRequest(TrainingGoal.STRENGTH, TrainingAge.NOVICE, 3, 60, template="gzclp")
    assert from_json(as_json(plain)) == plain


@pytest.mark.parametrize(
    "broken",
    [
        "", "not json", "[]", "{}", '"own"',
        as_json(REQUEST).replace("hypertrophy", "bigness"),
        as_json(REQUEST).replace("goblet_squat", "goblin_squat"),
        json.dumps({**json.loads(as_json(REQUEST)), "template": "no_such_program"}),
        json.dumps({**json.loads(as_json(REQUEST)), "mood": "good"}),
        json.dumps({**json.loads(as_json(REQUEST)), "days_per_week": "many"}),
        json.dumps({**json.loads(as_json(REQUEST)), "swaps": ["one"]}),
    ],
)  # fmt: skip
def test_a_request_that_cannot_be_read_says_so(broken: str) -> None:
    with pytest.raises(OutdatedRequestError):
        from_json(broken)
