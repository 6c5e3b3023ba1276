"""What `spotter import` prints: what was found in a file, what of it is new, and what could not be read."""

from collections.abc import Iterator, Sequence

from bot.coaching.exercise import exercise
from bot.own_examples import shortened
from bot.store.log_records import LifterRecords, Workout
from bot.transfer.known import Compared
from bot.transfer.reading import DoubtfulName, Reading

MOST_SHOWN = 50
NAMES = {"strong": "Strong", "hevy": "Hevy", "fitnotes": "FitNotes", "liftosaur": "Liftosaur", "spotter": "Spotter"}
PARTS = {
    "workouts": "workout", "body_masses": "body weight", "profile": "fact of the profile", "programs": "program",
    "reminders": "reminder", "consents": "consent",
}  # fmt: skip
"""What an export brings back."""


def found(reading: Reading, compared: Compared) -> str:
    """A reading in lines: what it holds, what is new, what was left out, what is bad and what is doubtful."""
    return "\n".join(_lines(reading, compared))


def in_archive(name: str, records: LifterRecords) -> str:
    """ "spotter.zip: 12 workouts, 3 body weights"."""
    counts = [counted(len(getattr(records, part)), noun) for part, noun in PARTS.items() if getattr(records, part)]
    return f"{name}: {', '.join(counts) or 'nothing that can be brought back'}"


def doubtful(name: DoubtfulName) -> str:
    """ "Landmine Thing" (200 sets, from line 5)."""
    return f"“{shortened(name.name, 80)}” ({counted(name.sets, 'set')}, from line {name.first_line})"


def counted(number: int, noun: str) -> str:
    """ "1 set", "2,000 sets"."""
    plural = f"{noun.replace('fact of', 'facts of')}" if "fact of" in noun else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def _lines(reading: Reading, compared: Compared) -> Iterator[str]:
    counts = reading.counts
    yield f"{reading.path.name}: {NAMES[reading.format]}, {counted(counts.rows, 'row')}"
    yield f"  {counted(counts.sets, 'set')} in {counted(len(reading.workouts), 'workout')}{_days(reading.workouts)}"
    if counts.sets:
        yield f"  {_news(compared)}"
    for reason, number in counts.left_out.items():
        yield f"  Left out: {counted(number, 'row')} ({reason})"
    if counts.without_load:
        yield f"  {counted(counts.without_load, 'set')} without a load, of exercises that take one"
    if counts.unit_not_said:
        unit = next(each.said_unit for workout in reading.workouts for each in workout.sets if each.said_load)
        yield f"  The file names no unit for {counted(counts.unit_not_said, 'set')}: taken as {unit} (else --unit)"
    if reading.bad_rows:
        yield f"  Could not be read: {counted(len(reading.bad_rows), 'row')}"
    for row in reading.bad_rows[:MOST_SHOWN]:
        yield f"    line {row.line}: {row.expected}"
    if len(reading.bad_rows) > MOST_SHOWN:
        yield f"    … and {len(reading.bad_rows) - MOST_SHOWN:,} more"
    yield from _doubts(reading.doubtful_names)


def _days(workouts: Sequence[Workout]) -> str:
    days = sorted(each.day for each in workouts)
    return f", {days[0]} to {days[-1]}" if days else ""


def _news(compared: Compared) -> str:
    """ "180 new, 25 kept already, 5 kept in part (what is missing is added)"."""
    told = [f"{len(compared.new):,} new"]
    told += [f"{len(compared.known):,} kept already"] if compared.known else []
    told += [f"{len(compared.partly):,} kept in part (what is missing is added)"] if compared.partly else []
    return ", ".join(told)


def _doubts(names: Sequence[DoubtfulName]) -> Iterator[str]:
    if names:
        yield "  Not sure which exercise this is; left out until you say:"
    for each in names:
        yield f"    {doubtful(each)}"
        guesses = " or ".join(exercise(candidate).name for candidate in each.candidates)
        if guesses:
            yield f'      {guesses}? Say --map "{shortened(each.name, 80)}={each.candidates[0]}"'
        else:
            yield f'      Say --map "{shortened(each.name, 80)}=EXERCISE"'
