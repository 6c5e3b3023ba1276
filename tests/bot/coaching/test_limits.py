"""No question, however odd, gets a number beyond the hard limits."""

from importlib import import_module
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching import limits
from bot.coaching.advice import Advice, Amount, Mass, Value
from bot.coaching.errors import OutOfRangeError
from bot.coaching.guideline import guideline
from bot.coaching.question import Question
from bot.coaching.terms import MassUnit, Sex, TrainingAge, TrainingGoal
from bot.coaching.units import KG_PER_LB

FOOD_TOPICS = ("energy_intake", "fat_loss", "protein_intake", "supplement")

any_number = st.floats(allow_nan=True, allow_infinity=True)
questions = st.builds(
    Question,
    training_goal=st.none() | st.sampled_from(TrainingGoal),
    training_age=st.none() | st.sampled_from(TrainingAge),
    body_mass_kg=st.none() | st.floats(20, 320) | any_number,
    age_years=st.none() | st.integers(-5, 130),
    sex=st.none() | st.sampled_from(Sex),
    mass_unit=st.sampled_from(MassUnit),
    days_per_week=st.none() | st.integers(-1, 20),
    percent_1rm=st.none() | any_number,
)


def advice(topic: str, question: Question) -> Advice:
    return import_module(f"bot.coaching.{topic}").advise(question)


def low(value: Value) -> float:
    assert isinstance(value, Amount)
    assert value.low is not None
    return value.low


def high(value: Value) -> float:
    assert isinstance(value, Amount)
    assert value.high is not None
    return value.high


@given(questions, st.sampled_from(FOOD_TOPICS))
def test_no_deficit_is_shown_above_the_limit_or_as_nothing(question, topic):
    values = advice(topic, question).values
    if "deficit" in values:
        assert 0 < high(values["deficit"]) <= 500


@given(questions, st.sampled_from(FOOD_TOPICS))
def test_no_intake_is_shown_below_the_lowest(question, topic):
    values = advice(topic, question).values
    least = 1200 if question.sex is Sex.FEMALE else 1500
    for name in {"maintenance", "lowest_intake"} & set(values):
        assert low(values[name]) >= least


@given(questions, st.sampled_from(FOOD_TOPICS))
def test_the_deficit_leaves_the_lowest_intake_of_a_middling_eater(question, topic):
    values = advice(topic, question).values
    if {"maintenance", "deficit"} <= set(values):
        least = 1200 if question.sex is Sex.FEMALE else 1500
        per_kg = 30
        assert min(question.body_mass_kg, 120) * per_kg - high(values["deficit"]) >= least - 1e-6


@given(questions, st.sampled_from(FOOD_TOPICS))
def test_no_loss_is_shown_above_one_percent_of_body_mass_a_week(question, topic):
    values = advice(topic, question).values
    if "weekly_loss" in values:
        loss = values["weekly_loss"]
        kg = high(loss) * (KG_PER_LB if loss.unit == "lb" else 1)
        assert 0 < kg <= question.body_mass_kg / 100
    if "pace" in values:
        assert high(values["pace"]) <= 1


@given(questions, st.sampled_from(FOOD_TOPICS))
def test_no_protein_is_shown_beyond_the_range_of_the_source(question, topic):
    values = advice(topic, question).values
    if "protein" in values:
        assert 1.6 * min(question.body_mass_kg, 120) <= low(values["protein"]) + 1e-6
        assert high(values["protein"]) <= 2.2 * min(question.body_mass_kg, 120) + 1e-6
        assert low(values["protein"]) <= high(values["protein"])


@given(questions, st.integers(0, 17), st.sampled_from(("energy_intake", "fat_loss", "supplement")))
def test_nobody_under_18_gets_a_diet_or_supplement_number(question, age, topic):
    young = Question(**{**vars(question), "age_years": age})
    answer = advice(topic, young)
    assert answer.variant == "minor"
    assert answer.values == {}


@given(questions, st.sampled_from((*FOOD_TOPICS, "recovery", "sleep", "cardio", "training_safety")))
def test_every_question_gets_an_answer_with_a_source_and_finite_numbers(question, topic):
    answer = advice(topic, question)
    assert answer.sources
    for value in answer.values.values():
        numbers = [value.value] if isinstance(value, Mass) else [value.low, value.high]
        assert all(-inf < number < inf for number in numbers if number is not None)


