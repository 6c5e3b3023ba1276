"""Corrections of a logged workout: what each makes of it, and when it is not clear what is meant."""

from datetime import UTC, datetime

import pytest

from bot.logbook.entry import entry_of
from bot.logbook.mending import Mended, mended
from bot.logbook.said_back import sets_in_words
from bot.nlu.log_corrections import read_correction
from bot.store.log_records import Workout, new_id
from tests.bot.logbook.said import TODAY, told

SQUAT, BOTH = "squat 100kg 3x5", "squat 100kg 3x5, bench 60kg 5x5"


def after(text: str, correction: str, told_sets: int | None = None) -> Mended:
    sets = entry_of(told(text), "kg").sure
    workout = Workout(new_id(), new_id(), TODAY, datetime(2026, 11, 18, 12, tzinfo=UTC), sets)
    said = read_correction(correction, TODAY, "kg")
    assert said is not None, correction
    return mended(workout, range(len(sets) - (told_sets or len(sets)), len(sets)), said)


@pytest.mark.parametrize(
    ("text", "correction", "words"),
    [
        (SQUAT, "no, 102.5", "Barbell back squat 3 × 5 at 102.5 kg."),
        (SQUAT, "sorry, 225 lbs", "Barbell back squat 3 × 5 at 225 lb."),
        (SQUAT, "no, 4", "Barbell back squat 3 × 4 at 100 kg."),
        (SQUAT, "last set was 4 not 5", "Barbell back squat 5, 5, 4 at 100 kg."),
        (SQUAT, "last two sets were 4", "Barbell back squat 5, 4, 4 at 100 kg."),
        (SQUAT, "the second set was 6 reps", "Barbell back squat 5, 6, 5 at 100 kg."),
        (SQUAT, "the last set was 82.5kg", "Barbell back squat 2 × 5 at 100 kg, 1 × 5 at 82.5 kg."),
        (SQUAT, "make it 8 reps", "Barbell back squat 3 × 8 at 100 kg."),
        (SQUAT, "sorry 4 sets", "Barbell back squat 4 × 5 at 100 kg."),
        (SQUAT, "it was 2 sets not 3", "Barbell back squat 2 × 5 at 100 kg."),
        (SQUAT, "actually 3x6", "Barbell back squat 3 × 6 at 100 kg."),
        (SQUAT, "rpe was 9", "Barbell back squat 3 × 5 at 100 kg (RPE 9)."),
        (SQUAT, "it was front squat", "Front squat 3 × 5 at 100 kg."),
        (SQUAT, "that was in pounds", "Barbell back squat 3 × 5 at 100 lb."),
        (SQUAT, "first set was a warmup", "Barbell back squat 1 × 5 at 100 kg (warm-up), 2 × 5 at 100 kg."),
        (SQUAT, "remove the last set", "Barbell back squat 2 × 5 at 100 kg."),
        (SQUAT, "delete the last 2 sets", "Barbell back squat 1 × 5 at 100 kg."),
        (BOTH, "no, 102.5", "Barbell back squat 3 × 5 at 102.5 kg. Bench press 5 × 5 at 60 kg."),
        (BOTH, "it's 62.5kg not 60kg", "Barbell back squat 3 × 5 at 100 kg. Bench press 5 × 5 at 62.5 kg."),
        (BOTH, "please remove bench", "Barbell back squat 3 × 5 at 100 kg."),
        (BOTH, "last set was 3", "Barbell back squat 3 × 5 at 100 kg. Bench press 5, 5, 5, 5, 3 at 60 kg."),
        (BOTH, "it was front squat not back squat", "Front squat 3 × 5 at 100 kg. Bench press 5 × 5 at 60 kg."),
        ("bench 60kg 5x5, 3x8 at 50", "no, 52.5", "Bench press 5 × 5 at 60 kg, 3 × 8 at 52.5 kg."),
        ("assisted pull ups 20kg 3x8", "no, 25 kg", "Assisted pull-up 3 × 8 with 25 kg of help."),
    ],
)
def test_a_correction_changes_what_it_names(text: str, correction: str, words: str) -> None:
    workout = after(text, correction).workout
    assert workout is not None
    assert sets_in_words(workout.sets) == words


@pytest.mark.parametrize("correction", ["make it 4 sets", "the first set was 4", "make it 8 reps", "it was 80kg"])
def test_of_several_exercises_it_must_be_clear_which_is_meant(correction: str) -> None:
    assert after(BOTH, correction) == Mended()


def test_what_replaces_a_number_that_is_not_there_is_unclear() -> None:
    assert after(SQUAT, "rir 2 not 1") == Mended()
    assert after(SQUAT, "it's 80kg not 90kg") == Mended()


def test_a_number_that_is_not_believed_is_noted() -> None:
    assert after(SQUAT, "no, 2000kg").is_odd
    assert not after(SQUAT, "no, 200kg").is_odd


def test_only_the_sets_told_last_are_changed() -> None:
    workout = after("squat 100kg 3x5, squat 80kg 2x5", "no, 85", told_sets=2).workout
    assert workout is not None
    assert [each.said_load for each in workout.sets] == [100, 100, 100, 85, 85]


def test_nothing_is_left_of_a_workout_whose_only_exercise_goes() -> None:
    workout = after(SQUAT, "delete the squats").workout
    assert workout is not None
    assert workout.sets == ()
