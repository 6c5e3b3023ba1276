"""A trial that is not asked for yet: what was said of it so far, as a slot holds it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.base import Events
from actions.lifter import now
from bot.handover.booking import Wall
from bot.nlu.trial_times import Span, TrialTimes, WantedTime

PENDING = "pending_trial"
WEEK = 7
WAITS = timedelta(hours=1)
"""So long it waits for its answer."""
MORE = re.compile(r"\s*(?:or|and|also|plus|alternatively|maybe also|\+|&)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Draft:
    """`walls` can be had; `days` lack a time, `spans` lack a day. `trainer` is an id in the gym's file."""

    walls: tuple[Wall, ...] = ()
    days: tuple[date, ...] = ()
    spans: tuple[Span, ...] = ()
    trainer: str | None = None

    def wanted(self, said: TrialTimes) -> tuple[WantedTime, ...]:
        """The times that a message means, with what was said before: "at 7" is on the day that was spoken of."""
        if said.wanted and self.days and all(len(each.days) > WEEK for each in said.wanted):  # "whenever", of those
            return tuple(WantedTime(self.days, each.spans) for each in said.wanted)
        if said.wanted:
            return said.wanted
        if said.spans and (days := self.days or tuple(each.day for each in self.walls[:1])):
            return (WantedTime(days, said.spans),)
        spans = self.spans or tuple(Span(each.minutes, each.minutes) for each in self.walls[:1])
        return (WantedTime(said.days, spans),) if said.days and spans else ()

    def kept(self, words: str) -> tuple[Wall, ...]:
        """The times that stay beside those of a message: "or thursday at 7"."""
        return self.walls if MORE.match(words) else ()

    def as_slot(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "walls": [[each.day.isoformat(), each.minutes] for each in self.walls],
            "days": [each.isoformat() for each in self.days],
            "spans": [[each.first, each.last, each.is_end, each.best] for each in self.spans],
            "trainer": self.trainer,
        }

    @classmethod
    def from_slot(cls, kept: Mapping[str, Any]) -> "Draft":
        """What `as_slot` gave."""
        return cls(
            tuple(Wall(date.fromisoformat(day), minutes) for day, minutes in kept["walls"]),
            tuple(map(date.fromisoformat, kept["days"])),
            tuple(Span(*each) for each in kept["spans"]),
            kept["trainer"],
        )


def waits(draft: Draft) -> Events:
    """The events that keep a draft."""
    return [SlotSet(PENDING, {"draft": draft.as_slot(), "at": now().isoformat()})]


def waiting(tracker: Tracker) -> Draft | None:
    """The draft of this conversation, unless it has waited for too long."""
    kept = tracker.get_slot(PENDING)
    is_fresh = kept and now() - datetime.fromisoformat(kept["at"]) <= WAITS
    return Draft.from_slot(kept["draft"]) if is_fresh else None


def dropped() -> Events:
    """The events after which nothing waits."""
    return [SlotSet(PENDING, None)]
