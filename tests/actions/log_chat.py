"""A chat about the log without the trained model: what a message is to the log decides, the rest is not understood."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.advice import ACTIONS
from actions.lift_log_answer import AnswerLog
from actions.lift_log_change import CorrectLog
from actions.lifter import today
from bot.dialogue.context import in_context
from bot.dialogue.gate import clean
from bot.store.log_records import new_id
from tests.test_domain import DOMAIN, FILES

WORDS = {name: variants[0] for file in FILES.values() for name, variants in file.get("responses", {}).items()}
BY_TOPIC = {action().topic: action for action in ACTIONS}
SLOTS = Domain.from_yaml(yaml.safe_dump({"version": "3.1", "slots": DOMAIN["slots"]})).slots


@dataclass
class Chat:
    """A conversation: `say` or `press`, then look at `text` and `buttons` of the answer."""

    conversation: str = "web:lifter"
    beside: str = "ask_rep_range"
    """The intent of what is nothing to the log."""
    messages: list[dict[str, Any]] = field(default_factory=list)
    intent: str = ""
    tracker: DialogueStateTracker = field(init=False)

    def __post_init__(self) -> None:
        self.tracker = DialogueStateTracker.from_events(self.conversation, [], slots=SLOTS)

    def say(self, text: str, message_id: str | None = None, topics: tuple[str, ...] = (), intent: str = "") -> str:
        """Sends a typed message; the text of the answer."""
        message = clean(text, 4000)
        asked = [{"intent": topic, "confidence": 1.0} for topic in topics]
        name = intent or (topics[0] if topics else self.beside)
        reading = {"text": message.text, "lines": message.lines, "intent": {"name": name, "confidence": 0.9},
                   "entities": [], "topics": asked, "intent_ranking": []}  # fmt: skip
        return self._answer(in_context(reading, self.tracker, today()), message_id)

    def press(self, title: str) -> str:
        """Presses a button of the last answer."""
        payload = self.buttons[title].replace("{{", "{").replace("}}", "}")
        name, brace, entities = payload.removeprefix("/").partition("{")
        values = json.loads(brace + entities or "{}")
        reading = {"text": title, "intent": {"name": name, "confidence": 1.0}, "intent_ranking": [],
                   "entities": [{"entity": kind, "value": value} for kind, value in values.items()],
                   "topics": [{"intent": name, "confidence": 1.0}]}  # fmt: skip
        return self._answer(reading)

    @property
    def responses(self) -> list[str]:
        """Names of what was answered."""
        return [each["response"] for each in self.messages]

    @property
    def text(self) -> str:
        """What was answered, in words."""
        return "\n".join(filled(WORDS[each["response"]]["text"], each) for each in self.messages)

    @property
    def buttons(self) -> dict[str, str]:
        """Payloads of the buttons of the last answer, by their titles."""
        found = {}
        for each in self.messages:
            for button in (*WORDS[each["response"]].get("buttons", ()), *each["buttons"]):
                found[filled(button["title"], each)] = filled(button["payload"], each, is_payload=True)
        return found

    def slot(self, name: str) -> Any:
        """A slot as it is now."""
        return self.tracker.get_slot(name)

    def _answer(self, reading: dict[str, Any], message_id: str | None = None) -> str:
        reading = reading | {"message_id": message_id or new_id()}
        self.intent = reading["intent"]["name"]
        self.tracker.update(UserUttered(reading["text"], reading["intent"], [], reading))
        slots = {**self.tracker.current_slot_values()}
        sdk = Tracker(self.conversation, slots, reading, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        events = asyncio.run(self._action().run(dispatcher, sdk, {}))
        self.messages = dispatcher.messages
        for event in events:
            if event["event"] == "slot":
                self.tracker.update(SlotSet(event["name"], event["value"]))
        return self.text

    def _action(self) -> Any:
        others = {"answer_log": AnswerLog, "correct_log": CorrectLog}
        return others.get(self.intent, BY_TOPIC.get(self.intent.removeprefix("ask_"), BY_TOPIC["rep_range"]))()


def filled(template: str, values: dict[str, Any], is_payload: bool = False) -> str:
    """A text with its variables."""
    for name, value in values.items():
        if isinstance(value, str):
            template = template.replace(f"{{{name}}}", value)
    return template.replace("{{", "{").replace("}}", "}") if is_payload else template
