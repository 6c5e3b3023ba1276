"""Slips of the thumb are put right before a message is read, and what people mean to write stays."""

import pytest

from bot.nlu.vocabulary import Vocabulary

COUNTS = {
    "squat": 40,
    "squats": 9,
    "strength": 30,
    "hypertrophy": 25,
    "deload": 6,
    "dips": 3,
    "exercises": 12,
    "zercher": 2,
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(COUNTS)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("sqaut dpeth", "squat dpeth"),
        ("Strenth or HYPERTROHPY?", "strength or hypertrophy?"),
        ("exercsies", "exercises"),
        ("5x5 squaat @ 80kg", "5x5 squat @ 80kg"),
        ("delaod", "deload"),
    ],
)
def test_a_slip_is_put_right(vocabulary: Vocabulary, said: str, meant: str) -> None:
    assert vocabulary.repaired(said) == meant


@pytest.mark.parametrize("said", ["squads of people", "zercher", "a squatting lion", "dibs", "naïve é", "", "🙂 42"])
def test_words_that_are_meant_stay(vocabulary: Vocabulary, said: str) -> None:
    assert vocabulary.repaired(said) == said


def test_of_two_words_as_near_the_more_frequent_is_meant() -> None:
    assert Vocabulary({"grips": 5, "grids": 9}).repaired("grixs") == "grids"


def test_a_vocabulary_counts_the_examples_that_a_word_stands_in() -> None:
    assert Vocabulary.of(["Squat, squat!", "deep squat"]).counts == {"deep": 1, "squat": 2}


def test_an_unknown_tongue_is_noticed(vocabulary: Vocabulary) -> None:
    assert not vocabulary.knows_a_word_of("wieviele wiederholungen")
    assert vocabulary.knows_a_word_of("squat wiederholungen")
