"""The tables of an export: all that is kept is in them, and nothing that a spreadsheet would run."""

import csv
import io
from dataclasses import fields, replace

from bot.rights.tables import RECORDS, tables_of
from bot.store.log_records import LifterRecords
from bot.transfer.own import FORMULA
from tests.bot.rights.conftest import HARD_TEXTS, MARKER

NO_TABLE = {"lifter"}


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_there_is_a_table_for_each_kind_of_record(records: LifterRecords) -> None:
    kinds = {each.name for each in fields(LifterRecords)} - NO_TABLE
    assert len(tables_of(records)) == len(kinds)
    assert len(RECORDS) + 2 == len(kinds), "workouts and replaced workouts have a form of their own"


def test_every_record_has_a_row_under_a_header(records: LifterRecords) -> None:
    tables = tables_of(records)
    for name, pick in RECORDS.items():
        header, *rows = rows_of(tables[name])
        assert len(rows) == len(pick(records)) > 0, name
        assert "lifter" not in header
    sets = sum(max(1, len(each.sets)) for each in records.workouts)
    assert len(rows_of(tables["workouts.csv"])) == 1 + sets


def test_no_table_is_made_for_what_there_is_none_of(records: LifterRecords) -> None:
    assert list(tables_of(LifterRecords(records.lifter))) == ["workouts.csv"]


def test_no_cell_is_taken_for_a_formula(records: LifterRecords) -> None:
    hard = tuple(replace(records.profile[0], field=text or "empty", value=text, words=text) for text in HARD_TEXTS)
    audit = tuple(replace(records.audit[0], actor=text, detail=text) for text in HARD_TEXTS)
    consents = tuple(replace(records.consents[0], text=text) for text in HARD_TEXTS)
    tables = tables_of(replace(records, profile=hard, audit=audit, consents=consents))
    for name, text in tables.items():
        for row in rows_of(text):
            for cell in row:
                is_number = cell.replace("-", "", 1).replace(".", "", 1).isdecimal()
                assert is_number or not cell.lstrip().startswith(FORMULA[:-1]), f"{name}: {cell!r}"
                assert not cell.startswith(("\t", "\r", "\n")), f"{name}: {cell!r}"


def test_the_marker_is_in_every_table_that_holds_free_text(records: LifterRecords) -> None:
    without = {name for name, text in tables_of(records).items() if MARKER not in text}
    assert without == {"body_weights.csv", "replaced_body_weights.csv", "reminders.csv", "chats.csv"}
