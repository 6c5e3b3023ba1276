"""Whether the program in progress plans its easy weeks."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.coaching.terms import TrainingAge, TrainingGoal
from bot.logbook.easy_weeks import plans_easy_weeks
from bot.logbook.in_progress import begun
from bot.programs.program import ProgramRequest
from bot.store.interface import Stores
from bot.store.memory import memory_stores

DAY = date(2026, 3, 2)


def started(template: str = "") -> tuple[Stores, str]:
    stores = memory_stores()
    lifter = stores.lifters.lifter_of("terminal:here", datetime(2026, 3, 2, tzinfo=UTC)).id
    wanted = ProgramRequest(
        TrainingGoal.STRENGTH, TrainingAge.INTERMEDIATE, days_per_week=4, workout_minutes=60, template=template
    )
    stores.programs.start(begun(lifter, wanted, DAY))
    return stores, lifter


@pytest.mark.parametrize(("template", "plans"), [("", True), ("stronglifts_5x5", False)])
def test_it_is_the_program_that_says_so(template: str, plans: bool) -> None:
    assert plans_easy_weeks(*started(template)) is plans


def test_without_a_program_none_are_planned() -> None:
    assert not plans_easy_weeks(memory_stores(), "nobody")


def test_a_program_that_can_no_longer_be_made_plans_none() -> None:
    stores, lifter = started()
    current = stores.programs.current(lifter)
    assert current
    stores.programs.change(replace(current, request="{}"))
    assert not plans_easy_weeks(stores, lifter)
