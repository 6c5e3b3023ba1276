"""Strong's export: a row per set, with rows for rest timers and notes among them.

Date, Workout Name, Duration, Exercise Name, Set Order, Weight, Reps, Distance, Seconds, Notes, Workout Notes, RPE; by
version also Weight Unit, or Weight (kg). Comma or semicolon. Set Order is a number, W, D, F, Rest Timer or Note.
"""

from datetime import tzinfo

from bot.transfer.apps import visit_of
from bot.transfer.reading import LeftOut
from bot.transfer.set_row import SetRow, load_of, rpe_of
from bot.transfer.table import Cells


def parse(cells: Cells, zone: tzinfo) -> SetRow | LeftOut:
    """Raises BadRowError."""
    order = cells.text("set_order").lower()
    if order == "rest timer" or cells.text("exercise_name").lower() == "rest timer":
        return LeftOut.REST_TIMER
    visit = visit_of("date", cells.text("date"), cells.text("workout_name"), zone)
    name, note, workout_note = cells.text("exercise_name"), cells.text("notes"), cells.text("workout_notes")
    if order == "note":
        return SetRow(visit, "", workout_note=f"{name}: {note}" if note else workout_note)
    load, unit = load_of(cells)
    distances = [cells.number(column) for column in ("distance", "distance_meters", "distance_miles", "distance_km")]
    return SetRow(
        visit, name, cells.whole("reps"), cells.number("seconds"), next(filter(None, distances), None),
        load, unit, rpe_of(cells), order in ("w", "warm up", "warmup"), note, workout_note,
    )  # fmt: skip
