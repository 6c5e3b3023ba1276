"""Spotter's web channel beside stock Rasa's REST and SocketIO channels, in one run.

    .venv/bin/python -m benchmarks.channels                        all of it; half an hour
    .venv/bin/python -m benchmarks.channels --only load --people 1,20 --seconds 6 --rounds 1
    .venv/bin/python -m benchmarks.channels --only attacks --attack-seconds 60

Every side has the same trained model, the same actions, and gets the same questions; a channel, and what it keeps, is
the difference. Spotter is `spotter serve`, stock `rasa run` with `rasa run actions` beside it: with conversations in
memory, as it comes, and once more with its own SQL store. All run at the same time, and are asked in turns.

`at once` sends the next message as soon as the answer is there; people who `type` pause 2 to 5 seconds. The time is
from sending to the first bubble of the answer, that of the acknowledgement to the response to the message. Only
Spotter has one; it comes once the message is on disk.
"""

import argparse
import asyncio
import random
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path

import psutil

from benchmarks.channels_hostile import PEOPLE, TYPING, Attacked, burdened, flooded
from benchmarks.channels_load import Side, Waited, converse
from benchmarks.channels_systems import Server, spotter, stock
from benchmarks.channels_talkers import RestTalker, SocketTalker, Talker, WebTalker
from bot.model import is_current
from bot.settings import settings

SPOTTER, REST, SOCKET, IN_SQL = "Spotter", "stock REST", "stock SocketIO", "stock REST, SQLite"
AT_ONCE = (0.0, 0.0)
WIDGETS, SETTLE_SECONDS = 200, 4
GOALS = ((0.95, 1.0), (0.99, 2.0))
"""R7, of the answer."""
GOAL_ACKNOWLEDGED = 0.3
GOAL_FLOODED, GOAL_BURDENED = 1.5, 1.2
"""S8 and S7: the others' p95, with the attack beside without."""
Sides = Mapping[str, Side]


