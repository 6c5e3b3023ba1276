"""Workouts of a file: kept once, whatever is repeated, undone or done at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest

from bot.rights.keep import keep_all
from bot.store.interface import Stores
from bot.store.log_records import Workout, new_id
from tests.at_once import at_once
from tests.bot.store.conftest import BENCH, NOON, SQUAT, workout


@pytest.fixture
def whose(stores: Stores) -> str:
    return stores.lifters.lifter_of("web:9", NOON).id


def years(lifter: str, count: int = 10) -> tuple[Workout, ...]:
    """Workouts of two years, on days of their own; each reading of a file gives them new ids."""
    return tuple(
        workout(lifter, replace(SQUAT, reps=at + 1), BENCH, day=date(2025, 12, 28) + timedelta(days=at))
        for at in range(count)
    )


def take_in(stores: Stores, lifter: str, workouts: tuple[Workout, ...]) -> int:
    return keep_all(stores.log, lifter, workouts, NOON)


def test_the_same_file_twice_is_kept_once(stores: Stores, whose: str) -> None:
    assert take_in(stores, whose, years(whose)) == 10
    before = stores.log.workouts(whose)
    assert take_in(stores, whose, years(whose)) == 0
    assert stores.log.workouts(whose) == before
    assert [each.sets for each in before] == [each.sets for each in years(whose)]


def test_it_is_told_how_far_the_keeping_is(stores: Stores, whose: str) -> None:
    told: list[int] = []
    keep_all(stores.log, whose, years(whose), NOON, told.append)
    assert told == [4, 10]


def test_a_longer_file_adds_what_is_new_and_completes_what_is_there_in_part(stores: Stores, whose: str) -> None:
    take_in(stores, whose, years(whose, 3))
    longer = [replace(each, sets=(*each.sets, SQUAT)) for each in years(whose, 4)]
    assert take_in(stores, whose, tuple(longer)) == 4
    kept = [each for workout in stores.log.workouts(whose) for each in workout.sets]
    assert sorted(kept, key=repr) == sorted((each for workout in longer for each in workout.sets), key=repr)


def test_a_set_more_that_is_like_one_that_is_kept_is_kept_too(stores: Stores, whose: str) -> None:
    for sets in range(1, 4):
        assert take_in(stores, whose, (workout(whose, *[SQUAT] * sets),)) == 1
        assert sum(len(each.sets) for each in stores.log.workouts(whose)) == sets


def test_two_workouts_of_a_day_that_are_alike_are_both_kept(stores: Stores, whose: str) -> None:
    twins = (workout(whose, SQUAT), workout(whose, SQUAT))
    assert take_in(stores, whose, twins) == 2
    assert take_in(stores, whose, tuple(replace(each, id=new_id()) for each in twins)) == 0


def test_what_was_undone_or_deleted_since_can_be_brought_in_again(stores: Stores, whose: str) -> None:
    take_in(stores, whose, years(whose, 3))
    stores.log.undo(whose, "undo", NOON)
    assert stores.log.workouts(whose) == ()
    assert take_in(stores, whose, years(whose, 3)) == 3
    stores.log.delete_workouts(whose, [stores.log.workouts(whose)[0].id], "delete", NOON)
    assert take_in(stores, whose, years(whose, 3)) == 1
    assert len(stores.log.workouts(whose)) == 3


def test_two_who_bring_in_the_same_file_at_once_keep_it_once(stores: Stores, whose: str) -> None:
    start, kept = Barrier(2), []

    def bring_in() -> None:
        workouts = years(whose)
        start.wait()
        kept.append(keep_all(stores.log, whose, workouts, NOON))

    at_once(bring_in, bring_in)
    assert sum(kept) == 10
    assert len(stores.log.workouts(whose)) == 10


def test_a_file_with_ids_of_another_lifter_is_kept_under_new_ones(
    stores: Stores, whose: str, make_stores: Callable[[str], Stores]
) -> None:
    take_in(stores, whose, years(whose, 2))
    other = stores.lifters.lifter_of("slack:8", NOON).id
    same = tuple(replace(each, lifter=other) for each in stores.log.workouts(whose))
    assert take_in(stores, other, same) == 2
    assert not {each.id for each in stores.log.workouts(other)} & {each.id for each in same}
    assert len(stores.log.workouts(whose)) == 2


def test_ids_of_an_own_file_are_kept(stores: Stores, whose: str) -> None:
    wanted = replace(years(whose, 1)[0], id=new_id())
    take_in(stores, whose, (wanted,))
    assert stores.log.workouts(whose) == (wanted,)
