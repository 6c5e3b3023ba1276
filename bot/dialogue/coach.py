"""The one way in: a message and its conversation go in, an answer comes out, and never none."""

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.log_utils import configure_structlog

from bot.coaching.red_flags import check
from bot.dialogue.answer import Answer, Turn, last_set, last_value, replies_in
from bot.dialogue.context import in_context
from bot.dialogue.errors import ModelError, PayloadError
from bot.dialogue.gate import Message, clean
from bot.dialogue.handover_offer import HandoverOffers
from bot.dialogue.health_consent import ASKED, CONSENT, QUESTION, should_ask
from bot.dialogue.heard import answered_before
from bot.dialogue.in_process_actions import InProcessActions
from bot.dialogue.kept_trackers import PATIENCE_SECONDS, KeptTrackers
from bot.dialogue.lifter_memory import LifterMemory
from bot.dialogue.out_of_reach import ERROR as UNKEPT
from bot.dialogue.out_of_reach import OutOfReach, lacked_notes
from bot.dialogue.payload import parse_payload
from bot.dialogue.publicity import is_public
from bot.dialogue.reader import UNREADABLE, Reader, log_failure, own_reading
from bot.dialogue.remote_actions import RemoteActions
from bot.dialogue.safety import SLOT, Stop, is_urgent, left_to_answer, stop_for
from bot.dialogue.unread import UnreadMessages
from bot.dialogue.voice import LAST_WORDS, Voice
from bot.dialogue.yes_no import pressed_by
from bot.handover.gym import Gym
from bot.settings import Settings
from bot.store.errors import StoreError, StoreUnavailableError
from bot.store.interface import Stores
from bot.store.log_records import new_id
from bot.store.memory import memory_stores

SILENT = "utter_nothing_to_say"
FAILED = "utter_action_failed"
RED_FLAG_INTENT = "report_red_flag"
HURRY_SECONDS = 0.2
"""How long a red flag waits for the conversation, and then for its place on disk, before it is answered without."""
WELCOME, WELCOME_BACK = "utter_greet", "utter_welcome_back"
GREETING = "hi"
"""What is answered where nothing may be said unasked."""
ERASED = "erased"
"""The slot by which an action says that everything of the lifter was deleted."""


