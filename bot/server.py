"""The server of `spotter serve`: an app on the loopback, and once a day the deletion of what was kept long enough.

What faces the internet is a proxy in front of it. Addresses of files are secrets: no request is written to a log.
"""

import logging
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event, Thread

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, text

from bot.downloads import Downloads
from bot.files_server import HEADERS, files_blueprint
from bot.store.interface import Stores

logger = logging.getLogger(__name__)

NAME = "spotter"
LOOPBACK = "127.0.0.1"
A_DAY, AN_HOUR = 24 * 60 * 60, 60 * 60
WRONG = 500


class ServerError(Exception):
    """The server cannot be started; says why, and what to do."""


def make_app(downloads: Downloads) -> Sanic:
    """The app with its routes."""
    app = Sanic(NAME, configure_logging=False)
    app.config.FALLBACK_ERROR_FORMAT = "text"
    app.blueprint(files_blueprint(downloads))
    app.error_handler.add(Exception, _refuse)
    return app


def serve(downloads: Downloads, stores: Stores, port: int, started: Callable[[str], None]) -> None:
    """Serves until it is told to end; `started` is told the address. Raises ServerError if the port is taken."""
    with _bound(port) as listening:
        app = make_app(downloads)
        ended = Event()
        Thread(target=purge_daily, args=(downloads, stores, ended), daemon=True).start()
        started(f"http://{LOOPBACK}:{listening.getsockname()[1]}")
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


def _bound(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
    except OSError as error:
        listening.close()
        raise ServerError(f"Port {port} cannot be used ({error.strerror}). Choose another one with --port.") from error
    return listening


async def _refuse(request: Request, error: Exception) -> HTTPResponse:
    """Every error in a few constant words: none says what was asked for."""
    status = error.status_code if isinstance(error, SanicException) else WRONG
    if status == WRONG:
        logger.error("a request failed with %s", type(error).__name__)
    return text("Not found" if status == 404 else "Refused", status, HEADERS)
