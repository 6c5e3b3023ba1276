"""What was read from a file, before any of it is kept."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from bot.store.log_records import Workout


class Format(StrEnum):
    """Whose file it is. The values are what Workout.source says."""

    STRONG = "strong"
    HEVY = "hevy"
    FITNOTES = "fitnotes"
    LIFTOSAUR = "liftosaur"
    SPOTTER = "spotter"


class LeftOut(StrEnum):
    """Why a row that is in order is no set."""

    REST_TIMER = "rest timer"
    NOT_DONE = "not done"  # no reps, seconds or distance
    NOT_COUNTED = "seconds or distance only"  # of an exercise that is counted in reps; a run, a ride


class BadRowError(ValueError):
    """A row that cannot be read; says which column, and what was expected."""


@dataclass(frozen=True)
class BadRow:
    """A row that was not read. `line` is where it begins, the header being line 1."""

    line: int
    expected: str


@dataclass(frozen=True)
class DoubtfulName:
    """A name that is no exercise's for sure; its sets are in no workout until it is answered.

    `candidates` are ids of the catalogue, the likeliest first; there may be none.
    """

    name: str
    candidates: tuple[str, ...]
    sets: int
    first_line: int


@dataclass
class Counts:
    """Of rows: what became of each. rows = sets + doubtful + bad + notes + those left out."""

    rows: int = 0
    sets: int = 0
    warm_ups: int = 0
    doubtful: int = 0
    bad: int = 0
    notes: int = 0
    left_out: dict[LeftOut, int] = field(default_factory=dict)
    without_load: int = 0
    """Sets of exercises that take a load, for which the file has none, or 0."""
    unit_not_said: int = 0
    """Sets whose load is in a unit that the file does not name: the one given was taken."""


@dataclass(frozen=True)
class Reading:
    """A dry run: nothing was kept. Workouts are in the order of their days; of Spotter's own file, in the file's."""

    path: Path
    format: Format
    workouts: tuple[Workout, ...]
    bad_rows: tuple[BadRow, ...]
    doubtful_names: tuple[DoubtfulName, ...]
    counts: Counts
