"""Runs the `actions` package in Rasa's own process, in place of an action server."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection


class InProcessActions(EndpointConfig):
    """An action endpoint that calls the SDK's executor instead of a socket, each time in the context given."""

    def __init__(
        self, package: str = "actions", context: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> None:
        super().__init__(url="in-process", enable_selective_domain=True)
        self._context = context
        self.executor = ActionExecutor()
        self.executor.register_package(package)
        # Results come from the executor, which has checked them. Rasa would compile a schema for each one anew, which
        # takes more than half of a message's time.
        RemoteAction._validate_action_result = lambda _, result: True

    async def request(self, method: str = "post", **kwargs: Any) -> dict[str, Any] | None:
        """Events and responses of the action that `json` calls, as the action server would send them.

        Raises ClientResponseError with status 400 when a form rejects the message, as the server does.
        """
        try:
            with self._context():
                return await self.executor.run(kwargs["json"])
        except ActionExecutionRejection as rejection:
            body = json.dumps({"error": rejection.message, "action_name": rejection.action_name})
            raise ClientResponseError(400, rejection.message, body) from rejection
