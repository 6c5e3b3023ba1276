"""A typing error is put right towards a word of the vocabulary, and a word that is meant stays."""

import pytest

from bot.nlu.spelling import Speller


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(["squatted", "deadlift", "beginner", "shredded", "benched"], ["squat"], ["squatters"])


@pytest.mark.parametrize(
    ("said", "meant"),
    [("squated", "squatted"), ("beginer", "beginner"), ("shreded", "shredded"),
     ("dedlift", "deadlift"), ("beched", "benched")],
)  # fmt: skip
def test_a_slip_is_put_right(speller: Speller, said: str, meant: str) -> None:
    assert speller.repair(said) == meant


@pytest.mark.parametrize("said", ["squatted", "squatters", "visited", "edited", "planed", "hoped", "squat", "squats"])
def test_a_word_that_is_meant_stays(speller: Speller, said: str) -> None:
    assert speller.repair(said) == said
