"""How fast files of workouts are read, compared with the store and kept in it (SQLite): seconds and rows per second.

    .venv/bin/python -m benchmarks.import_rate                 50,000 rows of each; the goal is 20 s
    .venv/bin/python -m benchmarks.import_rate --rows 5000

Five sets of four exercises a day, every fifth exercise with a name that is doubtful. Each file is brought in twice; the
second time nothing may change. Leaves with 1 if one is over the goal.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.coaching.terms import MassUnit
from bot.rights.keep import compared, keep_all, to_keep
from bot.store.sql import open_stores
from bot.transfer.own import write_workouts
from bot.transfer.read import read_file

GOAL_S, GOAL_ROWS = 20, 50_000
NOW = datetime(2024, 6, 1, tzinfo=UTC)
FIRST = datetime(2000, 1, 1, 18, tzinfo=UTC)
NAMES = (
    "Squat (Barbell)",
    "Bench Press (Barbell)",
    "Lat Pulldown (Cable)",
    "Landmine Something",
    "Bicep Curl (Dumbbell)",
)
HEADERS = {
    "strong": "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE",
    "hevy": "title,start_time,exercise_title,exercise_notes,set_index,set_type,weight_kg,reps,duration_seconds,rpe",
    "fitnotes": "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment",
    "liftosaur": "workoutDateTime,dayName,exercise,isWarmupSet,completedReps,completedRpe,weightValue,weightUnit,notes",
}
ROWS: dict[str, Callable[[datetime, str, int], str]] = {
    "strong": lambda at, name, reps: f'{at:%Y-%m-%d %H:%M:%S},Day,{name},{reps},102.5,{reps},0,0,"a, note",,8',
    "hevy": lambda at, name, reps: f'Day,"{at:%d %b %Y, %H:%M}",{name},,{reps},normal,102.5,{reps},,8',
    "fitnotes": lambda at, name, reps: f"{at:%Y-%m-%d},{name},Legs,102.5,kgs,{reps},,,,",
    "liftosaur": lambda at, name, reps: f"{at:%Y-%m-%dT%H:%M:%S}.000Z,Day,{name},0,{reps},8,225,lb,",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=GOAL_ROWS)
    rows = parser.parse_args().rows
    with TemporaryDirectory() as folder:
        return max(measure(name, path, rows) for name, path in files(Path(folder), rows))


def files(folder: Path, rows: int) -> Iterator[tuple[str, Path]]:
    """A file of each app, and the sets of the first as Spotter's own."""
    for name, header in HEADERS.items():
        path = folder / f"{name}.csv"
        lines = (
            ROWS[name](FIRST + timedelta(days=number // 20), NAMES[number // 5 % len(NAMES)], number % 5 + 1)
            for number in range(rows)
        )
        path.write_text("\n".join([header, *lines]), encoding="utf-8")
        yield name, path
    own = folder / "spotter.csv"
    own.write_bytes(write_workouts(read_file(folder / "strong.csv", "a" * 32, MassUnit.KG, NOW).workouts).encode())
    yield "spotter", own


def measure(name: str, path: Path, rows: int) -> int:
    """Prints a line; 1 if it took longer than the goal allows for so many rows."""
    stores = open_stores(f"sqlite:///{path.with_suffix('.db')}")
    lifter = stores.lifters.lifter_of(f"{name}:1", NOW).id
    started = time.perf_counter()
    reading = read_file(path, lifter, MassUnit.KG, NOW)
    read = time.perf_counter()
    assert len(to_keep(compared(stores.log, lifter, reading.workouts))) == len(reading.workouts)
    sorted_out = time.perf_counter()
    kept = keep_all(stores.log, lifter, reading.workouts, NOW)
    done = time.perf_counter()
    assert (reading.bad_rows, kept) == ((), len(reading.workouts))
    again = read_file(path, lifter, MassUnit.KG, NOW)
    assert keep_all(stores.log, lifter, again.workouts, NOW) == 0
    second, counts, seconds = time.perf_counter() - done, reading.counts, done - started
    print(
        f"{name:10} {counts.rows:6} rows {counts.sets:6} sets {counts.doubtful:6} doubtful "
        f" read {read - started:5.2f} s "
        f" compared {sorted_out - read:5.2f} s  kept {done - sorted_out:5.2f} s  in all {seconds:5.2f} s  "
        f"{counts.rows / seconds:6.0f} rows/s  again {second:5.2f} s"
    )
    return int(max(seconds, second) > GOAL_S * max(1, rows / GOAL_ROWS))


if __name__ == "__main__":
    sys.exit(main())
