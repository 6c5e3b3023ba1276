"""What it costs to log sets and to look up the latest ones, with a short history and with a long one.

    .venv/bin/python -m benchmarks.log_cost                     300 rounds, SQLite in a temporary folder
    .venv/bin/python -m benchmarks.log_cost --rounds 1000 --others 50
    .venv/bin/python -m benchmarks.log_cost --database postgresql://…       an empty database

Two lifters in two databases have 10 and 10,000 sets (in PostgreSQL: in one). A round logs three sets of squats for the
one and looks up the last three workouts with squats, then does the same for the other, so that whatever else the
machine does slows both alike. What is logged in a round is undone after it, outside the clock: the histories stay as
long as they were. Prints the medians in milliseconds; the goal is for the ratio of log + look up.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from bot.store.interface import Stores
from bot.store.log_records import LoggedSet, Workout, new_id
from bot.store.sql import open_stores

SHORT, LONG = 10, 10_000
GOAL = 1.2
NOW, DAY = datetime(2026, 3, 1, 12, tzinfo=UTC), date(2026, 3, 1)
EXERCISES = ("back_squat", "bench_press", "deadlift", "barbell_row", "pull_up")
PER_WORKOUT = 10
WARM_UP = 20


@dataclass(frozen=True)
class Case:
    """A lifter with a history, and the store that it lies in."""

    stores: Stores
    lifter: str


def made(stores: Stores, name: str, sets: int) -> Case:
    """A lifter with so many sets: workouts of ten, two of each exercise, every other day up to now."""
    lifter = stores.lifters.lifter_of(name, NOW).id
    workouts = [
        Workout(new_id(), lifter, DAY - timedelta(days=2 * (number + 1)), NOW, of_a_day(number))
        for number in range(sets // PER_WORKOUT)
    ]
    stores.log.keep_workouts(lifter, workouts, "history", NOW)
    return Case(stores, lifter)


def of_a_day(number: int) -> tuple[LoggedSet, ...]:
    """The ten sets of a workout."""
    load = 60 + number % 50
    return tuple(LoggedSet(exercise, 5, load, load, "kg") for exercise in EXERCISES for _ in range(2))


def log(case: Case, command: str) -> None:
    """Logs three sets of squats, today."""
    sets = (LoggedSet("back_squat", 5, 100, 100, "kg"),) * 3
    case.stores.log.keep_workouts(case.lifter, [Workout(new_id(), case.lifter, DAY, NOW, sets)], command, NOW)


def look_up(case: Case, _: str) -> None:
    """The last three workouts with squats."""
    assert len(case.stores.log.latest_sets(case.lifter, "back_squat", 3)) > 1


def find_duplicates(case: Case, _: str) -> None:
    """Whether today's sets were told before."""
    assert case.stores.log.duplicates(case.lifter, DAY, [LoggedSet("back_squat", 5, 100, 100, "kg")])


WORK: dict[str, Callable[[Case, str], None]] = {"log": log, "look up": look_up, "duplicates": find_duplicates}


def timed(case: Case, command: str) -> dict[str, float]:
    """Milliseconds of each kind of work."""
    times = {}
    for name, work in WORK.items():
        started = time.perf_counter()
        work(case, command)
        times[name] = 1000 * (time.perf_counter() - started)
    case.stores.log.undo(case.lifter, f"undo {command}", NOW)
    return times | {"log + look up": times["log"] + times["look up"]}


def measure(cases: dict[int, Case], rounds: int) -> dict[str, dict[int, float]]:
    """The median of each kind of work for each length of history."""
    found = [
        {sets: timed(case, f"round {number}") for sets, case in cases.items()} for number in range(WARM_UP + rounds)
    ][WARM_UP:]
    names = (*WORK, "log + look up")
    return {name: {sets: median(each[sets][name] for each in found) for sets in cases} for name in names}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--others", type=int, default=0, help="lifters beside them, each with 1,000 sets")
    parser.add_argument("--database", help="URL of an empty database")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cases = {}
        for sets in (SHORT, LONG):
            stores = open_stores(options.database or f"sqlite:///{Path(folder) / f'{sets}.db'}")
            for number in range(options.others):
                made(stores, f"other {sets} {number}", 1000)
            cases[sets] = made(stores, f"lifter {sets}", sets)
        found = measure(cases, options.rounds)
    print(f"{'ms, p50':16}{f'{SHORT} sets':>12}{f'{LONG} sets':>12}{'ratio':>8}")
    for name, times in found.items():
        print(f"{name:16}{times[SHORT]:12.2f}{times[LONG]:12.2f}{times[LONG] / times[SHORT]:8.2f}")
    ratio = found["log + look up"][LONG] / found["log + look up"][SHORT]
    print(f"goal: log + look up at most {GOAL} times, {'met' if ratio <= GOAL else 'MISSED'}")


if __name__ == "__main__":
    main()
