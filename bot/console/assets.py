"""The style and the script: one file each, read once."""

from functools import cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.console.pages import FOLDER

KINDS = {"console.css": "text/css", "console.js": "text/javascript", "mark.svg": "image/svg+xml"}


async def asset(request: Request) -> Response:
    """One of the files."""
    name = request.path_params["name"]
    return Response(_read(name), media_type=KINDS[name]) if name in KINDS else Response(status_code=404)


@cache
def _read(name: str) -> bytes:
    return (FOLDER / "static" / name).read_bytes()


ROUTES = [Route("/static/{name}", asset)]
