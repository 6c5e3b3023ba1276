"""What it costs to log a workout by telling it, with what to lift next, after a short history and after a long one.

    .venv/bin/python -m benchmarks.log_chat_cost                 100 rounds, SQLite in temporary folders

Two lifters have 10 and 10,000 stored sets, a fifth of them squats. A round tells each "squat 100kg 3x5" and takes it
back with "undo"; what is timed is the first: deciding what the message is, the store, what is said back, and what
follows from it. Prints medians in milliseconds; the goal is a ratio of at most 1.2.
"""

import argparse
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from actions import services
from actions.services import Downloads, Services, utc_now
from benchmarks.log_cost import GOAL, LONG, NOW, PER_WORKOUT, SHORT
from benchmarks.log_crash_chat import Chat
from bot.store.log_records import LoggedSet, Workout, new_id
from bot.store.sql import open_stores

WARM_UP = 5
LIFTS = ("barbell_back_squat", "barbell_bench_press", "deadlift", "barbell_row", "pull_up")


@dataclass(frozen=True)
class Lifter:
    """A lifter's services and conversation."""

    services: Services
    conversation: str


def lifter_with(sets: int, folder: Path) -> Lifter:
    """A lifter with so many sets in a database of their own."""
    stores = open_stores(f"sqlite:///{folder / f'{sets}.db'}")
    whom = stores.lifters.lifter_of(f"web:{sets}", NOW).id
    first = utc_now().date()
    workouts = [
        Workout(new_id(), whom, first - timedelta(days=2 * (number + 1)), NOW, of_a_day(number))
        for number in range(sets // PER_WORKOUT)
    ]
    stores.log.keep_workouts(whom, workouts, "history", NOW)
    return Lifter(Services(Downloads(folder), stores, ZoneInfo("UTC"), utc_now), f"web:{sets}")


def of_a_day(number: int) -> tuple[LoggedSet, ...]:
    """The ten sets of a workout, two of each lift."""
    load = 60 + number % 50
    return tuple(LoggedSet(lift, 5, load, load, "kg") for lift in LIFTS for _ in range(2))


def log_ms(lifter: Lifter) -> float:
    """Milliseconds of telling a workout; it is taken back afterwards."""
    chat = Chat(lifter.conversation)
    with services.using(lifter.services):
        started = time.perf_counter()
        responses = chat.say("then squat 100kg 3x5", new_id())
        took = 1000 * (time.perf_counter() - started)
    assert responses[0] == "utter_logged", responses
    whom = lifter.services.stores.lifters.lifter_of(lifter.conversation, utc_now()).id
    lifter.services.stores.log.undo(whom, new_id(), utc_now())
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lifters = {sets: lifter_with(sets, Path(folder)) for sets in (SHORT, LONG)}
        rounds = [{sets: log_ms(each) for sets, each in lifters.items()} for _ in range(WARM_UP + options.rounds)]
    found = {sets: median(each[sets] for each in rounds[WARM_UP:]) for sets in lifters}
    ratio = found[LONG] / found[SHORT]
    print(f"p50 of log + what next: {found[SHORT]:.1f} ms with {SHORT} sets, {found[LONG]:.1f} ms with {LONG} sets")
    print(f"ratio {ratio:.2f}, goal at most {GOAL}: {'met' if ratio <= GOAL else 'MISSED'}")


if __name__ == "__main__":
    main()
