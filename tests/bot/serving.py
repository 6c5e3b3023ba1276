"""A server in the test's own event loop, on a free port of the loopback."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sanic import Sanic

from bot.server import House, bound, make_app


@asynccontextmanager
async def serving(house: House) -> AsyncIterator[str]:
    """The address of a server that runs until the block ends."""
    Sanic.test_mode = True  # several in one process
    app, listening = make_app(house), bound(0)
    server = await app.create_server(sock=listening, return_asyncio_server=True)
    assert server is not None
    await server.startup()
    await server.before_start()
    await server.start_serving()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        await server.before_stop()
        server.close()
        for each in list(server.connections):
            each.close_if_idle()
