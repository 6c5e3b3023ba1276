"""The outermost layer: headers of every answer, and an answer to whatever goes wrong.

Nothing from elsewhere is loaded, nothing is kept, nobody frames a page. No error goes on to the server: its log would
quote it.
"""

import logging
from collections.abc import Callable, Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS: Sequence[tuple[bytes, bytes]] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"x-robots-tag", b"noindex"),
)


class Front:
    """Puts the headers on whatever the app answers; `sorry` is answered where the app fails."""

    def __init__(self, app: ASGIApp, sorry: Callable[[], ASGIApp]) -> None:
        self._app, self._sorry = app, sorry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_begun = False

        async def put(message: Message) -> None:
            nonlocal is_begun
            if message["type"] == "http.response.start":
                is_begun = True
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        try:
            await self._app(scope, receive, put)
        except Exception as error:  # noqa: BLE001  whatever it is
            logger.error("a request failed with %s", type(error).__name__)
            if not is_begun and scope["type"] == "http":
                await self._sorry()(scope, receive, put)
