"""A reminder in the making: what was said of it so far, and what is still to be asked.

Pure. A draft goes into a slot and comes back as plain values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.nlu.reminder_times import Doubt, ReminderTimes
from bot.reminders.due import WEEK, next_due
from bot.store.log_records import Reminder

HALF_DAY = 12


class Asked(StrEnum):
    """What a draft lacks, in the order in which it is asked for."""

    RHYTHM = "rhythm"
    ONCE = "once"
    DAYS = "days"
    TRAINING_DAYS = "training_days"
    SEVERAL = "several"
    HALF = "half"
    RELATIVE = "relative"
    TIME = "time"
    ZONE = "zone"


@dataclass(frozen=True)
class Draft:
    """What was said of a reminder. `at` is clear, `open_at` lacks its half of the day; `several`: times to choose from.

    `zones`: one that was said, or several that may be meant; () is the gym's. `changes` is the id of the reminder that
    it is to replace. `problem`: what was said cannot be a reminder (a rhythm other than the week's, one day alone, a
    time by no clock, training days that nobody knows). `proposed`: the days to remind on weekly in place of one day.
    """

    weekdays: tuple[int, ...] = ()
    at: time | None = None
    open_at: time | None = None
    several: tuple[time, ...] = ()
    zones: tuple[str, ...] = ()
    half: str = ""
    changes: str = ""
    problem: str = ""
    proposed: tuple[int, ...] = ()

    def as_slot(self) -> dict[str, Any]:
        """Plain values, those that say something."""
        values: dict[str, Any] = {
            "weekdays": list(self.weekdays), "at": _iso(self.at), "open_at": _iso(self.open_at),
            "several": [each.isoformat() for each in self.several], "zones": list(self.zones), "half": self.half,
            "changes": self.changes, "problem": self.problem, "proposed": list(self.proposed),
        }  # fmt: skip
        return {name: value for name, value in values.items() if value}

    @classmethod
    def from_slot(cls, values: Mapping[str, Any]) -> "Draft":
        """The draft that `as_slot` gave."""
        return cls(
            weekdays=tuple(values.get("weekdays", ())),
            at=_time(values.get("at")),
            open_at=_time(values.get("open_at")),
            several=tuple(time.fromisoformat(each) for each in values.get("several", ())),
            zones=tuple(values.get("zones", ())),
            half=values.get("half", ""),
            changes=values.get("changes", ""),
            problem=values.get("problem", ""),
            proposed=tuple(values.get("proposed", ())),
        )

    @classmethod
    def of(cls, reminder: Reminder) -> "Draft":
        """The draft that would make a reminder what it is."""
        return cls(reminder.weekdays, reminder.local_time, zones=(reminder.zone,), changes=reminder.id)

    @property
    def missing(self) -> Asked | None:
        """What to ask for; None when a reminder can be made of it."""
        if self.problem in (Asked.RHYTHM, Asked.ONCE):
            return Asked(self.problem)
        if not self.weekdays:
            return Asked.TRAINING_DAYS if self.problem == Asked.TRAINING_DAYS else Asked.DAYS
        if self.several:
            return Asked.SEVERAL
        if self.open_at:
            return Asked.HALF
        if self.at is None:
            return Asked.RELATIVE if self.problem == Asked.RELATIVE else Asked.TIME
        return Asked.ZONE if len(self.zones) > 1 else None

    def with_said(self, said: ReminderTimes, training_days: Sequence[int], today: int) -> "Draft":
        """The draft with what a message says. `today` is the weekday; `training_days` are () if nobody knows them."""
        draft = _with_days(replace(self, problem=""), said, training_days)
        draft = _with_time(draft, said)
        draft = replace(draft, zones=said.zones) if said.zones else draft
        if Doubt.RHYTHM in said.doubts:
            return replace(draft, problem=Asked.RHYTHM)
        if Doubt.ONCE in said.doubts:
            days = said.weekdays or (((today + (said.days_ahead or 0)) % WEEK,) if said.days_ahead is not None else ())
            return replace(draft, weekdays=(), proposed=days, problem=Asked.ONCE)
        if Doubt.RELATIVE in said.doubts and draft.at is None:
            return replace(draft, problem=Asked.RELATIVE)
        return draft

    def with_proposed(self) -> "Draft":
        """The draft with the days that were proposed, week by week."""
        return replace(self, weekdays=self.proposed or self.weekdays, proposed=(), problem="")

    def made(self, id: str, lifter: str, conversation: str, home: str, now: datetime) -> Reminder:
        """The reminder of a draft that lacks nothing, in its zone or the gym's (`home`)."""
        assert self.at is not None
        zone = self.zones[0] if self.zones else home
        due = next_due(self.weekdays, self.at, ZoneInfo(zone), now)
        return Reminder(self.changes or id, lifter, conversation, self.weekdays, self.at, zone, due)


def _with_days(draft: Draft, said: ReminderTimes, training_days: Sequence[int]) -> Draft:
    if said.on_training_days:
        return replace(draft, weekdays=tuple(training_days), problem="" if training_days else Asked.TRAINING_DAYS)
    if not said.weekdays:
        left = tuple(day for day in draft.weekdays if day not in said.taken_weekdays)
        return replace(draft, weekdays=left) if draft.changes and left else draft
    kept: set[int] = set()
    if said.is_addition:
        kept = set(draft.weekdays)
    elif said.chosen_weekdays and draft.changes:
        kept = set(draft.weekdays) - set(said.chosen_weekdays)
    return replace(draft, weekdays=tuple(sorted(kept | set(said.weekdays))), proposed=())


def _with_time(draft: Draft, said: ReminderTimes) -> Draft:
    """With the time that is said. An open one takes the part of the day told before, or of the time that it changes."""
    half = said.half or draft.half or (_half_of(draft.at) if draft.changes and draft.at else "")
    draft = replace(draft, half=said.half or draft.half)
    times = [*said.times, *(in_half(each, half) if half else each for each in said.open_times)]
    if len(times) > 1:
        opened = {each for each in said.open_times if not half}
        several = {each for each in times if each not in opened} | {in_half(each, "pm") for each in opened}
        return replace(draft, several=tuple(sorted(several)), at=None, open_at=None)
    if not times:
        return _with_half(draft, said.half)
    is_open = bool(said.open_times) and not half
    return replace(draft, at=None if is_open else times[0], open_at=times[0] if is_open else None, several=())


def _with_half(draft: Draft, half: str) -> Draft:
    """The open time in the half of the day that is told by itself."""
    if not half or draft.open_at is None:
        return draft
    return replace(draft, at=in_half(draft.open_at, half), open_at=None)


def in_half(at: time, half: str) -> time:
    """A time of the morning's half of the day in the half that is meant."""
    return at.replace(hour=at.hour % HALF_DAY + (HALF_DAY if half == "pm" else 0))


def _half_of(at: time) -> str:
    return "pm" if at.hour >= HALF_DAY else "am"


def _iso(at: time | None) -> str | None:
    return None if at is None else at.isoformat()


def _time(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)
