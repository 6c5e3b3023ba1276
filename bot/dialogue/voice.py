"""How Spotter hears and speaks: what goes into a conversation, by Rasa or without it."""

from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.answer import Reply

LAST_WORDS = "Sorry, I lost my words for a moment. Please ask me again, or ask for a trainer."


class Voice:
    """Hears and speaks with a loaded model."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent

    async def converse(self, tracker: DialogueStateTracker, text: str, reading: dict[str, Any]) -> None:
        """Lets Rasa take a message that was read, and answer it."""
        channel, processor = CollectingOutputChannel(), self._agent.processor
        message = UserMessage(text, channel, tracker.sender_id, parse_data=reading)
        await processor._handle_message_with_tracker(message, tracker)
        await self.take_facts(tracker)
        await self.go_on(tracker)

    async def take_facts(self, tracker: DialogueStateTracker) -> None:
        """Fills slots with what the latest message says."""
        await self._agent.processor.run_action_extract_slots(CollectingOutputChannel(), tracker)

    async def go_on(self, tracker: DialogueStateTracker) -> None:
        """Lets Rasa act until it is the lifter's turn."""
        await self._agent.processor._run_prediction_loop(CollectingOutputChannel(), tracker)

    def hear(self, tracker: DialogueStateTracker, reading: dict[str, Any]) -> None:
        """Notes a message that was read (Rasa's parse data), without an answer."""
        heard = UserUttered(reading["text"], reading["intent"], reading["entities"], reading)
        tracker.update(heard, self._agent.domain)

    async def say(self, tracker: DialogueStateTracker, response: str) -> None:
        """Utters a response as the whole answer: after it, the lifter has the word."""
        await self.utter(tracker, response)
        self.listen(tracker)

    def listen(self, tracker: DialogueStateTracker) -> None:
        """Gives the lifter the word."""
        tracker.update(ActionExecuted("action_listen"), self._agent.domain)

    async def utter(self, tracker: DialogueStateTracker, response: str, **values: Any) -> None:
        """Utters a response with these values."""
        tracker.update(await self._words(tracker, response, values), self._agent.domain)

    async def reply(self, tracker: DialogueStateTracker, response: str) -> Reply:
        """A response as it would be uttered; the conversation stays as it is."""
        return Reply.from_event(await self._words(tracker, response, {}))

    def text_of(self, response: str) -> str:
        """The text of a response that has no values in it."""
        return str(self._agent.domain.responses[response][0]["text"])

    async def _words(self, tracker: DialogueStateTracker, response: str, values: dict[str, Any]) -> BotUttered:
        name = CollectingOutputChannel.name()
        draft = await self._agent.processor.nlg.generate(response, tracker, name, **values)
        words = draft or {"text": LAST_WORDS}
        data = {"buttons": words.get("buttons") or [], "image": words.get("image")}
        return BotUttered(words.get("text"), data, {"utter_action": response})
