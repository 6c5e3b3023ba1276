"""FitNotes' export: a row per set, a workout per day.

Date, Exercise, Category, Weight and Weight Unit (or Weight (kg), Weight (lbs)), Reps, Distance, Distance Unit, Time
(h:mm:ss), Comment or Notes; some versions add Kind.
"""

import re
from datetime import tzinfo

from bot.transfer.apps import is_yes, visit_of
from bot.transfer.reading import BadRowError
from bot.transfer.set_row import SetRow, load_of
from bot.transfer.table import Cells

CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})", re.ASCII)


def parse(cells: Cells, zone: tzinfo) -> SetRow:
    """Raises BadRowError."""
    load, unit = load_of(cells)
    return SetRow(
        visit_of("date", cells.text("date"), "", zone), cells.text("exercise"),
        cells.whole("reps"), _seconds(cells), cells.number("distance"), load, unit,
        is_warm_up=is_yes(cells, "is_warmup") or cells.text("kind").lower() in ("warmup", "warm-up", "warm up"),
        note=cells.text("comment") or cells.text("notes"),
    )  # fmt: skip


def _seconds(cells: Cells) -> float | None:
    text = cells.text("time")
    if not text:
        return None
    found = CLOCK.fullmatch(text)
    if not found:
        raise BadRowError("time: expected hours, minutes and seconds like 0:01:30")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return (hours * 60 + minutes) * 60 + seconds
