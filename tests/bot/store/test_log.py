"""The training log: what is kept comes back, once for each command, and can be found."""

from dataclasses import replace
from datetime import date, timedelta, timezone
from functools import partial

import pytest

from bot.store.errors import ChangedError, MissingError, NoSuchLifterError, RecordError
from bot.store.interface import Stores
from bot.store.log_records import BodyMass, LoggedSet, new_id
from tests.at_once import at_once
from tests.bot.store.conftest import BENCH, DAY, NOON, SQUAT, program, workout

NEXT_DAY = DAY + timedelta(days=1)
ODD_SETS = (
    LoggedSet("pull_up", 8, None, None, "kg"),
    LoggedSet("assisted_pull_up", 12, -20.5, -20.5, "kg", rpe=9.5),
    LoggedSet("plank", 90, None, None, "lb", is_warm_up=True, note="shaky 💪 \"quoted\" 'too'; DROP TABLE workouts"),
    LoggedSet("bench_press", 5, 0.1 + 0.2, 0.3, "kg"),
)


def test_a_new_log_is_empty(stores: Stores, lifter: str) -> None:
    assert stores.log.workouts(lifter) == stores.log.latest_workouts(lifter) == ()
    assert stores.log.latest_sets(lifter, "back_squat") == stores.log.body_masses(lifter) == ()


def test_a_workout_comes_back_to_the_digit_with_its_sets_in_order(stores: Stores, lifter: str) -> None:
    kept = workout(lifter, *ODD_SETS, title="Day 2", note="long day", source="strong")
    assert stores.log.keep_workouts(lifter, [kept], "c1", NOON)
    assert stores.log.workouts(lifter) == (kept,)
    assert stores.log.workout(lifter, kept.id) == kept


def test_a_workout_without_sets_is_kept(stores: Stores, lifter: str) -> None:
    kept = replace(workout(lifter), sets=())
    stores.log.keep_workouts(lifter, [kept], "c1", NOON)
    assert stores.log.workouts(lifter) == (kept,)


def test_a_moment_of_another_zone_is_the_same_moment(stores: Stores, lifter: str) -> None:
    there = NOON.astimezone(timezone(timedelta(hours=-5)))
    stores.log.keep_workouts(lifter, [workout(lifter, logged_at=there)], "c1", there)
    assert stores.log.workouts(lifter)[0].logged_at == NOON


def test_a_command_is_carried_out_once(stores: Stores, lifter: str) -> None:
    assert stores.log.keep_workouts(lifter, [workout(lifter)], "c1", NOON)
    assert not stores.log.keep_workouts(lifter, [workout(lifter)], "c1", NOON)
    (kept,) = stores.log.workouts(lifter)
    assert not stores.log.add_sets(lifter, kept.id, [BENCH], "c1", NOON)
    assert not stores.log.replace_workout(kept, replace(kept, note="new"), "c1", NOON)
    assert not stores.log.delete_workouts(lifter, [kept.id], "c1", NOON)
    assert not stores.log.keep_body_masses(lifter, [BodyMass(lifter, DAY, 80, 80, "kg")], "c1", NOON)
    assert stores.log.workouts(lifter) == (kept,)
    assert stores.log.body_masses(lifter) == ()


def test_commands_of_two_lifters_may_have_the_same_name(stores: Stores, lifter: str, other: str) -> None:
    assert stores.log.keep_workouts(lifter, [workout(lifter)], "c1", NOON)
    assert stores.log.keep_workouts(other, [workout(other)], "c1", NOON)


def test_a_command_that_comes_many_times_at_once_is_carried_out_once(stores: Stores, lifter: str) -> None:
    kept: list[bool] = []
    at_once(*[lambda: kept.append(stores.log.keep_workouts(lifter, [workout(lifter)], "c1", NOON))] * 8)
    assert sorted(kept) == [False] * 7 + [True]
    assert len(stores.log.workouts(lifter)) == 1


