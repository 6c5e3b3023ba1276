"""Spotter's own CSV, one row per set: everything that a Workout holds but whose it is.

    workout,day,logged_at,source,title,workout_note,exercise,reps,load_kg,said_load,said_unit,rpe,is_warm_up,note

A workout without sets has one row without an exercise. A text that a spreadsheet would take for a formula begins with
an apostrophe, which is taken off again when it is read.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo

from bot.store.log_records import LoggedSet, Workout
from bot.transfer.moments import day
from bot.transfer.reading import BadRowError, Format
from bot.transfer.set_row import SetRow, Visit, rpe_of
from bot.transfer.table import Cells

COLUMNS = (
    "workout", "day", "logged_at", "source", "title", "workout_note",
    "exercise", "reps", "load_kg", "said_load", "said_unit", "rpe", "is_warm_up", "note",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'")
CONTROL = ("\t", "\r", "\n")
MOST = 1_000_000
"""Reps, and kg or lb: what the store keeps at most."""
SOURCES = ("said", "planned", *Format)


def write_workouts(workouts: Iterable[Workout]) -> str:
    """The workouts as a CSV file's text, to be written in UTF-8 with its line ends as they are."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for workout in workouts:
        writer.writerows(_rows(workout))
    return out.getvalue()


def parse(cells: Cells, zone: tzinfo) -> SetRow:
    """A row as it was written. Raises BadRowError."""
    visit, note = _visit(cells), neutral_taken_off(cells.raw("workout_note"))
    name = neutral_taken_off(cells.raw("exercise"))
    if not name:
        return SetRow(visit, "", workout_note=note)
    done = _set(cells, name)
    return SetRow(visit, name, is_warm_up=done.is_warm_up, note=done.note, workout_note=note, exact=done)


def neutral(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _is_taken_for_formula(text) else text


def neutral_taken_off(cell: str) -> str:
    """The text that `neutral` made the cell of."""
    return cell[1:] if cell.startswith("'") and _is_taken_for_formula(cell[1:]) else cell


def _is_taken_for_formula(text: str) -> bool:
    return text.startswith(CONTROL) or text.lstrip().startswith(FORMULA)


def _rows(workout: Workout) -> Iterator[list[str]]:
    note = neutral(workout.note)
    head = [workout.id, workout.day.isoformat(), workout.logged_at.isoformat(), neutral(workout.source)]
    head.append(neutral(workout.title))
    if not workout.sets:
        yield [*head, note, *[""] * (len(COLUMNS) - len(head) - 1)]
    for each in workout.sets:
        numbers = (each.load_kg, each.said_load)
        loads = ["" if number is None else repr(float(number)) for number in numbers]
        rpe = "" if each.rpe is None else repr(float(each.rpe))
        done = [neutral(each.exercise), str(each.reps), *loads, each.said_unit, rpe]
        yield [*head, note, *done, "yes" if each.is_warm_up else "no", neutral(each.note)]
        note = ""


def _visit(cells: Cells) -> Visit:
    workout_id, said_at = cells.text("workout"), cells.text("logged_at")
    if workout_id and not re.fullmatch("[0-9a-f]{32}", workout_id):
        raise BadRowError("workout: expected 32 hexadecimal digits, or nothing")
    source = cells.text("source") or Format.SPOTTER.value
    if source not in SOURCES:
        raise BadRowError(f"source: expected one of {', '.join(SOURCES)}")
    logged_at = _moment(said_at) if said_at else None
    title = neutral_taken_off(cells.raw("title"))
    return Visit(day("day", cells.text("day")), None, title, workout_id, logged_at, source)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.utcoffset() is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise BadRowError("logged_at: expected a moment like 2024-01-15T17:00:00+00:00")


def _set(cells: Cells, name: str) -> LoggedSet:
    reps, load_kg, said = cells.whole("reps"), cells.number("load_kg"), cells.number("said_load")
    if reps is None or not 0 < reps <= MOST:
        raise BadRowError(f"reps: expected a whole number, 1 to {MOST}")
    for column, load in (("load_kg", load_kg), ("said_load", said)):
        if load is not None and abs(load) > MOST:
            raise BadRowError(f"{column}: expected at most {MOST}")
    unit = _one_of(cells, "said_unit", "kg", "lb")
    warm_up = _one_of(cells, "is_warm_up", "no", "yes") == "yes"
    return LoggedSet(name, reps, load_kg, said, unit, rpe_of(cells), warm_up, neutral_taken_off(cells.raw("note")))


def _one_of(cells: Cells, column: str, *words: str) -> str:
    word = cells.text(column).lower()
    if word not in words:
        raise BadRowError(f"{column}: expected {' or '.join(words)}")
    return word
