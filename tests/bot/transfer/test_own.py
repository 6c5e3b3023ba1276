"""Spotter's own file: what is written comes back, and no cell is a formula."""

import csv
import io
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coaching.exercise import all_exercises
from bot.coaching.terms import MassUnit
from bot.store.log_records import LoggedSet, Workout, new_id
from bot.transfer.own import COLUMNS, SOURCES, neutral, neutral_taken_off, write_workouts
from bot.transfer.read import read_file
from bot.transfer.reading import Format, Reading
from tests.bot.transfer.conftest import LIFTER, NOW, ReadText

LOADS = st.none() | st.floats(-1_000_000, 1_000_000)
WORDS = st.characters(exclude_categories=["Cs"], exclude_characters="\0") | st.sampled_from("=+-@'\t\r\n\";, ")
TEXTS = st.text(WORDS, max_size=40)
SETS = st.builds(
    LoggedSet, st.sampled_from(sorted(all_exercises())), st.integers(1, 1_000_000), LOADS, LOADS,
    st.sampled_from(["kg", "lb"]), st.none() | st.floats(1, 10), st.booleans(), TEXTS,
)  # fmt: skip
WORKOUTS = st.builds(
    Workout, st.builds(new_id), st.just(LIFTER), st.dates(), st.datetimes(timezones=st.just(UTC)),
    st.lists(SETS, max_size=4).map(tuple), TEXTS, TEXTS, st.sampled_from(SOURCES),
)  # fmt: skip


def read_back(text: str) -> Reading:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_bytes(text.encode())
        return read_file(path, LIFTER, MassUnit.LB, NOW)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORKOUTS, max_size=4).map(tuple))
def test_what_is_written_comes_back_to_the_digit(workouts: tuple[Workout, ...]) -> None:
    reading = read_back(write_workouts(workouts))
    assert reading.format is Format.SPOTTER
    assert not reading.bad_rows
    assert reading.workouts == workouts


@given(TEXTS)
def test_no_text_is_written_as_a_formula_and_each_comes_back(text: str) -> None:
    cell = neutral(text)
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert neutral_taken_off(cell) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_a_formula_gets_an_apostrophe_in_every_text(text: str) -> None:
    workout = Workout(
        new_id(), LIFTER, NOW.date(), NOW, (LoggedSet("pull_up", 5, -5, -5, "kg", note=text),), text, text
    )
    row = next(csv.DictReader(io.StringIO(write_workouts([workout]), newline="")))
    assert row["title"] == row["workout_note"] == row["note"] == f"'{text}"
    assert float(row["load_kg"]) == -5


def test_a_note_of_many_lines_comes_back() -> None:
    workout = Workout(new_id(), LIFTER, NOW.date(), NOW, (), note='"\n' * 2000)
    assert read_back(write_workouts([workout])).workouts == (workout,)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("workout", "7"), ("day", "15.1.2024"), ("logged_at", "2024-01-15T17:00:00"), ("source", "elsewhere"),
        ("logged_at", "0001-01-01T00:00:00+05:00"), ("reps", "0"), ("load_kg", "inf"), ("said_load", "1000001"),
        ("said_unit", "stone"), ("rpe", "11"), ("is_warm_up", "maybe"),
    ],
)  # fmt: skip
def test_a_cell_that_was_broken_by_hand_is_reported(read_text: ReadText, column: str, cell: str) -> None:
    workout = Workout(new_id(), LIFTER, NOW.date(), NOW, (LoggedSet("pull_up", 5, None, None, "kg"),))
    header, row = list(csv.reader(io.StringIO(write_workouts([workout]), newline="")))
    row[COLUMNS.index(column)] = cell
    reading = read_text(f"{','.join(header)}\n{','.join(row)}\n")
    assert [(bad.line, bad.expected.split(":")[0]) for bad in reading.bad_rows] == [(2, column)]
    assert not reading.workouts
