"""A message is cut where somebody who reads it would breathe."""

import pytest

from bot.nlu.fragments import MOST_SENTENCES, fragments_of


def texts(message: str) -> list[str]:
    return [fragment.text for fragment in fragments_of(message)]


@pytest.mark.parametrize("message", ["warm up sets", "how many reps for size", "", "?", "3x5"])
def test_a_short_phrase_stays_whole(message: str) -> None:
    assert fragments_of(message) == []


def test_sentences_are_told_apart_and_numbered() -> None:
    found = fragments_of("I lift 3 days a week. How many sets should I do? Also how long do I rest")
    assert [(each.text, each.sentence) for each in found if not each.is_part] == [
        ("I lift 3 days a week.", 0),
        ("How many sets should I do?", 1),
        ("Also how long do I rest", 2),
    ]


def test_parts_come_before_their_sentence_in_the_order_they_were_asked() -> None:
    assert texts("sets, reps and how long do i rest?") == [
        "sets",
        "reps",
        "how long do i rest?",
        "sets, reps and how long do i rest?",
    ]


def test_numbers_are_not_cut() -> None:
    assert texts("I squat 102.5 for 5/3/1. What next?") == ["I squat 102.5 for 5/3/1.", "What next?"]


def test_of_a_wall_of_text_the_questions_and_the_end_are_kept() -> None:
    wall = "First of all how heavy should I go? " + "I did some things at the gym. " * 40 + "That is my story."
    kept = [each.text for each in fragments_of(wall) if not each.is_part]
    assert len(kept) == MOST_SENTENCES
    assert kept[0].startswith("First of all how heavy")
    assert kept[-1] == "That is my story."