def test_sets_that_are_added_at_once_are_all_kept(stores: Stores, lifter: str) -> None:
    first = workout(lifter, SQUAT)
    stores.log.keep_workouts(lifter, [first], "c0", NOON)
    added = [replace(BENCH, reps=each) for each in range(1, 9)]
    at_once(*[partial(stores.log.add_sets, lifter, first.id, [each], f"c{each.reps}", NOON) for each in added])
    found = stores.log.workouts(lifter)[0].sets
    assert found[0] == SQUAT
    assert sorted(each.reps for each in found[1:]) == list(range(1, 9))


def test_what_a_command_left_is_told_again(stores: Stores, lifter: str) -> None:
    both = [workout(lifter), workout(lifter, day=NEXT_DAY)]
    stores.log.keep_workouts(lifter, both, "c1", NOON)
    assert stores.log.kept_by(lifter, "c1") == tuple(both)
    assert stores.log.kept_by(lifter, "c2") == ()
    stores.log.replace_workout(both[0], replace(both[0], note="new"), "c2", NOON)
    assert stores.log.kept_by(lifter, "c1") == (both[1],)


def test_sets_are_added_at_the_end(stores: Stores, lifter: str) -> None:
    kept = workout(lifter)
    stores.log.keep_workouts(lifter, [kept], "c1", NOON)
    assert stores.log.add_sets(lifter, kept.id, [BENCH, BENCH], "c2", NOON)
    assert stores.log.workouts(lifter) == (replace(kept, sets=(*kept.sets, BENCH, BENCH)),)


def test_a_workout_is_replaced_with_its_day_and_its_sets(stores: Stores, lifter: str) -> None:
    kept = workout(lifter)
    stores.log.keep_workouts(lifter, [kept], "c1", NOON)
    right = replace(kept, day=NEXT_DAY, sets=(BENCH,))
    assert stores.log.replace_workout(kept, right, "c2", NOON)
    assert stores.log.workouts(lifter) == (right,)
    assert stores.log.latest_sets(lifter, SQUAT.exercise) == ()
    assert stores.log.latest_sets(lifter, BENCH.exercise)[0].day == NEXT_DAY


def test_a_change_made_for_what_no_longer_is_so_is_refused(stores: Stores, lifter: str) -> None:
    kept = workout(lifter)
    stores.log.keep_workouts(lifter, [kept], "c1", NOON)
    stores.log.add_sets(lifter, kept.id, [BENCH], "c2", NOON)
    with pytest.raises(ChangedError):
        stores.log.replace_workout(kept, replace(kept, note="new"), "c3", NOON)
    assert len(stores.log.workouts(lifter)[0].sets) == 4
    found = stores.log.workouts(lifter)[0]
    assert stores.log.replace_workout(found, replace(found, note="new"), "c3", NOON)


def test_the_days_of_workouts_come_in_order_and_each_as_often_as_it_has_one(
    stores: Stores, lifter: str, other: str
) -> None:
    days = [DAY, DAY - timedelta(days=2), DAY, DAY + timedelta(days=1)]
    stores.log.keep_workouts(lifter, [replace(workout(lifter), day=day) for day in days], "c1", NOON)
    stores.log.keep_workouts(other, [workout(other)], "c1", NOON)
    assert stores.log.workout_days(lifter) == tuple(sorted(days))
    assert stores.log.workout_days(lifter, DAY) == (DAY - timedelta(days=2), DAY, DAY)
    assert stores.log.workout_days(new_id()) == ()


def test_workouts_are_deleted_all_or_none(stores: Stores, lifter: str) -> None:
    one, two = workout(lifter), workout(lifter)
    stores.log.keep_workouts(lifter, [one, two], "c1", NOON)
    with pytest.raises(MissingError):
        stores.log.delete_workouts(lifter, [one.id, new_id()], "c2", NOON)
    assert len(stores.log.workouts(lifter)) == 2
    assert stores.log.delete_workouts(lifter, [one.id], "c2", NOON)
    assert stores.log.workouts(lifter) == (two,)


