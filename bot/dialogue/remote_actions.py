"""Runs the actions on a server of their own. Where that one fails, the lifter hears it at once, and the log too.

Rasa itself would wait five minutes, say nothing, and write into the log what the server answered, which quotes the
whole conversation.
"""

import asyncio
import json
import logging
import time
from typing import Any

from rasa.utils.endpoints import ClientResponseError, EndpointConfig

logger = logging.getLogger(__name__)

SECONDS, PAUSE_SECONDS = 4.0, 10.0
"""How long an answer may take, and how long nothing is asked after one that took longer: all others would wait too."""
REJECTED = 400


class RemoteActions(EndpointConfig):
    """An action server by its address."""

    def __init__(self, url: str) -> None:
        super().__init__(url=url, enable_selective_domain=True)
        self._asked_again_at = 0.0

    async def request(self, method: str = "post", **kwargs: Any) -> dict[str, Any] | None:
        """Events and responses of an action; an apology where there are none."""
        if time.monotonic() < self._asked_again_at:
            logger.error("the action server failed with TimeoutError a moment ago, and is not asked")
            return _sorry()
        try:
            async with asyncio.timeout(SECONDS):
                return await super().request(method, **kwargs)
        except ClientResponseError as error:
            if error.status == REJECTED and "action_name" in json.loads(error.text or "{}"):
                raise  # a form has no use for the message
            logger.error("an action failed with %s, status %s", type(error).__name__, error.status)
        except Exception as error:  # noqa: BLE001  whatever it is, the lifter gets an answer
            logger.error("the action server failed with %s", type(error).__name__)
            if isinstance(error, TimeoutError):
                self._asked_again_at = time.monotonic() + PAUSE_SECONDS
        return _sorry()


def _sorry() -> dict[str, Any]:
    """An answer of an action server; a new one each time, as Rasa takes it apart."""
    return {"events": [], "responses": [{"response": "utter_action_failed"}]}
