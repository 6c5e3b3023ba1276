"""Who may come in, and with what: origins, sizes and shapes of bodies, and a database that is away."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.web import door
from bot.store.errors import StoreUnavailableError
from bot.store.interface import Stores
from tests.bot.channels.web.guest import Guest
from tests.bot.channels.web.serving import SITE, Served

MakeGuest = Callable[..., Guest]
DEEP = b'{"id": "m1", "text": ' + b"[" * 5_000 + b"]" * 5_000 + b"}"


@pytest.mark.parametrize(("method", "path"), [("POST", "/visitor"), ("POST", "/messages"), ("GET", "/widget/chat.js")])
async def test_a_website_that_is_named_may_show_the_chat(guest: Guest, method: str, path: str) -> None:
    body = {"id": "m1", "text": "hi"} if method == "POST" else None
    for origin in (SITE, guest.origin):
        heard = await guest.ask(method, path, body, Origin=origin)
        assert heard.status in (200, 202)
        assert heard.headers["access-control-allow-origin"] == origin
        assert heard.headers["access-control-expose-headers"] == "Retry-After"
        assert "Origin" in heard.headers["vary"]
        assert "access-control-allow-credentials" not in heard.headers
        asked = await guest.ask("OPTIONS", path, Origin=origin, Access_Control_Request_Method=method)
        assert asked.status == 204
        assert asked.headers["access-control-allow-origin"] == origin
        assert asked.headers["access-control-allow-headers"] == "Authorization, Content-Type"


async def test_a_stream_too_says_whom_it_may_be_shown_to(guest: Guest) -> None:
    guest.headers["Origin"] = SITE
    async with guest.stream() as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == SITE
        assert answer.headers["Vary"] == "Origin"


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example", "http://gym.example", "https://gym.example:8443", "https://gym.example.evil.example",
        "https://evilgym.example", "https://GYM.example", "https://gym.example/", "https://gym.example, x", "null", "",
        "https://www.gym.example", "*", "https://127.0.0.1",
    ],
)  # fmt: skip
async def test_another_website_is_refused_and_nothing_is_written(guest: Guest, stores: Stores, origin: str) -> None:
    await guest.replies(1)
    newcomer = Guest(guest.http, guest.origin, "10.7.7.7")
    for heard in (
        await newcomer.ask("POST", "/visitor", {}, Origin=origin),
        await guest.ask("POST", "/messages", {"id": "m1", "text": "hi"}, Origin=origin),
        await guest.ask("GET", "/events?after=0", Origin=origin),
        await guest.ask("GET", "/widget/chat.js", Origin=origin),
        await guest.ask("OPTIONS", "/messages", Origin=origin, Access_Control_Request_Method="POST"),
    ):
        assert (heard.status, heard.code) == (403, "wrong_origin")
        assert "access-control-allow-origin" not in heard.headers
    assert stores.inbox.waiting()[0] == 0
    assert len(await guest.replies(1)) == 1


async def test_the_operator_is_told_once_which_website_was_refused(
    guest: Guest, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        assert (await guest.ask("GET", "/widget/chat.js", Origin="https://www.gym.example")).status == 403
        assert (await guest.ask("GET", "/widget/chat.js", Origin="http://localhost:8000")).status == 403
    told = [each.getMessage() for each in caplog.records if each.name == door.__name__]
    assert [each.partition(";")[0] for each in told] == [
        "web: the chat was refused on https://www.gym.example", "web: the chat was refused on http://localhost:8000"
    ]  # fmt: skip
    assert all("web.origins" in each for each in told)


async def test_whoever_makes_up_origins_does_not_fill_the_log(guest: Guest, caplog: pytest.LogCaptureFixture) -> None:
    none = ("null", "", "*", "hello there", "https://a b", "https://x.example/", f"https://{'x' * 200}", "https://é")
    for origin in none:
        assert (await guest.ask("GET", "/widget/chat.js", Origin=origin)).status == 403
    assert not [each for each in caplog.records if each.name == door.__name__]
    for number in range(door.MOST_NAMED + 5):
        await guest.ask("GET", "/widget/chat.js", Origin=f"https://{number}.example")
    assert len([each for each in caplog.records if each.name == door.__name__]) == door.MOST_NAMED


async def test_behind_a_proxy_with_tls_its_own_page_is_known(guest: Guest) -> None:
    proxied = {"Host": "spotter.example", "X_Forwarded_Proto": "https"}
    heard = await guest.ask(
        "POST", "/messages", {"id": "m1", "text": "hi"}, Origin="https://spotter.example", **proxied
    )
    assert heard.status == 202
    heard = await guest.ask("POST", "/messages", {"id": "m2", "text": "hi"}, Origin="http://spotter.example", **proxied)
    assert heard.status == 403


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b'"hi"', b"7", b"\xff\xfe", b'{"id": "m1", "text": NaN}', DEEP,
        b'{"id": "m1"}', b'{"text": "hi"}', b'{"id": 7, "text": "hi"}', b'{"id": "", "text": "hi"}',
        b'{"id": "a b", "text": "hi"}', b'{"id": "m1", "text": 7}', b'{"id": "m1", "text": null}',
        b'{"id": "m1", "text": ["hi"]}', b'{"id": "m1", "text": "\\ud800"}', b'{"id": "m1", "text": "\\u0000"}',
        b'{"id": "m1", "text": "   "}', b'{"id": "m1", "text": {"a": {"b": 1}}}', b'["id", "text"]',
        json.dumps({"id": "x" * 101, "text": "hi"}).encode(),
    ],
)  # fmt: skip
async def test_what_is_no_message_is_refused(guest: Guest, stores: Stores, body: bytes) -> None:
    for is_chunked in (False, True):
        heard = await guest.ask("POST", "/messages", body, is_chunked=is_chunked)
        assert (heard.status, heard.code) == (400, "bad_request")
    assert stores.inbox.waiting()[0] == 0


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp", None])
async def test_only_json_is_read(guest: Guest, kind: str | None) -> None:
    heard = await guest.ask("POST", "/messages", b'{"id": "m1", "text": "hi"}', Content_Type=kind)
    assert (heard.status, heard.code) == (400, "bad_request")


async def test_fields_that_nobody_knows_are_ignored(guest: Guest, coach: Any) -> None:
    body = {"id": "m1", "text": "hi", "payload": "/restart", "sender": "web:1", "metadata": {"role": "trainer"}}
    assert (await guest.ask("POST", "/messages", body)).status == 202
    await guest.replies(2)
    assert [(text, payload) for _, text, payload in coach.done] == [("hi", None)]


@pytest.mark.parametrize("text", ["/restart", "/ask_sets{}", " /stop", "\u2003/start", "/ /x"])
async def test_text_that_looks_like_an_order_is_text(guest: Guest, coach: Any, text: str) -> None:
    assert (await guest.say(text)).status == 202
    await guest.replies(2)
    assert [(said, payload) for _, said, payload in coach.done] == [(text.strip(), None)]


async def test_a_body_that_never_ends_is_not_waited_for(
    guest: Guest, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "BODY_SECONDS", 0.2)
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    head = f"POST /chat/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {guest.token}\r\n"
    writer.write(f"{head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{".encode())
    async with asyncio.timeout(5):
        assert (await reader.readline()).startswith(b"HTTP/1.1 400")
    writer.close()


@pytest.mark.parametrize("length", ["-5", "abc", "1_000", "+5", "", "٣", "2\r\nContent-Length: 3"])
async def test_a_length_that_is_none_harms_nobody(guest: Guest, served: Served, length: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    head = f"POST /chat/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {guest.token}\r\n"
    writer.write(f"{head}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{{}}".encode())
    async with asyncio.timeout(15):
        assert (await reader.readline()).startswith(b"HTTP/1.1 400")
    writer.close()
    assert (await guest.say()).status == 202


async def test_while_the_database_is_away_nothing_is_acknowledged(
    guest: Guest, served: Served, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    await guest.say("how many sets?")
    button = (await guest.replies(2))[-1]["buttons"][0]["button"]

    def away(*_: object, **__: object) -> None:
        raise StoreUnavailableError("away")

    for store in (stores.inbox, stores.outbox):
        for name in ("take", "latest", "after", "standings", "find"):
            if hasattr(store, name):
                monkeypatch.setattr(store, name, away)
    newcomer = Guest(guest.http, guest.origin, "10.7.7.7")
    for heard in (
        await guest.say(), await guest.press(button), await guest.ask("GET", "/events?after=0"),
        await newcomer.ask("POST", "/visitor", {}, Authorization=f"Bearer {guest.token}"),
    ):  # fmt: skip
        assert (heard.status, heard.code) == (503, "unavailable")
        assert int(heard.headers["retry-after"]) >= 1
    assert served.built
    monkeypatch.setattr(served.built.office, "_last_words", lambda _: "Call your local emergency number now.")
    assert (await guest.say("my chest hurts")).json["urgent"] == "Call your local emergency number now."
    monkeypatch.undo()
    assert (await guest.say()).status == 202
