"""The channel as it is served, with a Telegram of our own far away."""

import asyncio
import socket
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sanic import Sanic

from bot.channels.buttons import Buttons
from bot.channels.channel import Surroundings
from bot.channels.delivery import Patience, Send
from bot.channels.post_office import PostOffice
from bot.channels.rate_limit import Allowance, RateLimit
from bot.channels.replies import plain
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_polling import Tempo
from bot.downloads import Downloads
from bot.reminders.worker import ReminderWorker
from bot.server import LOOPBACK, House, make_app
from bot.settings import Settings, TelegramSettings, settings
from bot.store.interface import Stores
from bot.store.sql import open_stores
from tests.bot.channels.conftest import PATIENT, QUICK, until
from tests.bot.channels.fakes import FakeCoach
from tests.bot.channels.telegram.fake_telegram import FakeTelegram
from tests.bot.channels.telegram.persons import Person

SECRET = b"a secret that nobody can guess, and which is long enough"
GYM = "https://gym.example"
TEMPO = Tempo(poll_seconds=2, pause=0.05, longest_pause=0.2, conflict_pause=0.2, wrong_token_pause=0.2)
FREELY = Allowance(1e9, 1e9)
HELLO = "Hello, I am Spotter."


class QuickOffice(PostOffice):
    """Does not wait long after a failure."""

    patience: Patience = PATIENT

    def deliver(self, channel: str, send: Send, patience: Patience | None = None) -> None:
        super().deliver(channel, send, patience or self.patience)


@dataclass
class Served:
    """The channel in a server on the loopback, its parts, and its far side."""

    far: FakeTelegram
    stores: Stores
    coach: FakeCoach
    channel: TelegramChannel
    office: PostOffice
    given: Surroundings
    address: str
    http: aiohttp.ClientSession
    ends: Callable[[], Awaitable[None]]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    async def bring(self, *updates: dict[str, Any]) -> list[int]:
        """Brings updates at once, each until it is acknowledged; the statuses at last."""
        return await asyncio.gather(*(self._bring(each) for each in updates))

    async def tell(self, *updates: dict[str, Any]) -> None:
        """Whichever way the channel has: brings updates one after the other, or has them fetched."""
        if self.far.webhook:
            for each in updates:
                assert await self._bring(each) == 200
        else:
            self.far.put(*updates)

    async def is_done(self, chat: int, replies: int) -> list[str]:
        """Waits for so many replies; what a person was told."""
        await until(lambda: len(self.far.chats[chat]) >= replies)
        return self.far.texts(chat)

    async def is_quiet(self) -> None:
        """Waits until everything that came in is answered, and everything that goes out has arrived."""
        await until(lambda: self.stores.inbox.waiting()[0] == 0 == self.stores.outbox.waiting("telegram")[0], 60)

    async def _bring(self, update: dict[str, Any]) -> int:
        for _ in range(100):
            status = await self.far.bring(self.address, update, self.http)
            if status < 500:
                return status
            await asyncio.sleep(0.05)
        return status


def here_for(far: FakeTelegram, **told: Any) -> Settings:
    """Settings with Telegram on."""
    webhook = told.pop("webhook", False)
    telegram = TelegramSettings(told.pop("token", far.token), webhook, far.url)
    return replace(settings(), telegram=telegram, public_url=GYM if webhook else "", **told)


@pytest.fixture
async def far() -> AsyncIterator[FakeTelegram]:
    """A Telegram that must have got nothing but documented calls in the end."""
    fake = FakeTelegram()
    await fake.start()
    yield fake
    await fake.stop()
    assert fake.wrong == []


@pytest.fixture
def ann(far: FakeTelegram) -> Person:
    return Person(far, 4711)


Serve = Callable[..., Awaitable[Served]]


@pytest.fixture
async def serve(far: FakeTelegram, coach: FakeCoach, tmp_path: Path) -> AsyncIterator[Serve]:
    """Serves the channel on stores."""
    begun: list[Served] = []

    async def make(stores: Stores, *, webhook: bool = False, is_limited: bool = False, **told: Any) -> Served:
        patience = told.pop("patience", PATIENT)
        tempo = told.pop("tempo", TEMPO)
        here = here_for(far, webhook=webhook, **told)
        limit = RateLimit() if is_limited else RateLimit(FREELY, FREELY)
        office = QuickOffice(stores, coach.answer, limit, pace=QUICK)
        office.patience = patience
        files: dict[str, tuple[str, bytes]] = {}

        async def greet(conversation: str, id: str) -> None:
            await office.post(conversation, id, [plain(HELLO)])

        async def is_public(_: str) -> bool:
            return False

        given = Surroundings(here, office, stores, SECRET, files.get, greet, is_public)
        channel = TelegramChannel(here, tempo)
        assert channel.why_off == ""
        channel.open(given)
        house = House(
            Downloads(tmp_path / "downloads"), stores, [channel], office, ReminderWorker(stores.reminders, {})
        )
        address, ends = await _listen(house)
        http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=32))
        found = Served(far, stores, coach, channel, office, given, address, http, ends, files)
        begun.append(found)
        if webhook:
            await until(lambda: far.webhook)
        return found

    yield make
    for each in begun:
        await each.ends()
        await each.http.close()


async def _listen(house: House) -> tuple[str, Callable[[], Awaitable[None]]]:
    """Serves a house in this event loop; where, and how it is ended."""
    Sanic.test_mode = True  # several in one process
    app = make_app(house)
    listening = socket.socket()
    listening.bind((LOOPBACK, 0))
    address = f"http://{LOOPBACK}:{listening.getsockname()[1]}/telegram"
    server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
    assert server
    await server.startup()
    await server.before_start()
    await server.after_start()
    await server.start_serving()
    is_over = False

    async def end() -> None:
        nonlocal is_over
        if is_over:
            return
        is_over = True
        server.close()
        await server.before_stop()
        for each in [*server.connections]:
            each.close(timeout=0)
        await server.after_stop()

    return address, end


@pytest.fixture
def file_stores(url: str) -> Stores:
    """Stores in a database file."""
    return open_stores(url)


@pytest.fixture
def rows(url: str) -> Callable[[], int]:
    """Counts the rows of inbox and outbox."""

    def count() -> int:
        with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
            return sum(database.execute(f"SELECT COUNT(*) FROM {each}").fetchone()[0] for each in ("inbox", "outbox"))

    return count


@pytest.fixture
def buttons() -> Buttons:
    return Buttons(SECRET)
