"""One row of any format: what it says of a set, and how that becomes a LoggedSet."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.coaching.exercise import exercise
from bot.coaching.log import ASSISTED, OWN_WEIGHT
from bot.coaching.terms import MassUnit
from bot.coaching.units import to_kg
from bot.store.log_records import LoggedSet
from bot.transfer.reading import BadRowError, LeftOut
from bot.transfer.table import Cells

MOST_LOAD_KG, MOST_REPS, MOST_SECONDS = 1000, 1000, 24 * 60 * 60
LEAST_RPE, MOST_RPE = 1, 10
MOST_NAME, MOST_NOTE = 255, 4000
UNIT_COLUMNS = {"kg": MassUnit.KG, "kgs": MassUnit.KG, "lb": MassUnit.LB, "lbs": MassUnit.LB}


@dataclass(frozen=True)
class Visit:
    """The workout that a row belongs to; rows with equal ones belong together. `start` is in the lifter's zone."""

    day: date
    start: datetime | None
    title: str = ""
    id: str = ""
    logged_at: datetime | None = None
    source: str = ""


@dataclass(frozen=True)
class SetRow:
    """What one row says. `name` is empty where it is no set but a note, or a workout without any."""

    visit: Visit
    name: str
    reps: int | None = None
    seconds: float | None = None
    distance: float | None = None
    said_load: float | None = None
    unit: MassUnit | None = None
    """None: the file does not say."""
    rpe: float | None = None
    is_warm_up: bool = False
    note: str = ""
    workout_note: str = ""
    exact: LoggedSet | None = None
    """The set as it was, of Spotter's own file."""

    @property
    def is_no_set(self) -> bool:
        """Whether it is none of any exercise: seconds alone may be one, a distance is not."""
        return self.exact is None and not self.reps and (bool(self.distance) or not self.seconds)


def load_of(
    cells: Cells, column: str = "weight", unit_column: str = "weight_unit"
) -> tuple[float | None, MassUnit | None]:
    """The load and its unit: "weight_kg", "weight_lbs" …, or "weight" and a unit's column. Raises BadRowError."""
    for suffix, unit in UNIT_COLUMNS.items():
        load = cells.number(f"{column}_{suffix}")
        if load is not None:
            return load, unit
    word = cells.text(unit_column).lower().rstrip(".")
    if word and word not in UNIT_COLUMNS:
        raise BadRowError(f"{unit_column}: expected kg or lb")
    return cells.number(column), UNIT_COLUMNS.get(word)


def rpe_of(cells: Cells, column: str = "rpe") -> float | None:
    """1 to 10; None if the cell is empty or 0. Raises BadRowError."""
    rpe = cells.number(column)
    if not rpe:
        return None
    if not LEAST_RPE <= rpe <= MOST_RPE:
        raise BadRowError(f"{column}: expected {LEAST_RPE} to {MOST_RPE}")
    return rpe


def check_texts(row: SetRow) -> None:
    """Raises BadRowError where a text is longer than can be kept, or is broken."""
    for name, text, most in (
        ("title", row.visit.title, MOST_NAME),
        ("note", row.note, MOST_NOTE),
        ("workout note", row.workout_note, MOST_NOTE),
    ):
        if len(text) > most or "\0" in text:
            raise BadRowError(f"{name}: expected at most {most} characters of plain text")


def logged_set(row: SetRow, exercise_id: str, unit: MassUnit) -> LoggedSet | LeftOut:
    """The set that a row tells of, in the unit given where it names none. Raises BadRowError."""
    if row.exact:
        return row.exact
    reps = _count(row, exercise(exercise_id).timed)
    if isinstance(reps, LeftOut):
        return reps
    said, unit = _said_load(row, exercise_id), row.unit or unit
    load_kg = None if said is None else to_kg(said, unit)
    if load_kg is not None and abs(load_kg) > MOST_LOAD_KG:
        raise BadRowError(f"weight: expected at most {MOST_LOAD_KG} kg")
    if load_kg is not None and load_kg < 0 and takes_load(exercise_id) and exercise_id not in ASSISTED:
        raise BadRowError("weight: expected 0 or more")
    return LoggedSet(exercise_id, reps, load_kg, said, unit.value, row.rpe, row.is_warm_up, row.note)


def takes_load(exercise_id: str) -> bool:
    """Whether a set of it without a load is a set of which something is missing."""
    return exercise(exercise_id).loading not in OWN_WEIGHT and not exercise(exercise_id).timed


def _count(row: SetRow, timed: bool) -> int | LeftOut:
    seconds = round(row.seconds or 0)
    for name, count, most in (("reps", row.reps or 0, MOST_REPS), ("seconds", seconds, MOST_SECONDS)):
        if not 0 <= count <= most:
            raise BadRowError(f"{name}: expected 0 to {most}")
    if timed and (seconds or row.reps):
        return seconds or row.reps or 0
    if row.reps:
        return row.reps
    return LeftOut.NOT_COUNTED if seconds or row.distance else LeftOut.NOT_DONE


def _said_load(row: SetRow, exercise_id: str) -> float | None:
    """0 is how the apps write none; what a machine that helps shows is taken off."""
    if not row.said_load:
        return None
    return -abs(row.said_load) if exercise_id in ASSISTED else row.said_load
