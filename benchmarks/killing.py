"""What those benchmarks share that kill a program while it works: the kill, what is found afterwards, the verdict."""

import argparse
import os
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeVar

LONGEST_START_MS = 60_000


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was found after all kills."""

    kills: int
    acknowledged: int
    lost: int
    doubled: int
    in_part: int

    @property
    def is_good(self) -> bool:
        """Whether all that was acknowledged is there once, and whole."""
        return self.acknowledged > 0 and (self.lost, self.doubled, self.in_part) == (0, 0, 0)

    @property
    def what_is_wrong(self) -> dict[str, object]:
        """The lines of a report that should be 0."""
        return {"lost": self.lost, "doubled": self.doubled, "kept in part": self.in_part}


Found = TypeVar("Found", bound=Outcome)


def kill_a_child(work: Callable[[int], object], after_seconds: float, *, is_heard_first: bool = False) -> int:
    """Starts a child that works, telling a pipe, and kills it; how much is acknowledged then.

    The seconds count from its start, or from the first that is acknowledged: on a busy machine that may be late.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            work(writing)
        finally:
            os._exit(1)  # reached by an error only
    os.close(writing)
    if is_heard_first:
        first = select.poll()  # unlike select, for any number of open files
        first.register(reading, select.POLLIN)
        first.poll(LONGEST_START_MS)
    time.sleep(after_seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read().split(b"\n")
    if not os.WIFSIGNALED(status):
        raise RuntimeError("A child ended before it was killed; its error stands above.")
    return int(told[-2]) if len(told) > 1 else 0  # what stands after the last line end is not told yet


def run(
    about: str, crash: Callable[[str, int, int], Found], report: Callable[[Found], Mapping[str, object]]
) -> NoReturn:
    """Runs a benchmark by its options, prints its report and the verdict, and ends the program with it.

    `crash` gets the URL of a database, the number of kills and the seed.
    """
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", help="URL of an empty database")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or f"sqlite:///{Path(folder) / 'spotter.db'}"
        outcome = crash(url, options.kills, options.seed)
    for name, value in report(outcome).items():
        print(f"{name:<20} {value}")
    print(f"goal: nothing lost, nothing doubled, {'met' if outcome.is_good else 'MISSED'}")
    sys.exit(not outcome.is_good)
