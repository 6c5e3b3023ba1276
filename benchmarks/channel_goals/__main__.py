"""Runs the goals that are named, or all."""

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable

from benchmarks.channel_goals import __doc__ as about
from benchmarks.channel_goals import crash, hostile_messages, order, outage, red_flag, slash
from benchmarks.channel_goals.report import Found

GOALS: dict[str, tuple[Callable[[int], Awaitable[list[Found]]], int]] = {
    "S1": (hostile_messages.s1, 100_000),
    "S5": (slash.s5, 100_000),
    "S5-coach": (slash.s5_coach, 100_000),
    "R1": (crash.r1, 140),
    "R1-polled": (crash.r1_polled, 60),
    "R1-serve": (crash.r1_serve, 10),
    "R2": (crash.r2, 5),
    "R3": (outage.r3, 100),
    "R4": (outage.r4, 100),
    "R6": (order.r6, 1_000),
    "flags": (red_flag.persistence, 18),
}
"""Each goal, and how many there are of what it counts: messages, kills, trials."""


def main() -> None:
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("goals", nargs="*", metavar="GOAL", help=f"of {', '.join(GOALS)}; default all")
    parser.add_argument("--count", type=int, help="in place of the usual number")
    options = parser.parse_args()
    if unknown := {*options.goals} - GOALS.keys():
        parser.error(f"there is no goal {', '.join(sorted(unknown))}; there are {', '.join(GOALS)}")
    is_met = True
    for name in options.goals or GOALS:
        work, usual = GOALS[name]
        started = time.monotonic()
        for found in asyncio.run(_run(work, options.count or usual)):
            print(found, flush=True)
            is_met = is_met and found.is_met
        print(f"  took {time.monotonic() - started:.0f} s\n", flush=True)
    sys.exit(not is_met)


async def _run(work: Callable[[int], Awaitable[list[Found]]], count: int) -> list[Found]:
    return await work(count)


if __name__ == "__main__":
    main()
