"""Keeping what a file of workouts holds, so that the same file twice changes nothing."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from itertools import count

from bot.store.errors import RecordError
from bot.store.interface import LogStore
from bot.store.log_records import Workout, new_id
from bot.store.records import digest
from bot.transfer.known import Compared, compare

AT_ONCE = 500
"""Workouts of one command: of some years. That many are kept, or undone, together."""
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
    """Keeps new workouts; how many. One that another process keeps meanwhile is kept once. Raises StoreError."""
    kept = 0
    for start in range(0, len(workouts), AT_ONCE):
        some = workouts[start : start + AT_ONCE]
        kept += _keep(log, lifter, some, at)
        watch(start + len(some))
    return kept


def _keep(log: LogStore, lifter: str, workouts: Sequence[Workout], at: datetime) -> int:
    """Keeps workouts by a command that follows from what is in them.

    If it was carried out before, they are kept, or were deleted or undone since: then the next command keeps them.
    """
    name = digest(*(json.dumps([str(each.day), *map(asdict, each.sets)]) for each in workouts))
    for attempt in count():
        if _keep_under(log, lifter, workouts, f"import {name} {attempt}", at):
            return len(workouts)
        workouts = to_keep(compared(log, lifter, workouts))
        if not workouts:
            return 0
    raise AssertionError("count() ends")


def _keep_under(log: LogStore, lifter: str, workouts: Sequence[Workout], command: str, at: datetime) -> bool:
    try:
        return log.keep_workouts(lifter, workouts, command, at)
    except RecordError:  # an id is somebody else's: they brought in the same file
        return log.keep_workouts(lifter, [replace(each, id=new_id()) for each in workouts], command, at)
