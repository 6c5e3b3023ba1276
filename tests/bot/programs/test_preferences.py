"""The exercises that a coach would take first, as they are written down."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.coaching.exercise import all_exercises, exercise
from bot.coaching.terms import MovementPattern
from bot.programs import preferences
from bot.programs.preferences import alike, is_rare, preferred

GIVEN: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(preferences.__file__).with_name("preferences.yml").read_text(encoding="utf-8")
)
LISTS = [
    pytest.param(pattern, ids, id=f"{pattern}-{name}")
    for pattern, lists in GIVEN.items()
    for name, ids in lists.items()
    if name != "alike"
]
GENERAL = [pytest.param(pattern, lists, id=pattern) for pattern, lists in GIVEN.items()]


def test_every_movement_has_its_preferences() -> None:
    assert set(GIVEN) == set(MovementPattern)
    assert {name for lists in GIVEN.values() for name in lists} == {"heavy", "general", "rarely", "alike"}
    assert all("general" in lists for lists in GIVEN.values())


@pytest.mark.parametrize(("pattern", "ids"), LISTS)
def test_a_list_names_exercises_of_its_movement_that_are_counted_in_reps_and_none_twice(
    pattern: str, ids: list[str]
) -> None:
    assert [each for each in ids if exercise(each).pattern != pattern or exercise(each).timed] == []
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("pattern", "lists"), GENERAL)
def test_what_is_taken_rarely_is_no_first_choice(pattern: str, lists: dict[str, list[str]]) -> None:
    assert set(lists["general"]).isdisjoint(lists.get("rarely", ()))
    assert not is_rare(exercise(lists["general"][0]))
    assert not is_rare(exercise(lists.get("heavy", lists["general"])[0]))


@pytest.mark.parametrize(("pattern", "lists"), GENERAL)
def test_every_exercise_that_can_be_in_a_program_has_its_place(pattern: str, lists: dict[str, list[str]]) -> None:
    listed = {each for name, ids in lists.items() if name != "alike" for each in ids}
    of_pattern = {each.id for each in all_exercises().values() if each.pattern == pattern and not each.timed}
    assert of_pattern - listed == set()


def test_heavy_lists_are_for_those_who_train_for_strength_and_fall_back_on_the_general_one() -> None:
    assert preferred(MovementPattern.HINGE, heavy=True)[0] == "deadlift"
    assert preferred(MovementPattern.HINGE, heavy=False)[0] == "romanian_deadlift"
    assert preferred(MovementPattern.CORE, heavy=True) == preferred(MovementPattern.CORE, heavy=False)


@pytest.mark.parametrize(("pattern", "lists"), GENERAL)
def test_exercises_that_are_alike_are_of_one_movement_and_in_one_group(pattern: str, lists: dict[str, Any]) -> None:
    groups: list[list[str]] = lists.get("alike", [])
    grouped = [each for group in groups for each in group]
    assert [each for each in grouped if exercise(each).pattern != pattern] == []
    assert len(grouped) == len(set(grouped))
    assert all(len(group) > 1 and alike(group[0]) == set(group) for group in groups)


def test_an_exercise_with_nothing_like_it_is_alike_to_none() -> None:
    assert alike("cable_crunch") == frozenset()
    assert "pendlay_row" in alike("barbell_row")
