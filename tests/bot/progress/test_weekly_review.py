"""The review of a week: what was done, what is usual, what is new, and which week is meant."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.coaching.advice import Amount, Mass
from bot.coaching.personal_record import RecordKind
from bot.coaching.terms import MassUnit, Muscle, TrainingAge, TrainingGoal
from bot.progress.weekly_review import weekly_review
from bot.store.log_records import Workout
from tests.bot.progress.histories import five_years, sets, weighed, workout

MONDAY = date(2026, 3, 2)
FRIDAY = MONDAY + timedelta(days=4)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def log(*loads: float) -> list[Workout]:
    """A workout on each Wednesday, the last in the week of MONDAY."""
    return [workout(day(2 - 7 * (len(loads) - 1 - at)), sets("deadlift", load, 5, 5)) for at, load in enumerate(loads)]


def test_a_week_is_told_with_what_is_usual() -> None:
    found = weekly_review(log(100, 110, 120), [], FRIDAY)
    assert (found.monday, found.is_over, found.days) == (MONDAY, False, (day(2),))
    assert found.usual == (1, 2, 1050)
    values = found.advice.values
    assert values["workouts"] == Amount(1, 1, "workouts")
    assert values["sets"] == values["usual_sets"] == Amount(2, 2, "sets")
    assert (values["moved"], values["usual_moved"]) == (Mass(1200, MassUnit.KG), Mass(1050, MassUnit.KG))
    assert values["streak"] == Amount(3, 3, "weeks")
    assert found.advice.variant == "so_far"
    assert found.advice.sources


def test_the_first_week_has_nothing_that_is_usual() -> None:
    found = weekly_review(log(100), [], FRIDAY)
    assert (found.usual, found.advice.variant, found.records) == (None, "first_week", ())


def test_a_week_without_a_workout_says_so() -> None:
    assert weekly_review([], [], FRIDAY).advice.variant == "nothing"
    assert weekly_review(log(100), [], FRIDAY, monday=MONDAY - timedelta(weeks=1)).advice.variant == "nothing"


@pytest.mark.parametrize(("today", "monday"), [(0, -7), (3, -7), (4, 0), (6, 0)])
def test_from_friday_on_this_week_is_meant_and_before_it_the_last(today: int, monday: int) -> None:
    found = weekly_review(log(100, 110, 120), [], day(today))
    assert found.monday == day(monday)
    assert found.is_over == (monday < 0)


def test_who_began_this_week_means_this_week() -> None:
    assert weekly_review([workout(MONDAY, sets("plank", None, 60))], [], day(1)).monday == MONDAY


def test_later_days_do_not_count() -> None:
    found = weekly_review(log(100, 110, 120), [], day(20), monday=MONDAY - timedelta(weeks=1))
    assert (found.week.workouts, found.streak_weeks) == (1, 2)
    assert found.moved[-1].kg == 1100


def test_records_of_the_week_come_the_most_important_first() -> None:
    found = weekly_review([*log(100, 100, 110), workout(day(3), sets("deadlift", 115, 3))], [], FRIDAY)
    assert [(each.kind, each.value) for each in found.records][:2] == [
        (RecordKind.LOAD, Mass(115, MassUnit.KG)), (RecordKind.ONE_REP_MAX, Mass(128.2, MassUnit.KG)),
    ]  # fmt: skip
    assert not weekly_review(log(100, 110, 105), [], FRIDAY).records


def test_muscles_are_sorted_by_the_band_and_one_that_was_left_out_is_among_them() -> None:
    before = workout(day(-5), sets("dumbbell_curl", 10, 10))
    now = workout(MONDAY, sets("barbell_back_squat", 60, *[5] * 12) + sets("barbell_bench_press", 60, *[5] * 5))
    found = weekly_review([before, now], [], FRIDAY, training_age=TrainingAge.NOVICE)
    assert found.aim == (4, 10)
    assert Muscle.QUADS in found.muscles("above")
    assert Muscle.CHEST in found.muscles("in")
    assert Muscle.BICEPS in found.muscles("below")
    assert set(found.advice.values["muscles_below"]) == set(found.muscles("below"))


def test_body_mass_is_compared_week_by_week() -> None:
    masses = [weighed(day(at), mass) for at, mass in ((-7, 80), (-5, 82), (0, 80), (3, 80.4))]
    assert weekly_review(log(100), masses, FRIDAY).advice.values["body_mass_change"] == Mass(-0.8, MassUnit.KG)
    assert weekly_review(log(100), masses[2:], FRIDAY).trend_kg is None


def test_an_easy_week_is_proposed_unless_the_program_plans_them() -> None:
    steady = log(*[100] * 9)
    asked = {"today": day(7), "training_age": TrainingAge.INTERMEDIATE, "training_goal": TrainingGoal.STRENGTH}
    found = weekly_review(steady, [], **asked)
    assert found.deload
    assert found.deload.advice.variant == "weeks"
    assert found.deload.hard_weeks == 9
    assert weekly_review(steady, [], **asked, plans_easy_weeks=True).deload is None


def test_two_big_lifts_that_stall_at_once_call_for_an_easy_week() -> None:
    both = [replace(each, sets=(*each.sets, *sets("front_squat", 60, 5))) for each in log(*[100] * 9)]
    found = weekly_review(both, [], day(7), training_age=TrainingAge.INTERMEDIATE).deload
    assert found
    assert [each.exercise for each in found.stalls] == ["deadlift", "front_squat"]
    assert found.advice.variant == "lifts_and_weeks"
    assert found.advice.values["lifts"] == ("deadlift", "front_squat")


def test_pounds_stay_pounds() -> None:
    history = five_years(MassUnit.LB)
    values = weekly_review(history.workouts, history.masses, FRIDAY, unit=MassUnit.LB).advice.values
    assert {each.unit for each in values.values() if isinstance(each, Mass)} == {MassUnit.LB}
