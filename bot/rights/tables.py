"""A lifter's records as CSV tables, to be looked at in a spreadsheet. What is exact is the JSON beside them."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, time
from typing import Any

from bot.store.log_records import LifterRecords
from bot.transfer.own import neutral, write_workouts

LEFT_OUT = ("lifter",)
"""The same in every row."""
RECORDS: Mapping[str, Callable[[LifterRecords], Sequence[Any]]] = {
    "body_weights.csv": lambda records: records.body_masses,
    "profile.csv": lambda records: records.profile,
    "programs.csv": lambda records: records.programs,
    "reminders.csv": lambda records: records.reminders,
    "consents.csv": lambda records: records.consents,
    "chats.csv": lambda records: records.identities,
    "messages.csv": lambda records: records.messages,
    "posted.csv": lambda records: records.posted,
    "handovers.csv": lambda records: records.handovers,
    "trainer_notes.csv": lambda records: records.trainer_notes,
    "trials.csv": lambda records: records.trials,
    "not_understood.csv": lambda records: records.unread,
    "replaced_body_weights.csv": lambda records: records.replaced_masses,
    "what_was_done.csv": lambda records: records.audit,
}


def tables_of(records: LifterRecords) -> dict[str, str]:
    """CSV texts by the name of their file, without those that would be empty; the workouts are always there."""
    found = {"workouts.csv": write_workouts(records.workouts)}
    if records.replaced:
        found["replaced_workouts.csv"] = write_workouts(records.replaced)
    return found | {name: _table(those) for name, pick in RECORDS.items() if (those := pick(records))}


def _table(records: Sequence[Any]) -> str:
    columns = [each.name for each in fields(records[0]) if each.name not in LEFT_OUT]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(getattr(each, column)) for column in columns] for each in records)
    return out.getvalue()


def _cell(value: Any) -> str:  # noqa: ANN401  a field of any record
    """A field as a cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple):
        return neutral(", ".join(map(str, value)))
    return neutral(value) if isinstance(value, str) else str(value)
