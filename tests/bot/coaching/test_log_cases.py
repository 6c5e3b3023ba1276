"""Runs the cases in log_cases/: a log in, what the rules say about it out."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.coaching.deload_proposal import deload_proposal
from bot.coaching.lifted_mass import lifted_kg
from bot.coaching.load_rule import load_rule
from bot.coaching.next_load import next_load
from bot.coaching.next_load_reason import Decision
from bot.coaching.personal_record import PersonalRecord, personal_records
from bot.coaching.stall import stall
from bot.coaching.terms import MassUnit, TrainingAge, TrainingGoal
from tests.bot.coaching.logs import TODAY, plan, sets_of, workout, workouts
from tests.bot.coaching.test_cases import plain

FOLDER = Path(__file__).parent / "log_cases"


def cases(topic: str) -> list[Any]:
    read = yaml.safe_load((FOLDER / f"{topic}.yml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in read]


@pytest.mark.parametrize("case", cases("next_load"))
def test_the_next_load_follows_from_the_log(case: dict[str, Any]) -> None:
    exercise_id, unit = case.get("exercise", "barbell_back_squat"), case.get("unit", "kg")
    age, goal = case.get("training_age"), case.get("training_goal")
    found = next_load(
        exercise_id,
        workouts(case.get("log", ()), exercise_id, unit),
        TODAY,
        load_rule(case.get("program", ""), case.get("phase", 0), TrainingAge(age) if age else None),
        plan(case["planned"], exercise_id) if "planned" in case else None,
        unit=MassUnit(unit),
        finest=case.get("finest"),
        is_easy_week=case.get("is_easy_week", False),
        training_goal=TrainingGoal(goal) if goal else None,
    )
    expected = case["next"]
    assert (found.decision, plain(found.prescription.load)) == (expected["decision"], str(expected.get("load")))
    shown = {name: plain(value) for name, value in found.values.items()}
    for name, value in expected.get("values", {}).items():
        assert shown.get(name) == str(value), f"value {name}"
    if "plan" in expected:
        wanted = plan(expected["plan"], exercise_id)
        assert (found.prescription.sets, found.prescription.reps) == (wanted.sets, wanted.reps)
    assert found.advice.variant == found.decision
    assert found.sources


def test_every_decision_has_a_case() -> None:
    reached = {case.values[0]["next"]["decision"] for case in cases("next_load")}
    assert reached == {each.value for each in Decision}


@pytest.mark.parametrize("case", cases("personal_record"))
def test_records_are_what_the_last_workout_has_for_the_first_time(case: dict[str, Any]) -> None:
    unit = case.get("unit", "kg")
    *earlier, last = workouts(case["log"], case.get("exercise", "barbell_back_squat"), unit)
    found = personal_records(last, earlier, MassUnit(unit), case.get("body_mass_kg"))
    assert [told(each) for each in found] == case["records"]
    assert all(each.advice.variant == each.kind and each.advice.sources for each in found)


def told(record: PersonalRecord) -> str:
    at = f" at {plain(record.load)}" if record.load else ""
    return f"{record.kind} {record.exercise} {plain(record.value)} ({plain(record.before)}){at}"


@pytest.mark.parametrize("case", cases("stall"))
def test_a_stall_is_told_by_the_log(case: dict[str, Any]) -> None:
    exercise_id, age = case.get("exercise", "barbell_back_squat"), case.get("training_age")
    found = stall(exercise_id, workouts(case["log"], exercise_id), TODAY, TrainingAge(age) if age else None)
    assert (found and [found.workouts, found.weeks]) == case["stall"]
    if found:
        shown = {name: plain(value) for name, value in found.advice.values.items()}
        assert shown == {
            "lift": exercise_id, "workouts": f"{found.workouts} workouts", "weeks": f"{found.weeks} weeks",
        }  # fmt: skip
        assert found.advice.sources


@pytest.mark.parametrize("case", cases("lifted_mass"))
def test_a_set_lifts_what_it_lifts(case: dict[str, Any]) -> None:
    (done,) = sets_of(case["set"], "", "kg")
    wanted = case["lifted"]
    assert lifted_kg(done, case.get("body_mass_kg")) == (None if wanted is None else pytest.approx(wanted))


@pytest.mark.parametrize("case", cases("deload_proposal"))
def test_hard_weeks_call_for_an_easy_one(case: dict[str, Any]) -> None:
    weeks = len(case["weeks"])
    log = [workout(f"-{7 * (weeks - at)}: 50x{reps(sets)}") for at, sets in enumerate(case["weeks"]) if sets]
    age = case.get("training_age")
    found = deload_proposal(log, TODAY, TrainingAge(age) if age else None)
    wanted = case["proposal"]
    assert (found and {"variant": found.advice.variant, "hard_weeks": found.hard_weeks}) == wanted


def reps(sets: int) -> str:
    """Sets of sixteen, which point to no 1RM."""
    return ",".join(["16"] * sets)
