"""Figures over time: exact, by day and by week, with what cannot be counted left out and told."""

from datetime import date, timedelta

import pytest

from bot.coaching.terms import MassUnit, Muscle, TrainingAge, TrainingGoal
from bot.progress.series import (
    Tonnage,
    band,
    best_reps,
    body_mass,
    body_mass_on,
    by_exercise,
    by_month,
    main_lifts,
    one_rep_maxes,
    streak,
    tonnage,
    weekly_sets,
)  # fmt: skip
from tests.bot.progress.histories import sets, weighed, workout

MONDAY = date(2026, 3, 2)


def day(number: int) -> date:
    """So many days after the Monday."""
    return MONDAY + timedelta(days=number)


def test_the_1rm_of_a_day_is_that_of_its_best_set_with_the_range_of_the_formulas() -> None:
    done = sets("deadlift", 140, 3) + sets("deadlift", 100, 5) + sets("deadlift", 180, 2, warm_up=True)
    (point,) = one_rep_maxes([workout(MONDAY, done)], "deadlift")
    assert (point.day, point.done.load_kg, point.done.reps) == (MONDAY, 140, 3)
    found = [140 * (1 + 3 / 30), 140 * 36 / 34, 140 * 3**0.1, 140 * (1 + 3 / 40)]
    assert point.low_kg == pytest.approx(min(found))
    assert point.middle_kg == pytest.approx(152.6, abs=0.1)
    assert point.high_kg == pytest.approx(156.3, abs=0.1)


def test_two_workouts_of_a_day_are_one_point() -> None:
    log = [workout(MONDAY, sets("deadlift", 100, 5)), workout(MONDAY, sets("deadlift", 110, 5))]
    assert [each.done.load_kg for each in one_rep_maxes(log, "deadlift")] == [110]


def test_sets_that_tell_no_1rm_are_no_points() -> None:
    assert not one_rep_maxes([workout(MONDAY, sets("deadlift", 60, 20))], "deadlift")
    assert not one_rep_maxes([workout(MONDAY, sets("pull_up", 10, 5))], "pull_up")
    assert not one_rep_maxes([workout(MONDAY, sets("deadlift", None, 5))], "deadlift")
    assert not one_rep_maxes([], "deadlift")


def test_pounds_give_the_same_1rm_as_the_kilos_that_they_are() -> None:
    pounds, kilos = (
        one_rep_maxes([workout(MONDAY, sets("deadlift", load, 5, unit=unit))], "deadlift")[0].middle_kg
        for load, unit in ((225, MassUnit.LB), (102.05828325, MassUnit.KG))
    )
    assert pounds == pytest.approx(kilos)


def test_the_best_set_with_ones_own_weight_is_the_heaviest_and_then_the_longest() -> None:
    log = [
        workout(day(2), sets("pull_up", 5, 4, 5) + sets("pull_up", None, 12)),
        workout(MONDAY, sets("pull_up", None, 8, 10)),
    ]
    assert [(each.day, each.reps, each.load_kg) for each in best_reps(log, "pull_up")] == [
        (MONDAY, 10, 0), (day(2), 5, 5),
    ]  # fmt: skip


def test_the_lifts_that_are_shown_are_recent_big_on_a_bar_and_different() -> None:
    old = [workout(day(-100 - at), sets("front_squat", 60, 5)) for at in range(9)]
    new = [
        workout(day(at), [
            *sets("barbell_back_squat", 100, 5), *sets("leg_press", 100, 5), *sets("dumbbell_curl", 10, 8),
            *sets("romanian_deadlift", 80, 5), *sets("deadlift", 100, 5, warm_up=at < 2), *sets("plank", None, 60),
        ])
        for at in range(3)
    ]  # fmt: skip
    assert main_lifts(old + new) == ("barbell_back_squat", "romanian_deadlift", "dumbbell_curl", "deadlift")
    assert main_lifts(old + new, most=9)[-1] == "front_squat"
    assert main_lifts(old + new, with_max=False) == ("plank",)
    assert main_lifts([]) == ()


def test_sets_count_whole_for_what_they_train_and_half_for_what_helps() -> None:
    easy = sets("barbell_bench_press", 60, 5)[0]
    log = [
        workout(MONDAY, sets("barbell_bench_press", 60, 5, 5, 5) + sets("barbell_bench_press", 40, 5, warm_up=True)),
        workout(day(6), [type(easy)(easy.exercise, 5, 60, 60, "kg", rpe=3), *sets("dumbbell_curl", 10, 10)]),
        workout(day(14), sets("dumbbell_curl", 10, 10)),
    ]
    first, second, third = weekly_sets(log, MONDAY, day(20))
    assert (first.monday, first.workouts, first.hard_sets) == (MONDAY, 2, 4)
    assert first.per_muscle[Muscle.CHEST] == 3
    assert first.per_muscle[Muscle.TRICEPS] == 1.5
    assert first.per_muscle[Muscle.BICEPS] == 1
    assert (second.workouts, second.hard_sets, dict(second.per_muscle)) == (0, 0, {})
    assert third.workouts == 1


