"""Runs one action on a made tracker."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.services import Downloads, Services
from bot.store.memory import memory_stores

SUNDAY = datetime(2026, 3, 15, 12, tzinfo=UTC)


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


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = SUNDAY

    def __call__(self) -> datetime:
        return self.now

    def on(self, days: int) -> None:
        """So many days later."""
        self.now += timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    """The clock of the actions: a Sunday in March."""
    return Clock()


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, clock: Clock) -> Services:
    """The services of this test's actions: stores in memory, downloads in a folder of its own, in Berlin."""
    made = Services(Downloads(tmp_path / "downloads"), memory_stores(), ZoneInfo("Europe/Berlin"), clock)
    monkeypatch.setattr(services, "services", lambda: made)
    return made


@pytest.fixture
def run() -> Callable[[Action, Tracker], Outcome]:
    """run(action, tracker): its messages and events."""

    def run_once(action: Action, tracker: Tracker) -> Outcome:
        dispatcher = CollectingDispatcher()
        events = asyncio.run(action.run(dispatcher, tracker, {}))
        return Outcome(dispatcher.messages, events)

    return run_once
