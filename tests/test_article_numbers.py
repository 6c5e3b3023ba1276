"""The reader of numbers that the document test relies on."""

import pytest

from tests.article_numbers import numbers_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("6–12 repetitions at 65–85%", ["6-12", "65-85"]),
        ("rest for 1 to 2 minutes", ["1-2"]),
        ("between 60 and 90 seconds, or between about 3 to 5 minutes", ["60-90", "3-5"]),
        ("85%+ 1RM, 1–3+ sets, 6+ reps", ["85+", "1-3+", "6+"]),
        ("eight to twelve weeks, or Three months", ["8-12", "3"]),
        ("singles, doubles and triples after a decade", ["1", "2", "3", "10"]),
        ("it takes several months", ["several months"]),
        ("12, 10, 10, 8", ["12", "10", "10", "8"]),
        ("a footnote mark3 after a word, and Rows20 pounds", ["3", "20"]),
        ("(80% of 20)1060 seconds4", ["80", "20", "10", "60", "4"]),
        ("often, the 1RM of one lifter", []),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == numbers
