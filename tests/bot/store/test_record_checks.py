"""What cannot be kept is refused by name, before it comes to a database, and without a word of what it was."""

from dataclasses import replace
from typing import Any

import pytest

from bot.store.errors import RecordError
from bot.store.interface import Stores
from bot.store.log_records import BodyMass
from tests.bot.store.conftest import DAY, NOON, SQUAT, fact, workout

NAN, INFINITE = float("nan"), float("inf")
TOO_LONG = "x" * 4001


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("exercise", ""), ("exercise", "x" * 256), ("exercise", "squat\0"), ("reps", 0), ("reps", -5), ("reps", 5.0),
        ("reps", True), ("reps", 10**7), ("load_kg", NAN), ("load_kg", INFINITE), ("load_kg", 1e9), ("said_load", NAN),
        ("said_unit", "stone"), ("said_unit", ""), ("rpe", 0), ("rpe", 10.5), ("rpe", NAN), ("note", TOO_LONG),
        ("note", "quokka\ud800"), ("note", "quokka\0"),
    ],
)  # fmt: skip
def test_a_set_that_cannot_be_kept_is_refused_by_its_field(stores: Stores, lifter: str, field: str, value: Any) -> None:
    with pytest.raises(RecordError, match=rf"set\.{field}: expected") as raised:
        stores.log.keep_workouts(lifter, [workout(lifter, replace(SQUAT, **{field: value}))], "c1", NOON)
    assert "quokka" not in str(raised.value)
    assert stores.log.workouts(lifter) == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "1"), ("id", "G" * 32), ("id", "A" * 32), ("day", NOON), ("day", "2026-03-01"),
        ("logged_at", NOON.replace(tzinfo=None)), ("logged_at", DAY), ("title", "x" * 256), ("note", TOO_LONG),
        ("source", ""),
    ],
)  # fmt: skip
def test_a_workout_that_cannot_be_kept_is_refused_by_its_field(
    stores: Stores, lifter: str, field: str, value: Any
) -> None:
    with pytest.raises(RecordError, match=rf"workout\.{field}: expected"):
        stores.log.keep_workouts(lifter, [replace(workout(lifter), **{field: value})], "c1", NOON)


@pytest.mark.parametrize(
    ("field", "value"), [("mass_kg", 0), ("mass_kg", NAN), ("said", -1), ("said_unit", "st"), ("day", NOON)]
)
def test_a_body_mass_that_cannot_be_kept_is_refused_by_its_field(
    stores: Stores, lifter: str, field: str, value: Any
) -> None:
    mass = replace(BodyMass(lifter, DAY, 80, 80, "kg"), **{field: value})
    with pytest.raises(RecordError, match=rf"mass\.{field}: expected"):
        stores.log.keep_body_masses(lifter, [mass], "c1", NOON)


@pytest.mark.parametrize("value", [NAN, ("a", 1), ["a"], {"a": 1}, "x" * 100_001, "quokka\0", ("quokka\ud800",)])
def test_a_fact_that_cannot_be_kept_is_refused(stores: Stores, lifter: str, value: Any) -> None:
    with pytest.raises(RecordError, match=r"entry\.value: expected") as raised:
        stores.profiles.keep_facts(lifter, [fact(lifter, "field", value)])
    assert "quokka" not in str(raised.value)


@pytest.mark.parametrize("command", ["", "x" * 256, "c\0"])
def test_a_command_needs_a_name(stores: Stores, lifter: str, command: str) -> None:
    with pytest.raises(RecordError, match="command: expected"):
        stores.log.keep_workouts(lifter, [workout(lifter)], command, NOON)
    with pytest.raises(RecordError, match="command: expected"):
        stores.log.undo(lifter, command, NOON)


def test_the_longest_texts_are_kept(stores: Stores, lifter: str) -> None:
    kept = workout(lifter, replace(SQUAT, note="💪" * 4000, exercise="é" * 255), note="ü" * 4000, title="x" * 255)
    stores.log.keep_workouts(lifter, [kept], "c" * 255, NOON)
    assert stores.log.workouts(lifter) == (kept,)
