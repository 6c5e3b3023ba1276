"""Which sets are the same set told twice."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.store.log_records import LoggedSet

Likeness = tuple[str, int, float | None]


def told_before(sets: Sequence[LoggedSet], kept: Iterable[LoggedSet]) -> tuple[LoggedSet, ...]:
    """Those of `sets` that are among the kept ones; each that is kept accounts for one."""
    left = Counter(map(likeness, kept))
    found = []
    for each in sets:
        if left[likeness(each)] > 0:
            left[likeness(each)] -= 1
            found.append(each)
    return tuple(found)


def likeness(logged: LoggedSet) -> Likeness:
    """Exercise, reps, and the load in kg to the gram."""
    return logged.exercise, logged.reps, None if logged.load_kg is None else round(logged.load_kg, 3)
