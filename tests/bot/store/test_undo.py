"""What was done last can be taken back, step by step, and each step once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.store.interface import Stores
from bot.store.log_records import BodyMass
from bot.store.records import KEEPS_FOR
from tests.bot.store.conftest import BENCH, DAY, NOON, program, workout


def test_there_is_nothing_to_undo_in_a_new_log(stores: Stores, lifter: str) -> None:
    assert stores.log.undo(lifter, "u1", NOON) is None


def test_what_was_logged_last_is_taken_back_and_told(stores: Stores, lifter: str) -> None:
    first, last = workout(lifter), workout(lifter, BENCH, BENCH)
    stores.log.keep_workouts(lifter, [first], "c1", NOON)
    stores.log.keep_workouts(lifter, [last], "c2", NOON)
    undone = stores.log.undo(lifter, "u1", NOON)
    assert (undone.command, undone.removed, undone.restored) == ("c2", (last,), ())
    assert stores.log.workouts(lifter) == (first,)


def test_an_undo_that_comes_twice_takes_back_once_and_tells_the_same(stores: Stores, lifter: str) -> None:
    for number in range(3):
        stores.log.keep_workouts(lifter, [workout(lifter)], f"c{number}", NOON)
    undone = stores.log.undo(lifter, "u1", NOON)
    assert stores.log.undo(lifter, "u1", NOON) == undone
    assert len(stores.log.workouts(lifter)) == 2


def test_an_undo_that_found_nothing_finds_nothing_when_it_comes_again(stores: Stores, lifter: str) -> None:
    assert stores.log.undo(lifter, "u1", NOON) is None
    stores.log.keep_workouts(lifter, [workout(lifter)], "c1", NOON)
    assert stores.log.undo(lifter, "u1", NOON) is None
    assert len(stores.log.workouts(lifter)) == 1


def test_every_change_is_taken_back_the_latest_first(stores: Stores, lifter: str) -> None:
    kept = workout(lifter)
    right = replace(kept, day=DAY - timedelta(days=1), note="really yesterday")
    states = [stores.log.workouts(lifter)]

    def remember() -> None:
        states.append(stores.log.workouts(lifter))

    stores.log.keep_workouts(lifter, [kept], "c1", NOON)
    remember()
    stores.log.replace_workout(kept, right, "c2", NOON)
    remember()
    stores.log.add_sets(lifter, kept.id, [BENCH], "c3", NOON)
    remember()
    stores.log.delete_workouts(lifter, [kept.id], "c4", NOON)
    remember()
    stores.log.keep_workouts(lifter, [workout(lifter)], "c5", NOON)
    assert len(set(states)) == 4  # empty twice
    for number in range(5):
        assert stores.log.undo(lifter, f"u{number}", NOON).command == f"c{5 - number}"
        assert stores.log.workouts(lifter) == states.pop()
    assert stores.log.undo(lifter, "u9", NOON) is None


def test_a_replaced_workout_comes_back(stores: Stores, lifter: str) -> None:
    kept = workout(lifter)
    right = replace(kept, sets=(BENCH,))
    stores.log.keep_workouts(lifter, [kept], "c1", NOON)
    stores.log.replace_workout(kept, right, "c2", NOON)
    undone = stores.log.undo(lifter, "u1", NOON)
    assert (undone.removed, undone.restored) == ((right,), (kept,))
    assert stores.log.latest_sets(lifter, kept.sets[0].exercise) == (kept,)


def test_what_comes_after_an_undo_is_undone_next(stores: Stores, lifter: str) -> None:
    stores.log.keep_workouts(lifter, [workout(lifter)], "c1", NOON)
    stores.log.undo(lifter, "u1", NOON)
    stores.log.keep_workouts(lifter, [workout(lifter)], "c2", NOON)
    assert stores.log.undo(lifter, "u2", NOON).command == "c2"
    assert stores.log.undo(lifter, "u3", NOON) is None


def test_a_body_mass_comes_back(stores: Stores, lifter: str) -> None:
    first, then = BodyMass(lifter, DAY, 84, 84, "kg"), BodyMass(lifter, DAY, 83.91459, 185, "lb")
    stores.log.keep_body_masses(lifter, [first], "c1", NOON)
    stores.log.keep_body_masses(lifter, [then], "c2", NOON)
    stores.log.delete_body_masses(lifter, [DAY], "c3", NOON)
    assert stores.log.undo(lifter, "u1", NOON).restored_masses == (then,)
    undone = stores.log.undo(lifter, "u2", NOON)
    assert (undone.removed_masses, undone.restored_masses) == ((then,), (first,))
    assert stores.log.body_masses(lifter) == (first,)
    stores.log.undo(lifter, "u3", NOON)
    assert stores.log.body_masses(lifter) == ()


def test_a_program_goes_back_to_its_workout(stores: Stores, lifter: str) -> None:
    stores.programs.start(program(lifter, next_workout=4))
    stores.log.keep_workouts(lifter, [workout(lifter)], "c1", NOON, next_workout=5)
    assert stores.log.undo(lifter, "u1", NOON).next_workout == 4
    assert stores.programs.current(lifter).next_workout == 4


def test_skipping_a_workout_can_be_undone(stores: Stores, lifter: str) -> None:
    stores.programs.start(program(lifter))
    stores.log.keep_workouts(lifter, [], "skip", NOON, next_workout=1)
    assert stores.programs.current(lifter).next_workout == 1
    assert stores.log.undo(lifter, "u1", NOON).next_workout == 0


def test_only_the_lifters_own_changes_are_undone(stores: Stores, lifter: str, other: str) -> None:
    stores.log.keep_workouts(lifter, [workout(lifter)], "c1", NOON)
    assert stores.log.undo(other, "u1", NOON) is None
    assert len(stores.log.workouts(lifter)) == 1


@pytest.mark.parametrize("is_changed", [False, True])
def test_after_30_days_a_change_stays(stores: Stores, lifter: str, is_changed: bool) -> None:
    kept = workout(lifter)
    stores.log.keep_workouts(lifter, [kept], "c1", NOON)
    later = NOON + KEEPS_FOR + timedelta(seconds=1)
    if is_changed:
        stores.log.add_sets(lifter, kept.id, [BENCH], "c2", later)
    stores.rights.purge(later)
    undone = stores.log.undo(lifter, "u1", later)
    assert (undone is not None) == is_changed
    assert stores.log.workouts(lifter) == (kept,)
    assert stores.log.undo(lifter, "u2", later) is None
