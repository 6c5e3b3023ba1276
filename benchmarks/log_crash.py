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

import os
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial

from sqlalchemy import text
from sqlalchemy.engine import make_url

import bot.store.migrations  # noqa: F401  else every child would spend its life importing it
from benchmarks import killing
from benchmarks.killing import kill_a_child, run
from bot.store.log_records import LoggedSet, Workout, new_id
from bot.store.sql import open_database, open_stores

CONVERSATION = "web:crash"
NOW, DAY = datetime(2026, 3, 1, 12, tzinfo=UTC), date(2026, 3, 1)
SETS = 3
LATEST_KILL_SECONDS = 0.3
"""After the start or, every other time, after the first message is kept: some kills hit the opening of the database."""
REPEATED = 3
"""Messages that come again though they were acknowledged."""


@dataclass(frozen=True, kw_only=True)
class Outcome(killing.Outcome):
    """What was found after all kills. `kills_before_a_message` hit the opening of the database."""

    kills_before_a_message: int
    is_sound: bool

    @property
    def is_good(self) -> bool:
        """Whether all that was acknowledged is there once, in a sound database."""
        return super().is_good and self.is_sound


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


def _report(found: Outcome) -> Mapping[str, object]:
    return {
        "kills": f"{found.kills}, {found.kills_before_a_message} of them before a message was kept",
        "acknowledged": f"{found.acknowledged} messages, {SETS * found.acknowledged} sets",
        **found.what_is_wrong,
        "database sound": "yes" if found.is_sound else "NO",
    }


if __name__ == "__main__":
    run(__doc__, crash, _report)