@pytest.mark.parametrize(
    ("goal", "age", "aim"),
    [
        (TrainingGoal.HYPERTROPHY, TrainingAge.INTERMEDIATE, (12, 20)),
        (TrainingGoal.HYPERTROPHY, TrainingAge.NOVICE, (4, 10)),
        (TrainingGoal.STRENGTH, TrainingAge.NOVICE, (4, 10)),
        (TrainingGoal.STRENGTH, TrainingAge.ADVANCED, (5, 9)),
        (TrainingGoal.BOTH, None, (10, 20)),
        (TrainingGoal.FAT_LOSS, None, (10, 20)),
        (None, None, (10, 20)),
    ],
)
def test_the_band_is_the_guidelines(
    goal: TrainingGoal | None, age: TrainingAge | None, aim: tuple[float, float]
) -> None:
    assert band(goal, age) == aim


def test_tonnage_counts_pairs_sides_and_the_body_and_tells_what_it_leaves_out() -> None:
    done = [
        *sets("barbell_back_squat", 100, 5, 5), *sets("barbell_back_squat", 60, 5, warm_up=True),
        *sets("incline_dumbbell_press", 20, 10), *sets("dumbbell_row", 30, 10), *sets("pull_up", 10, 5),
        *sets("plank", None, 60), *sets("band_row", None, 15), *sets("crunch", None, 20),
    ]  # fmt: skip
    (week,) = tonnage([workout(day(3), done)], [weighed(MONDAY, 80)], MONDAY, day(6))
    assert week == Tonnage(MONDAY, pytest.approx(1000 + 400 + 600 + 5 * (80 * 0.94 + 10)), 3)
    (unknown,) = tonnage([workout(day(3), done)], [], MONDAY, day(6))
    assert (unknown.kg, unknown.uncounted) == (2000, 4)


def test_weeks_add_up_to_months() -> None:
    weeks = [Tonnage(date(2026, 2, 23), 100, 1), Tonnage(MONDAY, 200, 0), Tonnage(day(7), 300, 2)]
    assert by_month(weeks) == (Tonnage(date(2026, 2, 1), 100, 1), Tonnage(date(2026, 3, 1), 500, 2))


def test_the_body_mass_of_a_day_is_the_latest_before_it() -> None:
    mass_on = body_mass_on([weighed(day(7), 79), weighed(MONDAY, 80)])
    assert [mass_on(day(at)) for at in (-5, 0, 6, 7, 99)] == [80, 80, 80, 79, 79]
    assert body_mass_on([])(MONDAY) is None


def test_the_trend_is_the_mean_of_a_week_or_of_four_where_there_is_half_a_year() -> None:
    points = body_mass([weighed(day(at), mass) for at, mass in ((9, 85), (0, 80), (3, 82), (3, 83))])
    assert [(each.day, each.kg, each.trend_kg, each.trend_days) for each in points] == [
        (MONDAY, 80, 80, 7), (day(3), 83, 81.5, 7), (day(9), 85, 84, 7),
    ]  # fmt: skip
    long = body_mass([weighed(day(at), mass) for at, mass in ((0, 80), (180, 82), (200, 84))])
    assert [(each.trend_kg, each.trend_days) for each in long] == [(80, 28), (82, 28), (83, 28)]
    assert body_mass([]) == ()


def test_a_streak_counts_weeks_and_forgives_the_one_that_has_only_begun() -> None:
    days = [day(at) for at in (-35, -28, -14, -7, -6)]
    found = streak(days, day(1))
    assert (found.weeks, found.best_weeks, len(found.days)) == (2, 2, 5)
    assert streak([*days, day(1)], day(1)).weeks == 3
    assert streak(days, day(8)).weeks == 0
    assert (streak([], MONDAY).weeks, streak([], MONDAY).best_weeks) == (0, 0)


def test_a_streak_does_not_know_the_future() -> None:
    assert streak([day(3)], MONDAY).days == {}


def test_a_log_is_taken_apart_by_exercise_in_order() -> None:
    log = [workout(day(1), sets("plank", None, 60)), workout(MONDAY, sets("plank", None, 50) + sets("deadlift", 60, 5))]
    found = by_exercise(log)
    assert [each.sets[0].reps for each in found["plank"]] == [50, 60]
    assert [len(each.sets) for each in found["deadlift"]] == [1]
