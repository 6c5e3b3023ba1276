"""All sets of a lift in one: what each store sums up, and that records come out of it as out of the whole log."""

from dataclasses import replace
from datetime import timedelta
from math import isclose

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.exercise import exercise
from bot.coaching.lifted_mass import own_kg
from bot.coaching.personal_record import Bests, bests, bests_of_all
from bot.store.interface import Stores
from bot.store.log_records import Effort, LoggedLift, LoggedSet, Workout, new_id
from tests.bot.store.conftest import BENCH, DAY, NOON, SQUAT, workout

PULL_UP = LoggedSet("pull_up", 8, None, None, "kg")
LOADED = (
    "barbell_back_squat",
    "barbell_bench_press",
    "dumbbell_curl",
    "bulgarian_split_squat",
    "dumbbell_row",
    "pallof_press",
)
OWN_WEIGHT = ("pull_up", "push_up", "crunch", "plank", "band_pull_apart")
LIFTS = (*LOADED, *OWN_WEIGHT, "assisted_dip")


def test_a_lift_without_a_log_comes_to_nothing(stores: Stores, lifter: str, other: str) -> None:
    stores.log.keep_workouts(other, [workout(other)], "c1", NOON)
    assert stores.log.logged_lift(lifter, SQUAT.exercise) == LoggedLift()


def test_a_lift_is_its_efforts_and_its_best_workouts(stores: Stores, lifter: str) -> None:
    """The most reps and the most lifted may be those of two workouts; two workouts of a day stay two."""
    heavy = workout(lifter, SQUAT, SQUAT, replace(SQUAT, load_kg=300.0, is_warm_up=True), BENCH)
    light = workout(lifter, replace(SQUAT, reps=12, load_kg=40.0, rpe=None))
    left_out = workout(lifter, replace(SQUAT, reps=99), day=DAY - timedelta(days=1))
    unknown = workout(lifter, replace(SQUAT, reps=50, load_kg=None))
    stores.log.keep_workouts(lifter, [heavy, light, left_out, unknown], "c1", NOON)
    found = stores.log.logged_lift(lifter, SQUAT.exercise, [left_out.id])
    assert set(found.sets) == {Effort(SQUAT.exercise, 100.0, 5, 8.0), Effort(SQUAT.exercise, 40.0, 12, None)}
    assert (len(found.sets), found.most_reps, found.most_lifted_kg) == (2, 12, 1000)


def test_the_body_is_lifted_with_the_load_and_too_much_help_lifts_nothing(stores: Stores, lifter: str) -> None:
    sets = (PULL_UP, replace(PULL_UP, load_kg=10.0, reps=2), replace(PULL_UP, load_kg=-90.0, reps=30))
    stores.log.keep_workouts(lifter, [workout(lifter, *sets)], "c1", NOON)
    found = stores.log.logged_lift(lifter, "pull_up", own_kg=75)
    assert (len(found.sets), found.most_reps) == (3, 40)
    assert isclose(found.most_lifted_kg, 8 * 75 + 2 * 85)


def sets_of(lift: str) -> st.SearchStrategy[LoggedSet]:
    """Sets with few different loads, so that some are alike; of a machine that helps none adds load."""
    low, high = (-4, 0) if lift == "assisted_dip" else (0 if lift in LOADED else -1, 5)
    loads = st.none() | st.integers(low, high).map(lambda steps: steps * 22.5)
    return st.builds(
        LoggedSet, st.just(lift), st.integers(1, 30), loads, st.none(), st.just("kg"),
        st.none() | st.sampled_from((6.0, 8.0, 9.5)), st.sampled_from((False, False, False, True)),
    )  # fmt: skip


histories = st.sampled_from(LIFTS).flatmap(
    lambda lift: st.lists(st.lists(sets_of(lift) | st.just(BENCH), max_size=4), max_size=6).map(lambda all: (lift, all))
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories, last=st.integers(0, 2), body_mass_kg=st.none() | st.just(80.0))
def test_the_best_of_a_lift_is_that_of_its_whole_history(
    stores: Stores, history: tuple[str, list[list[LoggedSet]]], last: int, body_mass_kg: float | None
) -> None:
    lift, days = history
    lifter = stores.lifters.lifter_of(f"web:{new_id()}", NOON).id
    done = [Workout(new_id(), lifter, DAY + timedelta(at // 2), NOON, tuple(sets)) for at, sets in enumerate(days)]
    stores.log.keep_workouts(lifter, done, "c1", NOON)
    ids = [each.id for each in done[:last]]
    summed = stores.log.logged_lift(lifter, lift, ids, own_kg(exercise(lift), body_mass_kg))
    assert_same(bests_of_all(lift, summed, body_mass_kg), bests(lift, done[last:], body_mass_kg))


def assert_same(found: Bests | None, wanted: Bests | None) -> None:
    """Of two sets with the same estimate either may be the best; sums of kg are the same but for their noise."""
    assert (found is None) == (wanted is None)
    if found and wanted:
        assert (found.reps_at, found.total_reps) == (wanted.reps_at, wanted.total_reps)
        one_rep_maxes = [each.estimate and each.estimate.one_rep_max for each in (found, wanted)]
        assert one_rep_maxes[0] == one_rep_maxes[1]
        assert (found.volume_kg, wanted.volume_kg) == pytest.approx((wanted.volume_kg, found.volume_kg))
