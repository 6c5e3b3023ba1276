"""Properties of the calculators: 1RM, effort curve, working loads, rounding, plates, warm-up, kg and lb."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching import one_rep_max as one_rep_max_topic
from bot.coaching import plates, unit_conversion, warm_up, working_load
from bot.coaching.advice import Advice, Amount, Mass
from bot.coaching.errors import KnowledgeError, OutOfRangeError
from bot.coaching.figures import bounds, constant
from bot.coaching.one_rep_max_formulas import BENCH_PRESS, GENERAL, Formula, epley, estimate, mayhew
from bot.coaching.plates import common_plates, load_bar
from bot.coaching.question import Question
from bot.coaching.rounding import Tool, loadable, outward, to_show
from bot.coaching.rpe_curve import percent_1rm, percent_at, reps_from_max
from bot.coaching.terms import MassUnit, TrainingGoal
from bot.coaching.units import KG_PER_LB, from_kg, to_kg

LOADS = st.floats(0.5, 600)
REPS = st.floats(1, 12)
UNITS = st.sampled_from(list(MassUnit))
TOOLS = st.sampled_from(list(Tool))
GOALS = st.sampled_from([None, *TrainingGoal])
CALCULATORS = [one_rep_max_topic, working_load, plates, warm_up, unit_conversion]


def masses(advice: Advice) -> list[Mass]:
    """Every mass that an advice shows, also in its rows."""
    found, left = [], list(advice.values.values())
    while left:
        value = left.pop()
        left += value if isinstance(value, tuple) else ()
        found += [value] if isinstance(value, Mass) else []
    return found


# 1RM


@pytest.mark.parametrize("formula", BENCH_PRESS)
@given(load=LOADS)
def test_every_formula_gives_the_load_back_for_one_rep(formula: Formula, load: float) -> None:
    assert formula(load, 1) == load


@pytest.mark.parametrize("formula", BENCH_PRESS)
@given(load=LOADS, reps=st.tuples(REPS, REPS), heavier=st.floats(1, 2))
def test_every_formula_grows_with_load_and_reps(
    formula: Formula, load: float, reps: tuple[float, float], heavier: float
) -> None:
    fewer, more = sorted(reps)
    assert formula(load, fewer) <= formula(load, more) * (1 + 1e-12)
    assert formula(load, more) <= formula(load * heavier, more) * (1 + 1e-12)


@given(load=LOADS, reps=st.tuples(REPS, REPS))
def test_the_estimate_grows_with_reps_and_is_never_below_the_load(load: float, reps: tuple[float, float]) -> None:
    fewer, more = (estimate(load, each, BENCH_PRESS) for each in sorted(reps))
    assert load <= fewer.low
    assert fewer.low <= more.low * (1 + 1e-12)
    assert fewer.middle <= more.middle * (1 + 1e-12)
    assert fewer.high <= more.high * (1 + 1e-12)


@given(load=st.floats(0.5, 400), reps=st.integers(2, 12), unit=UNITS)
def test_the_range_that_is_shown_contains_every_formula(load: float, reps: int, unit: MassUnit) -> None:
    question = Question(load_kg=load, reps=reps, mass_unit=unit, exercises=("barbell_bench_press",))
    shown = one_rep_max_topic.advise(question).values["one_rep_max"]
    assert isinstance(shown, Amount)
    assert shown.low is not None
    assert shown.high is not None
    for formula in BENCH_PRESS:
        found = from_kg(formula(load, reps), unit)
        assert shown.low <= found * (1 + 1e-9)
        assert found <= shown.high * (1 + 1e-9)


@pytest.mark.parametrize(("reps", "spread"), [(5, 6.5), (8, 7.7), (10, 9.7), (12, 15.8), (15, 32.5), (20, 76.9)])
def test_the_six_formulas_lie_as_far_apart_for_100_kg_as_the_evidence_says(reps: int, spread: float) -> None:
    found = [formula(100, reps) for formula in BENCH_PRESS]
    assert max(found) - min(found) == pytest.approx(spread, abs=0.1)


def test_mayhew_is_only_among_the_formulas_of_the_bench_press() -> None:
    assert mayhew in BENCH_PRESS
    assert mayhew not in GENERAL


@pytest.mark.parametrize("formula", BENCH_PRESS)
@pytest.mark.parametrize("reps", [0, 0.5, 37, 38, 1000, float("nan")])
def test_no_formula_answers_below_one_rep_or_from_the_pole_on(formula: Formula, reps: float) -> None:
    with pytest.raises(OutOfRangeError, match="reps"):
        formula(100, reps)


@given(load=LOADS, reps=st.floats(12.001, 100))
def test_there_is_no_estimate_above_twelve_reps(load: float, reps: float) -> None:
    with pytest.raises(OutOfRangeError):
        estimate(load, reps)


def test_an_estimate_needs_a_set() -> None:
    with pytest.raises(ValueError, match="load_kg and reps"):
        one_rep_max_topic.estimate_kg(Question(load_kg=100))


@given(load=LOADS, reps=st.integers(1, 12))
def test_pounds_and_kilograms_give_the_same_estimate(load: float, reps: int) -> None:
    in_lb, through_kg = estimate(load, reps), estimate(to_kg(load, MassUnit.LB), reps)
    assert from_kg(through_kg.low, MassUnit.LB) == pytest.approx(in_lb.low)
    assert from_kg(through_kg.middle, MassUnit.LB) == pytest.approx(in_lb.middle)
    assert from_kg(through_kg.high, MassUnit.LB) == pytest.approx(in_lb.high)


# Effort


def test_the_curve_reproduces_the_chart() -> None:
    assert percent_1rm(1, 2) == pytest.approx(constant("effort_conversion", "one_at_rpe_eight"), abs=0.2)
    assert percent_1rm(5, 2) == pytest.approx(constant("effort_conversion", "five_at_rpe_eight"), abs=0.2)
    assert percent_1rm(1, 0) == pytest.approx(100, abs=0.1)


@given(x=st.tuples(st.floats(0, 40), st.floats(0, 40)))
def test_the_curve_never_rises(x: tuple[float, float]) -> None:
    nearer, farther = sorted(x)
    assert percent_at(nearer) >= percent_at(farther)


def test_the_curve_has_no_gap_where_its_parts_meet() -> None:
    joint = constant("effort_conversion", "curve_joint")
    assert percent_at(joint) == pytest.approx(percent_at(joint + 1e-9), abs=0.5)


def test_beyond_the_chart_the_curve_is_flat_and_no_load_is_made_from_it() -> None:
    assert percent_at(16) == percent_at(30) == 50
    with pytest.raises(OutOfRangeError):
        percent_1rm(15, 2)
    with pytest.raises(OutOfRangeError):
        reps_from_max(50)


@pytest.mark.parametrize(("reps", "left"), [(0, 2), (5, -1)])
def test_impossible_sets_have_no_percentage(reps: float, left: float) -> None:
    with pytest.raises(OutOfRangeError):
        percent_1rm(reps, left)


def test_the_curve_does_not_start_before_the_max() -> None:
    with pytest.raises(OutOfRangeError):
        percent_at(-1)


@given(steps=st.integers(0, 31))
def test_from_effort_to_percent_and_back_is_the_same_place(steps: int) -> None:
    assert reps_from_max(percent_at(steps / 2)) == steps / 2


@given(reps=st.integers(1, 6), left=st.integers(0, 5), max_kg=st.floats(20, 300))
def test_a_set_computed_from_a_max_points_back_to_that_max(reps: int, left: int, max_kg: float) -> None:
    load = max_kg * percent_1rm(reps, left) / 100
    back = estimate(load, reps + left)
    assert back.low * 0.95 <= max_kg <= back.high * 1.05


# Rounding


@given(mass=st.floats(0, 600), unit=UNITS, tool=TOOLS)
def test_a_loadable_mass_is_whole_steps_and_the_nearest(mass: float, unit: MassUnit, tool: Tool) -> None:
    shown, said = loadable(mass, unit, tool).value, from_kg(mass, unit)
    light = said < constant("rounding", f"light_below_{tool}_{unit}")
    step = constant("rounding", f"step_light_{unit}" if light else f"step_{tool}_{unit}")
    assert (shown / step).is_integer()
    assert abs(shown - said) <= step / 2 + 1e-9


@given(mass=st.tuples(st.floats(0, 600), st.floats(0, 600)), unit=UNITS, tool=TOOLS)
def test_rounding_never_turns_the_order_of_two_loads(mass: tuple[float, float], unit: MassUnit, tool: Tool) -> None:
    lighter, heavier = (loadable(each, unit, tool).value for each in sorted(mass))
    assert lighter <= heavier


@given(mass=st.floats(0.5, 600), unit=UNITS, tool=TOOLS)
def test_rounding_stays_below_what_is_allowed(mass: float, unit: MassUnit, tool: Tool) -> None:
    assert to_kg(loadable(mass, unit, tool, most_kg=mass).value, unit) <= mass * (1 + 1e-9)


def test_half_way_between_two_steps_the_lighter_load_is_taken() -> None:
    assert loadable(101.25, MassUnit.KG) == Mass(100, MassUnit.KG)
    assert loadable(103.75, MassUnit.KG) == Mass(102.5, MassUnit.KG)


@given(hundredths=st.integers(1, 132000))
def test_pounds_survive_the_way_through_kilograms(hundredths: int) -> None:
    pounds = hundredths / 100
    assert to_show(to_kg(pounds, MassUnit.LB), MassUnit.LB) == Mass(pounds, MassUnit.LB)


def test_225_lb_stay_225_lb() -> None:
    assert to_show(225 * KG_PER_LB, MassUnit.LB).value == 225
    assert loadable(225 * KG_PER_LB, MassUnit.LB).value == 225


@given(low=LOADS, wider=st.floats(1, 2), unit=UNITS)
def test_a_shown_span_is_never_narrower_than_it_is(low: float, wider: float, unit: MassUnit) -> None:
    shown = outward(low, low * wider, unit)
    assert shown.low is not None
    assert shown.high is not None
    assert shown.low <= from_kg(low, unit) * (1 + 1e-9)
    assert from_kg(low * wider, unit) <= shown.high * (1 + 1e-9)
    assert shown.unit == unit


# Working loads


@given(
    max_kg=st.floats(0.5, 600), reps=st.none() | st.integers(1, 20), percent=st.none() | st.integers(1, 100),
    goal=GOALS, unit=UNITS,
)  # fmt: skip
def test_no_working_load_is_above_the_max(
    max_kg: float, reps: int | None, percent: int | None, goal: TrainingGoal | None, unit: MassUnit
) -> None:
    question = Question(
        one_rep_max_kg=max_kg, target_reps=reps, percent_1rm=percent, training_goal=goal, mass_unit=unit
    )
    for shown in masses(working_load.advise(question)):
        assert shown.unit is unit
        assert shown.value <= from_kg(max_kg, unit) + 0.05


@given(load=st.floats(20, 300), reps=st.integers(1, 10), target=st.tuples(st.integers(1, 14), st.integers(1, 14)))
def test_longer_sets_never_get_a_heavier_load(load: float, reps: int, target: tuple[int, int]) -> None:
    fewer, more = (
        working_load.advise(Question(load_kg=load, reps=reps, target_reps=each)).values["load"]
        for each in sorted(target)
    )
    assert isinstance(fewer, Mass)
    assert isinstance(more, Mass)
    assert fewer.value >= more.value


@given(load=st.floats(1, 300), reps=st.integers(1, 10))
def test_the_same_set_again_is_never_made_heavier(load: float, reps: int) -> None:
    again = working_load.advise(Question(load_kg=load, reps=reps, target_reps=reps)).values["exact_load"]
    assert isinstance(again, Mass)
    assert again.value <= load + 0.05


# Plates


@given(target=st.floats(20, 600), unit=UNITS)
def test_plates_add_up_to_what_is_said_and_nothing_loadable_is_nearer(target: float, unit: MassUnit) -> None:
    bar, smallest = constant("plates", f"bar_{unit}"), min(common_plates(unit))
    target = max(target, bar)
    found = load_bar(target, bar, common_plates(unit))
    assert found.total == pytest.approx(bar + 2 * sum(found.side))
    assert abs(found.total - target) <= smallest + 1e-9
    assert list(found.side) == sorted(found.side, reverse=True)


@given(steps=st.integers(0, 100), unit=UNITS)
def test_a_multiple_of_the_smallest_pair_is_met_exactly(steps: int, unit: MassUnit) -> None:
    bar, smallest = constant("plates", f"bar_{unit}"), min(common_plates(unit))
    target = bar + 2 * smallest * steps
    assert load_bar(target, bar, common_plates(unit)).total == target


def test_the_heaviest_plate_first_is_not_always_right() -> None:
    assert load_bar(100, 20, (25, 20)).side == (20, 20)
    assert load_bar(120, 20, (25, 20)).side == (25, 25)


def test_of_two_equally_near_loads_the_lighter_is_taken() -> None:
    assert load_bar(25, 20, (5,)).total == 20


def test_an_overshoot_is_taken_if_it_is_nearer() -> None:
    assert load_bar(38, 20, (10,)).total == 40


def test_below_the_bar_nothing_can_be_loaded() -> None:
    with pytest.raises(ValueError, match="at least the bar"):
        load_bar(10, 20, (5,))


# Warm-up


@given(load=st.floats(0.5, 600), unit=UNITS, tool=TOOLS)
def test_every_ramp_rises_stays_below_the_working_load_and_can_be_loaded(
    load: float, unit: MassUnit, tool: Tool
) -> None:
    sets = warm_up.ramp(load, unit, tool, warm_up.HEAVY_STEPS)
    loads = [each.value for each, _ in sets]
    assert loads == sorted(set(loads))
    assert all(0 < to_kg(each, unit) < load for each in loads)
    assert all(loadable(to_kg(each, unit), unit, tool).value == each for each in loads)


@given(load=st.floats(20.5, 600), unit=UNITS)
def test_a_ramp_with_a_bar_can_be_put_on_that_bar(load: float, unit: MassUnit) -> None:
    bar = constant("plates", f"bar_{unit}")
    if to_kg(bar, unit) < load:
        for shown, _ in warm_up.ramp(load, unit):
            assert load_bar(shown.value, bar, common_plates(unit)).total == shown.value


@given(load=st.floats(30, 600), unit=UNITS)
def test_reps_fall_on_the_way_up(load: float, unit: MassUnit) -> None:
    reps = [amount.low or 0 for _, amount in warm_up.ramp(load, unit, steps=warm_up.HEAVY_STEPS)]
    assert reps == sorted(reps, reverse=True)


# Units and limits


@given(load=st.integers(1, 600), unit=UNITS)
def test_a_conversion_shows_both_units_to_one_decimal(load: int, unit: MassUnit) -> None:
    values = unit_conversion.advise(Question(load_kg=float(load), mass_unit=unit)).values
    said, converted = values["said"], values["converted"]
    assert isinstance(said, Mass)
    assert isinstance(converted, Mass)
    assert {said.unit, converted.unit} == set(MassUnit)
    assert isclose(to_kg(said.value, said.unit), load, abs_tol=0.05)
    assert isclose(to_kg(converted.value, converted.unit), load, abs_tol=0.05)


def test_the_guideline_and_the_code_agree_on_the_pound() -> None:
    assert constant("unit_conversion", "kg_of_one_lb") == KG_PER_LB
    assert constant("unit_conversion", "lb_of_one_kg") == round(1 / KG_PER_LB, 1)


@pytest.mark.parametrize("topic", CALCULATORS, ids=lambda topic: topic.TOPIC)
@pytest.mark.parametrize(
    "absurd",
    [{"load_kg": 5000.0}, {"load_kg": 0.0}, {"load_kg": -5.0}, {"load_kg": float("nan")}, {"reps": 100}],
)
def test_absurd_numbers_get_a_kind_answer(topic: object, absurd: dict[str, float]) -> None:
    facts = {"load_kg": 100.0, "reps": 5} | absurd
    assert topic.advise(Question(**facts)).variant == "implausible"  # type: ignore[attr-defined, arg-type]


def test_a_figure_that_a_formula_cannot_use_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"load\.yml: figures/load: has an open end"):
        bounds("load", "load", TrainingGoal.STRENGTH)
    with pytest.raises(KnowledgeError, match=r"one_rep_max\.yml: figures/valid_reps: is 2 to 10"):
        constant("one_rep_max", "valid_reps")


def test_epley_by_hand() -> None:
    assert epley(100, 6) == 120