def test_another_lifters_workout_can_be_neither_seen_nor_changed(stores: Stores, lifter: str, other: str) -> None:
    theirs = workout(other)
    stores.log.keep_workouts(other, [theirs], "c1", NOON)
    assert stores.log.workout(lifter, theirs.id) is None
    assert stores.log.workouts(lifter) == stores.log.latest_sets(lifter, SQUAT.exercise) == ()
    assert stores.log.duplicates(lifter, DAY, [SQUAT]) == ()
    with pytest.raises(MissingError):
        stores.log.add_sets(lifter, theirs.id, [BENCH], "c2", NOON)
    with pytest.raises(MissingError):
        stores.log.delete_workouts(lifter, [theirs.id], "c2", NOON)
    with pytest.raises(RecordError, match="lifter"):
        stores.log.keep_workouts(lifter, [theirs], "c2", NOON)
    with pytest.raises(RecordError, match="id"):
        stores.log.keep_workouts(lifter, [replace(theirs, lifter=lifter)], "c2", NOON)
    assert stores.log.workouts(other) == (theirs,)


def test_nothing_is_kept_for_a_lifter_who_is_not_there(stores: Stores) -> None:
    nobody = new_id()
    with pytest.raises(NoSuchLifterError):
        stores.log.keep_workouts(nobody, [workout(nobody)], "c1", NOON)
    with pytest.raises(NoSuchLifterError):
        stores.log.undo(nobody, "c1", NOON)
    assert stores.log.workouts(nobody) == ()


def test_one_bad_workout_keeps_all_of_the_command_out(stores: Stores, lifter: str) -> None:
    with pytest.raises(RecordError, match=r"set\.reps"):
        stores.log.keep_workouts(lifter, [workout(lifter), workout(lifter, replace(SQUAT, reps=0))], "c1", NOON)
    same = workout(lifter)
    with pytest.raises(RecordError, match="id"):
        stores.log.keep_workouts(lifter, [same, same], "c1", NOON)
    assert stores.log.workouts(lifter) == ()
    assert stores.log.keep_workouts(lifter, [same], "c1", NOON)


def test_workouts_between_two_days_come_the_oldest_first(stores: Stores, lifter: str) -> None:
    days = [DAY + timedelta(days=each) for each in (3, 0, 2, 1)]
    stores.log.keep_workouts(lifter, [workout(lifter, day=day) for day in days], "c1", NOON)
    assert [each.day for each in stores.log.workouts(lifter)] == sorted(days)
    between = stores.log.workouts(lifter, NEXT_DAY, DAY + timedelta(days=2))
    assert [each.day for each in between] == [NEXT_DAY, DAY + timedelta(days=2)]
    assert [each.day for each in stores.log.workouts(lifter, first=days[0])] == [days[0]]
    assert [each.day for each in stores.log.workouts(lifter, last=DAY)] == [DAY]


def test_the_latest_workouts_come_the_latest_first(stores: Stores, lifter: str) -> None:
    kept = [workout(lifter, logged_at=NOON + timedelta(hours=each)) for each in range(4)]
    kept.append(workout(lifter, day=DAY - timedelta(days=1), logged_at=NOON + timedelta(days=9)))
    stores.log.keep_workouts(lifter, kept, "c1", NOON)
    assert stores.log.latest_workouts(lifter, 2) == (kept[3], kept[2])
    assert stores.log.latest_workouts(lifter, 9) == (*reversed(kept[:4]), kept[4])


def test_the_latest_sets_of_an_exercise_come_by_workout(stores: Stores, lifter: str) -> None:
    first = workout(lifter, SQUAT, BENCH, replace(SQUAT, reps=4))
    then = workout(lifter, BENCH, day=NEXT_DAY)
    last = workout(lifter, replace(SQUAT, reps=3), day=DAY + timedelta(days=2))
    stores.log.keep_workouts(lifter, [last, first, then], "c1", NOON)
    only_squats = replace(first, sets=(first.sets[0], first.sets[2]))
    assert stores.log.latest_sets(lifter, SQUAT.exercise) == (last,)
    assert stores.log.latest_sets(lifter, SQUAT.exercise, 5) == (last, only_squats)
    assert stores.log.latest_sets(lifter, "deadlift") == ()