@pytest.mark.parametrize("topic", [*FOOD_TOPICS, "limits"])
def test_no_guideline_holds_a_figure_that_who_says_it_would_print_beyond_the_limits(topic):
    for name, entries in guideline(topic).figures.items():
        for figure in entries:
            most = figure.amount.high if figure.amount.high is not None else figure.amount.low
            assert most is not None
            if "deficit" in name and "weekly_kg" not in name:
                assert most <= 500, f"{topic}.yml: {name}"
            if name == "weekly_loss":
                assert most <= 1, f"{topic}.yml: {name}"
            if "intake" in name:
                assert most >= 1200, f"{topic}.yml: {name}"


@given(any_number, st.none() | any_number, st.none() | st.sampled_from(Sex))
def test_a_capped_deficit_is_between_nothing_and_the_limit(wanted, maintenance, sex):
    assert 0 <= limits.cap_deficit(wanted, maintenance, sex) <= 500


def test_a_deficit_leaves_the_lowest_intake():
    assert limits.cap_deficit(400, 1700, Sex.MALE) == 200
    assert limits.cap_deficit(400, 1700, Sex.FEMALE) == 400
    assert limits.cap_deficit(400, 1700) == 200
    assert limits.cap_deficit(400, 1000, Sex.FEMALE) == 0
    assert limits.cap_deficit(900) == 500
    assert limits.cap_deficit(-50) == 0


def test_an_intake_is_raised_to_the_lowest():
    assert limits.floor_intake(800, Sex.FEMALE) == 1200
    assert limits.floor_intake(800, Sex.MALE) == 1500
    assert limits.floor_intake(800, None) == 1500
    assert limits.floor_intake(2300, None) == 2300
    assert limits.floor_intake(nan, None) == 1500


def test_a_weekly_loss_is_cut_to_one_percent():
    assert limits.cap_weekly_loss_kg(1.5, 80) == pytest.approx(0.8)
    assert limits.cap_weekly_loss_kg(0.3, 80) == pytest.approx(0.3)
    assert limits.cap_weekly_loss_kg(-1, 80) == 0


@given(st.floats(0.1, 1000), any_number)
def test_a_load_never_rises_more_than_ten_percent(load, next_load):
    assert 0 <= limits.cap_load_increase(load, next_load) <= load * 1.1 + 1e-9


def test_a_load_may_rise_a_little_and_fall_a_lot():
    assert limits.cap_load_increase(100, 105) == 105
    assert limits.cap_load_increase(100, 130) == pytest.approx(110)
    assert limits.cap_load_increase(100, 60) == 60


@pytest.mark.parametrize("load", [0, -20, nan])
def test_a_load_of_nothing_has_no_share_to_rise_by(load):
    with pytest.raises(OutOfRangeError, match="load"):
        limits.cap_load_increase(load, 10)


@pytest.mark.parametrize(
    ("age", "minor", "older"),
    [
        (None, False, False),
        (0, True, False),
        (17, True, False),
        (18, False, False),
        (64, False, False),
        (65, False, True),
    ],
)
def test_ages_fall_on_the_right_side(age, minor, older):
    question = Question(age_years=age)
    assert limits.is_minor(question) is minor
    assert limits.is_older(question) is older


@pytest.mark.parametrize(
    ("mass", "believed"),
    [
        (None, None),
        (nan, None),
        (inf, None),
        (29.9, None),
        (30, 30),
        (80, 80),
        (300, 300),
        (300.1, None),
        (-80, None),
    ],
)
def test_only_a_plausible_body_mass_is_believed(mass, believed):
    assert limits.plausible_body_mass_kg(Question(body_mass_kg=mass)) == believed


def test_the_limits_are_those_that_were_promised():
    figures = guideline("limits").figures
    given_limits = {name: entries[0].amount for name, entries in figures.items()}
    assert given_limits["deficit"].high == 500
    assert given_limits["lowest_intake_male"].low == 1500
    assert given_limits["lowest_intake_female"].low == 1200
    assert given_limits["weekly_loss"].high == 1
    assert given_limits["weekly_load_increase"].high == 10
    assert given_limits["adult_age"].low == 18
