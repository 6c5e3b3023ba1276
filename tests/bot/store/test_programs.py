"""The programs that lifters follow: one at a time, and those before it are kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.store.errors import MissingError, NoSuchLifterError, RecordError
from bot.store.interface import Stores
from bot.store.log_records import new_id
from tests.bot.store.conftest import DAY, program

LATER = DAY + timedelta(days=30)


def test_without_a_start_there_is_no_program(stores: Stores, lifter: str) -> None:
    assert stores.programs.current(lifter) is None
    assert stores.programs.end(lifter, DAY) is None
    assert stores.programs.programs(lifter) == ()


def test_a_program_comes_back_as_it_was(stores: Stores, lifter: str) -> None:
    kept = program(lifter, request='{"training_goal": "strength", "swaps": []}', template="upper_lower", next_workout=2)
    stores.programs.start(kept)
    assert stores.programs.current(lifter) == kept


def test_a_new_program_ends_the_one_before(stores: Stores, lifter: str) -> None:
    first, then = program(lifter), program(lifter, started=LATER)
    stores.programs.start(first)
    stores.programs.start(then)
    assert stores.programs.current(lifter) == then
    assert stores.programs.programs(lifter) == (replace(first, ended=LATER), then)


def test_starting_the_same_program_twice_changes_nothing(stores: Stores, lifter: str) -> None:
    kept = program(lifter)
    stores.programs.start(kept)
    stores.programs.change(replace(kept, next_workout=3))
    stores.programs.start(kept)
    assert stores.programs.programs(lifter) == (replace(kept, next_workout=3),)


def test_a_program_is_changed(stores: Stores, lifter: str) -> None:
    kept = program(lifter)
    stores.programs.start(kept)
    stores.programs.change(replace(kept, request="{}", next_workout=7))
    assert stores.programs.current(lifter) == replace(kept, request="{}", next_workout=7)


def test_a_program_is_ended_and_never_before_it_began(stores: Stores, lifter: str) -> None:
    kept = program(lifter)
    stores.programs.start(kept)
    assert stores.programs.end(lifter, DAY - timedelta(days=1)) == kept
    assert stores.programs.current(lifter) is None
    assert stores.programs.programs(lifter) == (replace(kept, ended=DAY),)


def test_another_lifters_program_can_be_neither_seen_nor_changed(stores: Stores, lifter: str, other: str) -> None:
    theirs = program(other)
    stores.programs.start(theirs)
    assert stores.programs.current(lifter) is None
    for change in (stores.programs.change, stores.programs.start):
        with pytest.raises(MissingError):
            change(replace(theirs, lifter=lifter, request="{}"))
    with pytest.raises(MissingError):
        stores.programs.change(program(lifter))
    assert stores.programs.current(other) == theirs


def test_a_program_needs_a_lifter_and_a_workout_that_can_come_next(stores: Stores, lifter: str) -> None:
    with pytest.raises(NoSuchLifterError):
        stores.programs.start(program(new_id()))
    with pytest.raises(RecordError, match="next_workout"):
        stores.programs.start(program(lifter, next_workout=-1))
