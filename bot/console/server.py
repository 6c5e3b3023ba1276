"""Serves the console on the loopback. What faces the internet is a proxy with TLS in front of it."""

import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp

SECONDS_TO_END = 3


def server_of(app: ASGIApp) -> uvicorn.Server:
    """A server that logs no request: their addresses name handovers."""
    return uvicorn.Server(
        uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, proxy_headers=False, lifespan="off", ws="none",
            timeout_graceful_shutdown=SECONDS_TO_END,
        )
    )  # fmt: skip


def serve(app: ASGIApp, listening: socket.socket, started: Callable[[], None]) -> None:
    """Serves until it is told to end."""
    started()
    with suppress(KeyboardInterrupt):  # which the server gives on when it has ended
        server_of(app).run(sockets=[listening])
