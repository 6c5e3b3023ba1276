"""Messages that were not understood, or hardly: kept, so that the people at the gym can teach Spotter.

No text is kept before the lifter has said yes, and nothing at all of a message about health.
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.coaching.red_flags import check
from bot.dialogue.safety import SLOT
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind
from bot.store.records import KEEPS_FOR, Reason, UnreadMessage, digest

logger = logging.getLogger(__name__)

CONSENT = "keeps_unread_text"
"""The slot: None while unasked, "asked", then True or False."""
ASKED = "asked"
FALLBACK = "nlu_fallback"
ASKING_BACK = frozenset({"utter_clarify", "utter_clarify_again"})
ABOUT_HEALTH = frozenset({"complaint", "recovered"})
"""Entities that tell of the lifter's health."""
NOT_ABOUT_HEALTH = frozenset({"report_workout"})
"""The reports that tell nothing of health; every other one may."""
LIKELIEST = 2
"""So many readings of a message are looked at for one about health."""


class UnreadMessages:
    """Keeps in a store what a turn calls for."""

    def __init__(self, stores: Stores, low_confidence: float) -> None:
        self._stores, self._store, self._low_confidence = stores, stores.unread, low_confidence

    async def after_turn(self, tracker: DialogueStateTracker, events: Iterable[Event]) -> None:
        """Keep the message of a turn (its events), or take the lifter's yes or no. Never raises."""
        try:
            await self._take(tracker, list(events))
        except Exception as error:  # noqa: BLE001  the lifter's answer stands without it; the error may quote him
            logger.error("keeping an unread message failed with %s", type(error).__name__)

    async def _take(self, tracker: DialogueStateTracker, events: list[Event]) -> None:
        consent = [event.value for event in events if isinstance(event, SlotSet) and event.key == CONSENT][-1:]
        if consent == [False]:
            await asyncio.to_thread(self._store.drop_texts, digest(tracker.sender_id))
            return
        if any(map(_raises_a_flag, events)):  # perhaps together with the message before, which was kept
            halves = [_id_of(tracker.sender_id, each) for each in _said(tracker.events)[-2:]]
            await asyncio.to_thread(self._store.delete, halves)
            return
        is_granted = consent == [True]
        asked = led_to_the_question(tracker.events) if is_granted else None  # None: agreed to in another chat
        said = asked or next(reversed(_said(events)), None)
        if said is None or tracker.get_slot(SLOT):
            return
        reason = reason_to_keep(said.parse_data, self._low_confidence, is_asked_back=is_granted or asks_back(events))
        if reason:
            says_yes = tracker.get_slot(CONSENT) is True
            await asyncio.to_thread(self._keep, tracker.sender_id, said, reason, says_yes=says_yes)

    def _keep(self, conversation: str, said: UserUttered, reason: Reason, *, says_yes: bool) -> None:
        has_consent = says_yes and self._agreed(conversation)
        self._store.delete_before(datetime.now(UTC) - KEEPS_FOR)
        self._store.keep(record_of(conversation, said, reason, has_consent=has_consent))

    def _agreed(self, conversation: str) -> bool:
        """Whether the lifter's consent holds: it may have been withdrawn in another chat."""
        lifter = self._stores.lifters.find(conversation)
        return lifter is not None and self._stores.consents.holds(lifter.id, ConsentKind.TEXTS)


def reason_to_keep(reading: Mapping[str, Any], low_confidence: float, *, is_asked_back: bool) -> Reason | None:
    """Why to keep a message, by Rasa's parse data of it.

    None if it was read well, not read at all (a button, no words, no English), or is about health.
    """
    is_unread = is_asked_back or reading["intent"]["name"] == FALLBACK
    is_weak = is_unread or reading["intent"]["confidence"] < low_confidence
    if not is_weak or not reading.get("intent_ranking") or is_about_health(reading):
        return None
    return Reason.NOT_UNDERSTOOD if is_unread else Reason.LOW_CONFIDENCE


def record_of(conversation: str, said: UserUttered, reason: Reason, *, has_consent: bool) -> UnreadMessage:
    """What to keep of a message. The same message always gets the same id."""
    intent, text = said.parse_data["intent"], said.parse_data["text"]
    is_fallback = intent["name"] == FALLBACK
    return UnreadMessage(
        id=_id_of(conversation, said),
        conversation=digest(conversation),
        said_at=datetime.fromtimestamp(said.timestamp, UTC),
        text=text if has_consent else None,
        guess=said.parse_data["intent_ranking"][0]["name"] if is_fallback else intent["name"],
        confidence=round(float(intent["confidence"]), 4),
        words=len(text.split()),
        reason=reason,
    )


def is_about_health(reading: Mapping[str, Any]) -> bool:
    """Whether a message raises a red flag or a complaint, or may be read so. `reading` is Rasa's parse data."""
    likeliest = [each["name"] for each in reading.get("intent_ranking", ())[:LIKELIEST]]
    asked = [each["intent"] for each in reading.get("topics", ())]
    intents = {reading["intent"]["name"], *likeliest, *asked} - NOT_ABOUT_HEALTH
    entities = {each["entity"] for each in reading["entities"]}
    reports = any(intent.startswith("report_") for intent in intents) or bool(reading.get("hazard"))
    return reports or not entities.isdisjoint(ABOUT_HEALTH) or check(reading["text"]) is not None


def asks_back(events: Iterable[Event]) -> bool:
    """Whether a turn offered readings in place of an answer."""
    uttered = {event.metadata.get("utter_action") for event in events if isinstance(event, BotUttered)}
    return not uttered.isdisjoint(ASKING_BACK)


def led_to_the_question(events: Iterable[Event]) -> UserUttered | None:
    """The message after which the lifter was asked for consent; None if a red flag was raised after it."""
    said = asked = None
    for event in events:
        if isinstance(event, UserUttered):
            said = event
        elif isinstance(event, SlotSet) and (event.key, event.value) == (CONSENT, ASKED):
            asked = said
        elif _raises_a_flag(event):
            asked = None
    return asked


def _raises_a_flag(event: Event) -> bool:
    return isinstance(event, SlotSet) and event.key == SLOT and bool(event.value)


def _said(events: Iterable[Event]) -> list[UserUttered]:
    return [event for event in events if isinstance(event, UserUttered)]


def _id_of(conversation: str, said: UserUttered) -> str:
    return digest(conversation, repr(said.timestamp))
