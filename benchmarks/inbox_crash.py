"""Kills a program while it takes, answers and delivers messages, again and again, and looks for what it acknowledged.

    .venv/bin/python -m benchmarks.inbox_crash                    200 random kills, 10 at every step, on SQLite
    .venv/bin/python -m benchmarks.inbox_crash --kills 50 --seed 2
    .venv/bin/python -m benchmarks.inbox_crash --database postgresql://…      an empty database

A child brings messages of ten conversations to a post office, half of them of a channel that sends its replies, and
tells its parent which are acknowledged. It is killed (SIGKILL) at a random moment, or by itself at a named step:

    received    a message came in, and is not kept yet
    committed   it is kept, and not acknowledged yet
    claimed     the worker has it
    answered    the coach has answered and kept its turn, the answer is not kept yet
    stored      the answer is kept
    sent        the far side has the reply, that it was sent is not kept yet

The next child brings again what was not acknowledged, as a channel would, and some that was. The coach is a fake that
keeps its turns in a file of its own, and gives the same answer again for an id that its conversation has heard. The far
side keeps whatever arrives, with its key. At the end every acknowledged message must be answered once, by one turn of
the coach, in order, and its reply must have arrived. A kill is no power cut: that the database waits for the disk is
tested elsewhere. After that the same load runs without kills, to see how long an acknowledgement takes.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import bot.store.migrations  # noqa: F401  else every child would spend its life importing it
from bot.channels.delivery import Body, Patience
from bot.channels.errors import UnavailableError
from bot.channels.post_office import PostOffice
from bot.channels.rate_limit import Allowance, RateLimit
from bot.channels.worker import LAST_WORDS, Pace
from bot.dialogue.answer import Answer, Reply
from bot.store.interface import Stores
from bot.store.postbox_records import IncomingMessage
from bot.store.sql import open_stores

STEPS = ("received", "committed", "claimed", "answered", "stored", "sent")
CONVERSATIONS = [f"{channel}:{number}" for number in range(5) for channel in ("web", "slack")]
LATEST_KILL_SECONDS = 0.6
REPEATED = 5
"""Messages that come again though they were acknowledged."""
AT_ONCE = 4
"""Messages that are brought at the same moment; those of a conversation one after the other."""
EVER = 10**9
PACE = Pace(lease=timedelta(seconds=0.5), poll_seconds=0.05, most_attempts=50)
"""A short lease, so that what a child had claimed is soon the next one's; patience with many kills of one message."""
PATIENCE = Patience(lease=timedelta(seconds=0.5), poll_seconds=0.05)


