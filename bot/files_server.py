"""Hands out the files made for lifters, to whoever knows their address: see bot/downloads.py.

Every wrong address gets the same answer, be it unknown, expired, or an attempt to reach another file.
"""

import asyncio
import re

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw, text

from bot.downloads import KEY, NAME, ROUTE, TOKEN, Downloads

ADDRESS = re.compile(rf"/{ROUTE}/({KEY.pattern})/({TOKEN.pattern})/({NAME.pattern})(?:\?.*)?")
TYPES = {
    "png": "image/png", "pdf": "application/pdf", "ics": "text/calendar; charset=utf-8", "zip": "application/zip",
    "csv": "text/csv; charset=utf-8", "json": "application/json", "txt": "text/plain; charset=utf-8",
}  # fmt: skip
SHOWN = ("png", "pdf", "txt")
"""What a browser may show; all else it saves."""
UNKNOWN = "application/octet-stream"
HEADERS = {
    "Cache-Control": "private",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def files_blueprint(downloads: Downloads) -> Blueprint:
    """The route of the files, for GET alone."""
    blueprint = Blueprint("files")

    async def fetch(request: Request, address: str = "") -> HTTPResponse:
        found = await asyncio.to_thread(_read, downloads, request.raw_url)
        return text("Not found", 404, HEADERS) if found is None else _response(*found)

    # The address is checked as it was sent: whatever is encoded, doubled or dotted in it is none.
    blueprint.add_route(fetch, f"/{ROUTE}/<address:path>", methods=["GET"])
    return blueprint


def _read(downloads: Downloads, url: bytes) -> tuple[str, bytes] | None:
    """A file's name and content."""
    match = ADDRESS.fullmatch(url.decode("ascii", "replace"))
    path = downloads.find(match[1], match[2], match[3]) if match else None
    try:
        return (path.name, path.read_bytes()) if path else None
    except OSError:  # purged or erased just now
        return None


def _response(name: str, content: bytes) -> HTTPResponse:
    ending = name.rpartition(".")[2]
    how = "inline" if ending in SHOWN else "attachment"
    headers = HEADERS | {"Content-Disposition": f'{how}; filename="{name}"'}
    return raw(content, headers=headers, content_type=TYPES.get(ending, UNKNOWN))