class Coach:
    """Holds the loaded model; answers one message at a time per conversation.

    It fails closed: without the conversation as it was left, and a place to keep how it goes on, nobody is coached.
    Red flags are answered all the same.
    """

    def __init__(
        self, agent: Agent, settings: Settings, stores: Stores, *, keeps_conversations: bool = True,
        gym: Gym | None = None,
    ) -> None:  # fmt: skip
        conversations = (stores if keeps_conversations else memory_stores()).conversations
        self._agent, self._settings, self._voice = agent, settings, Voice(agent)
        self._reader = Reader(agent, settings.max_message_chars)
        self._trackers = KeptTrackers(conversations, stores, agent.domain)
        self._out_of_reach = OutOfReach(self._voice, self._trackers)
        self._unread = UnreadMessages(stores, settings.low_confidence)
        self._lifter = LifterMemory(stores)
        self._offers = HandoverOffers(self._voice, stores, gym)

    @classmethod
    def load(
        cls, model: Path, settings: Settings, stores: Stores | None = None, *, keeps_conversations: bool = True,
        context: Callable[[], AbstractContextManager[None]] = nullcontext, gym: Gym | None = None,
    ) -> "Coach":  # fmt: skip
        """A coach with this model, who keeps what is to be kept in `stores` (by default in memory).

        With `keeps_conversations` false the conversations, and they alone, lie in memory: every run begins fresh.
        Actions in this process run in the context given: bot/waking.py gives them the same stores by it. Where there is
        a `gym`, its trainers are offered and told.

        Raises ModelError if the file is missing or unreadable.
        """
        if not model.is_file():
            raise ModelError(f"There is no model at {model}. Run `spotter train`.")
        configure_structlog(logging.ERROR)
        actions = RemoteActions(settings.action_server) if settings.action_server else InProcessActions(context=context)
        try:
            agent = Agent.load(str(model), action_endpoint=actions)
        except Exception as error:
            raise ModelError(f"The model {model} cannot be read ({error}). Run `spotter train --force`.") from error
        if not agent.is_ready():
            raise ModelError(f"The model {model} is not usable. Run `spotter train --force`.")
        is_urgent("")  # reads the patterns now: the first message must not wait for them
        coach = cls(agent, settings, stores or memory_stores(), keeps_conversations=keeps_conversations, gym=gym)
        # Rasa itself would wrap the store in one that answers from an empty memory where ours fails.
        agent.tracker_store = agent.processor.tracker_store = coach._trackers
        return coach

    @property
    def is_awake(self) -> bool:
        """Whether the model is loaded."""
        return bool(self._agent.is_ready())

    async def answer(
        self, conversation: str, message: str | None = None, payload: str | None = None, message_id: str | None = None
    ) -> Answer:
        """The answer to a typed message, or to a pressed button; at least one reply, whatever comes in.

        `message_id` is the channel's: the same message again changes nothing, and gets the same answer.
        """
        started = time.perf_counter()
        async with self._agent.lock_store.lock(conversation):
            turn = await self._kept_turn(conversation, message or "", payload, message_id or new_id())
        intent = turn.reading["intent"]
        return Answer(
            conversation=conversation,
            message=turn.reading["text"],
            intent=intent["name"] or "",
            confidence=round(float(intent["confidence"]), 4),
            entities=tuple(turn.reading.get("entities") or ()),
            topics=(*turn.reading.get("stopped_by", ()), *last_set(turn.events, "last_topics")),
            sources=last_set(turn.events, "last_sources"),
            replies=turn.replies,
            ms=round((time.perf_counter() - started) * 1000, 1),
            error=turn.error,
            is_unkept=turn.error == UNKEPT and "stopped_by" not in turn.reading,
            is_erased=bool(last_value(turn.events, ERASED)),
        )

    async def prompt(self, conversation: str, response: str, **values: Any) -> Answer:
        """Spotter speaks first, with a response and its values; it says nothing while a red flag stands.

        Raises StoreError if the conversation cannot be read or kept: then nothing was said.
        """
        return await self._speak(conversation, response, values)

    async def announce(self, conversation: str, response: str, **values: Any) -> Answer:
        """The same, even while a red flag stands: for what is no coaching, such as what becomes of a handover."""
        return await self._speak(conversation, response, values, even_if_stopped=True)

    async def _speak(
        self, conversation: str, response: str, values: dict[str, Any], *, even_if_stopped: bool = False
    ) -> Answer:  # fmt: skip
        async with self._agent.lock_store.lock(conversation), self._trackers.held(conversation) as tracker:
            tracker.update_with_events(list(await self._lifter.before_turn(tracker)), self._agent.domain)
            before = len(tracker.events)
            if even_if_stopped or not self._out_of_reach.stop_in(tracker):
                await self._voice.utter(tracker, response, **values)
                await self._trackers.save(tracker)
            return Answer(conversation, "", "", 0.0, replies=replies_in(list(tracker.events)[before:]))

    async def greet(self, conversation: str) -> Answer:
        """Says hello; to somebody who was here before, only that they are welcome back."""
        try:
            hello = WELCOME_BACK if await self._trackers.is_known(conversation) else WELCOME
            said = await self.prompt(conversation, hello)
        except StoreError as error:
            log_failure("greeting", error)
        else:
            if said.replies:
                return said
        return await self.answer(conversation, GREETING)

    async def is_public(self, message: str, private: str) -> bool:
        """Whether a message may be answered where others read along.

        Not if it cannot be read, nor while a red flag stands in the lifter's `private` conversation. Raises StoreError.
        """
        if await self._lifter.stops(private):
            return False
        found = clean(message, self._settings.max_message_chars)
        if found.problem:
            return True
        reading = await self._reader.read(found)
        return reading["intent"]["name"] != UNREADABLE and is_public(reading)

    def last_words(self, message: str) -> str:
        """What is said to a message that cannot be answered: to one with a red flag, that one's text."""
        flag = check(message)
        return self._voice.text_of(f"utter_red_flag_{flag.hazard}") if flag and is_urgent(message) else LAST_WORDS

    async def clear_red_flag(self, conversation: str) -> None:
        """Lets the coaching go on: a human has looked into it. Raises StoreError."""
        async with self._agent.lock_store.lock(conversation), self._trackers.held(conversation) as tracker:
            tracker.update(SlotSet(SLOT, None))
            await self._trackers.save(tracker)
            await self._lifter.after_turn(tracker, [SlotSet(SLOT, None)])
            self._out_of_reach.forget(conversation)

    async def _kept_turn(self, conversation: str, raw: str, payload: str | None, message_id: str) -> Turn:
        """A turn that is on disk; else what can be said without."""
        turn, patience = None, HURRY_SECONDS if is_urgent(raw) else PATIENCE_SECONDS
        try:
            async with self._trackers.held(conversation, patience) as tracker:
                turn = await self._talk(tracker, raw, payload, message_id)
                await self._keep(tracker, turn, patience)
        except StoreError as error:
            log_failure("keeping" if turn else "remembering", error)
            if turn:
                return await self._out_of_reach.unkept(conversation, turn)
            message = clean(raw, self._settings.max_message_chars)
            reading = await self._reader.read(message) if payload is None else own_reading(payload, "")
            return await self._out_of_reach.without_notes(conversation, message.text, reading)
        return turn

    async def _talk(self, tracker: DialogueStateTracker, raw: str, payload: str | None, message_id: str) -> Turn:
        if known := answered_before(tracker, message_id):
            return known
        tracker.update_with_events(list(await self._lifter.before_turn(tracker)), self._agent.domain)
        before, error = len(tracker.events), None
        self._out_of_reach.recall(tracker)
        stood = tracker.get_slot(SLOT)
        try:
            reading = await self._turn(tracker, raw, payload, message_id)
        except PayloadError as refusal:
            reading, error = own_reading(payload or "", ""), str(refusal)
            await self._voice.say(tracker, "utter_gate_unknown_button")
        new = list(tracker.events)[before:]
        if "stopped_by" not in reading and lacked_notes(new):
            raise StoreUnavailableError("An action could not reach the store.")
        if not replies_in(new):
            await self._voice.say(tracker, SILENT)
        if should_ask(tracker, list(tracker.events)[before:]):
            await self._voice.utter(tracker, QUESTION)
            tracker.update(SlotSet(CONSENT, ASKED), self._agent.domain)
        await self._offers.after_turn(tracker, list(tracker.events)[before:], stood)
        events = list(tracker.events)[before:]
        return Turn(reading, replies_in(events), events, error, had_stop=bool(stood))

    async def _keep(self, tracker: DialogueStateTracker, turn: Turn, patience: float) -> None:
        """Keeps a turn; nothing of one in which all of the lifter's records were erased."""
        if last_value(turn.events, ERASED):
            await self._trackers.delete(tracker.sender_id)
        else:
            await self._trackers.save(tracker, patience)
            await self._lifter.after_turn(tracker, turn.events)
            await self._unread.after_turn(tracker, turn.events)
        self._out_of_reach.forget(tracker.sender_id)

    async def _turn(
        self, tracker: DialogueStateTracker, raw: str, payload: str | None, message_id: str
    ) -> dict[str, Any]:
        if payload is not None:
            return await self._pressed(tracker, parse_payload(payload, tracker) | {"message_id": message_id})
        message = clean(raw, self._settings.max_message_chars)
        reading = await self._reader.read(message) | {"message_id": message_id, "lines": message.lines}
        reading = in_context(reading, tracker, datetime.now(self._settings.zone).date())
        if pressed := pressed_by(reading, tracker):
            return await self._pressed(tracker, reading | parse_payload(pressed, tracker) | {"text": message.text})
        return await self._answered(tracker, message, message.text, reading)

    async def _pressed(self, tracker: DialogueStateTracker, parsed: dict[str, Any]) -> dict[str, Any]:
        """A clearance by button is the lifter's clear word; any other button is no statement at all."""
        words = "my doctor cleared me" if parsed["intent"]["name"] == "report_clearance" else ""
        return await self._answered(tracker, Message(parsed["text"]), words, parsed)

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
            await self._voice.converse(tracker, message.text, reading)
        except Exception as error:  # noqa: BLE001  whatever breaks inside Rasa, the lifter gets an answer
            log_failure("dialogue", error)
            await self._voice.say(tracker, FAILED)
        return reading

    async def _stopped(self, tracker: DialogueStateTracker, parsed: dict[str, Any], stop: Stop) -> dict[str, Any]:
        """Answers with the stop; what the message says about the lifter is kept all the same: age, complaints.

        After a caution the rest of the message is answered, and an open form keeps its turn.
        """
        reading = own_reading(parsed["text"], RED_FLAG_INTENT) | {"entities": parsed["entities"]}
        reading |= {"hazard": parsed.get("hazard"), "message_id": parsed.get("message_id")}
        goes_on = left_to_answer(stop, parsed, tracker)
        self._voice.hear(tracker, reading | goes_on)
        await self._voice.utter(tracker, stop.response)
        try:
            await self._voice.take_facts(tracker)
            if goes_on:
                await self._voice.go_on(tracker)
        except Exception as error:  # noqa: BLE001  the answer to a red flag depends on nothing else
            log_failure("slots", error)
        tracker.update_with_events(list(stop.events), self._agent.domain)
        if not goes_on:
            self._voice.listen(tracker)
        return reading | {"stopped_by": (stop.topic,)}

    async def _without_rasa(
        self, tracker: DialogueStateTracker, reading: dict[str, Any], response: str
    ) -> dict[str, Any]:
        self._voice.hear(tracker, reading)
        await self._voice.say(tracker, response)
        return reading
