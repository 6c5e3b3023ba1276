"""Judges the programs for the whole enumeration: python -m tests.bot.programs.whole [--every N] [--processes N].

Every request of both grids is built and judged by every property of a program; each fifth one also by those of its
weeks, and it is asked again, in another order, with a swap and in less time. Left out, so that it ends in a quarter of
an hour on two cores: minutes between those of combinations.FEWER_MINUTES (`make test` draws from all), and more than
one set of known lifts for each request. Prints what was given up, and each kind of violation with its first request;
ends with an error if there is one.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

from tests.bot.programs.combinations import request_at, whole
from tests.bot.programs.judge import OF_ONE, PROPERTIES, judged

CHUNK = 500
AGAIN_EVERY = 5  # divides the step of no axis of the grid, so that each value of one meets each of another
Point = tuple[str, int]


@dataclass
class Tally:
    """What came of some requests; `violations` by property: how many, and the first."""

    requests: int = 0
    refused: int = 0
    gave_up: Counter[str] = field(default_factory=Counter)
    violations: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        self.requests += other.requests
        self.refused += other.refused
        self.gave_up += other.gave_up
        self.violations += other.violations
        self.first = other.first | self.first


def tally(points: Sequence[Point]) -> Tally:
    """Judges the requests at some points."""
    found = Tally()
    for grid, at in points:
        case, violations = judged(request_at(grid, at), OF_ONE if at % AGAIN_EVERY else PROPERTIES)
        found.requests += 1
        found.refused += case is None
        found.gave_up.update(each.kind for each in (case.program.gave_up if case else ()))
        for name, why in violations:
            found.violations[name] += 1
            found.first.setdefault(name, f"request_at({grid!r}, {at}): {why}")
    return found


def run(every: int, processes: int) -> Tally:
    """Judges each so-manieth request of the whole."""
    points = list(islice(whole(), 0, None, every))
    chunks = [points[start : start + CHUNK] for start in range(0, len(points), CHUNK)]
    total = Tally()
    with ProcessPoolExecutor(processes) as pool:
        for done in pool.map(tally, chunks):
            total.add(done)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=1, help="only each so-manieth request")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    started = time.monotonic()
    found = run(options.every, options.processes)
    sys.stdout.write("\n".join(told(found, time.monotonic() - started)) + "\n")
    sys.exit(bool(found.violations))


def told(found: Tally, seconds: float) -> Iterator[str]:
    """The tally, line by line."""
    yield f"programs: {found.requests} requests in {seconds:.0f} s; {found.refused} left nothing to do"
    yield "gave up: " + ", ".join(f"{kind} {count}" for kind, count in found.gave_up.most_common())
    for name, count in found.violations.most_common():
        yield f"VIOLATED {name}, {count} times; first {found.first[name]}"


if __name__ == "__main__":
    main()
