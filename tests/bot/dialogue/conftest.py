"""A small domain, conversations to keep, and stores that can be switched off."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered

from bot.store.errors import StoreUnavailableError

DOMAIN = """
version: "3.1"
intents: [greet, inform, report_complaint]
entities: [complaint]
slots:
  sex: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  complaints: {type: list, influence_conversation: false, mappings: [{type: custom}]}
  red_flag: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  handover_asked: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  misread: {type: any, initial_value: 0, influence_conversation: false, mappings: [{type: custom}]}
forms:
  profile_form: {required_slots: [sex]}
"""


@pytest.fixture(scope="session")
def domain() -> Domain:
    return Domain.from_yaml(DOMAIN)


def said(text: str = "how many reps", intent: str = "inform", **reading: Any) -> UserUttered:
    """A message of the lifter's."""
    parsed = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": [], "intent_ranking": []}
    parsed |= reading
    return UserUttered(text, parsed["intent"], parsed["entities"], parsed)


def turn(text: str = "how many reps", *events: Event, answer: str = "6–12 reps", **reading: Any) -> list[Event]:
    """A message, what it brought, the answer, and the word given back."""
    buttons = {"buttons": [{"title": "Why?", "payload": f"/ask_why{{{len(text)}}}"}]}
    return [said(text, **reading), *events, BotUttered(answer, buttons), ActionExecuted("action_listen")]


class Switch:
    """Stands before a store: while it is off, every call fails; `before` runs in front of each call."""

    def __init__(self, store: Any) -> None:
        self._store, self.off, self.calls = store, frozenset[str](), []
        self.before: Callable[[str], None] = lambda name: None

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self.calls.append(name)
            self.before(name)
            if name in self.off:
                raise StoreUnavailableError("The database cannot be used.")
            return getattr(self._store, name)(*arguments)

        return call


@pytest.fixture
def ask_again(coach: Any, request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """ask_again(message, message_id, payload=None): in a conversation of this test's own."""
    conversation = f"web:{request.node.name}"
    with asyncio.Runner() as runner:
        yield lambda message, message_id, payload=None: runner.run(
            coach.answer(conversation, message, payload, message_id)
        )
