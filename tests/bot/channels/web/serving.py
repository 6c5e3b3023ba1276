"""A real server with the web channel, its post office and a coach that is not the real one; in a thread or a process.

python -m tests.bot.channels.web.serving <database> <port> <folder for its files>   serves until it is told to end
"""

import asyncio
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sanic import Sanic

from bot.channels.channel import Surroundings
from bot.channels.post_office import PostOffice
from bot.channels.rate_limit import Allowance, RateLimit
from bot.channels.replies import plain
from bot.channels.web import WebChannel
from bot.channels.worker import Pace
from bot.downloads import Downloads
from bot.reminders.worker import ReminderWorker
from bot.server import House, make_app, serve
from bot.settings import Settings, WebSettings, settings
from bot.store.interface import Stores
from bot.store.sql import open_stores
from tests.bot.channels.fakes import FakeCoach

SECRET = b"of an installation, with more than 32 characters"
MEMBER_SECRET = "shared with the website"
SITE = "https://gym.example"
HELLO = "Hi, I am Spotter."
HASTY = Pace(answer_seconds=2, lease=timedelta(seconds=3))
NO_LIMIT = RateLimit(Allowance(10**9, 10**9), Allowance(10**9, 10**9))


@dataclass
class Built:
    """What a server is made of."""

    house: House
    channel: WebChannel
    office: PostOffice
    stores: Stores


def build(
    stores: Stores, folder: Path, port: int, answer: Any = None, *, limit: RateLimit | None = None,
    pace: Pace | None = None, **web: Any,
) -> Built:  # fmt: skip
    """A house with the web channel alone."""
    here = settings_for(folder, port, **web)
    downloads = Downloads(folder, here.public_url)
    office = PostOffice(stores, answer or FakeCoach().answer, limit, pace=pace)
    channel = WebChannel(here)

    async def greet(conversation: str, id: str) -> None:
        await office.post(conversation, id, [plain(HELLO)])

    async def is_public(text: str) -> bool:
        raise AssertionError("nobody reads along on a website")

    channel.open(Surroundings(here, office, stores, SECRET, downloads.read, greet, is_public))
    reminders = ReminderWorker(stores.reminders, {})
    return Built(House(downloads, stores, [channel], office, reminders), channel, office, stores)


def settings_for(folder: Path, port: int, **web: Any) -> Settings:
    given = {"origins": (SITE,), "member_secret": MEMBER_SECRET} | web
    url = f"http://127.0.0.1:{port}"
    return replace(settings(), downloads_folder=folder, public_url=url, web=WebSettings(**given))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """A server in a thread with its own event loop. It may be stopped, and started again on the same port."""

    make: Callable[["Served"], Built]
    port: int = field(default_factory=free_port)
    built: Built | None = None
    _ended: asyncio.Event | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _thread: threading.Thread | None = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Served":
        started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run(started)), daemon=True)
        self._thread.start()
        assert started.wait(20), "the server never listened"
        return self

    def stop(self) -> None:
        """As at SIGTERM."""
        if self._thread and self._loop and self._ended:
            self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join(20)
            assert not self._thread.is_alive(), "the server did not end"
            self._thread = None

    async def _run(self, started: threading.Event) -> None:
        self._ended, self._loop = asyncio.Event(), asyncio.get_running_loop()
        self.built = self.make(self)
        Sanic.test_mode = True  # several in one process
        app = make_app(self.built.house)
        server = await app.create_server(
            "127.0.0.1", self.port, return_asyncio_server=True, access_log=False,
            asyncio_server_kwargs={"reuse_address": True},
        )  # fmt: skip
        await server.startup()
        await server.before_start()
        await server.start_serving()
        started.set()
        await self._ended.wait()
        await server.before_stop()
        await server.close()
        for each in list(server.connections):
            each.close_if_idle() or each.abort()


def main() -> None:
    database, port, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    house = build(open_stores(database), folder, port, limit=NO_LIMIT, pace=HASTY).house
    serve(house, listening, lambda: print("ready", flush=True))  # noqa: T201


if __name__ == "__main__":
    main()