async def under_load(sides: Sides, loads: list[tuple[int, tuple[float, float]]], options: argparse.Namespace) -> None:
    """Prints how long the answers took, for so many open conversations."""
    print("\n| open conversations | | p50 | p95 | p99 | ack p50 | ack p99 | answers a second | N | unanswered |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    verdicts = []
    for number, (people, pause) in enumerate(loads):
        waited = {name: Waited() for name in sides}
        for turn in range(options.rounds):
            for name in random.sample(list(sides), len(sides)):
                seed = 100 * number + turn
                await sides[name].server.calm()
                await converse(sides[name], people, options.seconds, waited[name], pause=pause, seed=seed)
        for name, each in waited.items():
            print(f"| {_load(people, pause)} | {name} | {_figures(each, sides[name].kind)} |")
        _compare(waited)
        if people == PEOPLE:
            verdicts.append(f"R7, {_load(people, pause)}: {_verdict(waited[SPOTTER])}")
    print("\n" + "\n".join(verdicts))


def _load(people: int, pause: tuple[float, float]) -> str:
    return f"{people} {'type' if pause == TYPING else 'at once'}"


def _verdict(ours: Waited) -> str:
    answers = all(ours.answered(quantile) <= most for quantile, most in GOALS)
    acknowledged = ours.acknowledged(0.99) <= GOAL_ACKNOWLEDGED
    return f"answers {_met(answers)}, acknowledgement {_met(acknowledged)}"


def _met(is_met: bool) -> str:
    return "met" if is_met else "MISSED"


def _figures(each: Waited, kind: type[Talker]) -> str:
    answers = [f"{1000 * each.answered(quantile):.0f}" for quantile in (0.5, 0.95, 0.99)]
    told = [f"{1000 * each.acknowledged(quantile):.0f}" if kind.acknowledges else "" for quantile in (0.5, 0.99)]
    return " | ".join((*answers, *told, f"{each.per_second:.1f}", str(len(each.heard)), str(each.unanswered)))


def _compare(waited: Mapping[str, Waited]) -> None:
    """Spotter's p50, p95 and p99 as a share of each stock side's."""
    ours = waited[SPOTTER]
    for name, each in waited.items():
        if name != SPOTTER:
            ratios = [f"{ours.answered(quantile) / each.answered(quantile):.2f}" for quantile in (0.5, 0.95, 0.99)]
            print(f"| | Spotter / {name} | {' | '.join(ratios)} | | | | | |")


async def open_widgets(sides: Sides) -> None:
    """Prints what each open and silent conversation costs in memory."""
    print(f"| kB each | the first {WIDGETS} | {WIDGETS} more |\n| --- | --- | --- |")
    for name in (SPOTTER, SOCKET):
        server, open_ones = sides[name].server, []
        held = [await _settled(server)]
        for some in range(2):
            for number in range(WIDGETS):
                open_ones.append(sides[name].talker(9_000_000 + some * WIDGETS + number))
                await open_ones[-1].open()
            held.append(await _settled(server))
        costs = [1024 * (after - before) / WIDGETS for before, after in pairwise(held)]
        print(f"| {name} | {costs[0]:.0f} | {costs[1]:.0f} |")
        await asyncio.gather(*(each.close() for each in open_ones))


async def _settled(server: Server) -> float:
    await asyncio.sleep(SETTLE_SECONDS)
    return server.megabytes()


async def attacks(sides: Sides, options: argparse.Namespace) -> None:
    """Prints what the others noticed."""
    seconds, rate, rounds = options.attack_seconds, options.flood_rate, options.rounds
    heads = ("", "p95 without", "p95 with", "ratio", "without, later / earlier", "p50 ratio", "N", "told the attacker")
    print(f"\n| {PEOPLE} people type | {' | '.join(heads)} |\n| ---{' | ---' * len(heads)} |")
    for name in (SPOTTER, REST):
        found = await flooded(sides[name], seconds, rate, rounds, seed=5_000)
        _tell(f"one sends {rate:.0f} a second", name, found, GOAL_FLOODED)
    for name in (SPOTTER, REST):
        found = await burdened(sides[name], seconds, rounds, seed=6_000)
        _tell("one sends 100 too long ones", name, found, GOAL_BURDENED)


def _tell(what: str, name: str, found: Attacked, goal: float) -> None:
    without, beside = (1000 * each.answered(0.95) for each in (found.without, found.beside))
    told = ", ".join(f"{status or 'no response'}: {times}" for status, times in sorted(found.told.items()))
    counts = f"{len(found.without.heard)} + {len(found.beside.heard)}"
    ratio = f"{found.ratio(0.95):.2f} ({_met(found.ratio(0.95) < goal)})"
    ratios = f"{ratio} | {found.noise(0.95):.2f} | {found.ratio(0.5):.2f}"
    print(f"| {what} | {name} | {without:.0f} | {beside:.0f} | {ratios} | {counts} | {told} |")


@contextmanager
def running(folder: Path) -> Iterator[Sides]:
    """All systems."""
    with ExitStack() as stack:

        def start(how: Callable[[Path], object], name: str) -> Server:
            (home := folder / name).mkdir()
            return stack.enter_context(how(home))  # type: ignore[arg-type]

        ours, theirs = start(spotter, "spotter"), start(stock, "stock")
        in_sql = start(partial(stock, in_sql=True), "stock_sql")
        yield {
            SPOTTER: Side(ours, WebTalker), REST: Side(theirs, RestTalker), SOCKET: Side(theirs, SocketTalker),
            IN_SQL: Side(in_sql, RestTalker),
        }  # fmt: skip


async def measure(sides: Sides, options: argparse.Namespace) -> None:
    parts = options.only.split(",")
    for side in sides.values():
        await converse(side, 4, 5, Waited(), pause=AT_ONCE, seed=9_000)
    for name in (SPOTTER, REST, IN_SQL):
        server = sides[name].server
        each = " + ".join(f"{one.memory_info().rss / 2**20:.0f}" for one in server.processes)
        print(f"{name}, idle: {server.megabytes():.0f} MB ({each})")
    print(f"load of the machine before: {psutil.getloadavg()[0]:.1f}\n")
    if "widgets" in parts:  # first: later there is memory left over from others
        await open_widgets(sides)
    if "load" in parts:
        at_once = [(int(people), AT_ONCE) for people in options.people.split(",")]
        await under_load(sides, [*at_once, *((people, TYPING) for people in (PEOPLE, 50))], options)
    if "attacks" in parts:
        await attacks(sides, options)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", default="1,4,16,20,50", help="open conversations that send at once")
    parser.add_argument("--seconds", type=float, default=12, help="how long each system is asked at a time")
    parser.add_argument("--rounds", type=int, default=3, help="how often each system is asked")
    parser.add_argument("--attack-seconds", type=float, default=20, help="how long an attack lasts at a time")
    parser.add_argument("--flood-rate", type=float, default=50, help="messages a second of the flood")
    parser.add_argument("--only", default="widgets,load,attacks", help="parts of it, with commas between")
    options = parser.parse_args()
    if not is_current(settings()):
        raise SystemExit("There is no current model. Run `spotter train`.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # else the servers would go on
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as sides:
        asyncio.run(measure(sides, options))


if __name__ == "__main__":
    main()
