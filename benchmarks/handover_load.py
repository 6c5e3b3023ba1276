"""How soon a trainer's reply is in the lifter's chat: 50 open handovers, each with a stream; another process speaks.

    .venv/bin/python -m benchmarks.handover_load                     50 lifters, 1,000 replies
    .venv/bin/python -m benchmarks.handover_load --lifters 200 --replies 400

The server is a process of its own with the real channels, switchboard, HTTP and database, over a quick coach. Lifters
write now and then. A reply's time runs from the moment at which the trainer's process begins to keep it until the
lifter's stream has it. What looking costs while nothing happens is measured too: with the streams open and nobody's
conversation taken, and then with all of them taken.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout

from benchmarks.channel_goals.far_side import FarSide
from benchmarks.channel_goals.lifters import Lifter, WebLifter, lifters, session
from benchmarks.channel_goals.report import percentile
from benchmarks.channel_goals.served import QuickServed
from benchmarks.handover_trainers import Said, Trainers, taken
from bot.store.sql import open_stores

LIFTERS, REPLIES, GOAL_SECONDS = 50, 1_000, 0.5
IDLE_SECONDS, SETTLE_SECONDS, PATIENCE_SECONDS = 20, 3, 30
PAUSE, SPEAKING = (0.02, 0.12), (2.0, 10.0)
"""Between replies of all trainers, and between messages of a lifter."""


@dataclass
class Outcome:
    """Seconds of each reply, until it was kept and until the stream had it; CPU seconds a second while idle."""

    kept: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    idle: float = 0.0
    idle_taken: float = 0.0

    @property
    def is_good(self) -> bool:
        return percentile(self.waits, 0.95) <= GOAL_SECONDS


@dataclass
class Listener:
    """A lifter's open stream: when each text of a trainer came."""

    lifter: WebLifter
    came: dict[str, float] = field(default_factory=dict)

    async def listen(self, http: ClientSession) -> None:
        headers = {"Authorization": f"Bearer {self.lifter.token}", "X-Forwarded-For": self.lifter.address}
        url = f"{self.lifter.served.url}/chat/events?after=0"
        async with http.get(url, headers=headers, timeout=ClientTimeout(total=None)) as answer:
            async for line in answer.content:
                if line.startswith(b"data:"):
                    event = json.loads(line[5:])
                    if event["kind"] == "trainer":
                        self.came.setdefault(event["text"], time.monotonic())


async def load(folder: Path, people: int = LIFTERS, replies: int = REPLIES, seed: int = 1) -> Outcome:
    """Has trainers reply to so many lifters."""
    far, chance, outcome = await FarSide().start(), random.Random(seed), Outcome()
    served = QuickServed(folder, far)
    await served.start()
    stores, trainers = open_stores(f"sqlite:///{served.database}"), Trainers(f"sqlite:///{served.database}")
    await trainers.start()
    async with session() as http, session() as streams:
        who = [each for each in await lifters(served, http, people, ["web"]) if isinstance(each, WebLifter)]
        listeners = [Listener(each) for each in who]
        listening = [asyncio.create_task(each.listen(streams)) for each in listeners]
        await asyncio.sleep(SETTLE_SECONDS)
        outcome.idle = await _cpu(served)
        handovers = [taken(stores, each.conversation, f"Trainer{at % 5}") for at, each in enumerate(who)]
        await asyncio.sleep(SETTLE_SECONDS)
        outcome.idle_taken = await _cpu(served)
        begins: list[float] = []
        writing = [asyncio.create_task(_write(each, chance)) for each in who]
        for number in range(replies):
            at = number % people
            said = Said(handovers[at][0].id, handovers[at][1], f"Reply {number}", f"load-{number}")
            begun, kept = await trainers.say(said) or (0.0, 0.0)
            outcome.kept.append(kept - begun)
            begins.append(begun)
            await asyncio.sleep(chance.uniform(*PAUSE))
        for number, begun in enumerate(begins):
            outcome.waits.append(await _came(listeners[number % people], f"Reply {number}") - begun)
        for each in (*writing, *listening):
            each.cancel()
        await asyncio.gather(*writing, *listening, return_exceptions=True)
    await trainers.kill()
    await served.stop()
    await served.close()
    await far.stop()
    return outcome


async def _write(lifter: Lifter, chance: random.Random) -> None:
    while True:
        await asyncio.sleep(chance.uniform(*SPEAKING))
        await lifter.bring("and how many sets?")


async def _came(listener: Listener, text: str) -> float:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while text not in listener.came:  # noqa: ASYNC110  another task puts it there
            await asyncio.sleep(0.005)
    return listener.came[text]


async def _cpu(served: QuickServed) -> float:
    """CPU seconds of the server a second."""
    before = _used(served.pid)
    await asyncio.sleep(IDLE_SECONDS)
    return (_used(served.pid) - before) / IDLE_SECONDS


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lifters", type=int, default=LIFTERS)
    parser.add_argument("--replies", type=int, default=REPLIES)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(load(Path(folder), options.lifters, options.replies))
    marks = ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"), (1, "max"))
    print(f"{options.lifters} open handovers, {len(found.waits)} replies of trainers in another process")
    for name, values in (("until it is kept", found.kept), ("until the stream has it", found.waits)):
        print(f"{name:28}" + "  ".join(f"{mark} {1000 * percentile(values, part):.0f} ms" for part, mark in marks))
    print(f"CPU while idle              nobody's taken {found.idle:.3f}, all taken {found.idle_taken:.3f} s a second")
    print(f"load of the machine         {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"goal: p95 of {1000 * GOAL_SECONDS:.0f} ms at most, {'met' if found.is_good else 'MISSED'}")
    sys.exit(not found.is_good)


if __name__ == "__main__":
    main()
