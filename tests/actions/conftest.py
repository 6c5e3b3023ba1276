"""Runs one action on a made tracker."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher


@dataclass(frozen=True)
class Outcome:
    """What an action said and remembered."""

    messages: list[dict[str, Any]]
    events: list[dict[str, Any]]

    @property
    def responses(self) -> list[str]:
        """Names of the responses, in order."""
        return [message["response"] for message in self.messages]

    @property
    def slots(self) -> dict[str, Any]:
        """Slots that were set, with their last value."""
        return {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}

    def values(self, response: str) -> dict[str, Any]:
        """The values that a response was uttered with."""
        return next(message for message in self.messages if message["response"] == response)


@pytest.fixture
def run() -> Callable[[Action, Tracker], Outcome]:
    """run(action, tracker): its messages and events."""

    def run_once(action: Action, tracker: Tracker) -> Outcome:
        dispatcher = CollectingDispatcher()
        events = asyncio.run(action.run(dispatcher, tracker, {}))
        return Outcome(dispatcher.messages, events)

    return run_once
