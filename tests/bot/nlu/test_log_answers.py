"""Answers to questions about a log: what a short message says, and that a question or a story is none."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.log_answers import SaidAnswer, fits, read_answer
from bot.nlu.said_workout import Unsure

TODAY = date(2026, 11, 18)
SAID: list[tuple[str, dict[str, Any]]] = [
    ("500", {"numbers": (500.0,)}),
    ("500 kg", {"numbers": (500.0,), "unit": "kg"}),
    ("it was 82,5 kg each", {"numbers": (82.5,), "unit": "kg"}),
    ("50kg not 500", {"numbers": (50.0,), "unit": "kg"}),
    ("five", {"numbers": (5.0,)}),
    ("8, 8, 7", {"numbers": (8.0, 8.0, 7.0)}),
    ("3 sets of 5", {"numbers": (3.0, 5.0), "scheme": (3, 5)}),
    ("in pounds", {"unit": "lb"}),
    ("front squat", {"exercise": "front_squat"}),
    ("yesterday", {"day": date(2026, 11, 17)}),
    ("yes really", {"is_yes": True}),
    ("yep add it again", {"is_yes": True}),
    ("nope", {"is_no": True}),
    ("leave it out", {"is_left_out": True}),
    ("never mind", {"is_given_up": True}),
    ("just bodyweight", {"is_own_weight": True}),
    ("the upper end", {"end": "upper"}),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_a_short_answer_is_read(text: str, said: dict[str, Any]) -> None:
    assert read_answer(text, TODAY, "kg") == SaidAnswer(**said)


@pytest.mark.parametrize(
    "text",
    ["how many reps should i do", "what is rpe", "should i squat 3x5", "i dont remember", "my knee hurts", "", "?",
     "make me a program for 3 days", "thanks, how heavy should I go next time"],
)  # fmt: skip
def test_what_says_more_is_no_answer(text: str) -> None:
    assert read_answer(text, TODAY, "kg") is None


@pytest.mark.parametrize(
    ("kind", "text", "is_fitting"),
    [
        (Unsure.LOAD, "50", True),
        (Unsure.LOAD, "yes", True),
        (Unsure.LOAD, "front squat", False),
        (Unsure.EXERCISE, "front squat", True),
        (Unsure.UNIT, "lbs", True),
        (Unsure.UNIT, "50", False),
        (Unsure.DAY, "yesterday", True),
        (Unsure.DAY, "50", False),
        (Unsure.DUPLICATE, "no", True),
        (Unsure.DUPLICATE, "5", False),
        (Unsure.PLANNED, "8", False),
        (Unsure.NO_LOAD, "bodyweight", True),
        (Unsure.NO_REPS, "stop", True),
    ],
)
def test_an_answer_fits_its_question(kind: Unsure, text: str, is_fitting: bool) -> None:
    answer = read_answer(text, TODAY, "kg")
    assert answer is not None
    assert fits(kind, answer) is is_fitting


@given(st.text(max_size=90))
def test_any_text_can_be_read(text: str) -> None:
    answer = read_answer(text, TODAY)
    assert answer is None or answer.says_something
