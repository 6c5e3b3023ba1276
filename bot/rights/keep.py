"""Keeping what a file of workouts holds, so that the same file twice changes nothing."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from bot.store.errors import RecordError
from bot.store.interface import LogStore
from bot.store.log_records import Workout, new_id
from bot.store.records import digest
from bot.transfer.known import Compared, compare

Watch = Callable[[int], None]
"""Told how many workouts are done."""


def compared(log: LogStore, lifter: str, workouts: Sequence[Workout]) -> Compared:
    """Which of the workouts are kept already."""
    if not workouts:
        return Compared((), (), ())
    days = [each.day for each in workouts]
    return compare(workouts, log.workouts(lifter, min(days), max(days)))


def to_keep(found: Compared) -> tuple[Workout, ...]:
    """What of them is not kept yet, in the order of their days."""
    return tuple(sorted((*found.new, *(each.missing for each in found.partly)), key=lambda each: each.day))


def keep_all(
    log: LogStore, lifter: str, workouts: Sequence[Workout], at: datetime, watch: Watch = lambda _: None
) -> int:
    """Keeps what is not kept yet of a file's workouts, all of them; how many. Raises StoreError.

    Each year is one command, named after what is in it. If that was carried out before (by another process just now, or
    long ago and then undone), the whole file is compared anew; what is still missing is kept by the next command.
    """
    tries: Counter[str] = Counter()
    kept, wanted = 0, to_keep(compared(log, lifter, workouts))
    while wanted:
        some = wanted[: sum(each.day.year == wanted[0].day.year for each in wanted)]
        name = digest(*(json.dumps([str(each.day), *map(asdict, each.sets)]) for each in some))
        if _keep_under(log, lifter, some, f"import {name} {tries[name]}", at):
            kept, wanted = kept + len(some), wanted[len(some) :]
            watch(kept)
        else:
            tries[name] += 1
            wanted = to_keep(compared(log, lifter, workouts))
    return kept


def _keep_under(log: LogStore, lifter: str, workouts: Sequence[Workout], command: str, at: datetime) -> bool:
    try:
        return log.keep_workouts(lifter, workouts, command, at)
    except RecordError:  # an id is somebody else's: they brought in the same file
        return log.keep_workouts(lifter, [replace(each, id=new_id()) for each in workouts], command, at)
