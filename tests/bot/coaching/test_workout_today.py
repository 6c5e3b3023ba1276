"""A planned workout with its loads, lighter sets and plates."""

from dataclasses import replace

from bot.coaching.advice import Mass, PlannedWorkout
from bot.coaching.load_rule import load_rule
from bot.coaching.next_load_reason import Decision
from bot.coaching.terms import MassUnit, TrainingGoal
from bot.coaching.workout_today import SetUp, TodaysLift, set_ups, warm_up_sets, workout_today
from tests.bot.coaching.logs import TODAY, plan, workouts

PLANNED = {"barbell_back_squat": "5x5", "barbell_bench_press": "5x5", "barbell_row": "5x5", "plank": "3x30"}
LOG = {
    "barbell_back_squat": workouts(["100x5,5,5,5,5"]),
    "barbell_bench_press": workouts(["80x5,5,5,5,3"], "barbell_bench_press"),
}


def today(unit: MassUnit = MassUnit.KG) -> tuple[TodaysLift, ...]:
    planned = PlannedWorkout("A", 0, tuple(plan(each, name) for name, each in PLANNED.items()), 60)
    return workout_today(planned, LOG, TODAY, load_rule("stronglifts_5x5"), unit=unit)


def short(given: tuple[SetUp, ...]) -> list[tuple[float, float | None, list[float] | None]]:
    return [
        (each.load.value, each.reps and each.reps.low, None if each.side is None else [one.value for one in each.side])
        for each in given
    ]


def test_every_exercise_has_its_load_and_its_reason() -> None:
    assert [each.next.decision for each in today()] == [
        Decision.ADD, Decision.REPEAT, Decision.FIRST, Decision.FIRST,
    ]  # fmt: skip
    assert [each.next.prescription.load for each in today()][:2] == [Mass(102.5, MassUnit.KG), Mass(80, MassUnit.KG)]


def test_the_bar_is_loaded_from_the_empty_one_up() -> None:
    squat = today()[0]
    assert short(squat.warm_up) == [(20, 10, []), (40, 5, [10]), (62.5, 3, [20, 1.25]), (82.5, 2, [25, 5, 1.25])]
    assert short(squat.set_ups) == [(102.5, None, [25, 15, 1.25])]


def test_pounds_come_with_plates_in_pounds() -> None:
    (work,) = today(MassUnit.LB)[0].set_ups
    assert work == SetUp(
        Mass(225, MassUnit.LB), None, Mass(45, MassUnit.LB), (Mass(45, MassUnit.LB), Mass(45, MassUnit.LB)), None
    )


def test_warm_muscles_need_one_lighter_set() -> None:
    loaded = replace(plan("3x5", "barbell_bench_press"), load=Mass(80, MassUnit.KG))
    assert short(warm_up_sets(loaded, is_warm=True)) == [(65, 2, [20, 2.5])]
    assert len(warm_up_sets(loaded)) == 4
    assert short(warm_up_sets(loaded, TrainingGoal.STRENGTH))[-1] == (72.5, 1, [25, 1.25])


def test_the_same_exercise_again_needs_no_lighter_set() -> None:
    squats = tuple(plan(each, "barbell_back_squat") for each in ("1x5", "5x5"))
    first, again = workout_today(PlannedWorkout("A", 0, squats, 60), LOG, TODAY, load_rule("own"))
    assert first.warm_up
    assert not again.warm_up


def test_what_has_no_bar_has_no_plates_and_no_empty_bar() -> None:
    for name, lighter in (("leg_press", [25, 35, 47.5]), ("goblet_squat", [24, 36, 48])):
        loaded = replace(plan("3x10", name), load=Mass(60, MassUnit.KG))
        assert short(warm_up_sets(loaded)) == [
            (load, reps, None) for load, reps in zip(lighter, (5, 3, 2), strict=True)
        ]
        assert short(set_ups(loaded)) == [(60, None, None)]


def test_a_light_bar_carries_a_light_load_and_a_load_off_the_plates_says_so() -> None:
    light, odd = (replace(plan("3x5", "overhead_press"), load=Mass(load, MassUnit.KG)) for load in (17.5, 61))
    assert set_ups(light)[0].bar == Mass(15, MassUnit.KG)
    assert set_ups(odd)[0].total == Mass(60, MassUnit.KG)


def test_without_a_load_there_is_nothing_to_put_together() -> None:
    row, plank = today()[2:]
    assert (row.warm_up, row.set_ups) == (plank.warm_up, plank.set_ups) == ((), ())
