"""Kills a program while it logs, again and again, and looks for what it had acknowledged.

    .venv/bin/python -m benchmarks.log_crash                    200 kills, SQLite in a temporary folder
    .venv/bin/python -m benchmarks.log_crash --kills 50 --seed 2
    .venv/bin/python -m benchmarks.log_crash --database postgresql://…      an empty database

A child opens the database and logs one message after the other, new workouts and sets added to them in turn; after each
it tells its parent that the message is kept. At a random moment, also while it opens the database or migrates it, the
parent kills it (SIGKILL). The next child gets the messages again that were not acknowledged, as a channel would send
them, and the last ones that were. At the end every acknowledged message must be there once, with all its sets: none
lost, none doubled, and none in part. A kill is no power cut: that the database waits for the disk is tested elsewhere.
"""

import argparse
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url

import bot.store.migrations  # noqa: F401  else every child would spend its life importing it
from bot.store.log_records import LoggedSet, Workout, new_id
from bot.store.sql import open_database, open_stores

CONVERSATION = "web:crash"
NOW, DAY = datetime(2026, 3, 1, 12, tzinfo=UTC), date(2026, 3, 1)
SETS = 3
LATEST_KILL_SECONDS = 0.3
"""After the start or, every other time, after the first message is kept: some kills hit the opening of the database."""
LONGEST_START_MS = 60_000
REPEATED = 3
"""Messages that come again though they were acknowledged."""


@dataclass(frozen=True)
class Outcome:
    """What was found after all kills. `kills_before_a_message` hit the opening of the database."""

    kills: int
    kills_before_a_message: int
    acknowledged: int
    lost: int
    doubled: int
    in_part: int
    is_sound: bool

    @property
    def is_good(self) -> bool:
        """Whether all that was acknowledged is there once."""
        return self.acknowledged > 0 and (self.lost, self.doubled, self.in_part) == (0, 0, 0) and self.is_sound


def crash(url: str, kills: int, seed: int) -> Outcome:
    """Kills `kills` children that log to a database, and says what is left of what they acknowledged."""
    chance, acknowledged, without_a_message = random.Random(seed), 0, 0
    for number in range(kills):
        first = max(0, acknowledged - REPEATED)
        after = chance.uniform(0, LATEST_KILL_SECONDS)
        told = kill_a_child(partial(_log, url, first), after, is_heard_first=number % 2 == 1)
        without_a_message += not told
        acknowledged = max(acknowledged, told)
    return _look(url, kills, without_a_message, acknowledged)


def kill_a_child(log: Callable[[int], object], after_seconds: float, *, is_heard_first: bool = False) -> int:
    """Starts a child that logs, telling a pipe, and kills it; how many messages are acknowledged then.

    The seconds count from its start, or from the first that is acknowledged: on a busy machine that may be late.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            log(writing)
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


def _log(url: str, first: int, acknowledgements: int) -> None:
    """Logs message after message, and tells the number of those that are kept."""
    stores = open_stores(url)
    lifter = stores.lifters.lifter_of(CONVERSATION, NOW).id
    number = first
    while True:
        sets = (LoggedSet("back_squat", 5, 100, 100, "kg", note=str(number)),) * SETS
        latest = stores.log.latest_workouts(lifter)
        if number % 2 and latest:
            stores.log.add_sets(lifter, latest[0].id, sets, f"message {number}", NOW)
        else:
            moment = replace(Workout(new_id(), lifter, DAY, NOW, sets), logged_at=datetime.now(UTC))
            stores.log.keep_workouts(lifter, [moment], f"message {number}", NOW)
        number += 1
        os.write(acknowledgements, b"%d\n" % number)


def _look(url: str, kills: int, without_a_message: int, acknowledged: int) -> Outcome:
    stores = open_stores(url)
    lifter = stores.lifters.lifter_of(CONVERSATION, NOW).id
    found = Counter(int(each.note) for workout in stores.log.workouts(lifter) for each in workout.sets)
    return Outcome(
        kills=kills,
        kills_before_a_message=without_a_message,
        acknowledged=acknowledged,
        lost=sum(found[number] == 0 for number in range(acknowledged)),
        doubled=sum(count > SETS for count in found.values()),
        in_part=sum(0 < count < SETS for count in found.values()),
        is_sound=_is_sound(url),
    )


def _is_sound(url: str) -> bool:
    """Whether SQLite finds nothing wrong with its file. PostgreSQL was not killed."""
    if make_url(url).get_backend_name() != "sqlite":
        return True
    with open_database(url).connect() as connection:
        pages = connection.execute(text("PRAGMA integrity_check")).scalars().all()
        return pages == ["ok"] and not connection.execute(text("PRAGMA foreign_key_check")).all()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", help="URL of an empty database")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or f"sqlite:///{Path(folder) / 'spotter.db'}"
        outcome = crash(url, options.kills, options.seed)
    print(f"kills                {outcome.kills}, {outcome.kills_before_a_message} of them before a message was kept")
    print(f"acknowledged         {outcome.acknowledged} messages, {SETS * outcome.acknowledged} sets")
    print(f"lost                 {outcome.lost}")
    print(f"doubled              {outcome.doubled}")
    print(f"kept in part         {outcome.in_part}")
    print(f"database sound       {'yes' if outcome.is_sound else 'NO'}")
    print(f"goal: nothing lost, nothing doubled, {'met' if outcome.is_good else 'MISSED'}")
    sys.exit(not outcome.is_good)


if __name__ == "__main__":
    main()
