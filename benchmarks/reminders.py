"""1,000 lifters with the same reminder, and a crash in the middle: how many are delivered, lost, doubled and crossed.

    .venv/bin/python -m benchmarks.reminders                      SQLite in a temporary folder
    .venv/bin/python -m benchmarks.reminders --lifters 5000
    .venv/bin/python -m benchmarks.reminders --database postgresql://…       an empty database

A process with a worker is killed (kill -9) once it has sent about half; two others, which have the database alone to go
by, then work at once, five minutes later by their clocks: so long do the claims of a dead worker last. What reaches
whom is a line in a file, "lifter conversation", written before the reminder is noted as sent: what the dead worker had
under way may come twice (that is the promise: never lost), and is counted apart. The goal: all delivered, 0 lost,
0 crossed.
"""

import argparse
import asyncio
import multiprocessing
import os
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from datetime import time as time_of_day
from pathlib import Path

from bot.reminders.worker import AT_ONCE, CLAIMED_FOR, ReminderWorker
from bot.store.log_records import Reminder, new_id
from bot.store.sql import open_stores

DUE = datetime(2026, 3, 16, 17, tzinfo=UTC)
SPAWN = multiprocessing.get_context("spawn")


def keep(url: str, lifters: int) -> dict[str, str]:
    """The same reminder for so many lifters; the conversation of each."""
    stores, conversations = open_stores(url), {}
    for number in range(lifters):
        conversation = f"web:{number}"
        lifter = stores.lifters.lifter_of(conversation, DUE).id
        stores.reminders.keep(
            Reminder(new_id(), lifter, conversation, (0, 2, 4), time_of_day(18), "Europe/Berlin", DUE)
        )
        conversations[lifter] = conversation
    return conversations


def work(url: str, outbox: str, late: bool) -> None:
    """A worker in a process of its own; it sends by writing a line, and waits a little as a network would."""
    stores = open_stores(url)

    async def send(reminder: Reminder) -> bool:
        with Path(outbox).open("a") as file:  # noqa: ASYNC230  one line, flushed at once
            file.write(f"{reminder.lifter} {reminder.conversation}\n")
        await asyncio.sleep(0.01)
        return True

    now = DUE + CLAIMED_FOR if late else DUE
    asyncio.run(ReminderWorker(stores.reminders, {"web": send}, lambda: now).send_due())


def started(url: str, outbox: Path, *, late: bool) -> multiprocessing.process.BaseProcess:
    process = SPAWN.Process(target=work, args=(url, str(outbox), late))
    process.start()
    return process


def lines_of(outboxes: Sequence[Path]) -> list[tuple[str, str]]:
    """Who was reminded where."""
    lines = [line.split() for outbox in outboxes if outbox.exists() for line in outbox.read_text().splitlines()]
    return [(lifter, conversation) for lifter, conversation in lines]


def run(url: str, lifters: int, folder: Path) -> dict[str, int]:
    """Kept, killed, sent by two others; what came of it."""
    conversations = keep(url, lifters)
    outboxes = [folder / f"outbox {number}" for number in range(3)]
    first = started(url, outboxes[0], late=False)
    while len(lines_of(outboxes[:1])) < lifters // 2:
        time.sleep(0.005)
    os.kill(first.pid, signal.SIGKILL)
    first.join()
    before = len(lines_of(outboxes[:1]))
    begun = time.perf_counter()
    for other in [started(url, outbox, late=True) for outbox in outboxes[1:]]:
        other.join()
        assert other.exitcode == 0
    sent = lines_of(outboxes)
    times = Counter(sent)
    return {
        "lifters": lifters,
        "sent before the kill": before,
        "delivered": len({lifter for lifter, _ in sent}),
        "lost": len(set(conversations) - {lifter for lifter, _ in sent}),
        "crossed": sum(conversations.get(lifter) != conversation for lifter, conversation in sent),
        "sent twice": sum(count - 1 for count in times.values()),
        "ms after the kill": round(1000 * (time.perf_counter() - begun)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lifters", type=int, default=1000)
    parser.add_argument("--database", help="URL of an empty database")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or f"sqlite:///{Path(folder) / 'spotter.db'}"
        found = run(url, options.lifters, Path(folder))
    for name, value in found.items():
        print(f"{name:24}{value:8}")
    is_met = found["delivered"] == options.lifters and not found["lost"] + found["crossed"]
    is_met = is_met and found["sent twice"] <= AT_ONCE
    print(f"goal: all delivered, 0 lost, 0 crossed; {'met' if is_met else 'MISSED'}")


if __name__ == "__main__":
    main()
