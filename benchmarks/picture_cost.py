"""What a picture of progress costs: milliseconds and bytes, for a new lifter and for five years of four days a week.

    .venv/bin/python -m benchmarks.picture_cost                 5 rounds
    .venv/bin/python -m benchmarks.picture_cost --rounds 20

Each line is one picture: the median time to work out its figures from the log and to draw it as a PNG, the goal (300 ms
on one core), and its bytes. CPU is the time of this process alone, whatever else the machine is at.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import timedelta

from bot.progress.pictures import (
    Picture,
    body_mass_picture,
    calendar_picture,
    muscle_picture,
    reps_picture,
    review_picture,
    strength_picture,
    tonnage_picture,
)  # fmt: skip
from bot.progress.series import band, best_reps, body_mass, main_lifts, one_rep_maxes, streak, tonnage, weekly_sets
from bot.progress.weekly_review import weekly_review
from tests.bot.progress.histories import HISTORIES, TODAY, History

GOAL = 300
LIFTERS = ("novice", "five_years")


def pictures(history: History) -> dict[str, Callable[[], Picture]]:
    """Every picture, from the log on."""
    log, unit, first = history.workouts, history.unit, min(each.day for each in history.workouts)
    aim = band(history.training_goal, history.training_age)
    since, lately = max(first, TODAY - timedelta(weeks=5)), TODAY - timedelta(weeks=1)
    lifts = main_lifts(log)
    return {
        "strength, one lift": lambda: strength_picture({lifts[0]: one_rep_maxes(log, lifts[0])}, unit),
        "strength, four lifts": lambda: strength_picture({each: one_rep_maxes(log, each) for each in lifts}, unit),
        "best sets": lambda: reps_picture(
            {each: best_reps(log, each) for each in main_lifts(log, with_max=False)}, unit
        ),
        "sets per muscle": lambda: muscle_picture(weekly_sets(log, since, lately), aim),
        "tonnage": lambda: tonnage_picture(tonnage(log, history.masses, first, TODAY), unit),
        "body mass": lambda: body_mass_picture(body_mass(history.masses), unit),
        "calendar": lambda: calendar_picture(streak(log, TODAY), TODAY),
        "weekly review": lambda: review_picture(weekly_review(log, history.masses, lately, unit=unit)),
    }


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
    for name in LIFTERS:
        history = HISTORIES[name]()
        sets = sum(len(each.sets) for each in history.workouts)
        print(f"{name}: {len(history.workouts)} workouts, {sets} sets, {len(history.masses)} body masses")
        print(f"  {'':22}{'ms':>8}{'CPU ms':>8}{'goal':>6}  {'bytes':>8}")
        for title, make in pictures(history).items():
            wall, cpu, size = measured(make, rounds)
            verdict = "met" if wall <= GOAL else "MISSED"
            print(f"  {title:22}{wall:8.0f}{cpu:8.0f}{GOAL:6}  {size:8}  {verdict}")


if __name__ == "__main__":
    main()
