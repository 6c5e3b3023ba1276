"""What is believed of a logged set is what the rules module's guidelines say."""

import pytest

from bot.coaching.exercise import all_exercises
from bot.coaching.figures import bounds, constant
from bot.coaching.units import KG_PER_LB
from bot.nlu.log_limits import bar, is_plausible_count, is_plausible_load, limits, most_sets, plate

TOPIC = "lift_numbers"


@pytest.mark.parametrize(
    "variable", ["plausible_load", "plausible_bell", "plausible_help", "plausible_count", "plausible_sets"]
)
def test_the_limits_are_those_of_the_guideline(variable: str) -> None:
    assert (limits(variable).low, limits(variable).high) == bounds(TOPIC, variable)


def test_bar_and_plates_are_those_of_the_guideline() -> None:
    assert (bar("kg"), bar("lb")) == (constant("plates", "bar_kg"), constant("plates", "bar_lb"))
    assert (plate("kg"), plate("lb")) == (constant("plates", "plate_kg_20"), constant("plates", "plate_lb_45"))


@pytest.mark.parametrize("exercise_id", sorted(all_exercises()))
def test_every_exercise_has_believable_loads_and_counts(exercise_id: str) -> None:
    assert is_plausible_load(10, "kg", exercise_id)
    assert not is_plausible_load(5000, "kg", exercise_id)
    assert not is_plausible_load(0, "kg", exercise_id)
    assert is_plausible_count(10, exercise_id)
    assert not is_plausible_count(0, exercise_id)
    assert not is_plausible_count(100_000, exercise_id)


def test_a_load_is_judged_in_its_unit_and_without_one_in_the_kinder() -> None:
    high = bounds(TOPIC, "plausible_load")[1]
    assert is_plausible_load(high, "kg", "deadlift")
    assert not is_plausible_load(high + 1, "kg", "deadlift")
    assert is_plausible_load(high + 1, None, "deadlift")
    assert not is_plausible_load(high / KG_PER_LB + 1, None, "deadlift")


def test_a_dumbbell_is_judged_more_strictly_than_a_bar_and_help_is_below_zero() -> None:
    assert is_plausible_load(200, "kg", "barbell_bench_press")
    assert not is_plausible_load(200, "kg", "dumbbell_bench_press")
    assert is_plausible_load(-20, "kg", "assisted_pull_up")
    assert not is_plausible_load(-500, "kg", "assisted_pull_up")
    assert most_sets() >= 10
