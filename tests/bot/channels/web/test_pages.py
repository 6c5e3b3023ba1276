"""The widget's files and the demo page, as a browser gets them."""

import gzip
import re

import pytest

from bot.channels.web.pages import AT_THE_TOP, FOLDER, POLICY
from tests.bot.channels.web.guest import Guest

FILES = sorted(each.name for each in FOLDER.iterdir())


@pytest.mark.parametrize("name", FILES)
async def test_a_file_has_its_type_and_is_kept_until_it_changes(guest: Guest, name: str) -> None:
    plain = await guest.ask("GET", f"/widget/{name}", Accept_Encoding="identity")
    kinds = {"js": "text/javascript", "css": "text/css", "html": "text/html"}
    assert plain.status == 200
    assert plain.content == (FOLDER / name).read_bytes()
    assert plain.headers["content-type"] == f"{kinds[name.rpartition('.')[2]]}; charset=utf-8"
    assert plain.headers["cache-control"] == "no-cache"
    assert plain.headers["x-content-type-options"] == "nosniff"
    again = await guest.ask("GET", f"/widget/{name}", If_None_Match=plain.headers["etag"])
    assert (again.status, again.content) == (304, b"")
    assert again.headers["etag"] == plain.headers["etag"]
    changed = await guest.ask("GET", f"/widget/{name}", If_None_Match='W/"older"')
    assert changed.status == 200


async def test_a_browser_that_can_unzip_gets_less(guest: Guest) -> None:
    async with guest.http.get(f"{guest.origin}/chat/widget/chat.js", auto_decompress=False) as answer:
        zipped = await answer.read()
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
    assert gzip.decompress(zipped) == (FOLDER / "chat.js").read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "nothing.js", "", "..", ".", "../web/channel.py", "..%2f..%2fchannel.py", "%2e%2e/channel.py", "chat.js%00",
        "....//channel.py", "%2fetc%2fpasswd", "chat.js/", "CHAT.JS", "chat.js/../../channel.py", "..\\channel.py",
    ],
)  # fmt: skip
async def test_nothing_but_the_widgets_files_is_there(guest: Guest, path: str) -> None:
    import http.client
    from asyncio import to_thread

    def fetch() -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(guest.origin.removeprefix("http://"), timeout=10)
        connection.request("GET", f"/chat/widget/{path}")
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found

    status, content = await to_thread(fetch)
    if path == "chat.js/":
        assert (status, content) == (200, (FOLDER / "chat.js").read_bytes())
    else:
        assert (status, content) == (404, b"Not found")


async def test_the_demo_page_is_at_the_top_and_all_that_it_names_is_there(guest: Guest) -> None:
    async with guest.http.get(f"{guest.origin}/") as answer:
        page = await answer.text()
        assert answer.status == 200
        assert answer.headers["Content-Security-Policy"] == POLICY
    demo = (FOLDER / "demo.html").read_text(encoding="utf-8")
    assert all(demo.count(each) == 1 for each in AT_THE_TOP)
    named = re.findall(r'(?:href|src)="([^"#]+)"', page)
    assert len(named) == 2
    for each in named:
        async with guest.http.get(f"{guest.origin}/{each}") as answer:
            assert answer.status == 200


async def test_an_icon_that_browsers_ask_for_is_no_error(guest: Guest) -> None:
    async with guest.http.get(f"{guest.origin}/favicon.ico") as answer:
        assert answer.status == 204
