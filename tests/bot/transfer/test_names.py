"""Names in files: certain ones are mapped, others are not."""

import pytest

from bot.coaching.exercise import all_exercises
from bot.transfer.names import candidates, find_exercise


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Bench Press (Barbell)", "barbell_bench_press"),
        ("Bench Press, Barbell", "barbell_bench_press"),
        ("  DEADLIFT  (barbell) ", "deadlift"),
        ("Leg Extension (Machine)", "leg_extension"),
        ("Lat Pulldown (Cable)", "lat_pulldown"),
        ("Incline Bench Press (Dumbbell)", "incline_dumbbell_press"),
        ("Leg Press, Leverage Machine", "leg_press"),
        ("Pull Up (Weighted)", "pull_up"),
        ("Pull Up (Assisted)", "assisted_pull_up"),
        ("Romanian Deadlfit", "romanian_deadlift"),
        ("barbell_back_squat", "barbell_back_squat"),
    ],
)
def test_an_alias_with_its_equipment_or_one_slip_is_certain(name: str, meant: str) -> None:
    assert find_exercise(name) == meant


@pytest.mark.parametrize(
    "name",
    ["", "Deadlift (Kettlebell Pair)", "Deadlift (Cable)", "Pack Squat", "Squat (Imaginary)", "Dips x"],
)
def test_other_equipment_and_short_or_far_names_are_not_certain(name: str) -> None:
    assert find_exercise(name) is None


def test_candidates_are_exercises_and_the_likeliest_comes_first() -> None:
    found = candidates("Flat Bench Press (Barbell, Paused)")
    assert "barbell_bench_press" in found
    assert set(found) <= set(all_exercises())
    assert len(found) <= 3
    assert candidates("qqqq") == ()


def test_every_name_of_the_catalogue_means_its_exercise() -> None:
    assert not [each.id for each in all_exercises().values() if find_exercise(each.title) != each.id]
