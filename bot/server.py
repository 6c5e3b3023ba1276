"""The server of `spotter serve`: the channels, the files for lifters, reminders, and what is deleted once a day.

It listens on the loopback; what faces the internet is a proxy in front of it. Addresses of files are secrets: no
request is written to a log.
"""

import asyncio
import logging
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any

from sanic import Blueprint, Sanic
from sanic.compat import Header
from sanic.exceptions import InvalidUsage, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, text

from bot.channels.channel import Channel
from bot.channels.post_office import PostOffice
from bot.downloads import Downloads
from bot.files_server import HEADERS, files_blueprint
from bot.reminders.worker import ReminderWorker
from bot.store.interface import Stores
from bot.switchboard import Switchboard
from bot.trainer_places.place import Place

logger = logging.getLogger(__name__)

NAME = "spotter"
LOOPBACK = "127.0.0.1"
A_DAY, AN_HOUR = 24 * 60 * 60, 60 * 60
WRONG = 500
LARGEST_BODY = 262_144
"""What is read at all: Slack and Telegram quote what was said before. The website's chat takes less."""
SECONDS_TO_SEND = 30


class ServerError(Exception):
    """The server cannot be started; says why, and what to do."""


@dataclass(frozen=True)
class House:
    """What a server has running: channels and trainers' places that are on, over their post office, and reminders."""

    downloads: Downloads
    stores: Stores
    channels: Sequence[Channel]
    office: PostOffice
    reminders: ReminderWorker
    routes: Sequence[Blueprint] = ()
    proxies: int = 1
    switchboard: Switchboard | None = None
    places: Sequence[Place] = ()

    @property
    def ways(self) -> tuple[Channel | Place, ...]:
        """All ways in and out, in the order in which they begin."""
        return (*self.channels, *self.places)


class MeasuredRequest(Request):
    """A request whose length, if it tells one, is one: with a negative one Sanic reads forever, and serves nobody."""

    def __init__(self, url_bytes: bytes, headers: Header, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(url_bytes, headers, *given, **named)
        said = headers.getall("content-length", [])
        if len(said) > 1 or not all(each.isascii() and each.isdecimal() for each in said):
            raise InvalidUsage("no length")


def make_app(house: House) -> Sanic:
    """The app with its routes."""
    app = Sanic(NAME, configure_logging=False, request_class=MeasuredRequest)
    app.config.FALLBACK_ERROR_FORMAT = "text"
    app.config.REQUEST_MAX_SIZE = LARGEST_BODY
    app.config.REQUEST_TIMEOUT = SECONDS_TO_SEND
    app.config.PROXIES_COUNT = house.proxies
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = 2.0
    for each in (
        files_blueprint(house.downloads),
        *house.routes,
        *(one for at in house.ways for one in at.routes()),
    ):
        app.blueprint(each)
    app.error_handler.add(Exception, _refuse)
    _frame(app, house)
    return app


def serve(house: House, listening: socket.socket, started: Callable[[], None]) -> None:
    """Serves until it is told to end; what is begun is finished then."""
    ended = Event()
    app = make_app(house)
    app.register_listener(lambda *_: started(), "after_server_start")
    Thread(target=purge_daily, args=(house.downloads, house.stores, ended), daemon=True).start()
    try:
        app.run(sock=listening, access_log=False, motd=False, debug=False)
    finally:
        ended.set()


def purge_daily(downloads: Downloads, stores: Stores, ended: Event) -> None:
    """Deletes what was kept long enough, now and every day; an hour after it has failed, again."""
    pause = 0
    while not ended.wait(pause):
        try:
            now = datetime.now(UTC)
            downloads.purge(now)
            stores.rights.purge(now)
            pause = A_DAY
        except Exception as error:  # noqa: BLE001  serving goes on
            logger.error("purging failed with %s", type(error).__name__)
            pause = AN_HOUR


def bound(port: int) -> socket.socket:
    """A socket on a port of the loopback; 0 takes a free one. Raises ServerError."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
    except OSError as error:
        listening.close()
        raise ServerError(f"Port {port} cannot be used ({error.strerror}). Choose another one with --port.") from error
    return listening


def _frame(app: Sanic, house: House) -> None:
    """Begins and ends everything in the server's event loop: channels first, then what is at work behind them."""

    async def begin(*_: object) -> None:
        house.office.start()
        app.ctx.reminding = asyncio.get_running_loop().create_task(house.reminders.run())
        for each in house.ways:
            await each.start()
        if house.switchboard:
            app.ctx.switchboard = house.switchboard
            house.switchboard.start()

    async def end(*_: object) -> None:
        house.reminders.stop()
        if house.switchboard:
            await house.switchboard.stop()
        await asyncio.gather(*(each.stop() for each in house.ways), return_exceptions=True)
        await house.office.stop()
        app.ctx.reminding.cancel()

    app.register_listener(begin, "before_server_start")
    app.register_listener(end, "before_server_stop")


async def _refuse(request: Request, error: Exception) -> HTTPResponse:
    """Every error in a few constant words: none says what was asked for."""
    status = error.status_code if isinstance(error, SanicException) else WRONG
    if status == WRONG:
        logger.error("a request failed with %s", type(error).__name__)
    return text("Not found" if status == 404 else "Refused", status, HEADERS)
