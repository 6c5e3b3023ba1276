"""Runs every case in cases/<topic>.yml: a question in, the expected advice out."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.topics import RULES
from bot.coaching.advice import Advice, Amount, Mass, PlannedWorkout, Prescription
from bot.coaching.question import Question
from bot.coaching.terms import (
    BodyPart,
    Equipment,
    MassUnit,
    Muscle,
    Priority,
    Sex,
    TrainingAge,
    TrainingGoal,
)

FOLDER = Path(__file__).parent / "cases"
ENUMS = {
    "training_goal": TrainingGoal,
    "training_age": TrainingAge,
    "priority": Priority,
    "sex": Sex,
    "mass_unit": MassUnit,
    "equipment": Equipment,
    "complaints": BodyPart,
    "muscles": Muscle,
}
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def plain(value: Any) -> str:
    """A value as the case files write it: "6-12 reps", "10+ sets", "<=500 kcal per day", "16 lb"."""
    match value:
        case Amount(low, high, unit) if low == high:
            return f"{low:g} {unit}"
        case Amount(low, None, unit):
            return f"{low:g}+ {unit}"
        case Amount(None, high, unit):
            return f"<={high:g} {unit}"
        case Amount(low, high, unit):
            return f"{low:g}-{high:g} {unit}"
        case Mass(mass, unit):
            return f"{mass:g} {unit}"
        case Prescription():
            reps = value.reps if isinstance(value.reps, tuple) else (value.reps,)
            parts = [value.exercise, plain(value.sets), ", ".join(map(plain, reps))]
            return " | ".join([*parts, *(plain(each) for each in (value.rest, value.load) if each)])
        case PlannedWorkout(title, weekday, prescriptions, minutes):
            return f"{title} on day {weekday}, {len(prescriptions)} exercises, {minutes} minutes"
        case tuple():
            return "; ".join(plain(each) for each in value)
        case float() | int():
            return f"{value:g}"
    return str(value)


def _one(value: Any, enum: Any) -> Any:
    """A pair of a list as a tuple, a term as the enum's member."""
    return tuple(value) if isinstance(value, list) else enum(value) if enum else value


SET_OF_ROUTINE = re.compile(r"(?P<exercise>\w+)(?: (?P<sets>\d+|\?)x(?P<low>\d+|\?)(?:-(?P<high>\d+)|(?P<open>\+))?)?")


def read_day(written: str) -> tuple[Prescription, ...]:
    """A day of a routine: "barbell_row 3x8-12, dip 3x?, plank", "?" for what is not told, "5+" for five or more."""
    return tuple(map(_read_prescription, written.split(", ")))


def _read_prescription(written: str) -> Prescription:
    found = SET_OF_ROUTINE.fullmatch(written)
    assert found, f"{written!r}: expected an exercise with sets x reps"
    number = {key: int(value) for key, value in found.groupdict().items() if value and value.isdigit()}
    high = None if found["open"] else number.get("high", number.get("low"))
    sets = Amount(number.get("sets"), number.get("sets"), "sets")
    return Prescription(found["exercise"], sets, Amount(number.get("low"), high, "reps"))


def read_question(given: dict[str, Any]) -> Question:
    """A Question from plain YAML."""
    facts: dict[str, Any] = {}
    for name, value in given.items():
        if name == "routine":
            facts[name] = tuple(map(read_day, value))
            continue
        enum = ENUMS.get(name)
        many = isinstance(value, list)
        facts[name] = tuple(_one(each, enum) for each in value) if many else enum(value) if enum else value
    return Question(**facts)


@pytest.mark.parametrize(("topic", "case"), CASES)
def test_a_question_gets_the_expected_advice(topic: str, case: dict[str, Any]) -> None:
    advice: Advice = RULES[topic](read_question(case["question"]))
    expected = case["advice"]
    assert expected, "a case without expectation tests nothing"
    assert advice.topic == topic
    shown = {name: plain(value) for name, value in advice.values.items()}
    for name, value in expected.get("values", {}).items():
        assert shown.get(name) == str(value), f"value {name}"
    if "variant" in expected:
        assert advice.variant == expected["variant"]
    if "caveats" in expected:
        assert list(advice.caveats) == expected["caveats"]
    if "first_source" in expected:
        assert advice.sources[0] == expected["first_source"]
