"""The door: which websites may come in, how much they may bring, and how they are told what went wrong."""

import asyncio
import logging
import re
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from sanic.exceptions import SanicException
from sanic.http import Http
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.errors import RefusedError, SlowDownError, UnavailableError
from bot.channels.incoming import MOST_BYTES, read_json
from bot.settings import Settings

logger = logging.getLogger(__name__)

BODY_SECONDS = 10
AWAY, RETRY_SECONDS = 503, 2
TOO_LONG, CHUNKED = 413, "chunked"
LINGER_BYTES, LINGER_SECONDS = 2_000_000, 2
MOST_NAMED = 20
"""Origins that the log names: whoever makes some up must not fill it."""
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]{0,20}://[A-Za-z0-9._:\[\]-]{1,170}", re.ASCII)
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "600",
}

Handler = Callable[..., Coroutine[Any, Any, HTTPResponse | None]]


class Door:
    """Lets in who may come in. What it opens is told the CORS headers of the answer."""

    def __init__(self, here: Settings) -> None:
        self._allowed = {*here.web.origins, *_origin_of(here.public_url)}
        self._named: set[str] = set()

    def cors(self, request: Request) -> dict[str, str]:
        """The headers for the website that asks. Raises RefusedError if it may not."""
        said = request.headers.getall("origin", [])
        own = f"{request.scheme}://{request.headers.getone('host', '')}"
        if any(each != own and each not in self._allowed for each in said) or len(said) > 1:
            self._name(said)
            words = "This website may not show the chat. Whoever runs it can allow that: docs/widget.md says how."
            raise RefusedError("wrong_origin", words, 403)
        allowed = (
            {"Access-Control-Allow-Origin": said[0], "Access-Control-Expose-Headers": "Retry-After"} if said else {}
        )
        return allowed | {"Vary": "Origin"}

    def _name(self, origins: list[str]) -> None:
        """Tells the operator which website was refused, each once: its visitors see nothing at all."""
        for each in origins:
            if each not in self._named and len(self._named) < MOST_NAMED and _ORIGIN.fullmatch(each):
                self._named.add(each)
                logger.warning("web: the chat was refused on %s; to show it there, web.origins has to name it so", each)

    def guard(self, handler: Handler) -> Handler:
        """A handler that only those reach who may come in; it says what was refused in the protocol's shape."""

        async def guarded(request: Request, **given: Any) -> HTTPResponse | None:  # noqa: ANN401  parts of the address
            cors = {"Vary": "Origin"}
            try:
                cors = self.cors(request)
                if _length(request) > MOST_BYTES:
                    read_json(bytes(MOST_BYTES + 1))
                response = await handler(request, **given)
            except RefusedError as error:
                return await _refuse(request, error, cors)
            if response is not None:
                response.headers.update({name: value for name, value in cors.items() if name != "Vary"})
                response.headers["Vary"] = ", ".join(filter(None, [cors["Vary"], response.headers.get("Vary")]))
            return response

        return guarded

    async def preflight(self, request: Request, **_: Any) -> HTTPResponse:  # noqa: ANN401
        """What a browser asks before it lets a website's script ask."""
        return HTTPResponse(status=204, headers=PREFLIGHT)


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object in a request that streams. Raises RefusedError, and reads no more than it may have."""
    if request.headers.getone("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise _unreadable()
    body = b""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in _stream(request):
                body += part
                if len(body) > MOST_BYTES:
                    break
    except (SanicException, TimeoutError) as error:
        raise _unreadable() from error
    return read_json(body)


def address_of(request: Request) -> str:
    """The address that somebody comes from: what our own proxy says, else the connection's."""
    return (request.remote_addr or request.ip).strip("[]")


async def _refuse(request: Request, error: RefusedError, cors: dict[str, str]) -> HTTPResponse | None:
    headers = HEADERS | cors
    if isinstance(error, SlowDownError):
        headers["Retry-After"] = str(error.seconds)
    elif error.status == AWAY:
        headers["Retry-After"] = str(RETRY_SECONDS)
    urgent = {"urgent": error.urgent} if isinstance(error, UnavailableError) and error.urgent else {}
    response = json({"error": error.code, "message": str(error)} | urgent, error.status, headers)
    if error.status == TOO_LONG or _stream(request).request_body == CHUNKED:
        await _answer_early(request, response)
        return None
    return response


async def _answer_early(request: Request, response: HTTPResponse) -> None:
    """Answers before all is read, and hangs up; a moment later, as who is still sending would not see the answer."""
    stream, left = _stream(request), LINGER_BYTES
    stream.keep_alive = False
    await (await request.respond(response)).send(end_stream=True)
    with suppress(SanicException, TimeoutError):
        async with asyncio.timeout(LINGER_SECONDS):
            while left > 0 and stream.request_body:
                left -= len(await stream.read() or b"")
    stream.request_body = None


def _stream(request: Request) -> Http:
    if request.stream is None:
        raise AssertionError("a request has its stream until it is answered")
    return request.stream


def _length(request: Request) -> int:
    said = request.headers.getone("content-length", "0")
    return int(said) if said.isascii() and said.isdecimal() else 0


def _origin_of(url: str) -> set[str]:
    parts = urlsplit(url)
    return {f"{parts.scheme}://{parts.netloc}".lower()} if parts.netloc else set()


def _unreadable() -> RefusedError:
    return RefusedError("bad_request", "I could not read that message. Please type it again.")
