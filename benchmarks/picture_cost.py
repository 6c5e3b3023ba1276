"""What a picture of progress costs: milliseconds and bytes, for a new lifter and for one with 10,000 sets.

    .venv/bin/python -m benchmarks.picture_cost                 5 rounds, SQLite in a temporary folder
    .venv/bin/python -m benchmarks.picture_cost --rounds 20

Each line is one picture: the median time to read what it needs from the store, to work out its figures and to draw it
as a PNG, the goal (300 ms on one core), and its bytes. CPU is the time of this process alone, whatever else the machine
is at. The first picture of a process, which loads what draws, is not counted.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.progress.gallery import Kind, Sitter, picture_of
from bot.progress.pictures import Picture, ThemeName
from bot.settings import settings
from bot.store.interface import Stores
from bot.store.log_records import Workout, new_id
from bot.store.sql import open_stores
from tests.bot.progress.histories import HISTORIES, TODAY, History

GOAL = 300
LONG = 10_000
LIFTERS = ("novice", "five_years")
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)


def latest(workouts: tuple[Workout, ...], sets: int) -> list[Workout]:
    """The latest workouts with so many sets in all, or all there are."""
    kept: list[Workout] = []
    for each in reversed(workouts):
        if sets <= 0:
            break
        kept.append(each)
        sets -= len(each.sets)
    return kept


def stored(stores: Stores, name: str, history: History) -> Sitter:
    """A lifter with a history of at most LONG sets in the store."""
    lifter = stores.lifters.lifter_of(name, NOW).id
    own = [replace(each, id=new_id(), lifter=lifter) for each in latest(history.workouts, LONG)]
    stores.log.keep_workouts(lifter, own, "history", NOW)
    stores.log.keep_body_masses(lifter, [replace(each, lifter=lifter) for each in history.masses], "scales", NOW)
    sets = sum(len(each.sets) for each in own)
    print(f"{name}: {len(own)} workouts, {sets} sets, {len(history.masses)} body masses")
    return Sitter(lifter, TODAY, history.unit, history.training_goal, history.training_age)


def drawn(stores: Stores, sitter: Sitter, kind: Kind) -> Picture:
    """A picture, from the store on."""
    return picture_of(stores.log, sitter, kind)(ThemeName.LIGHT)


def measured(make: Callable[[], Picture], rounds: int) -> tuple[float, float, int]:
    """Median wall and CPU milliseconds, and the bytes of the PNG."""
    made = make()
    wall, cpu = [], []
    for _ in range(rounds):
        started, worked = time.perf_counter(), time.process_time()
        make()
        wall.append(1000 * (time.perf_counter() - started))
        cpu.append(1000 * (time.process_time() - worked))
    return statistics.median(wall), statistics.median(cpu), len(made.png or b"")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    settings()  # says where the drawing keeps its list of fonts
    with tempfile.TemporaryDirectory() as folder:
        stores = open_stores(f"sqlite:///{Path(folder) / 'spotter.db'}")
        for name in LIFTERS:
            sitter = stored(stores, name, HISTORIES[name]())
            print(f"  {'':14}{'ms':>8}{'CPU ms':>8}{'goal':>6}  {'bytes':>8}")
            for kind in Kind:
                wall, cpu, size = measured(partial(drawn, stores, sitter, kind), rounds)
                verdict = "met" if wall <= GOAL else "MISSED"
                print(f"  {kind:14}{wall:8.0f}{cpu:8.0f}{GOAL:6}  {size:8}  {verdict}")


if __name__ == "__main__":
    main()
