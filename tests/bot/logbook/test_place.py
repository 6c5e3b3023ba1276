"""The workouts of a program in their order, and after its end."""

import pytest

from bot.logbook.place import Place, place_of
from bot.programs.builder import build
from bot.programs.periodization import week
from bot.programs.program import Program
from tests.bot.logbook.lifter import request


@pytest.fixture
def starting_strength() -> Program:
    """Three phases; A and B take turns over three days a week."""
    return build(request("starting_strength"))


def test_workouts_are_counted_through_all_weeks(starting_strength: Program) -> None:
    number = 0
    for at in range(1, starting_strength.weeks + 1):
        for day, _ in enumerate(week(starting_strength, at).workouts, 1):
            place = place_of(starting_strength, number)
            assert (place.week, place.day, place.is_extra) == (at, day, False)
            assert place.days == len(week(starting_strength, at).workouts)
            assert place.first == number - day + 1
            number += 1


def test_the_phase_is_that_of_the_week(starting_strength: Program) -> None:
    first = starting_strength.phases[0].weeks
    assert place_of(starting_strength, 0).phase == 0
    assert place_of(starting_strength, 3 * first).phase == 1


def test_after_the_end_the_last_phase_comes_again(starting_strength: Program) -> None:
    whole = 3 * starting_strength.weeks
    last = starting_strength.phases[-1].weeks
    after = place_of(starting_strength, whole)
    assert after == Place(starting_strength.weeks - last + 1, 1, 3, whole, 2, is_extra=True)
    twice = place_of(starting_strength, whole + 3 * last + 1)
    assert (twice.week, twice.day, twice.is_extra) == (after.week, 2, True)
