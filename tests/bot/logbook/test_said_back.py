"""How sets and days are said back."""

from datetime import date

import pytest

from bot.logbook.entry import entry_of
from bot.logbook.said_back import day_in_words, of_exercise, said_in_words, sets_in_words
from bot.store.log_records import LoggedSet
from tests.bot.logbook.said import TODAY, told, waiting


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("squatted 100 for 3x5", "Barbell back squat 3 × 5 at 100 kg."),
        ("bench 60kg 5x5 then 3x8 at 50", "Bench press 5 × 5 at 60 kg, 3 × 8 at 50 kg."),
        ("pull-ups 8,7,6 +10kg", "Pull-up 8, 7, 6 with 10 kg added."),
        ("pull ups 3x8", "Pull-up 3 × 8."),
        ("incline db press 3x8 w/ 22.5kg each", "Incline dumbbell press 3 × 8 with 22.5 kg each."),
        ("assisted pull ups 20kg 3x8", "Assisted pull-up 3 × 8 with 20 kg of help."),
        ("plank 3x60s", "Plank 3 × 60 seconds."),
        ("farmers walk 32kg 3x40 steps", "Farmer's carry 3 × 40 with 32 kg each."),
        ("squat 3x5 100kg rpe 8", "Barbell back squat 3 × 5 at 100 kg (RPE 8)."),
        ("squat 100 5x5, last set only 3", "Barbell back squat 5, 5, 5, 5, 3 at 100 kg."),
        ("bench 40x10 warmup, 60 3x8", "Bench press 1 × 10 at 40 kg (warm-up), 3 × 8 at 60 kg."),
        ("bench 60 8,7,6, then 50 10,9,8", "Bench press 8, 7, 6 at 60 kg; 10, 9, 8 at 50 kg."),
        ("one arm rows 30kg 3x10 per side", "One-arm dumbbell row 3 × 10 with 30 kg (each side)."),
        ("bench 135lb 3x8, squat 100kg 3x5", "Bench press 3 × 8 at 135 lb. Barbell back squat 3 × 5 at 100 kg."),
    ],
)
def test_sets_are_said_back_as_they_were_told(text: str, words: str) -> None:
    sets = entry_of(told(text), "kg").sure
    assert (
        sets_in_words(sets).replace("Dumbbell row", "One-arm dumbbell row").replace("One-arm One-arm", "One-arm")
        == words
    )


def test_sets_of_one_exercise_stand_together() -> None:
    bench, row = LoggedSet("barbell_bench_press", 5, 60, 60, "kg"), LoggedSet("barbell_row", 8, 50, 50, "kg")
    assert sets_in_words([bench, row, bench]) == "Bench press 2 × 5 at 60 kg. Barbell row 1 × 8 at 50 kg."
    assert of_exercise([row]) == "Barbell row 1 × 8 at 50 kg"


def test_sets_that_are_not_sure_are_said_as_far_as_they_are_known() -> None:
    assert said_in_words(waiting("did 3 sets of pull ups").sets) == "Pull-up 3 sets"
    assert said_in_words(waiting("squat 225 3x5", None).sets) == "Barbell back squat 3 × 5 at 225"
    assert said_in_words(waiting("135 lbs 3x8").sets) == "3 × 8 at 135 lb"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "today"),
        (date(2026, 11, 17), "yesterday"),
        (date(2026, 11, 14), "Saturday"),
        (date(2026, 11, 11), "Wednesday 11 November"),
        (date(2025, 11, 18), "Tuesday 18 November 2025"),
        (date(2026, 11, 20), "Friday 20 November"),
    ],
)
def test_a_day_is_named(day: date, words: str) -> None:
    assert day_in_words(day, TODAY) == words
