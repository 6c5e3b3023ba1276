"""A human beside the answer: offered where a turn gives a reason, and told at once of an emergency.

It comes last, as one bubble, and never in the way of a form or of another question. Whatever fails here, the answer
stands.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from rasa.shared.core.events import BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.handover_reasons import misunderstandings_in, reasons_in, uttered_in
from bot.dialogue.safety import SLOT as RED_FLAG
from bot.dialogue.safety import graver
from bot.dialogue.voice import Voice
from bot.handover.gym import Gym
from bot.handover.offering import prompt_text
from bot.handover.offers_made import ASKED, OFFERS, offers_in, with_offer
from bot.handover.prompting import Turn, reason_to_offer
from bot.handover.reception import Reception, Saying, at_the_desk
from bot.store.handover_records import HandoverReason
from bot.store.interface import Stores

logger = logging.getLogger(__name__)

PROMPT = "utter_trainer_prompt"
ASKED_WHILE_STOPPED = "utter_red_flag_trainer_"
URGENT, EMERGENCY = HandoverReason.RED_FLAG, "emergency"
OPEN_QUESTIONS = ("pending_log", "pending_reminder", "pending_trial", "erase_asked")
"""Slots: once a turn sets one of them, something waits for an answer."""


def utc_now() -> datetime:
    """The moment that it is."""
    return datetime.now(UTC)


class HandoverOffers:
    """Offers the trainers of a gym. Without one it only says, in an emergency, where else to find somebody."""

    def __init__(self, voice: Voice, stores: Stores, gym: Gym | None) -> None:
        self._voice, self._gym = voice, gym
        self._reception = Reception(gym, stores, utc_now) if gym else None

    async def after_turn(self, tracker: DialogueStateTracker, events: Sequence[Event], stood: Any) -> None:
        """Says what a turn (its events) calls for; `stood` is the red flag that stood before it. Never raises."""
        try:
            await self._add(tracker, events, stood)
        except Exception as error:  # noqa: BLE001  the answer stands without it; the error may quote the lifter
            logger.error("offering a trainer failed with %s", type(error).__name__)

    async def _add(self, tracker: DialogueStateTracker, events: Sequence[Event], stood: Any) -> None:
        is_asked = any(each.startswith(ASKED_WHILE_STOPPED) for each in uttered_in(events))
        raised, turn = _raised_in(events), _turn_of(tracker, events)
        if not (is_asked or raised or turn):
            return
        desk = self._reception
        if desk is None or not await asyncio.to_thread(desk.serves, tracker.sender_id):
            if is_asked:
                await self._say(tracker, at_the_desk(self._gym, is_stopped=True))
        elif is_asked or raised:
            await self._beside_a_red_flag(tracker, desk, raised, stood, is_asked=is_asked)
        elif turn:
            await self._prompt(tracker, desk, turn)

    async def _beside_a_red_flag(
        self, tracker: DialogueStateTracker, desk: Reception, raised: Any, stood: Any, *, is_asked: bool,
    ) -> None:  # fmt: skip
        where, known = tracker.sender_id, tracker.get_slot
        need = await asyncio.to_thread(desk.need, where, URGENT, known)
        standing = graver(stood, raised)
        if standing and standing["severity"] == EMERGENCY:
            told = await asyncio.to_thread(desk.alert, where, need)
            if told:
                handover, saying = told
                tracker.update(SlotSet(ASKED, handover.id))
                await self._say(tracker, saying)
                return
        status = await asyncio.to_thread(desk.status, where, known)
        if is_asked:
            offer = (status,) if status else await asyncio.to_thread(desk.offer, need)
            await self._say(tracker, *offer)
        elif status is None and standing != stood:
            await self._offer(tracker, URGENT)

    async def _prompt(self, tracker: DialogueStateTracker, desk: Reception, turn: Turn) -> None:
        has_trainer = await asyncio.to_thread(desk.stores.handovers.open_in, tracker.sender_id) is not None
        reason = reason_to_offer(replace(turn, has_trainer=has_trainer), offers_in(tracker.get_slot(OFFERS)))
        if reason:
            await self._offer(tracker, reason)

    async def _offer(self, tracker: DialogueStateTracker, reason: HandoverReason) -> None:
        await self._say(tracker, Saying(PROMPT, {"why": prompt_text(reason), "reason": reason.value}))
        tracker.update(SlotSet(OFFERS, with_offer(tracker.get_slot(OFFERS), reason, utc_now())))

    async def _say(self, tracker: DialogueStateTracker, *sayings: Saying) -> None:
        for each in sayings:
            await self._voice.utter(tracker, each.response, **each.values)


def _turn_of(tracker: DialogueStateTracker, events: Sequence[Event]) -> Turn | None:
    """What a turn gives a reason for; None if it gives none, coaching is paused, or something else was asked."""
    reasons, missed = reasons_in(events), misunderstandings_in(events)
    is_free = not tracker.get_slot(RED_FLAG) and not _is_answer_awaited(tracker, events)
    return Turn(utc_now(), reasons, missed) if is_free and (reasons or missed) else None


def _raised_in(events: Sequence[Event]) -> Any:
    """The red flag that a turn raised, or raised again; None without one."""
    raised = [event.value for event in events if isinstance(event, SlotSet) and event.key == RED_FLAG]
    return raised[-1] if raised else None


def _is_answer_awaited(tracker: DialogueStateTracker, events: Sequence[Event]) -> bool:
    """Whether a form is open, or the turn asked something that a yes would answer."""
    asked = {event.key for event in events if isinstance(event, SlotSet) and event.value}
    titles = [
        button["title"]
        for event in events
        if isinstance(event, BotUttered)
        for button in event.data.get("buttons") or ()
    ]
    asks = any(title.casefold().startswith("yes") for title in titles)
    return bool(tracker.active_loop_name) or asks or not asked.isdisjoint(OPEN_QUESTIONS)
