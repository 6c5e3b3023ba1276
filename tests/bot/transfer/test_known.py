"""What is in the store already: the same file twice changes nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.coaching.terms import MassUnit
from bot.store.log_records import LoggedSet, Workout, new_id
from bot.store.memory import memory_stores
from bot.transfer.known import compare
from bot.transfer.own import write_workouts
from bot.transfer.read import read_file
from tests.bot.transfer.conftest import FILES, LIFTER, NOW, read

FIVE, EIGHT = LoggedSet("pull_up", 5, None, None, "kg"), LoggedSet("pull_up", 8, None, None, "kg")


def workout(*sets: LoggedSet, lifter: str = LIFTER) -> Workout:
    return Workout(new_id(), lifter, NOW.date(), NOW, sets)


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.glob("*.csv")))
def test_the_same_file_again_holds_nothing_new(name: str) -> None:
    first = compare(read(name).workouts, ())
    assert first.new == compare(first.new, ()).new != ()
    again = compare(read(name).workouts, first.new)
    assert (again.new, again.partly) == ((), ())
    assert len(again.known) == len(first.new)


def test_what_was_kept_in_a_store_and_written_and_read_changes_nothing(tmp_path: Path) -> None:
    stores = memory_stores()
    lifter = stores.lifters.lifter_of("web:1", NOW).id
    imported = read_file(FILES / "strong.csv", lifter, MassUnit.KG, NOW).workouts
    assert stores.log.keep_workouts(lifter, compare(imported, ()).new, "c1", NOW)
    path = tmp_path / "spotter.csv"
    path.write_bytes(write_workouts(stores.log.workouts(lifter)).encode())
    written = read_file(path, lifter, MassUnit.KG, NOW).workouts
    assert written == tuple(stores.log.workouts(lifter)) != ()
    for again in (imported, written):
        found = compare(again, stores.log.workouts(lifter))
        assert (found.new, found.partly) == ((), ())


def test_two_workouts_of_one_id_are_kept_under_two() -> None:
    first = workout(FIVE)
    found = compare([first, replace(first, title="Day 2")], ())
    assert [each.title for each in found.new] == ["", "Day 2"]
    assert len({each.id for each in found.new}) == 2


def test_after_a_doubtful_name_was_answered_only_its_sets_are_missing() -> None:
    kept = read("hevy_kg.csv").workouts
    answers = {"Zercher Jefferson Medley": "deadlift"}
    answered = read_file(FILES / "hevy_kg.csv", LIFTER, MassUnit.KG, NOW, answers).workouts
    found = compare(answered, kept)
    assert (found.new, found.known) == ((), ())
    assert [each.said_load for each in found.partly[0].missing.sets] == [40, 40]
    assert found.partly[0].missing.id != found.partly[0].workout.id


def test_two_equal_workouts_of_a_day_are_two() -> None:
    morning, evening = workout(FIVE, EIGHT), workout(FIVE, EIGHT)
    found = compare([morning, evening], [replace(morning, id=new_id())])
    assert (found.known, found.new) == ((morning,), (evening,))


def test_a_workout_that_is_kept_whole_is_known_though_another_shares_a_set_with_it() -> None:
    other, whole = workout(FIVE, replace(EIGHT, reps=3)), workout(FIVE, EIGHT)
    found = compare([other, whole], [replace(whole, id=new_id())])
    assert (found.known, found.new, found.partly) == ((whole,), (other,), ())


def test_another_lifter_or_day_is_another_workout() -> None:
    kept = workout(FIVE)
    other = replace(kept, id=new_id(), lifter="b" * 32)
    later = replace(kept, id=new_id(), day=kept.day.replace(day=2))
    assert compare([other, later], [kept]).new == (other, later)


def test_a_new_workout_never_takes_the_id_of_a_kept_one() -> None:
    kept, bare = workout(FIVE), workout()
    changed = replace(kept, sets=(EIGHT,))
    found = compare([changed, bare], [kept, bare])
    assert found.known == (bare,)
    assert found.new[0].sets == (EIGHT,)
    assert found.new[0].id != kept.id
