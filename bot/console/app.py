"""The console as an app: its routes, and what is said when something goes wrong."""

import logging

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.console import assets, conversation, ending, login, owner, queue, trials
from bot.console.headers import Front
from bot.console.pages import shown, words
from bot.console.surroundings import Surroundings
from bot.store.errors import ConsentMissingError, MissingError, RecordError, StoreError

logger = logging.getLogger(__name__)

PARTS = (login, queue, conversation, ending, trials, owner, assets)
"""Modules with ROUTES."""
BROKEN = 500
STATUSES: dict[type[Exception], int] = {
    ConsentMissingError: 409, MissingError: 404, RecordError: 400, StoreError: 503,
}  # fmt: skip


def make_console(here: Surroundings) -> Starlette:
    """The app."""
    handlers = {HTTPException: _refused, StoreError: _failed}
    app = Starlette(
        routes=routes(), exception_handlers=handlers, middleware=[Middleware(Front, sorry=lambda: sorry(BROKEN))]
    )
    app.state.here = here
    return app


def routes() -> list[BaseRoute]:
    """All routes of the parts."""
    return [route for part in PARTS for route in part.ROUTES]


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return sorry(error.status_code)


async def _failed(_: Request, error: Exception) -> Response:
    status = next(code for kind, code in STATUSES.items() if isinstance(error, kind))
    if status >= BROKEN:
        logger.error("a request failed with %s", type(error).__name__)
    return sorry(status)


def sorry(status: int) -> Response:
    """A page in a few words, none of which was sent to us."""
    told = words()["errors"]
    return shown("sorry.html", status, told=told.get(status, told[BROKEN]))
