"""A server that speaks the widget's protocol on the loopback, in a thread of its own, and misbehaves when told to.

Faults are strings in a queue per route; each call takes one. "503" ("503:words": they are urgent), "429:2"
(Retry-After), "400:too_long" and "401" answer so; "hang" answers after 30 s; "store_then_hang" and "store_then_drop"
keep the message first; "cut" breaks the stream off in the middle of its next event, "end" after it, "silent" opens it
and says nothing.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

WIDGET = Path(__file__).parents[2] / "bot/channels/widget"
SECRET = b"of the fake server"
STRICT_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'"
)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"><rect width="640" height="400" fill="#fff"/>'
    '<path d="M60 330 L200 260 L340 230 L480 140 L600 90" fill="none" stroke="#0b5d4e" stroke-width="6"/>'
    '<path d="M60 40 V340 H610" fill="none" stroke="#888" stroke-width="2"/></svg>'
)


def signed(text: str) -> str:
    return hmac.new(SECRET, text.encode(), hashlib.sha256).hexdigest()


@dataclass
class Conversation:
    events: list[dict[str, Any]] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)
    """Message ids, and how often each was posted."""

    def say(self, kind: str, text: str, **more: Any) -> dict[str, Any]:
        event = {"n": len(self.events) + 1, "kind": kind, "at": int(time.time()), "text": text, **more}
        self.events.append(event)
        return event

    def texts(self, kind: str) -> list[str]:
        return [event["text"] for event in self.events if event["kind"] == kind]


def echo(conversation: Conversation, event: dict[str, Any]) -> None:
    conversation.say("spotter", f"Heard: {event['text']}", message_id=event["message_id"])


class FakeServer:
    """`start` it, set what it shall do, `stop` it. All its fields may be changed from the test's thread."""

    def __init__(self) -> None:
        self.port = 0
        self.prefix = "/chat"
        self.conversations: dict[str, Conversation] = defaultdict(Conversation)
        self.faults: dict[str, deque[str]] = defaultdict(deque)
        self.pages: dict[str, str] = {}
        self.csp: str | None = STRICT_CSP
        self.answer: Callable[[Conversation, dict[str, Any]], None] = echo
        self.greeting: str | None = None
        self.refused: set[str] = set()
        self.says_last = False
        self.duplicates = False
        self.is_shuffled = False
        self.requests: list[tuple[str, str]] = []
        self.allowed_origin: str | None = None
        self._ids = itertools.count(1)
        self._posted = threading.Lock()
        self._streams: set[web.StreamResponse] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._runner: web.AppRunner | None = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def only(self) -> Conversation:
        (conversation,) = self.conversations.values()
        return conversation

    def calls(self, path: str) -> int:
        return sum(1 for _, each in self.requests if each == self.prefix + path)

    def start(self) -> "FakeServer":
        if not self._thread.is_alive():
            self._thread.start()
        self._run(self._start())
        return self

    def stop(self) -> None:
        """Goes away as in a crash: open connections are cut."""
        if self._runner is not None:
            self._run(self._stop())

    def close(self) -> None:
        self.stop()
        self._run(cancel_all())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def forget(self) -> None:
        """Loses its database; tokens are signed, so they still hold."""
        self.conversations.clear()

    def drop_streams(self) -> None:
        self._run(self._drop_streams())

    def _run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    async def _start(self) -> None:
        app = web.Application(client_max_size=16_384, middlewares=[self._around])
        app.router.add_post(f"{self.prefix}/visitor", self._visitor)
        app.router.add_post(f"{self.prefix}/messages", self._messages)
        app.router.add_get(f"{self.prefix}/events", self._events)
        app.router.add_get(f"{self.prefix}/picture.svg", self._picture)
        app.router.add_static(f"{self.prefix}/widget", WIDGET)
        app.router.add_get("/{page:.*}", self._page)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _stop(self) -> None:
        runner, self._runner = self._runner, None
        await self._drop_streams()
        if runner is not None:
            await runner.cleanup()

    async def _drop_streams(self) -> None:
        for response in list(self._streams):
            cut(response)

    @web.middleware
    async def _around(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.requests.append((request.method, request.path))
        headers = {} if self.csp is None else {"Content-Security-Policy": self.csp}
        if self.allowed_origin and request.headers.get("Origin") == self.allowed_origin:
            headers |= {
                "Access-Control-Allow-Origin": self.allowed_origin,
                "Access-Control-Allow-Headers": "Authorization, Content-Type",
                "Access-Control-Expose-Headers": "Retry-After",
                "Access-Control-Max-Age": "600",
            }
        request["headers"] = headers
        response = web.Response() if request.method == "OPTIONS" else await handler(request)
        if not response.prepared:
            response.headers.update(headers)
        return response

    async def _fault(self, route: str) -> str | None:
        fault = self.faults[route].popleft() if self.faults[route] else None
        if fault == "hang":
            await asyncio.sleep(30)
        return fault

    def _conversation(self, request: web.Request) -> Conversation | None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        name, _, signature = token.partition(".")
        is_good = hmac.compare_digest(signed(name), signature.partition(".")[0]) and token not in self.refused
        return self.conversations[name] if is_good else None

    async def _visitor(self, request: web.Request) -> web.Response:
        if (wrong := refusal(await self._fault("visitor"))) is not None:
            return wrong
        member = (await request.json()).get("member")
        if member and not hmac.compare_digest(signed(member["id"]), member["signature"]):
            return refusal("401")
        name = f"member-{member['id']}" if member else f"visitor-{next(self._ids)}"
        conversation = self.conversations[name]
        is_new = self.greeting is not None and not conversation.events
        if is_new:
            conversation.say("spotter", self.greeting)
        token = f"{name}.{signed(name)}.{time.time_ns()}"
        return web.json_response({"token": token, "expires": int(time.time()) + 3600, "greeting": is_new})

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        fault = await self._fault("messages")
        if (wrong := refusal(fault)) is not None:
            return wrong
        conversation = self._conversation(request)
        if conversation is None:
            return refusal("401")
        body = await request.json()
        self._keep(conversation, body)
        if fault == "store_then_hang":
            await asyncio.sleep(30)
        if fault == "store_then_drop":
            request.transport.abort()
        return web.json_response({"id": body["id"]}, status=202)

    def _keep(self, conversation: Conversation, body: dict[str, str]) -> None:
        with self._posted:
            conversation.taken[body["id"]] = conversation.taken.get(body["id"], 0) + 1
            if conversation.taken[body["id"]] > 1:
                return
            text = body.get("text") or self._title(conversation, body["button"])
            self.answer(conversation, conversation.say("lifter", text, message_id=body["id"]))

    @staticmethod
    def _title(conversation: Conversation, payload: str) -> str:
        shown = [button for event in conversation.events for button in event.get("buttons", ())]
        return next(button["title"] for button in shown if button["button"] == payload)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        fault = await self._fault("events")
        if (wrong := refusal(fault)) is not None:
            return wrong
        conversation = self._conversation(request)
        if conversation is None:
            return refusal("401")
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", **request["headers"]})
        try:
            await response.prepare(request)
            self._streams.add(response)
            await self._stream(request, response, conversation, fault)
        except ConnectionError:
            pass
        finally:
            self._streams.discard(response)
        return response

    async def _stream(self, request: web.Request, response: Any, conversation: Conversation, fault: str | None) -> None:
        after = int(request.query["after"])
        await response.write(b": open\n\n")
        if self.says_last:
            await response.write(frame({"kind": "state", "last": len(conversation.events)}))
        while request.transport is not None and not request.transport.is_closing():
            fresh = [event for event in conversation.events if event["n"] > after] if fault != "silent" else []
            after = max([after, *(event["n"] for event in fresh)])
            for event in self._disordered(fresh):
                if fault == "cut":
                    whole = frame(event)
                    await response.write(whole[: len(whole) // 2])
                    await asyncio.sleep(0.05)
                    return cut(response)
                await response.write(frame(event))
                if fault == "end":
                    return None
            await asyncio.sleep(0.02)
        return None

    def _disordered(self, events: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
        shown = list(reversed(events)) if self.is_shuffled else events
        return [event for event in shown for _ in range(2)] if self.duplicates else shown

    async def _picture(self, request: web.Request) -> web.Response:
        return web.Response(text=PICTURE, content_type="image/svg+xml")

    async def _page(self, request: web.Request) -> web.Response:
        page = self.pages.get(request.path)
        if page is None:
            return web.Response(status=404)
        return web.Response(text=page, content_type="text/css" if request.path.endswith(".css") else "text/html")


async def cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def frame(event: dict[str, Any]) -> bytes:
    number = f"id: {event['n']}\n" if "n" in event else ""
    return f"{number}data: {json.dumps(event)}\n\n".encode()


def cut(response: Any) -> None:
    request = response._req
    if request is not None and request.transport is not None:
        request.transport.abort()


def refusal(fault: str | None) -> Any:
    """The answer that a fault such as "429:2" or "400:too_long" stands for; None for others."""
    status, _, detail = (fault or "").partition(":")
    codes = {"400": detail or "bad_request", "401": "not_signed_in", "429": "slow_down", "503": "unavailable"}
    if status not in codes:
        return None
    headers = {"Retry-After": detail or "1"} if status == "429" else {}
    body = {"error": codes[status], "message": "Please try again."}
    if status == "503" and detail:
        body["urgent"] = detail
    return web.json_response(body, status=int(status), headers=headers)
