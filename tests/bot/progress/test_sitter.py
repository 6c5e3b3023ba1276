"""What the store knows of a lifter decides unit and band."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.coaching.terms import MassUnit, TrainingAge, TrainingGoal
from bot.progress.sitter import sitter_of
from bot.store.interface import Stores
from bot.store.log_records import ProfileEntry, new_id
from bot.store.memory import memory_stores
from tests.bot.progress.histories import sets, workout

NOW = datetime(2026, 3, 6, tzinfo=UTC)
TODAY = date(2026, 3, 6)


@pytest.fixture
def stores() -> Stores:
    return memory_stores()


@pytest.fixture
def lifter(stores: Stores) -> str:
    return stores.lifters.lifter_of("terminal:here", NOW).id


def tell(stores: Stores, lifter: str, **facts: str) -> None:
    stores.profiles.keep_facts(lifter, [ProfileEntry(lifter, key, value, NOW, "") for key, value in facts.items()])


def test_of_somebody_unknown_nothing_is_assumed(stores: Stores, lifter: str) -> None:
    found = sitter_of(stores, lifter, TODAY)
    assert (found.unit, found.training_goal, found.training_age) == (MassUnit.KG, None, None)


def test_the_profile_is_taken(stores: Stores, lifter: str) -> None:
    tell(stores, lifter, training_goal="strength", training_age="novice", mass_unit="lb")
    found = sitter_of(stores, lifter, TODAY)
    assert (found.unit, found.training_goal, found.training_age) == (
        MassUnit.LB, TrainingGoal.STRENGTH, TrainingAge.NOVICE,
    )  # fmt: skip


def test_what_is_no_longer_a_word_for_it_is_left_out(stores: Stores, lifter: str) -> None:
    tell(stores, lifter, training_goal="bulk", mass_unit="stone")
    assert sitter_of(stores, lifter, TODAY).training_goal is None
    assert sitter_of(stores, lifter, TODAY).unit is MassUnit.KG


def test_without_a_word_the_unit_is_that_of_the_log(stores: Stores, lifter: str) -> None:
    done = replace(workout(TODAY, sets("deadlift", 225, 5, unit=MassUnit.LB)), lifter=lifter, id=new_id())
    stores.log.keep_workouts(lifter, [done], "one", NOW)
    assert sitter_of(stores, lifter, TODAY).unit is MassUnit.LB
