"""What is read about exercises and programs: families of exercises, lifts as values, and where they stand."""

import json
from typing import Any

import pytest

from bot.coaching.exercise import all_exercises, find_alias_table
from bot.nlu.families import exercises_named
from bot.nlu.reading import read_entities


def values(text: str, kind: str) -> list[Any]:
    return [entity.value for entity in read_entities(text) if entity.kind == kind]


def test_a_lift_says_exercise_load_unit_reps_and_whether_it_is_a_max() -> None:
    assert values("squat 100kg x 5, deadlift 180 max", "lift") == [
        {"exercise": "barbell_back_squat", "load": 100.0, "unit": "kg", "reps": 5, "is_max": False},
        {"exercise": "deadlift", "load": 180.0, "unit": "kg", "reps": None, "is_max": True},
    ]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("squat 315 bench 225 lbs", ["lb", "lb"]),
        ("in lbs: squat 315, bench 225", ["lb", "lb"]),
        ("squat 140 kg, bench 225 lb, deadlift 180", ["kg", "lb", None]),
        ("squat 140, bench 100", [None, None]),
        ("squat 100, what is that in pounds?", [None]),
    ],
)
def test_a_unit_that_is_said_once_counts_for_all_lifts(text: str, units: list[str | None]) -> None:
    assert [value["unit"] for value in values(text, "lift")] == units


@pytest.mark.parametrize(
    ("text", "maxes"),
    [
        ("my maxes: squat 140 bench 100", [True, True]),
        ("squat 140, bench 100, deadlift 180, all 1rm", [True, True, True]),
        ("squat 140 and my bench max is 100", [False, True]),
        ("maxes: squat 140x5, bench 100x5", [False, False]),
        ("my 5 rep max: squat 140", [False]),
        ("what is my max if I squat 100", [False]),
    ],
)
def test_a_list_without_reps_is_of_maxes_if_it_is_called_so(text: str, maxes: list[bool]) -> None:
    assert [value["is_max"] for value in values(text, "lift")] == maxes


def test_a_question_turns_to_what_the_lifter_says_of_himself() -> None:
    assert values("how much should I deadlift if I squat 140", "lift")[0]["exercise"] == "barbell_back_squat"
    assert values("is my bench of 100 kg ok", "lift")[0]["load"] == 100
    assert not values("should I bench 100x5 or 90x8?", "lift")


def test_a_family_has_every_exercise_whose_name_ends_in_its_word() -> None:
    lunges = {each.id for each in all_exercises().values() if each.name.endswith("lunge")}
    assert len(lunges) > 4
    assert set(values("I hate lunges", "disliked")) == lunges
    assert set(values("hate lunging", "disliked")) == lunges


@pytest.mark.parametrize("each", all_exercises().values(), ids=lambda each: each.id)
def test_every_name_stands_for_its_exercise_and_a_long_one_for_no_other(each: Any) -> None:
    named = exercises_named(each.name.lower().replace("-", " ").replace("'", "").split(), each.id)
    assert each.id in named
    assert len(named) == 1 or " " not in each.name


def test_every_alias_stands_at_least_for_its_exercise() -> None:
    assert all(meant in exercises_named(alias.split(), meant) for alias, meant in find_alias_table().items())


def test_an_exercise_that_is_named_as_fine_is_not_among_the_disliked_family() -> None:
    disliked = values("no squats, just goblet squats", "disliked")
    assert "front_squat" in disliked
    assert "goblet_squat" not in disliked


def test_lists_of_lifts_and_of_disliked_exercises_are_no_routine() -> None:
    assert not values("squat 140 bench 100 dead 180 ohp 60", "routine")
    assert not values("no squats, lunges, deadlifts or burpees", "routine")


def test_short_names_of_lifts_count_beside_a_load_only() -> None:
    assert values("squat 140 dead 180", "exercise") == ["barbell_back_squat", "deadlift"]
    assert values("squats leave me dead, 3 days now", "exercise") == ["barbell_back_squat"]
    assert values("squats hurt when I press", "exercise") == ["barbell_back_squat"]


def test_places_of_the_new_facts_point_into_the_message() -> None:
    text = "Day 2,  I hate the leg press;  bench 80kg x 5 and only 40 minutes today"
    marked = {entity.kind: text[entity.start : entity.end] for entity in read_entities(text)}
    assert marked["program_day"] == "Day 2"
    assert marked["disliked"] == "leg press"
    assert marked["lift"] == "bench 80kg"
    assert marked["minutes_today"] == "40"


def test_all_values_can_be_written_as_json() -> None:
    text = "day 2 of week 3, hate lunges, squat 100x5, bench 80 max, wednesday's workout, only 30 min today"
    found = {entity.kind: entity.value for entity in read_entities(text)}
    assert {"disliked", "lift", "program_day", "program_week", "weekday", "minutes_today"} <= found.keys()
    assert json.loads(json.dumps(found)) == found
