"""The widget's files, and the made-up gym's page that shows them."""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

FOLDER = Path(__file__).parents[1] / "widget"
DEMO = "demo.html"
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
HEADERS = {
    "Cache-Control": "no-cache",  # kept, and asked for every time whether it is still so
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}
AT_THE_TOP = {
    '"demo.css"': '"chat/widget/demo.css"',
    '"spotter-chat.js"': '"chat/widget/spotter-chat.js"',
    'data-endpoint=".."': 'data-endpoint="chat"',
}
"""Addresses in the demo page, beside its files and one level above the chat."""


@dataclass(frozen=True)
class Page:
    """A file that is served from memory, as it is and zipped."""

    content: bytes
    zipped: bytes
    type: str
    tag: str


class Pages:
    """The files of a folder by their names; those that are none of the widget's are not there."""

    def __init__(self, folder: Path = FOLDER) -> None:
        found = {each.name: each.read_bytes() for each in folder.iterdir() if each.suffix in TYPES}
        self._files = {name: _page(content, TYPES[Path(name).suffix]) for name, content in found.items()}
        demo = found[DEMO].decode("utf-8")
        for beside, above in AT_THE_TOP.items():
            demo = demo.replace(beside, above)
        self._demo = _page(demo.encode(), TYPES[".html"])

    async def file(self, request: Request, name: str) -> HTTPResponse:
        """A file of the widget."""
        if name not in self._files:
            raise NotFound("no such file")
        return _response(request, self._files[name])

    async def demo(self, request: Request) -> HTTPResponse:
        """The page of a made-up gym."""
        return _response(request, self._demo)

    async def icon(self, request: Request) -> HTTPResponse:
        """None; a browser asks for one all the same."""
        return HTTPResponse(status=204, headers={"Cache-Control": "max-age=86400"})


def _page(content: bytes, type: str) -> Page:
    tag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
    return Page(content, gzip.compress(content, 9, mtime=0), type, tag)


def _response(request: Request, page: Page) -> HTTPResponse:
    headers = HEADERS | {"ETag": page.tag}
    if request.headers.getone("if-none-match", "") == page.tag:
        return HTTPResponse(status=304, headers=headers)
    if "gzip" in request.headers.getone("accept-encoding", ""):
        return HTTPResponse(page.zipped, headers=headers | {"Content-Encoding": "gzip"}, content_type=page.type)
    return HTTPResponse(page.content, headers=headers, content_type=page.type)
