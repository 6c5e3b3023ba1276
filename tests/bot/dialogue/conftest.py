"""Messages with ids of their own."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest


@pytest.fixture
def ask_again(coach: Any, request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """ask_again(message, message_id, payload=None): in a conversation of this test's own."""
    conversation = f"web:{request.node.name}"
    with asyncio.Runner() as runner:
        yield lambda message, message_id, payload=None: runner.run(
            coach.answer(conversation, message, payload, message_id)
        )
