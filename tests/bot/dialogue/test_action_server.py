"""The same `actions` package under `rasa run actions`: same answers as in process."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.dialogue.answer import Answer
from bot.dialogue.coach import Coach
from bot.settings import settings

TALK = (
    "how many reps for size",
    "and for strength?",
    "says who?",
    "sets, reps and rest",
    "set up my profile",
    "strength",
    "stop",
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def action_server() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "rasa", "run", "actions", "--actions", "actions", "--port", str(port)]
    environment = os.environ | {
        "SANIC_HOST": "127.0.0.1",
        "RASA_TELEMETRY_ENABLED": "false",
        "PYTHONWARNINGS": "ignore",
    }
    root = settings().project_folder
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(port, server)
            yield f"http://127.0.0.1:{port}/webhook"
        finally:
            server.terminate()


def wait_for(port: int, server: subprocess.Popen, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert server.poll() is None, "the action server ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError("the action server never listened")


def test_answers_are_the_same_as_in_process(model: Path, action_server: str, ask: Callable[..., Answer]) -> None:
    remote = Coach.load(model, replace(settings(), action_server=action_server))
    with asyncio.Runner() as runner:
        for said in TALK:
            here, there = ask("served", said), runner.run(remote.answer("served", said))
            assert there.replies == here.replies
            assert (there.topics, there.sources) == (here.topics, here.sources)


def test_a_server_that_is_down_is_apologised_for(model: Path) -> None:
    remote = Coach.load(model, replace(settings(), action_server=f"http://127.0.0.1:{free_port()}/webhook"))
    answer = asyncio.run(remote.answer("down", "how many reps for size"))
    assert answer.replies
