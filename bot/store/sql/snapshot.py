"""What a command changes, as it was before: kept as JSON, so that the command can be undone."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from bot.store.log_records import BodyMass, LoggedSet, Workout


@dataclass(frozen=True)
class Snapshot:
    """Workouts and body masses, each with the number of the command that wrote it, and a program's next workout."""

    workouts: tuple[tuple[Workout, int | None], ...] = ()
    masses: tuple[tuple[BodyMass, int | None], ...] = ()
    program: tuple[str, int] | None = None
    """The id of the program, and which workout came next."""


def as_text(snapshot: Snapshot) -> str | None:
    """A snapshot as JSON; None for an empty one."""
    is_empty = snapshot == Snapshot()
    return None if is_empty else json.dumps(asdict(snapshot), default=lambda each: each.isoformat())


def from_text(text: str | None, lifter: str) -> Snapshot:
    """The snapshot in JSON, as one of the lifter that it is kept for now."""
    if text is None:
        return Snapshot()
    found = json.loads(text)
    return Snapshot(
        tuple((_workout(entry, lifter), command) for entry, command in found["workouts"]),
        tuple((_mass(entry, lifter), command) for entry, command in found["masses"]),
        tuple(found["program"]) if found["program"] else None,
    )


def _workout(entry: dict[str, Any], lifter: str) -> Workout:
    moment, day = datetime.fromisoformat(entry["logged_at"]), date.fromisoformat(entry["day"])
    sets = tuple(LoggedSet(**each) for each in entry["sets"])
    return Workout(**entry | {"lifter": lifter, "day": day, "logged_at": moment, "sets": sets})


def _mass(entry: dict[str, Any], lifter: str) -> BodyMass:
    return BodyMass(**entry | {"lifter": lifter, "day": date.fromisoformat(entry["day"])})
