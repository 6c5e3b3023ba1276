"""A served Slack channel, and the Slack that it talks to."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sanic import Sanic

from bot.channels.channel import Surroundings
from bot.channels.post_office import PostOffice
from bot.channels.rate_limit import Allowance, RateLimit
from bot.channels.replies import plain
from bot.channels.slack import SlackChannel
from bot.downloads import Downloads
from bot.reminders.worker import ReminderWorker
from bot.server import House, bound, make_app
from bot.settings import SlackSettings, settings
from bot.store.interface import Stores
from tests.bot.channels.conftest import PATIENT, QUICK, until
from tests.bot.channels.fakes import FakeCoach
from tests.bot.channels.slack.fake_slack import SECRET, TOKEN, FakeSlack, signed

NO_LIMIT = Allowance(10**9, 10**9)
BUTTON_SECRET = b"s" * 32
SLOW, BROKEN = "judging this takes for ever", "judging this fails"


@dataclass
class Spotter:
    """One process that serves Slack."""

    fake: FakeSlack
    channel: SlackChannel
    office: PostOffice
    stores: Stores
    downloads: Downloads
    url: str
    http: aiohttp.ClientSession
    end: Callable[[], Awaitable[None]]
    greeted: list[tuple[str, str]]
    personal: set[str]

    async def send(self, path: str, body: bytes, **headers: str) -> int:
        async with self.http.post(f"{self.url}/slack/{path}", data=body, headers=headers) as answer:
            await answer.read()
            return answer.status

    async def event(self, payload: Any, **headers: str) -> int:
        body = json.dumps(payload).encode()
        kind = "application/json; charset=utf-8"
        return await self.send("events", body, **signed(body), **{"Content-Type": kind}, **headers)

    async def press(self, payload: Any) -> int:
        body = FakeSlack.form(payload)
        kind = "application/x-www-form-urlencoded"
        return await self.send("interactive", body, **signed(body), **{"Content-Type": kind})

    async def rest(self) -> None:
        """Until everything is answered and delivered."""
        await until(lambda: not self.stores.inbox.waiting()[0] and not self.stores.outbox.waiting("slack")[0], 60)


Serve = Callable[..., Awaitable[Spotter]]


@pytest.fixture
async def fake(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeSlack]:
    for each in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(each, raising=False)
    found = FakeSlack()
    await found.open()
    yield found
    await found.close()
    assert not found.problems


@pytest.fixture
async def serve(
    fake: FakeSlack, coach: FakeCoach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Serve]:  # fmt: skip
    """Serves a channel; several on the same stores stand for several processes, or a restart."""
    monkeypatch.setattr(Sanic, "test_mode", True)
    monkeypatch.setattr("bot.channels.slack.desk.RateLimit", lambda: RateLimit(NO_LIMIT, NO_LIMIT))
    running: list[Spotter] = []

    async def start(stores: Stores, app_token: str = "", secret: str = SECRET, **options: Any) -> Spotter:
        options = {"limit": RateLimit(NO_LIMIT, NO_LIMIT), "pace": QUICK} | options
        here = replace(settings(), slack=SlackSettings(TOKEN, secret, app_token, f"{fake.url}/api/"))
        office, patience = PostOffice(stores, coach.answer, **options), replace(PATIENT, send_seconds=15)
        deliver = office.deliver
        office.deliver = lambda name, send: deliver(name, send, patience)
        greeted: list[tuple[str, str]] = []

        async def greet(conversation: str, id: str) -> None:
            greeted.append((conversation, id))
            await office.post(conversation, id, [plain("Hi, I am Spotter.")])

        async def is_public(text: str, private: str) -> bool:
            await asyncio.sleep(60 if text == SLOW else 0)
            if text == BROKEN:
                raise OSError
            return text not in spotter.personal

        downloads = Downloads(tmp_path / "downloads", "https://spotter.example")
        channel = SlackChannel(here)
        channel.open(Surroundings(here, office, stores, BUTTON_SECRET, downloads.read, greet, is_public))
        app = make_app(House(downloads, stores, [channel], office, ReminderWorker(stores.reminders, {})))
        listening = bound(0)
        server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.start_serving()
        await server.after_start()
        http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=20))

        async def end() -> None:
            if spotter in running:
                running.remove(spotter)
                await http.close()
                await server.before_stop()
                server.close()
                await server.after_stop()

        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        spotter = Spotter(fake, channel, office, stores, downloads, address, http, end, greeted, set())
        running.append(spotter)
        return spotter

    yield start
    for each in list(running):
        await each.end()
