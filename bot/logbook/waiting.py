"""What a lifter told and what must be asked before it is stored, as a conversation can remember it: plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from bot.nlu.said_workout import Departure, Doubt, SaidSet, SaidWorkout, Unsure

MOST_WAITING = 12
"""Workouts that may wait at once; a lifter who leaves more questions open is not asked about the oldest any more."""


@dataclass(frozen=True)
class Waiting:
    """Sets that are not stored yet: every doubt of `said` is open, and the first one is asked.

    `source` and `title` are those of the workout that they will belong to. `is_extra`: said to be told again.
    """

    said: SaidWorkout
    title: str = ""
    source: str = "said"
    next_workout: int | None = None


@dataclass(frozen=True)
class Pending:
    """What waits. `token` is of the open question, so that an old button answers none but its own.

    `offers`: how often the open question was brought up again. `is_workout_asked`: the lifter was asked what was done.
    """

    waiting: tuple[Waiting, ...] = ()
    token: str = ""
    offers: int = 0
    asked_at: str = ""
    is_workout_asked: bool = False

    @property
    def kind(self) -> Unsure | None:
        """What the open question is about; None without one."""
        return self.waiting[0].said.doubts[0].kind if self.waiting else None

    def with_more(self, more: Sequence[Waiting]) -> "Pending":
        """With more to ask, in front of what waits already: that is what the lifter has in mind.

        A workout of the program that waits already and is told once more waits once.
        """
        again = {(each.said.day, each.title) for each in more if each.title}
        before = [each for each in self.waiting if (each.said.day, each.title) not in again]
        return replace(self, waiting=(*more, *before)[:MOST_WAITING], is_workout_asked=False)


def as_plain(pending: Pending) -> dict[str, Any]:
    """For a slot; `kind` is there for readers who know no more."""
    plain = {name: _dated(value) for name, value in asdict(pending).items()}
    return plain | {"kind": str(pending.kind) if pending.kind else None}


def from_plain(plain: Mapping[str, Any] | None) -> Pending:
    """What `as_plain` made; nothing pending for None."""
    if not plain:
        return Pending()
    fields = {name: value for name, value in plain.items() if name not in ("kind", "waiting")}
    return Pending(tuple(_waiting(each) for each in plain["waiting"]), **fields)


def _waiting(plain: Mapping[str, Any]) -> Waiting:
    return Waiting(**{**plain, "said": _said(plain["said"])})


def _said(plain: Mapping[str, Any]) -> SaidWorkout:
    return SaidWorkout(
        **{
            **plain,
            "day": date.fromisoformat(plain["day"]),
            "sets": tuple(SaidSet(**each) for each in plain["sets"]),
            "departures": tuple(Departure(**each) for each in plain["departures"]),
            "unread": tuple(plain["unread"]),
            "doubts": tuple(
                Doubt(Unsure(each["kind"]), tuple(each["sets"]), each["said"], tuple(each["candidates"]))
                for each in plain["doubts"]
            ),
        }
    )


def _dated(value: object) -> object:
    """The same with days as text and tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _dated(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_dated(each) for each in value]
    return str(value) if isinstance(value, Unsure) else value
