"""Body mass told as such: what was weighed on a day is read, and nothing else that has a number."""

from datetime import date

import pytest

from bot.nlu.body_mass_told import ToldMass, read_body_mass

TODAY = date(2026, 11, 18)
YESTERDAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    ("text", "day", "said", "unit"),
    [
        ("I weighed 78 this morning", TODAY, 78, "kg"),
        ("weighed in at 82.5kg this morning", TODAY, 82.5, "kg"),
        ("bodyweight 81,2 kg this morning", TODAY, 81.2, "kg"),
        ("bw today 78.4", TODAY, 78.4, "kg"),
        ("scale said 174 today", TODAY, 174, "lb"),
        ("weighed 180 lbs yesterday", YESTERDAY, 180, "lb"),
        ("Weigh-in: 79.8", TODAY, 79.8, "kg"),
        ("weighed 82.5kg today, squatted 100 3x5", TODAY, 82.5, "kg"),
        ("my weight is 80 today", TODAY, 80, "kg"),
    ],
)
def test_what_was_weighed_is_read(text: str, day: date, said: float, unit: str) -> None:
    assert read_body_mass(text, TODAY) == ToldMass(day, said, unit)


@pytest.mark.parametrize(
    "text",
    ["I'm 80kg", "I weigh 82.5", "I used to weigh 100 kg", "I weighed 90 last year", "bw 68kg bench 100 OHP 62.5",
     "how much did i weigh on monday?", "lifted weights 60 today", "pull ups bw 3x8 today", "my wife weighed 60 today",
     "weighed 3000 kg today", "I want to weigh 75 now", "tomorrow I weigh in at 80", ""],
)  # fmt: skip
def test_other_weights_are_left_alone(text: str) -> None:
    assert read_body_mass(text, TODAY) is None


def test_the_lifters_unit_counts_where_none_is_said() -> None:
    assert read_body_mass("weighed 120 today", TODAY, "lb") == ToldMass(TODAY, 120, "lb")
