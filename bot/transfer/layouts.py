"""The formats, by the columns that their headers cannot do without."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from bot.transfer import fitnotes, hevy, liftosaur, own, strong
from bot.transfer.errors import UnknownFormatError
from bot.transfer.reading import Format, LeftOut
from bot.transfer.set_row import SetRow
from bot.transfer.table import Cells


@dataclass(frozen=True)
class Layout:
    """`repeats_notes`: the note of an exercise stands on each of its rows."""

    format: Format
    columns: frozenset[str]
    parse: Callable[[Cells, tzinfo], SetRow | LeftOut]
    repeats_notes: bool = False


LAYOUTS = (
    Layout(Format.SPOTTER, frozenset(own.COLUMNS), own.parse),
    Layout(Format.LIFTOSAUR, frozenset({"workoutdatetime", "exercise", "completedreps"}), liftosaur.parse, True),
    Layout(Format.HEVY, frozenset({"start_time", "exercise_title", "set_type", "reps"}), hevy.parse, True),
    Layout(Format.STRONG, frozenset({"date", "workout_name", "exercise_name", "set_order", "reps"}), strong.parse),
    Layout(Format.FITNOTES, frozenset({"date", "exercise", "category", "reps"}), fitnotes.parse),
)


def recognise(columns: Sequence[str]) -> Layout:
    """The layout that a header is of. Raises UnknownFormatError."""
    for layout in LAYOUTS:
        if layout.columns <= set(columns):
            return layout
    raise UnknownFormatError("no header of Strong, Hevy, FitNotes, Liftosaur or Spotter; export it again")
