"""A program as data: all of it, in keys that stay."""

import json
from typing import Any

import pytest

from bot.documents.json_data import as_json
from bot.programs.periodization import week
from tests.bot.documents.programs import NAMES, program

KEYS = {
    "title", "template", "author", "request", "weeks", "phases", "schedule", "warm_up", "how_to_read", "why", "gave_up",
    "next_up", "sources",
}  # fmt: skip
LINE_KEYS = {"exercise", "name", "sets", "reps", "load", "percents", "reserve", "rest"}


def lines(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [line for week in data["schedule"] for workout in week["workouts"] for line in workout["prescriptions"]]


@pytest.mark.parametrize("name", NAMES)
def test_data_are_plain_and_have_every_key(name: str) -> None:
    data = as_json(program(name))
    assert json.loads(json.dumps(data)) == data
    assert set(data) == KEYS
    assert all(set(line) == LINE_KEYS for line in lines(data))
    assert all(key in (as_json.__doc__ or "") for key in KEYS | LINE_KEYS)


@pytest.mark.parametrize("name", NAMES)
def test_every_week_is_written_out(name: str) -> None:
    given = program(name)
    data = as_json(given)
    assert [each["week"] for each in data["schedule"]] == list(range(1, given.weeks + 1))
    assert [number for phase in data["phases"] for number in phase["weeks"]] == list(range(1, given.weeks + 1))
    for each in data["schedule"]:
        shown = week(given, each["week"])
        assert each["is_deload"] is shown.is_deload
        assert [workout["title"] for workout in each["workouts"]] == [workout.title for workout in shown.workouts]
        assert [workout["day"] for workout in each["workouts"]] == list(range(1, len(shown.workouts) + 1))
        assert data["phases"][each["phase"] - 1]["title"] == shown.phase.title


def test_masses_have_their_unit_and_sets_their_own_loads() -> None:
    first, second, third, fourth, _ = lines(as_json(program("made by hand")))[:5]
    assert first["load"] == [{"value": 22.5, "unit": "kg"}]
    assert [load["value"] for load in second["load"]] == [62.5, 72.5, 82.5]
    assert len(second["reps"]) == 3
    assert second["reps"][-1] == {"low": 5, "high": None, "unit": "reps"}
    assert third["load"] == []
    assert third["rest"] is None
    assert fourth["name"] == "pull-up"
    pounds = [load for line in lines(as_json(program("twelve weeks in pounds"))) for load in line["load"]]
    assert pounds
    assert {load["unit"] for load in pounds} == {"lb"}


def test_the_request_is_in_it_with_maxes_in_kg() -> None:
    request = as_json(program("much given up"))["request"]
    assert (request["days_per_week"], request["workout_minutes"]) == (6, 20)
    assert request["complaints"] == ["knee", "shoulder", "lower_back", "wrist", "elbow"]
    maxes = as_json(program("six days"))["request"]["one_rep_maxes"]
    assert maxes[0] == {"exercise": "barbell_back_squat", "load": {"value": 140.0, "unit": "kg"}}


def test_what_was_given_up_comes_with_its_sentence() -> None:
    given = as_json(program("much given up"))["gave_up"]
    assert given[0]["kind"] == "days"
    assert given[0]["sentence"].startswith("You asked for 9 days a week.")
