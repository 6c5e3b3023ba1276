"""How long building a program takes: requests drawn from all that can be made (tests/bot/programs/combinations.py).

    .venv/bin/python -m benchmarks.programs                      3000 requests
    .venv/bin/python -m benchmarks.programs --requests 500 --seed 2

One process, one core. The files are read and the caches warmed by other requests first; then each request is built
once, and once more with all its weeks and their loads. What leaves nothing to train with is timed as well: the lifter
waits for that answer, too. Prints milliseconds; the goal is for building alone.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from statistics import quantiles

from bot.programs.builder import build
from bot.programs.errors import NothingFitsError
from bot.programs.periodization import week
from bot.programs.program import ProgramRequest
from tests.bot.programs.combinations import request_at, sample

WARM_UP = 300
GOAL_MS = 20


def build_and_make_weeks(request: ProgramRequest) -> None:
    """The program and each of its weeks."""
    program = build(request)
    for number in range(1, program.weeks + 1):
        week(program, number)


WORK: dict[str, Callable[[ProgramRequest], object]] = {"build": build, "build + weeks": build_and_make_weeks}


def milliseconds(work: Callable[[ProgramRequest], object], request: ProgramRequest) -> float:
    started = time.perf_counter()
    with suppress(NothingFitsError):
        work(request)
    return 1000 * (time.perf_counter() - started)


def row(name: str, times: Sequence[float]) -> str:
    percentiles = quantiles(times, n=100)
    figures = (percentiles[49], percentiles[94], percentiles[98], max(times))
    return f"{name:16}" + "".join(f"{figure:9.2f}" for figure in figures)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for point in sample(WARM_UP, options.seed + 1):
        milliseconds(build_and_make_weeks, request_at(*point))
    requests = [request_at(*point) for point in sample(options.requests, options.seed)]
    times = {name: [milliseconds(work, each) for each in requests] for name, work in WORK.items()}
    print(f"{'ms':16}{'p50':>9}{'p95':>9}{'p99':>9}{'max':>9}")
    for name, them in times.items():
        print(row(name, them))
    p99 = quantiles(times["build"], n=100)[98]
    print(f"goal: p99 of build {GOAL_MS} ms, {'met' if p99 <= GOAL_MS else 'MISSED'}")


if __name__ == "__main__":
    main()
