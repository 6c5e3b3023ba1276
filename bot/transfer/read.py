"""Reads a file of workouts as a dry run: what is in it, what is doubtful, what could not be read."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from bot.coaching.exercise import exercise
from bot.coaching.terms import MassUnit
from bot.store.log_records import LoggedSet, Workout, new_id
from bot.transfer.layouts import Layout, recognise
from bot.transfer.names import candidates, find_exercise
from bot.transfer.reading import BadRow, BadRowError, Counts, DoubtfulName, Format, LeftOut, Reading
from bot.transfer.set_row import MOST_NOTE, SetRow, Visit, check_texts, logged_set, takes_load
from bot.transfer.table import Cells, Table, read_text

NOW_AND_THEN = 500
"""Lines between two words about how far the reading is."""
EARLIEST = datetime.min.replace(tzinfo=UTC)
NO_ANSWERS: Mapping[str, str] = MappingProxyType({})


def read_file(
    path: Path, lifter: str, unit: MassUnit, now: datetime, answers: Mapping[str, str] = NO_ANSWERS,
    watch: Callable[[float], None] = lambda _: None,
) -> Reading:  # fmt: skip
    """What a CSV file of Strong, Hevy, FitNotes, Liftosaur or Spotter holds; nothing is kept.

    `unit` holds where the file names none. `now` is aware, in the lifter's zone. `answers` are ids of exercises for
    names that were doubtful. `watch` is told which share of the lines is read. Raises UnreadableFileError,
    UnknownFormatError, and KnowledgeError for an answer that is no exercise.
    """
    for answer in answers.values():
        exercise(answer)
    table = Table(read_text(path))
    reader = _Reader(recognise(table.columns), lifter, unit, now, answers)
    for line, cells in table:
        reader.take(line, cells)
        if line % NOW_AND_THEN == 0:
            watch(line / table.line_count)
    return reader.reading(path)


class _Reader:
    """Takes a file's rows one by one."""

    def __init__(self, layout: Layout, lifter: str, unit: MassUnit, now: datetime, answers: Mapping[str, str]) -> None:
        self._layout, self._lifter, self._unit, self._now, self._answers = layout, lifter, unit, now, answers
        self._sets: dict[Visit, list[LoggedSet]] = {}
        self._notes: dict[Visit, dict[str, None]] = {}
        self._exercise_notes: set[tuple[Visit, str, str]] = set()
        self._bad: list[BadRow] = []
        self._doubts: dict[str, tuple[int, int]] = {}
        self._counts = Counts()

    def take(self, line: int, cells: Cells | BadRowError) -> None:
        """One row, whatever it is."""
        self._counts.rows += 1
        try:
            if isinstance(cells, BadRowError):
                raise cells
            self._take(line, self._layout.parse(cells, self._now.tzinfo or UTC))
        except BadRowError as error:
            self._counts.bad += 1
            self._bad.append(BadRow(line, str(error)))

    def reading(self, path: Path) -> Reading:
        """All that was taken."""
        doubts = (DoubtfulName(name, candidates(name), sets, line) for name, (sets, line) in self._doubts.items())
        workouts = tuple(self._workouts())
        return Reading(path, self._layout.format, workouts, tuple(self._bad), tuple(doubts), self._counts)

    def _take(self, line: int, row: SetRow | LeftOut) -> None:
        if isinstance(row, LeftOut):
            return self._leave_out(row)
        check_texts(row)
        self._remember_note(row)
        if not row.name:
            return self._take_note(row)
        found = self._answers.get(row.name) or find_exercise(row.name)
        if found:
            return self._take_set(row, found)
        if row.is_no_set:
            return self._leave_out(LeftOut.NOT_COUNTED if row.distance else LeftOut.NOT_DONE)
        self._counts.doubtful += 1
        sets, first = self._doubts.get(row.name, (0, line))
        self._doubts[row.name] = (sets + 1, first)
        return None

    def _take_set(self, row: SetRow, exercise_id: str) -> None:
        done = logged_set(row, exercise_id, self._unit)
        if isinstance(done, LeftOut):
            return self._leave_out(done)
        self._sets.setdefault(row.visit, []).append(self._finished(row, done, exercise_id))
        self._counts.sets += 1
        self._counts.warm_ups += done.is_warm_up
        self._counts.without_load += done.load_kg is None and takes_load(exercise_id)
        self._counts.unit_not_said += done.load_kg is not None and row.unit is None and row.exact is None
        return None

    def _finished(self, row: SetRow, done: LoggedSet, exercise_id: str) -> LoggedSet:
        """The set under the catalogue's id, with its note unless that stands on an earlier row of the exercise."""
        note, key = done.note, (row.visit, row.name, done.note)
        if self._layout.repeats_notes and key in self._exercise_notes:
            note = ""
        self._exercise_notes.add(key)
        if (note, exercise_id) == (done.note, done.exercise):
            return done
        loads = (done.load_kg, done.said_load, done.said_unit)
        return LoggedSet(exercise_id, done.reps, *loads, done.rpe, done.is_warm_up, note)

    def _take_note(self, row: SetRow) -> None:
        """A row without an exercise: a note or a workout without sets; of other apps only a note counts."""
        if self._layout.format is not Format.SPOTTER and not row.workout_note:
            raise BadRowError("exercise: expected a name")
        self._counts.notes += 1
        if self._layout.format is Format.SPOTTER:
            self._sets.setdefault(row.visit, [])

    def _remember_note(self, row: SetRow) -> None:
        if row.workout_note:
            self._notes.setdefault(row.visit, {})[row.workout_note] = None
            if len("\n".join(self._notes[row.visit])) > MOST_NOTE:
                del self._notes[row.visit][row.workout_note]
                raise BadRowError(f"workout note: expected at most {MOST_NOTE} characters in all")

    def _leave_out(self, reason: LeftOut) -> None:
        self._counts.left_out[reason] = self._counts.left_out.get(reason, 0) + 1

    def _workouts(self) -> Iterator[Workout]:
        for visit in sorted(self._sets, key=lambda visit: visit.start or EARLIEST):
            note = "\n".join(self._notes.get(visit, ()))
            logged_at = (visit.logged_at or self._now).astimezone(UTC)
            source = visit.source or self._layout.format.value
            yield Workout(
                visit.id or new_id(), self._lifter, visit.day, logged_at, tuple(self._sets[visit]),
                visit.title, note, source,
            )  # fmt: skip
