"""What the picture of a week does not show, in words."""

from datetime import date, timedelta

import pytest

from bot.coaching.terms import MassUnit, TrainingAge
from bot.progress.review_words import highlights
from bot.progress.weekly_review import WeeklyReview, weekly_review
from bot.store.log_records import Workout
from tests.bot.progress.histories import HISTORIES, TODAY, sets, weighed, workout

MONDAY = date(2026, 3, 2)
SUNDAY = MONDAY + timedelta(days=6)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def reviewed(*log: Workout, unit: MassUnit = MassUnit.KG, masses: tuple = (), today: date = SUNDAY) -> str:
    return highlights(weekly_review(log, masses, today, unit=unit))


def test_bests_are_told_with_what_was_before() -> None:
    told = reviewed(workout(day(-7), sets("deadlift", 100, 5)), workout(day(0), sets("deadlift", 110, 5)))
    assert told == "New best: deadlift 110 kg (100 kg before).\n2 weeks in a row with a workout."


def test_of_each_lift_the_most_important_best_is_told_and_of_three_lifts() -> None:
    names = ("deadlift", "barbell_bench_press", "overhead_press", "barbell_row")
    before, now = ([each for name in names for each in sets(name, load, 5)] for load in (50, 60))
    told = reviewed(workout(day(-7), before), workout(day(0), now))
    assert told.count("kg before") == 3
    assert "estimated" not in told


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (sets("deadlift", 100, 5), sets("deadlift", 100, 6), "deadlift estimated 1RM "),
        (sets("push_up", None, 10), sets("push_up", None, 12), "push-up 12 reps (10 reps before)"),
        (sets("plank", None, 60), sets("plank", None, 75), "plank 75 seconds (60 seconds before)"),
        (sets("pull_up", None, 5), sets("pull_up", 5, 5), "pull-up with 5 kg added (none before)"),
        (sets("pull_up", 5, 5), sets("pull_up", 10, 5), "pull-up with 10 kg added (5 kg before)"),
        (sets("pull_up", -20, 5), sets("pull_up", -10, 5), "pull-up with 10 kg of help (20 kg before)"),
        (sets("pull_up", -20, 5), sets("pull_up", None, 5), "pull-up without help (20 kg before)"),
    ],
)
def test_each_kind_of_best_has_its_words(before: list, now: list, told: str) -> None:
    assert told in reviewed(workout(day(-7), before), workout(day(0), now))


def test_muscles_that_were_left_out_of_a_week_that_is_over_are_named() -> None:
    log = workout(day(-7), sets("dumbbell_curl", 10, 10)), workout(day(0), sets("barbell_back_squat", 60, 5))
    assert "not in this week: biceps and forearms." in reviewed(*log, today=day(7))
    assert "not in this week" not in reviewed(*log, today=SUNDAY)


@pytest.mark.parametrize(("mass", "told"), [(81, "1 kg more"), (79.5, "0.5 kg less"), (80, "the same as")])
def test_body_weight_is_told_against_the_week_before(mass: float, told: str) -> None:
    assert f"Body weight: {told}" in reviewed(
        workout(day(0), sets("plank", None, 60)), masses=(weighed(day(-7), 80), weighed(day(0), mass))
    )


def test_an_easy_week_is_proposed_with_its_reason() -> None:
    told = highlights(stuck(9))
    assert "9 weeks of hard training without an easy one. An easy week may help: 5–7 days with 50% of your sets" in told


def test_of_many_stalled_lifts_some_are_named() -> None:
    history = HISTORIES["five_years"]()
    review = weekly_review(history.workouts, history.masses, TODAY - timedelta(weeks=1))
    assert len(review.deload.stalls) > 4
    assert highlights(review).count("Stuck at the same time: ") == 1
    assert f"and {len(review.deload.stalls) - 4} more." in highlights(review)


def stuck(weeks: int) -> WeeklyReview:
    log = [workout(day(2 - 7 * back), sets("deadlift", 100, 5, 5)) for back in range(weeks)]
    return weekly_review(log, [], day(7), training_age=TrainingAge.INTERMEDIATE)


def test_of_a_first_workout_there_is_nothing_more_to_tell() -> None:
    assert reviewed(workout(day(0), sets("deadlift", 100, 5))) == ""


@pytest.mark.parametrize("name", HISTORIES)
@pytest.mark.parametrize("weeks_back", [0, 1])
def test_it_is_short_and_without_gaps(name: str, weeks_back: int) -> None:
    history = HISTORIES[name]()
    told = highlights(
        weekly_review(history.workouts, history.masses, TODAY - timedelta(weeks=weeks_back), unit=history.unit)
    )
    assert len(told.split()) <= 80
    assert "None" not in told
    assert "{" not in told
