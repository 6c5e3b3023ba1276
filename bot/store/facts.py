"""What holds of all that was found of a lifter, and what a new finding adds to it."""

from collections.abc import Iterable

from bot.store.log_records import ProfileEntry


def current(history: Iterable[ProfileEntry]) -> dict[str, ProfileEntry]:
    """The latest entry of each field (of two of one moment the second), without those that were taken back."""
    latest = _latest(history)
    return {field: entry for field, entry in latest.items() if entry.value is not None}


def new_facts(given: Iterable[ProfileEntry], history: Iterable[ProfileEntry]) -> tuple[ProfileEntry, ...]:
    """Those of the given entries that say something else than what holds."""
    holding, found = _latest(history), []
    for entry in given:
        before = holding.get(entry.field)
        if _says(before) == _says(entry):
            continue
        found.append(entry)
        if before is None or before.said_at <= entry.said_at:
            holding[entry.field] = entry
    return tuple(found)


def _latest(history: Iterable[ProfileEntry]) -> dict[str, ProfileEntry]:
    return {entry.field: entry for entry in sorted(history, key=lambda entry: entry.said_at)}


def _says(entry: ProfileEntry | None) -> tuple[object, ...]:
    """What is the same in two entries that say the same. True is not 1."""
    return (None, type(None), None) if entry is None else (entry.value, type(entry.value), entry.consent)