@pytest.mark.parametrize(
    ("said", "duplicates"),
    [
        ((SQUAT,), 1),
        ((SQUAT,) * 3, 2),
        ((replace(SQUAT, rpe=None, note="easy"),), 1),
        ((replace(SQUAT, load_kg=100.0004),), 1),
        ((replace(SQUAT, load_kg=100.001),), 0),
        ((replace(SQUAT, reps=6),), 0),
        ((replace(SQUAT, exercise="front_squat"),), 0),
        ((replace(SQUAT, load_kg=None, said_load=None),), 0),
        ((BENCH, SQUAT), 2),
        ((), 0),
    ],
)
def test_sets_that_were_told_before_are_noticed(
    stores: Stores, lifter: str, said: tuple[LoggedSet, ...], duplicates: int
) -> None:
    stores.log.keep_workouts(lifter, [workout(lifter, SQUAT, BENCH), workout(lifter, SQUAT)], "c1", NOON)
    assert len(stores.log.duplicates(lifter, DAY, said)) == duplicates
    assert stores.log.duplicates(lifter, NEXT_DAY, said) == ()


def test_a_body_mass_comes_back_as_it_was_said_and_a_later_one_of_the_day_replaces_it(
    stores: Stores, lifter: str
) -> None:
    masses = [BodyMass(lifter, NEXT_DAY, 83.91459, 185, "lb"), BodyMass(lifter, DAY, 84.5, 84.5, "kg")]
    assert stores.log.keep_body_masses(lifter, masses, "c1", NOON)
    assert stores.log.body_masses(lifter) == (masses[1], masses[0])
    assert stores.log.body_masses(lifter, first=NEXT_DAY) == (masses[0],)
    better = BodyMass(lifter, DAY, 84, 84, "kg")
    assert stores.log.keep_body_masses(lifter, [masses[1], better], "c2", NOON)
    assert stores.log.body_masses(lifter) == (better, masses[0])


def test_a_body_mass_is_deleted(stores: Stores, lifter: str) -> None:
    stores.log.keep_body_masses(lifter, [BodyMass(lifter, DAY, 84, 84, "kg")], "c1", NOON)
    with pytest.raises(MissingError):
        stores.log.delete_body_masses(lifter, [DAY, NEXT_DAY], "c2", NOON)
    assert stores.log.delete_body_masses(lifter, [DAY], "c2", NOON)
    assert stores.log.body_masses(lifter) == ()


def test_a_workout_and_the_programs_next_one_are_kept_together(stores: Stores, lifter: str) -> None:
    stores.programs.start(program(lifter))
    stores.log.keep_workouts(lifter, [workout(lifter)], "c1", NOON, next_workout=1)
    assert stores.programs.current(lifter).next_workout == 1
    kept = stores.log.workouts(lifter)[0]
    stores.log.add_sets(lifter, kept.id, [BENCH], "c2", NOON, next_workout=2)
    assert stores.programs.current(lifter).next_workout == 2
    stores.log.keep_workouts(lifter, [workout(lifter)], "c2", NOON, next_workout=9)
    assert stores.programs.current(lifter).next_workout == 2


def test_without_a_program_no_next_workout_is_kept(stores: Stores, lifter: str) -> None:
    assert stores.log.keep_workouts(lifter, [workout(lifter)], "c1", NOON, next_workout=1)
    assert stores.programs.current(lifter) is None


def test_years_of_history_are_kept_at_once(stores: Stores, lifter: str) -> None:
    days = [date(2020, 1, 1) + timedelta(days=each) for each in range(1200)]
    history = [workout(lifter, SQUAT, BENCH, day=day, source="strong") for day in days]
    assert stores.log.keep_workouts(lifter, history, "import", NOON)
    assert stores.log.workouts(lifter) == tuple(history)
    assert stores.log.delete_workouts(lifter, [each.id for each in history[:1100]], "c2", NOON)
    assert stores.log.workouts(lifter) == tuple(history[1100:])
    assert stores.log.undo(lifter, "c3", NOON)
    assert stores.log.workouts(lifter) == tuple(history)
    assert stores.log.undo(lifter, "c4", NOON)
    assert stores.log.workouts(lifter) == ()
