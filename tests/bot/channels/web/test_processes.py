"""Two servers on one database, as processes: what one takes the other may answer, and both show."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.settings import settings
from tests.bot.channels.web.guest import Guest, of
from tests.bot.channels.web.serving import free_port

LIVES = 2
Start = Callable[[int], subprocess.Popen]


@pytest.fixture
def start(url: str, tmp_path: Path) -> Iterator[Start]:
    """Starts a server on a port."""
    started: list[subprocess.Popen] = []

    def begin(port: int) -> subprocess.Popen:
        command = [sys.executable, "-m", "tests.bot.channels.web.serving", url, str(port), str(tmp_path / "downloads")]
        environment = os.environ | {"PYTHONWARNINGS": "ignore", "SPOTTER_HOME": str(tmp_path / "home")}
        process = subprocess.Popen(
            command, cwd=settings().project_folder, env=environment, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield begin
    for each in started:
        each.kill()
        each.wait(10)
        if each.stdout:
            each.stdout.close()


def is_ready(process: subprocess.Popen) -> bool:
    return process.stdout is not None and process.stdout.readline() == "ready\n"


async def test_a_message_to_one_server_is_answered_and_seen_at_the_other(start: Start, http: ClientSession) -> None:
    ports = [free_port(), free_port()]
    for each in [start(port) for port in ports]:
        assert is_ready(each)
    here = await Guest(http, f"http://127.0.0.1:{ports[0]}", "10.0.0.1").entered()
    there = Guest(http, f"http://127.0.0.1:{ports[1]}", "10.0.0.1", here.token)
    (hello,) = await there.replies(1)
    for number in range(6):
        teller, listener = (here, there) if number % 2 else (there, here)
        listening = asyncio.create_task(listener.replies(number + 1, hello["n"]))
        await asyncio.sleep(0.2)
        began = time.monotonic()
        assert (await teller.say(f"question {number}")).status == 202
        assert [each["text"] for each in await listening][-1] == f"re: question {number}"
        assert time.monotonic() - began < 3


async def test_killed_in_the_middle_a_server_loses_nothing_and_answers_nothing_twice(
    start: Start, http: ClientSession, tell: Callable[[str], None]
) -> None:
    port, sent = free_port(), 0
    guest = Guest(http, f"http://127.0.0.1:{port}", "10.0.0.1")
    for life in range(LIVES):
        process = start(port)
        assert await asyncio.to_thread(is_ready, process)
        if not guest.token:
            await guest.entered()
        for number in range(5):
            assert (await guest.say(f"{life} {number}", f"m{life}-{number}")).status == 202
            sent += 1
        process.send_signal(signal.SIGKILL if life % 2 else signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 10) in (0, -signal.SIGKILL)
    assert await asyncio.to_thread(is_ready, start(port))
    wanted = [f"re: {life} {number}" for life in range(LIVES) for number in range(5)]
    events = await guest.listen(lambda found: {each["text"] for each in of("spotter", found)} >= set(wanted), 0, 45)
    answered = [each["text"] for each in of("spotter", events) if each["text"].startswith("re: ")]
    tell(f"website chat, {sent} messages over {LIVES} ends of the server, one of them a kill: {len(answered)} answers")
    assert answered == wanted


async def test_while_a_chat_is_open_a_server_ends_quickly(start: Start, http: ClientSession) -> None:
    port = free_port()
    process = start(port)
    assert is_ready(process)
    guest = await Guest(http, f"http://127.0.0.1:{port}", "10.0.0.1").entered()
    await guest.replies(1)
    async with guest.stream() as answer:
        await answer.content.readany()
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        await answer.content.read()
        assert time.monotonic() - began < 1
        assert await asyncio.to_thread(process.wait, 10) == 0
    assert time.monotonic() - began < 5
