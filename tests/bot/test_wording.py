"""Values as text: exact forms, every unit of the guidelines, and what no text may look like."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import wording
from bot.coaching.advice import Amount, Mass, Prescription, Value
from bot.coaching.exercise import all_exercises
from bot.coaching.guideline import guideline
from bot.coaching.knowledge import FOLDER
from bot.coaching.source import all_sources
from bot.coaching.terms import Equipment, MassUnit, Priority, TrainingGoal

SCHEMA = json.loads((FOLDER / "schema" / "guideline.json").read_text(encoding="utf-8"))
UNITS = SCHEMA["properties"]["figures"]["additionalProperties"]["properties"]["unit"]["enum"]
SHOWN = {
    "reps": "2–4 reps",
    "sets": "2–4 sets",
    "sets per week": "2–4 sets a week",
    "sets per workout": "2–4 sets a workout",
    "seconds": "2–4 seconds",
    "minutes": "2–4 minutes",
    "hours": "2–4 hours",
    "days": "2–4 days",
    "days per week": "2–4 days a week",
    "weeks": "2–4 weeks",
    "months": "2–4 months",
    "years": "2–4 years",
    "% of 1RM": "2–4% of 1RM",
    "% per week": "2–4% a week",
    "%": "2–4%",
    "RPE": "RPE 2–4",
    "reps in reserve": "2–4 reps in reserve",
    "kg": "2–4 kg",
    "lb": "2–4 lb",
    "g per kg per day": "2–4 g per kg a day",
    "g": "2–4 g",
    "g per day": "2–4 g a day",
    "mg": "2–4 mg",
    "kcal per day": "2–4 kcal a day",
    "kcal": "2–4 kcal",
    "exercises": "2–4 exercises",
    "times per week": "2–4 times a week",
    "minutes per week": "2–4 minutes a week",
    "ratio": "2–4",
    "steps per day": "2–4 steps a day",
    "% of body mass per week": "2–4% of body weight a week",
    "hours before bed": "2–4 hours before bed",
    "coefficient": "2–4",
    "ml per day": "2–4 ml a day",
    "g per kg": "2–4 g per kg",
    "mg per kg": "2–4 mg per kg",
    "kcal per kg per day": "2–4 kcal per kg a day",
    "injuries per 1000 hours": "2–4 injuries per 1000 hours",
    "workouts": "2–4 workouts",
}
ONE_AND_PLURAL = re.compile(r"(?<![\d.,–])1 [a-z]+s\b")
BAD_SIGNS = re.compile(r"None|_|  |per day|per week|–\s|\s–")
GUIDELINES = sorted(path.stem for path in (FOLDER / "guidelines").glob("*.yml"))
FIGURES = [
    pytest.param(figure.amount, id=f"{topic}: {variable}: {figure.source}")
    for topic in GUIDELINES
    for variable, entries in guideline(topic).figures.items()
    for figure in entries
]


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_of_the_guidelines_has_its_form(unit: str) -> None:
    assert wording.amount(Amount(2, 4, unit)) == SHOWN[unit]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("ends", [(1, 1), (None, 1), (1, None)])
def test_one_of_a_unit_is_singular(unit: str, ends: tuple[float | None, float | None]) -> None:
    assert not ONE_AND_PLURAL.search(wording.amount(Amount(*ends, unit)))


@pytest.mark.parametrize("amount", FIGURES)
def test_every_figure_of_the_guidelines_reads_well(amount: Amount) -> None:
    text = wording.amount(amount)
    assert re.search(r"\d", text)
    assert not BAD_SIGNS.search(text), text
    assert not ONE_AND_PLURAL.search(text), text
    for end in (amount.low, amount.high):
        if end is not None and amount.unit != "seconds":
            assert wording.number(end) in text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Amount(6, 12, "reps"), "6–12 reps"),
        (Amount(5, 5, "reps"), "5 reps"),
        (Amount(1, 1, "reps"), "1 rep"),
        (Amount(1, 3, "sets"), "1–3 sets"),
        (Amount(85, None, "% of 1RM"), "85% of 1RM or more"),
        (Amount(None, 500, "kcal per day"), "up to 500 kcal a day"),
        (Amount(120, 180, "seconds"), "2–3 minutes"),
        (Amount(180, 180, "seconds"), "3 minutes"),
        (Amount(120, None, "seconds"), "2 minutes or more"),
        (Amount(None, 120, "seconds"), "up to 2 minutes"),
        (Amount(150, 210, "seconds"), "2.5–3.5 minutes"),
        (Amount(60, 90, "seconds"), "60–90 seconds"),
        (Amount(60, 120, "seconds"), "1–2 minutes"),
        (Amount(None, 30, "seconds"), "up to 30 seconds"),
        (Amount(10, 10, "sets per week"), "10 sets a week"),
        (Amount(7.5, 9.5, "RPE"), "RPE 7.5–9.5"),
        (Amount(1, 1, "reps in reserve"), "1 rep in reserve"),
        (Amount(0.25, 0.5, "% of body mass per week"), "0.25–0.5% of body weight a week"),
        (Amount(1200, 1200, "kcal per day"), "1,200 kcal a day"),
    ],
)
def test_an_amount_in_words(amount: Amount, text: str) -> None:
    assert wording.amount(amount) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (16, "16"),
        (16.0, "16"),
        (2.5, "2.5"),
        (1.25, "1.25"),
        (83.914, "83.91"),
        (1200, "1,200"),
        (0, "0"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_a_number_has_no_idle_zeros(value: float, text: str) -> None:
    assert wording.number(value) == text


@given(st.floats(-1e6, 1e6))
def test_a_number_reads_back_to_two_decimals(value: float) -> None:
    text = wording.number(value)
    assert abs(float(text.replace(",", "")) - value) <= 0.005 + 1e-9
    assert "e" not in text


@pytest.mark.parametrize(
    ("low", "high", "text"), [(6, 12, "6–12"), (5, 5, "5"), (85, None, "85"), (None, 500, "500"), (0.24, 1, "0.24–1")]
)
def test_a_span_shows_the_ends_that_it_has(low: float | None, high: float | None, text: str) -> None:
    assert wording.span(low, high) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(Mass(16, MassUnit.LB), "16 lb"), (Mass(112.5, MassUnit.KG), "112.5 kg"), (Mass(1000, MassUnit.LB), "1,000 lb")],
)
def test_a_mass_keeps_its_unit(value: Mass, text: str) -> None:
    assert wording.mass(value) == text


@pytest.mark.parametrize(
    ("words", "text"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), (iter("ab"), "a and b")]
)
def test_a_list_ends_with_and(words: list[str], text: str) -> None:
    assert wording.listed(words) == text


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("hypertrophy", "size"),
        ("both", "size and strength"),
        ("fat_loss", "fat loss"),
        ("none", "no equipment"),
        ("full_gym", "a full gym"),
        ("heavy_lifts", "heavy lifts"),
        ("barbell_back_squat", "barbell back squat"),
    ],
)
def test_an_id_becomes_words(term: str, text: str) -> None:
    assert wording.name(term) == text


@pytest.mark.parametrize("term", [*TrainingGoal, *Priority, *Equipment, *all_exercises()])
def test_no_id_is_shown_with_underscores(term: str) -> None:
    assert "_" not in wording.name(term)


def test_a_prescription_names_sets_reps_and_rest() -> None:
    value = Prescription(
        "leg_press",
        Amount(4, 4, "sets"),
        tuple(Amount(n, n, "reps") for n in (12, 10, 10, 8)),
        Amount(90, 90, "seconds"),
    )
    assert wording.prescription(value) == "Leg press: 4 × 12, 10, 10, 8, rest 90 seconds"


def test_a_prescription_may_have_a_range_a_load_and_no_rest() -> None:
    value = Prescription("leg_press", Amount(1, 3, "sets"), Amount(8, 12, "reps"), load=Mass(62.5, MassUnit.KG))
    assert wording.prescription(value) == "Leg press: 1–3 × 8–12 at 62.5 kg"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Amount(6, 12, "reps"), "6–12 reps"),
        (Mass(20, MassUnit.KG), "20 kg"),
        ("hypertrophy", "size"),
        (22.5, "22.5"),
        ((), ""),
        (("chest", "lats", "quads"), "chest, lats and quads"),
        ((Mass(25, MassUnit.KG), Mass(15, MassUnit.KG)), "25 kg and 15 kg"),
        (
            ((Mass(20, MassUnit.KG), Amount(10, 10, "reps")), (Mass(40, MassUnit.KG), Amount(1, 1, "reps"))),
            "- 20 kg × 10 reps\n- 40 kg × 1 rep",
        ),
        ((Prescription("leg_press", Amount(3, 3, "sets"), Amount(10, 10, "reps")),), "- Leg press: 3 × 10"),
    ],
)
def test_any_value_of_an_advice_is_shown(value: Value, text: str) -> None:
    assert wording.show(value) == text


def test_marks_are_those_of_the_first_two_sources() -> None:
    nsca, acsm, articles = (all_sources()[each].mark for each in ("nsca_table", "acsm_2009", "twelve_reps"))
    assert wording.marks(["nsca_table", "acsm_2009", "twelve_reps"]) == f"{nsca}, {acsm}"
    assert wording.marks(["nsca_table", "acsm_2009", "twelve_reps"], most=3) == f"{nsca}, {acsm}, {articles}"
    assert wording.marks([]) == ""


def test_the_guideline_files_were_found() -> None:
    assert len(FIGURES) > 400
    assert set(SHOWN) == set(UNITS)
