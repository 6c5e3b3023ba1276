"""The base of every action, and the one place where an action's failure is turned into an answer."""

import asyncio
import logging
import traceback
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.store.errors import StoreUnavailableError

logger = logging.getLogger(__name__)
FAILED, OUT_OF_REACH = "utter_action_failed", "utter_notes_out_of_reach"
Events = list[dict[str, Any]]


class CoachAction(Action, ABC):
    """An action that always says something: a failure is logged without the lifter's words, and apologised for."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Events of `act`; on any exception one apology and no event. Without the store, the coach drops the turn."""
        try:
            return await asyncio.to_thread(self.act, dispatcher, tracker)  # stores and pictures block
        except Exception as error:  # noqa: BLE001  the boundary: silence would be worse
            where = "".join(traceback.format_tb(error.__traceback__))
            logger.error("%s failed with %s\n%s", self.name(), type(error).__name__, where)
            dispatcher.messages.clear()
            dispatcher.utter_message(response=OUT_OF_REACH if isinstance(error, StoreUnavailableError) else FAILED)
            return []

    @abstractmethod
    def name(self) -> str:
        """The action's name in domain.yml. Abstract, so that the SDK does not register the base."""

    @abstractmethod
    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """What this action says and remembers."""
