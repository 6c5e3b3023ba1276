"""The one way in: a message and its conversation go in, an answer comes out, and never none."""

import logging
import time
import traceback
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog

from bot.dialogue.answer import Answer, last_set, replies_in
from bot.dialogue.erase_context import with_erase_answer
from bot.dialogue.errors import ModelError, PayloadError
from bot.dialogue.gate import Message, clean
from bot.dialogue.in_process_actions import InProcessActions
from bot.dialogue.join_context import with_join_code
from bot.dialogue.live_tracker_store import LiveTrackerStore
from bot.dialogue.payload import parse_payload
from bot.dialogue.safety import SLOT, Stop, left_to_answer, stop_for
from bot.dialogue.unread import UnreadMessages
from bot.settings import Settings
from bot.store.interface import Stores
from bot.store.log_records import new_id
from bot.store.memory import memory_stores

logger = logging.getLogger(__name__)

SILENT = "utter_nothing_to_say"
FAILED = "utter_action_failed"
RED_FLAG_INTENT = "report_red_flag"
FALLBACK = "nlu_fallback"
LAST_WORDS = "Sorry, I lost my words for a moment. Please ask me again, or ask for a trainer."
UNREADABLE = "unreadable"


class Coach:
    """Holds the loaded model; answers one message at a time per conversation."""

    def __init__(self, agent: Agent, settings: Settings, stores: Stores) -> None:
        self._agent, self._settings = agent, settings
        self._unread = UnreadMessages(stores, settings.low_confidence)

    @classmethod
    def load(cls, model: Path, settings: Settings, stores: Stores | None = None) -> "Coach":
        """A coach with this model, who keeps what is to be kept in `stores` (by default in memory).

        Actions in this process have services of their own: see bot/waking.py, which gives both the same stores.

        Raises ModelError if the file is missing or unreadable.
        """
        if not model.is_file():
            raise ModelError(f"There is no model at {model}. Run `spotter train`.")
        configure_structlog(logging.ERROR)
        actions = EndpointConfig(settings.action_server) if settings.action_server else InProcessActions()
        try:
            agent = Agent.load(str(model), tracker_store=LiveTrackerStore(), action_endpoint=actions)
        except Exception as error:
            raise ModelError(f"The model {model} cannot be read ({error}). Run `spotter train --force`.") from error
        if not agent.is_ready():
            raise ModelError(f"The model {model} is not usable. Run `spotter train --force`.")
        return cls(agent, settings, stores or memory_stores())

    async def answer(
        self, conversation: str, message: str | None = None, payload: str | None = None, message_id: str | None = None
    ) -> Answer:
        """The answer to a typed message, or to a pressed button; at least one reply, whatever comes in.

        `message_id` is the channel's: the same message again changes nothing in the log.
        """
        started = time.perf_counter()
        async with self._agent.lock_store.lock(conversation):
            tracker = await self._agent.processor.fetch_tracker_and_update_session(conversation)
            before = len(tracker.events)
            try:
                parsed = await self._turn(tracker, message or "", payload, message_id or new_id())
                error = None
            except PayloadError as refusal:
                parsed, error = {"text": payload, "intent": {"name": "", "confidence": 0.0}}, str(refusal)
                await self._say(tracker, "utter_gate_unknown_button")
            events = list(tracker.events)[before:]
            if not replies_in(events):
                await self._say(tracker, SILENT)
                events = list(tracker.events)[before:]
            await self._agent.processor.save_tracker(tracker)
            await self._unread.after_turn(tracker, events)
        return Answer(
            conversation=conversation,
            message=parsed["text"],
            intent=parsed["intent"]["name"] or "",
            confidence=round(float(parsed["intent"]["confidence"]), 4),
            entities=tuple(parsed.get("entities") or ()),
            topics=(*parsed.get("stopped_by", ()), *last_set(events, "last_topics")),
            sources=last_set(events, "last_sources"),
            replies=replies_in(events),
            ms=round((time.perf_counter() - started) * 1000, 1),
            error=error,
        )

    async def clear_red_flag(self, conversation: str) -> None:
        """Lets the coaching go on: a human has looked into it."""
        async with self._agent.lock_store.lock(conversation):
            tracker = await self._agent.processor.get_tracker(conversation)
            tracker.update(SlotSet(SLOT, None))
            await self._agent.processor.save_tracker(tracker)

    async def _turn(
        self, tracker: DialogueStateTracker, raw: str, payload: str | None, message_id: str
    ) -> dict[str, Any]:
        if payload is not None:
            parsed = parse_payload(payload, tracker) | {"message_id": message_id}
            # A clearance by button is the lifter's clear word; any other button is no statement at all.
            words = "my doctor cleared me" if parsed["intent"]["name"] == "report_clearance" else ""
            return await self._answered(tracker, Message(parsed["text"]), words, parsed)
        message = clean(raw, self._settings.max_message_chars)
        reading = await self._parse(message) | {"message_id": message_id}
        reading = with_erase_answer(with_join_code(reading), tracker)
        return await self._answered(tracker, message, message.text, reading)

    async def _answered(
        self, tracker: DialogueStateTracker, message: Message, said: str, reading: dict[str, Any]
    ) -> dict[str, Any]:
        if stop := stop_for(said, reading, tracker):
            return await self._stopped(tracker, reading, stop)
        if message.problem:
            return await self._without_rasa(tracker, reading, f"utter_gate_{message.problem}")
        if reading["intent"]["name"] == UNREADABLE:
            return await self._without_rasa(tracker, reading, FAILED)
        try:
            await self._through_rasa(tracker, message.text, reading)
        except Exception as error:  # noqa: BLE001  whatever breaks inside Rasa, the lifter gets an answer
            _log_failure("dialogue", error)
            await self._say(tracker, FAILED)
        return reading

    async def _parse(self, message: Message) -> dict[str, Any]:
        """Rasa's parse data; that of a message not understood where the gate has a problem or the reader fails."""
        if not message.problem:
            try:
                return await self._agent.processor.parse_message(UserMessage(message.text))
            except Exception as error:  # noqa: BLE001  red flags are still looked for, and the lifter gets an answer
                _log_failure("reading", error)
        return _own_reading(self._cut(message.text), FALLBACK if message.problem else UNREADABLE)

    async def _through_rasa(self, tracker: DialogueStateTracker, text: str, parsed: dict[str, Any]) -> None:
        channel = CollectingOutputChannel()
        processor = self._agent.processor
        message = UserMessage(text, channel, tracker.sender_id, parse_data=parsed)
        await processor._handle_message_with_tracker(message, tracker)
        tracker = await processor.run_action_extract_slots(channel, tracker)
        await processor._run_prediction_loop(channel, tracker)

    async def _stopped(self, tracker: DialogueStateTracker, parsed: dict[str, Any], stop: Stop) -> dict[str, Any]:
        """Answers with the stop; what the message says about the lifter is kept all the same: age, complaints.

        After a caution the rest of the message is answered, and an open form keeps its turn.
        """
        reading = _own_reading(parsed["text"], RED_FLAG_INTENT) | {"entities": parsed["entities"]}
        goes_on = left_to_answer(stop, parsed, tracker)
        self._hear(tracker, reading | goes_on)
        await self._utter(tracker, stop.response)
        try:
            await self._agent.processor.run_action_extract_slots(CollectingOutputChannel(), tracker)
            if goes_on:
                await self._agent.processor._run_prediction_loop(CollectingOutputChannel(), tracker)
        except Exception as error:  # noqa: BLE001  the answer to a red flag depends on nothing else
            _log_failure("slots", error)
        tracker.update_with_events(list(stop.events), self._agent.domain)
        if not goes_on:
            tracker.update(ActionExecuted("action_listen"), self._agent.domain)
        return reading | {"stopped_by": (stop.topic,)}

    async def _without_rasa(
        self, tracker: DialogueStateTracker, reading: dict[str, Any], response: str
    ) -> dict[str, Any]:
        self._hear(tracker, reading)
        await self._say(tracker, response)
        return reading

    def _cut(self, text: str) -> str:
        return text[: self._settings.max_message_chars]

    def _hear(self, tracker: DialogueStateTracker, parsed: dict[str, Any]) -> None:
        tracker.update(UserUttered(parsed["text"], parsed["intent"], parsed["entities"], parsed), self._agent.domain)

    async def _say(self, tracker: DialogueStateTracker, response: str) -> None:
        """Utters a response as the whole answer: after it, the lifter has the word."""
        await self._utter(tracker, response)
        tracker.update(ActionExecuted("action_listen"), self._agent.domain)

    async def _utter(self, tracker: DialogueStateTracker, response: str) -> None:
        draft = await self._agent.processor.nlg.generate(response, tracker, CollectingOutputChannel.name())
        words = draft or {"text": LAST_WORDS}
        data = {"buttons": words.get("buttons") or [], "image": words.get("image")}
        tracker.update(BotUttered(words.get("text"), data), self._agent.domain)


def _log_failure(what: str, error: Exception) -> None:
    """Where it broke, without the message: it may quote the lifter."""
    logger.error("%s failed with %s\n%s", what, type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))


def _own_reading(text: str, intent: str) -> dict[str, Any]:
    return {"text": text, "intent": {"name": intent, "confidence": 1.0}, "entities": [], "intent_ranking": []}
