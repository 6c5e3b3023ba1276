"""The files of other apps: what is read, left out, doubted and reported."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.coaching.errors import KnowledgeError
from bot.coaching.terms import MassUnit
from bot.store.log_records import LoggedSet
from bot.store.record_checks import check_workout
from bot.transfer.errors import UnknownFormatError, UnreadableFileError
from bot.transfer.read import read_file
from bot.transfer.reading import BadRow, DoubtfulName, Format, LeftOut, Reading
from tests.bot.transfer.conftest import FILES, HEVY, LIFTER, NOW, STRONG, ReadText, read

SQUAT, BENCH = "barbell_back_squat", "barbell_bench_press"
ALL = sorted(path.name for path in FILES.glob("*.csv"))


def sets(reading: Reading) -> list[LoggedSet]:
    return [each for workout in reading.workouts for each in workout.sets]


def test_strong_is_read_with_warm_ups_notes_help_and_seconds() -> None:
    reading = read("strong.csv")
    assert reading.format is Format.STRONG
    assert [(workout.day, workout.title) for workout in reading.workouts] == [
        (date(2024, 1, 13), "Day B"), (date(2024, 1, 15), "Day A"),
    ]  # fmt: skip
    assert reading.workouts[1].note == "slept\nbadly, went on\nSquat (Barbell): mind the knees"
    assert sets(reading) == [
        LoggedSet("deadlift", 5, 140, 140, "kg"),
        LoggedSet(SQUAT, 5, 60, 60, "kg", is_warm_up=True),
        LoggedSet(SQUAT, 5, 102.5, 102.5, "kg", rpe=8.5, note="belt on"),
        LoggedSet("pull_up", 8, None, None, "kg"),
        LoggedSet("assisted_pull_up", 10, -20, -20, "kg"),
        LoggedSet("plank", 90, None, None, "kg"),
    ]


def test_what_is_no_set_is_counted_and_what_is_wrong_is_reported_by_the_line_it_begins_on() -> None:
    reading = read("strong.csv")
    assert reading.counts.left_out == {LeftOut.REST_TIMER: 1, LeftOut.NOT_COUNTED: 1, LeftOut.NOT_DONE: 1}
    assert [bad.line for bad in reading.bad_rows] == [7, 15]
    assert reading.bad_rows[0].expected == "reps: expected a number like 82.5"
    assert reading.bad_rows[1].expected.startswith("expected 12 cells")


def test_a_unit_that_the_file_does_not_name_is_the_one_given_and_counted() -> None:
    reading = read("strong.csv", MassUnit.LB)
    assert sets(reading)[0] == LoggedSet("deadlift", 5, 140 * 0.45359237, 140, "lb")
    assert reading.counts.unit_not_said == 4
    assert read("hevy_lbs.csv").counts.unit_not_said == 0


def test_semicolons_a_byte_order_mark_decimal_commas_and_pounds_in_the_header_are_read() -> None:
    reading = read("strong_semicolon.csv")
    assert not reading.bad_rows
    first, second = sets(reading)
    assert first == LoggedSet(BENCH, 5, 187.5 * 0.45359237, 187.5, "lb", rpe=8.5, note="tight; no pause")
    assert second.said_load == 135.125


def test_both_timestamps_and_both_units_of_hevy_are_read() -> None:
    kilograms, pounds = read("hevy_kg.csv"), read("hevy_lbs.csv")
    assert {workout.day for workout in kilograms.workouts + pounds.workouts} == {date(2024, 1, 15)}
    assert sets(kilograms) == [
        LoggedSet("deadlift", 5, 100, 100, "kg", is_warm_up=True, note="hook grip"),
        LoggedSet("deadlift", 5, 150, 150, "kg", rpe=8),
        LoggedSet("plank", 60, None, None, "kg"),
    ]
    assert sets(pounds)[1] == LoggedSet(SQUAT, 8, 185 * 0.45359237, 185, "lb", rpe=9.5)
    assert [bad.line for bad in kilograms.bad_rows] == [7, 8]


def test_a_name_that_is_not_certain_is_asked_about_and_read_once_answered() -> None:
    doubted = read("hevy_kg.csv")
    assert doubted.doubtful_names == (DoubtfulName("Zercher Jefferson Medley", (), 2, 4),)
    answers = {"Zercher Jefferson Medley": "deadlift"}
    answered = read_file(FILES / "hevy_kg.csv", LIFTER, MassUnit.KG, NOW, answers)
    assert not answered.doubtful_names
    assert answered.counts.sets == doubted.counts.sets + 2
    with pytest.raises(KnowledgeError):
        read_file(FILES / "hevy_kg.csv", LIFTER, MassUnit.KG, NOW, {"Zercher Jefferson Medley": "no_such_thing"})


def test_fitnotes_is_a_workout_a_day_with_clock_times_and_units_by_row() -> None:
    reading = read("fitnotes.csv")
    assert [workout.day.day for workout in reading.workouts] == [15, 17]
    assert sets(reading)[0] == LoggedSet("deadlift", 5, 120, 120, "kg", note="belt")
    assert sets(reading)[1] == LoggedSet("overhead_press", 8, 95 * 0.45359237, 95, "lb")
    assert sets(reading)[2] == LoggedSet("plank", 90, None, None, "kg")
    assert reading.bad_rows == (BadRow(5, "weight_unit: expected kg or lb"),)


def test_liftosaur_is_read_by_what_was_done_not_by_what_was_planned() -> None:
    reading = read("liftosaur.csv")
    assert sets(reading) == [
        LoggedSet(SQUAT, 5, 95 * 0.45359237, 95, "lb", is_warm_up=True, note="keep tight"),
        LoggedSet(SQUAT, 6, 190 * 0.45359237, 190, "lb", rpe=8),
        LoggedSet("deadlift", 5, 275 * 0.45359237, 275, "lb"),
    ]
    assert reading.counts.left_out == {LeftOut.NOT_DONE: 1}


def test_an_older_liftosaur_file_has_the_equipment_in_a_column_of_its_own(read_text: ReadText) -> None:
    header = "workoutDateTime,program,dayname,exercise,equipment,isWarmupSet,completedReps,weightValue,weightUnit,notes"
    reading = read_text(f"{header}\n2024-01-15T17:00:00Z,A,Day 1,Bench Press,dumbbell,0,8,30,kg,\n")
    assert sets(reading) == [LoggedSet("dumbbell_bench_press", 8, 30, 30, "kg")]


def test_a_time_that_names_its_zone_falls_on_the_lifters_own_date() -> None:
    east = NOW.astimezone(timezone(timedelta(hours=2)))
    reading = read_file(FILES / "liftosaur.csv", LIFTER, MassUnit.LB, east)
    assert [workout.day for workout in reading.workouts] == [date(2024, 1, 16)]
    assert reading.workouts[0].logged_at == NOW
    assert reading.workouts[0].logged_at.tzinfo is UTC


@pytest.mark.parametrize("name", ALL)
def test_every_row_is_accounted_for_and_every_workout_can_be_kept(name: str) -> None:
    reading = read(name)
    counts = reading.counts
    assert counts.sets == len(sets(reading)) > 0
    assert counts.bad == len(reading.bad_rows)
    left_out = sum(counts.left_out.values())
    assert counts.rows == counts.sets + counts.doubtful + counts.bad + counts.notes + left_out
    for workout in reading.workouts:
        check_workout(workout, LIFTER)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("2024-01-15,A,Squat (Barbell),1,5000,5,0,,,", "weight"),
        ("2024-01-15,A,Squat (Barbell),1,-60,5,0,,,", "weight"),
        ("2024-01-15,A,Squat (Barbell),1,60,5.5,0,,,", "reps"),
        ("2024-01-15,A,Squat (Barbell),1,60,-5,0,,,", "reps"),
        ("2024-01-15,A,Squat (Barbell),1,nan,5,0,,,", "weight"),
        ("2024-01-15,A,Squat (Barbell),1,1e999,5,0,,,", "weight"),
        ('2024-01-15,A,Squat (Barbell),1,"1,250",5,0,,,', "weight"),
        ("2024-02-30,A,Squat (Barbell),1,60,5,0,,,", "date"),
        ("02/03/2024,A,Squat (Barbell),1,60,5,0,,,", "date"),
        ("2024-01-15,A,,1,60,5,0,,,", "exercise"),
        ("2024-01-15,A,Squat (Barbell),1,60,5,0,,,0.5", "rpe"),
        (f"2024-01-15,A,Squat (Barbell),1,60,5,0,{'x' * 4001},,", "note"),
    ],
)
def test_a_bad_row_is_reported_and_the_row_after_it_is_read(read_text: ReadText, row: str, column: str) -> None:
    reading = read_text(f"{STRONG}{row}\n2024-01-15,A,Pull Up,1,0,8,0,,,\n")
    assert [(bad.line, bad.expected.split(":")[0]) for bad in reading.bad_rows] == [(2, column)]
    assert [each.exercise for each in sets(reading)] == ["pull_up"]


def test_a_quote_that_nothing_closes_costs_its_own_row_only(read_text: ReadText) -> None:
    good = "2024-01-15,A,Pull Up,1,0,8,0,,,\n"
    reading = read_text(f'{STRONG}{good}2024-01-15,A,Pull Up,1,0,8,0,"oops,,\n{good}{good}')
    assert [bad.line for bad in reading.bad_rows] == [3]
    assert reading.counts.sets == 3


@pytest.mark.parametrize(
    "time", ["2024-01-15 17:00:00", "2024-01-15 5:00:00\u202fPM", '"15 Jan 2024, 17:00"', '"Jan 15, 2024, 5:00 PM"']
)
def test_a_time_may_be_written_in_several_ways(read_text: ReadText, time: str) -> None:
    reading = read_text(f"{HEVY}A,{time},Pull Up,,0,normal,,8,,\nA,2024-01-15 17:00,Pull Up,,1,normal,,7,,\n")
    assert [[each.reps for each in workout.sets] for workout in reading.workouts] == [[8, 7]]


def test_a_barbell_set_without_a_load_is_kept_and_counted(read_text: ReadText) -> None:
    reading = read_text(f"{STRONG}2024-01-15,A,Squat (Barbell),1,0,5,0,,,\n2024-01-15,A,Push Up,1,,5,0,,,\n")
    assert [each.load_kg for each in sets(reading)] == [None, None]
    assert reading.counts.without_load == 1


def test_text_in_utf_16_is_read(read_text: ReadText) -> None:
    assert read_text(f"{STRONG}2024-01-15,A,Pull Up,1,0,8,0,,,\n".encode("utf-16")).counts.sets == 1


def test_a_file_that_is_no_log_is_refused(read_text: ReadText, tmp_path: Path) -> None:
    for text in ("", "\n", "name,age\na,1\n", "\0\0"):
        with pytest.raises(UnknownFormatError):
            read_text(text)
    with pytest.raises(UnreadableFileError):
        read_text(b"Date,\xff\xff\n")
    with pytest.raises(UnreadableFileError):
        read_file(tmp_path / "none.csv", LIFTER, MassUnit.KG, datetime.now(UTC))
