"""Hevy's export: a row per set.

title, start_time, end_time, description, exercise_title, superset_id, exercise_notes, set_index, set_type,
weight_kg or weight_lbs, reps, distance_km or distance_miles, duration_seconds, rpe. Times are "15 Jan 2024, 17:00" or
"2024-01-15 17:00:00".
"""

from datetime import tzinfo

from bot.transfer.apps import visit_of
from bot.transfer.set_row import SetRow, load_of, rpe_of
from bot.transfer.table import Cells


def parse(cells: Cells, zone: tzinfo) -> SetRow:
    """Raises BadRowError."""
    visit = visit_of("start_time", cells.text("start_time"), cells.text("title"), zone)
    load, unit = load_of(cells)
    distance = cells.number("distance_km") or cells.number("distance_miles")
    return SetRow(
        visit, cells.text("exercise_title"), cells.whole("reps"), cells.number("duration_seconds"), distance,
        load, unit, rpe_of(cells), cells.text("set_type").lower() in ("warmup", "warm up", "warm_up"),
        cells.text("exercise_notes"), cells.text("description"),
    )  # fmt: skip
