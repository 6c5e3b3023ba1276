"""How a message is read: Rasa's parse data, or readings of our own where that cannot be had."""

import logging
import traceback
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.dialogue.gate import Message

logger = logging.getLogger(__name__)

FALLBACK, UNREADABLE = "nlu_fallback", "unreadable"


class Reader:
    """Reads messages with a loaded model."""

    def __init__(self, agent: Agent, max_chars: int) -> None:
        self._agent, self._max_chars = agent, max_chars

    async def read(self, message: Message) -> dict[str, Any]:
        """Rasa's parse data; that of a message not understood where the gate has a problem or the reader fails."""
        if not message.problem:
            try:
                return await self._agent.processor.parse_message(UserMessage(message.text))
            except Exception as error:  # noqa: BLE001  red flags are still looked for, and the lifter gets an answer
                log_failure("reading", error)
        return own_reading(message.text[: self._max_chars], FALLBACK if message.problem else UNREADABLE)


def own_reading(text: str, intent: str) -> dict[str, Any]:
    """Parse data for a message that Rasa has not read."""
    return {"text": text, "intent": {"name": intent, "confidence": 1.0}, "entities": [], "intent_ranking": []}


def log_failure(what: str, error: Exception) -> None:
    """Where it broke, without the message: it may quote the lifter."""
    logger.error("%s failed with %s\n%s", what, type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
