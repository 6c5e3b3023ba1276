"""A lifter's profile: what a turn found goes to the store, and what another conversation found comes from it.

Within a conversation the slots are what counts. Complaints are kept only with the lifter's consent. A red flag that
stands is always kept, and stands in every conversation of the lifter; each is cleared where it was raised or heard of.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.safety import SLOT as STOP
from bot.dialogue.safety import graver
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind, FactValue, ProfileEntry

HEALTH = "complaints"
LISTS = ("equipment", HEALTH, "disliked")
STRUCTURED = ("body_mass", "weekdays", "one_rep_maxes", STOP)
"""Slots of values that are kept as JSON."""
FACTS = (
    "training_goal", "training_age", "days_per_week", "workout_minutes", "priority", "age_years", "sex", "mass_unit",
    *LISTS, *STRUCTURED,
)  # fmt: skip
Slots = Mapping[str, Any]


class ProfileFacts:
    """The profile of the lifter behind a conversation. Its methods block, and raise StoreError."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def news(self, conversation: str, slots: Slots, now: datetime) -> tuple[Event, ...]:
        """What the store knows otherwise than the slots of a conversation, as events that set them.

        What it does not know stays as it is.
        """
        lifter = self._stores.lifters.lifter_of(conversation, now)
        known = {
            field: as_slot(field, entry.value) for field, entry in self._stores.profiles.profile(lifter.id).items()
        }
        return tuple(
            SlotSet(field, known[field]) for field in FACTS if field in known and _is_news(field, known, slots)
        )

    def stops(self, conversation: str) -> bool:
        """Whether a red flag stands that the lifter of a conversation raised, in whichever."""
        lifter = self._stores.lifters.find(conversation)
        return lifter is not None and STOP in self._stores.profiles.profile(lifter.id)

    def keep(self, conversation: str, found: Slots, words: str, now: datetime) -> tuple[str, ...]:
        """Keep what a turn found, with the words it was found in; the fields that were new.

        Complaints are left out without consent, and so are the words then: they tell of them.
        """
        lifter = self._stores.lifters.lifter_of(conversation, now)
        may_keep_health = HEALTH not in found or self._stores.consents.holds(lifter.id, ConsentKind.HEALTH)
        kept = found if may_keep_health else {field: value for field, value in found.items() if field != HEALTH}
        entries = [
            ProfileEntry(
                lifter.id, field, as_fact(field, value), now, words if {HEALTH, STOP}.isdisjoint(found) else "",
                ConsentKind.HEALTH if field == HEALTH else None,
            )
            for field, value in kept.items()
        ]  # fmt: skip
        return tuple(entry.field for entry in self._stores.profiles.keep_facts(lifter.id, entries)) if entries else ()


def _is_news(field: str, known: Slots, slots: Slots) -> bool:
    """A lesser red flag is none, beside a graver one."""
    return bool((graver(slots[field], known[field]) if field == STOP else known[field]) != slots[field])


def found_in(events: Iterable[Event]) -> dict[str, Any]:
    """The facts that a turn set, each with its last value."""
    return {event.key: event.value for event in events if isinstance(event, SlotSet) and event.key in FACTS}


def slots_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    """The facts as a conversation has them now."""
    return {field: tracker.get_slot(field) for field in FACTS}


def as_fact(field: str, value: Any) -> FactValue:
    """The value of a slot as the store keeps it; an empty one is none."""
    if value in (None, [], {}):
        return None
    if field in STRUCTURED:
        return json.dumps(value, sort_keys=True)
    return tuple(value) if field in LISTS else value


def as_slot(field: str, value: FactValue) -> Any:
    """The value of a fact as a slot holds it."""
    if field in STRUCTURED:
        return json.loads(str(value))
    return list(value) if isinstance(value, tuple) else value
