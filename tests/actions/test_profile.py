"""What is known about the lifter, in words, and how it is forgotten."""

from collections.abc import Callable
from typing import Any

import pytest

from actions.profile import StartOver, TellProfile, known_facts
from actions.slots import PROFILE
from actions.wishes import KEPT
from tests.actions.conftest import Outcome


@pytest.mark.parametrize(
    ("slots", "facts"),
    [
        ({}, ""),
        ({"equipment": [], "complaints": None}, ""),
        ({"training_goal": "hypertrophy"}, "size"),
        ({"training_goal": "both", "training_age": "novice"}, "size and strength and novice"),
        ({"days_per_week": 1}, "1 day a week"),
        ({"days_per_week": 3, "workout_minutes": 45}, "3 days a week and 45 minutes a workout"),
        ({"equipment": ["dumbbells", "bench"]}, "dumbbells and a bench"),
        ({"equipment": ["none"]}, "no equipment"),
        ({"complaints": ["knee", "lower_back"]}, "complaint: knee and lower back"),
        ({"priority": "heavy_lifts"}, "what matters most: heavy lifts"),
        ({"body_mass": {"value": 180.0, "unit": "lb"}}, "180 lb body weight"),
        ({"body_mass": {"value": 72.5, "unit": None}}, "72.5 kg body weight"),
        ({"age_years": 67, "sex": "female"}, "67 years old and female"),
    ],
)
def test_what_is_known_reads_as_words(slots: dict[str, Any], facts: str, make_tracker: Callable) -> None:
    assert known_facts(make_tracker(**slots)) == facts


@pytest.mark.parametrize(
    ("slot", "value"),
    {
        "training_goal": "strength",
        "training_age": "novice",
        "days_per_week": 3,
        "workout_minutes": 45,
        "equipment": ["barbell"],
        "complaints": ["knee"],
        "priority": "sport",
        "body_mass": {"value": 80.0, "unit": "kg"},
        "age_years": 34,
        "sex": "male",
    }.items(),
)
def test_every_fact_of_the_profile_is_told(slot: str, value: Any, make_tracker: Callable) -> None:
    assert slot in PROFILE
    facts = known_facts(make_tracker(**{slot: value}))
    assert facts
    assert "_" not in facts


def test_the_profile_is_told(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    outcome = run(TellProfile(), make_tracker("ask_profile", training_goal="strength", days_per_week=4))
    assert outcome.responses == ["utter_profile"]
    assert outcome.values("utter_profile")["facts"] == "strength and 4 days a week"
    assert outcome.events == []


def test_nothing_known_is_said_so(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    assert run(TellProfile(), make_tracker("ask_profile", last_topics=["sleep"], mass_unit="lb")).responses == [
        "utter_profile_empty"
    ]


def test_starting_over_forgets_profile_unit_and_last_question(
    run: Callable[..., Outcome], make_tracker: Callable
) -> None:
    outcome = run(StartOver(), make_tracker("request_start_over", training_goal="strength"))
    assert outcome.responses == ["utter_started_over"]
    forgotten = {slot for slot, value in outcome.slots.items() if value is None}
    assert forgotten == {
        *PROFILE,
        *KEPT,
        "program",
        "program_day",
        "mass_unit",
        "last_topics",
        "last_sources",
        "last_facts",
        "misread",
        "requested_slot",
        "last_log",
        "pending_log",
        "pending_reminder",
        "pending_trial",
    }


def test_starting_over_ends_a_dialogue(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    events = run(StartOver(), make_tracker("request_start_over")).events
    assert [event["name"] for event in events if event["event"] == "active_loop"] == [None]


def test_a_red_flag_survives_starting_over(run: Callable[..., Outcome], make_tracker: Callable) -> None:
    flag = {"hazard": "cardiac", "severity": "emergency"}
    assert "red_flag" not in run(StartOver(), make_tracker("request_start_over", red_flag=flag)).slots