@dataclass
class Outcome:
    """What was found after all kills."""

    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    taken: int = 0
    lost: int = 0
    answered_twice: int = 0
    turns_twice: int = 0
    out_of_order: int = 0
    last_words: int = 0
    not_delivered: int = 0
    arrived_again: int = 0
    """At a far side that takes whatever comes. One that knows keys drops these."""
    sent_twice: int = 0
    """Those of them that one and the same process sent: it was slower than its lease."""
    keys_differ: int = 0
    drain_seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether all that was acknowledged was answered once, in order."""
        wrong = (
            self.lost,
            self.answered_twice,
            self.turns_twice,
            self.out_of_order,
            self.not_delivered,
            self.keys_differ,
        )
        return self.acknowledged > 0 and not any(wrong)


class Coach:
    """A fake that keeps its turns in a file, each of them once."""

    def __init__(self, path: Path) -> None:
        self._turns = sqlite3.connect(path, isolation_level=None, timeout=30)
        self._turns.execute("CREATE TABLE IF NOT EXISTS turns (id TEXT PRIMARY KEY, conversation TEXT, text TEXT)")
        self._turns.execute("CREATE TABLE IF NOT EXISTS work (id TEXT)")

    async def answer(
        self, conversation: str, message: str | None = None, payload: str | None = None, message_id: str | None = None
    ) -> Answer:
        """As the real one: the turn, with what it changes, is kept before the answer is given."""
        heard = self._turns.execute("SELECT text FROM turns WHERE id = ?", [message_id]).fetchone()
        if not heard:
            await asyncio.sleep(random.uniform(0, 0.01))
            with suppress(sqlite3.IntegrityError):  # another process has kept the turn meanwhile
                self._turns.executescript(
                    f"BEGIN IMMEDIATE; INSERT INTO turns VALUES ('{message_id}', '{conversation}', '{message}');"
                    f"INSERT INTO work VALUES ('{message_id}'); COMMIT"
                )
            if self._turns.in_transaction:
                self._turns.execute("ROLLBACK")
            heard = self._turns.execute("SELECT text FROM turns WHERE id = ?", [message_id]).fetchone()
        return Answer(conversation, "", "x", 1.0, replies=(Reply(f"re: {heard[0]}"),))


class Watched:
    """A store that tells after which calls, and before which, a step is reached."""

    def __init__(self, store: Any, reached: Callable[[str], None]) -> None:
        self._store, self._reached = store, reached

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def take(self, message: IncomingMessage) -> bool:
        self._reached("received")
        is_new = self._store.take(message)
        self._reached("committed")
        return is_new

    def claim(self, *given: Any) -> Any:
        claimed = self._store.claim(*given)
        if claimed:
            self._reached("claimed")
        return claimed

    def answered(self, *given: Any, **named: Any) -> bool:
        self._reached("answered")
        is_kept = self._store.answered(*given, **named)
        self._reached("stored")
        return is_kept

    def sent(self, *given: Any) -> bool:
        self._reached("sent")
        return self._store.sent(*given)


def message(number: int) -> IncomingMessage:
    """The message of a number; the same id and text whenever it comes."""
    conversation = CONVERSATIONS[number % len(CONVERSATIONS)]
    return IncomingMessage(conversation, f"m{number}", datetime.now(UTC), str(number))


async def _live(url: str, folder: Path, first: int, acknowledgements: int, reached: Callable[[str], None]) -> None:
    """Takes messages for ever, from a number on, answers and delivers them; below 0 only what is left."""
    stores = open_stores(url)
    watched = replace(stores, inbox=Watched(stores.inbox, reached), outbox=Watched(stores.outbox, reached))
    office = _office(watched, folder)
    office.start()
    if first < 0:
        while stores.inbox.waiting()[0] or stores.outbox.waiting("slack")[0]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        await office.stop()
        os._exit(0)
    number = first
    while True:
        some = range(number, number + AT_ONCE)
        await asyncio.gather(*(office.take(message(each)) for each in some))
        number += AT_ONCE
        os.write(acknowledgements, b"%d\n" % number)


def _office(stores: Stores, folder: Path) -> PostOffice:
    no_limit = Allowance(EVER, EVER)
    office = PostOffice(stores, Coach(folder / "coach.db").answer, RateLimit(no_limit, no_limit), pace=PACE)
    arrived = os.open(folder / "arrived", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    async def send(conversation: str, body: Body) -> None:
        await asyncio.sleep(random.uniform(0, 0.005))
        line = {"to": conversation, "text": body.content["text"], "key": body.key, "by": os.getpid()}
        os.write(arrived, json.dumps(line).encode() + b"\n")

    office.deliver("slack", send, PATIENCE)
    return office


def _kill_a_child(
    url: str, folder: Path, first: int, after_seconds: float | None, step: str | None, times: int
) -> int | None:  # fmt: skip
    """Starts a child with its first message and has it killed; how many messages are acknowledged then."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        left = [times]

        def reached(name: str) -> None:
            if name == step:
                left[0] -= 1
                if left[0] <= 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            os.close(reading)
            os.setpgid(0, 0)
            asyncio.run(_live(url, folder, first, writing, reached))
        except UnavailableError:
            os.kill(os.getpid(), signal.SIGKILL)  # it is not acknowledged; the next child brings it again
        finally:
            os._exit(1)  # reached by an error only
    os.close(writing)
    if after_seconds is not None:
        time.sleep(after_seconds)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read().split(b"\n")
    if first >= 0 and not os.WIFSIGNALED(status):
        raise RuntimeError("A child ended before it was killed; its error stands above.")
    return int(told[-2]) if len(told) > 1 else None  # what stands after the last line end is not told yet


def crash(url: str, folder: Path, kills: int, kills_at_each_step: int, seed: int) -> Outcome:
    """Kills children, lets a last one finish what is left, and says what became of what they acknowledged."""
    chance, found = random.Random(seed), Outcome()
    deaths = [None] * kills + [step for step in STEPS for _ in range(kills_at_each_step)]
    chance.shuffle(deaths)
    for step in deaths:
        first = max(0, found.acknowledged - REPEATED)
        after = chance.uniform(0, LATEST_KILL_SECONDS) if step is None else None
        told = _kill_a_child(url, folder, first, after, step, chance.randint(1, 12))
        found.kills[step or "random"] += 1
        found.acknowledged = max(found.acknowledged, told or 0)
    started = time.monotonic()
    _kill_a_child(url, folder, -1, None, None, 0)
    found.drain_seconds = time.monotonic() - started
    return _look(url, folder, found)


