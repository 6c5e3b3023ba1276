"""Liftosaur's export: a row per set, with what was planned beside what was done; only the latter is read.

workoutDateTime, program, dayName, exercise, isWarmupSet, requiredReps, completedReps, isAmrap, rpe, completedRpe,
logRpe, weightValue, weightUnit, completedWeightValue, completedWeightUnit, askWeight, completedRepsTime,
targetMuscles, synergistMuscles, notes. `rpe` is the planned one. Older files have no completed weight: the weight of
the set is the planned one then; and they have the equipment in a column of its own. completedRepsTime is a moment.
"""

from datetime import tzinfo

from bot.transfer.apps import is_yes, visit_of
from bot.transfer.set_row import SetRow, load_of, rpe_of
from bot.transfer.table import Cells


def parse(cells: Cells, zone: tzinfo) -> SetRow:
    """Raises BadRowError."""
    title = ": ".join(filter(None, (cells.text("program"), cells.text("dayname"))))
    load, unit = load_of(cells, "completedweightvalue", "completedweightunit")
    if load is None:
        load, unit = load_of(cells, "weightvalue", "weightunit")
    return SetRow(
        visit_of("workoutDateTime", cells.text("workoutdatetime"), title, zone), _name(cells),
        cells.whole("completedreps"), None, None, load, unit, rpe_of(cells, "completedrpe"),
        is_yes(cells, "iswarmupset"), cells.text("notes"),
    )  # fmt: skip


def _name(cells: Cells) -> str:
    return ", ".join(filter(None, (cells.text("exercise"), cells.text("equipment"))))