def _look(url: str, folder: Path, found: Outcome) -> Outcome:
    stores = open_stores(url)
    with sqlite3.connect(folder / "coach.db") as turns:
        work = Counter(id for (id,) in turns.execute("SELECT id FROM work"))
    turns.close()
    found.turns_twice = sum(count > 1 for count in work.values())
    lines = list(map(json.loads, (folder / "arrived").read_text().splitlines()))
    arrived = Counter((each["to"], each["text"]) for each in lines)
    found.sent_twice = len(lines) - len({(each["key"], each["by"]) for each in lines})
    found.keys_differ = len({each["key"] for each in lines}) - len(arrived)
    for conversation in CONVERSATIONS:
        answers: dict[str, int] = {}
        said: set[str] = set()
        for each in stores.outbox.after(conversation, 0, EVER):
            body = json.loads(each.body)
            if body["kind"] == "lifter":
                said.add(body["text"])
                continue
            number = int(str(each.message_id).removeprefix("m"))
            found.last_words += body["text"] == LAST_WORDS
            found.answered_twice += str(number) in answers
            answers[str(number)] = number
            if conversation.startswith("slack"):
                times = arrived[conversation, body["text"]]
                found.not_delivered += times == 0
                found.arrived_again += max(0, times - 1)
        found.out_of_order += list(answers.values()) != sorted(answers.values())
        found.taken += len(said)
        mine = range(CONVERSATIONS.index(conversation), found.acknowledged, len(CONVERSATIONS))
        found.lost += sum(str(number) not in answers for number in mine)
    return found


def acknowledge(url: str, folder: Path, messages: int, at_once: int) -> tuple[list[float], list[float]]:
    """How long each acknowledgement took (s), while everything is answered and delivered.

    Beside it, what a bare write took that waits for the disk, at the same time in the same folder: what no store can
    undercut on a machine that has other work.
    """

    async def run() -> tuple[list[float], list[float]]:
        office, taken, numbers = _office(open_stores(url), folder), [], iter(range(messages))
        office.start()

        async def bring() -> None:
            for number in numbers:
                started = time.perf_counter()
                with suppress(UnavailableError):
                    await office.take(message(number))
                taken.append(time.perf_counter() - started)
                await asyncio.sleep(0.05)

        bare = asyncio.create_task(_bare_writes(folder))
        await asyncio.gather(*(bring() for _ in range(at_once)))
        bare.cancel()
        await office.stop()
        return taken, await bare

    return asyncio.run(run())


async def _bare_writes(folder: Path) -> list[float]:
    """How long writes of a page took, until it is cancelled."""
    taken = []
    with (folder / "bare").open("wb", buffering=0) as file, suppress(asyncio.CancelledError):
        while True:
            started = time.perf_counter()
            await asyncio.to_thread(lambda: (file.write(bytes(4096)), os.fsync(file.fileno())))
            taken.append(time.perf_counter() - started)
            await asyncio.sleep(0.05)
    return taken


@contextmanager
def _database(given: str | None) -> Iterator[tuple[str, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        yield given or f"sqlite:///{Path(folder) / 'spotter.db'}", Path(folder)


def _percentiles(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"p50 {1000 * statistics.median(ordered):.1f} ms, p99 {1000 * ordered[int(len(ordered) * 0.99)]:.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--at-each-step", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", help="URL of an empty database")
    options = parser.parse_args()
    with _database(options.database) as (url, folder):
        found = crash(url, folder, options.kills, options.at_each_step, options.seed)
    kills = ", ".join(f"{count} {step}" for step, count in sorted(found.kills.items()))
    print(f"kills                 {found.kills.total()}: {kills}")
    print(f"acknowledged          {found.acknowledged} of {found.taken} messages that were kept")
    print(f"lost                  {found.lost}")
    print(f"answered twice        {found.answered_twice}, turns of the coach kept twice {found.turns_twice}")
    print(f"out of order          {found.out_of_order} of {len(CONVERSATIONS)} conversations")
    print(f"answered by last words {found.last_words}")
    print(f"not delivered         {found.not_delivered}")
    print(f"delivered again       {found.arrived_again}, {found.sent_twice} of them without a kill")
    print(f"with another key      {found.keys_differ}")
    print(f"all done              {found.drain_seconds:.1f} s after the last start, with a lease of 0.5 s")
    print(f"goal: nothing lost, nothing answered twice, {'met' if found.is_good else 'MISSED'}")
    for at_once in (1, 4, 16):
        with _database(None) as (url, folder):
            taken, bare = acknowledge(url, folder, 500, at_once)
        print(f"acknowledgement, {at_once:2} at once   {_percentiles(taken)}; a bare write {_percentiles(bare)}")
    sys.exit(not found.is_good)


if __name__ == "__main__":
    main()
