"""A Slack on the loopback that behaves as the documented one, and checks every call that it gets.

What is wrong with a call goes to `problems`, which a test finds empty at its end. `trouble` says how the next calls of
chat.postMessage end: "500", "429", "hang", or "lost": posted, and then nothing is heard of it.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import WSMsgType, web

TOKEN, APP_TOKEN, SECRET = "xoxb-1-bot", "xapp-1-app", "8f742231b10e8888abcd99yyyzzz85a5"
TEAM, BOT, KIM, LEE, HALL = "T024BE7LD", "U0BOT", "U2147483697", "U061F7AUR", "C012AB3CD"
APP = "A0KRD7HC3"
HANG = 30
RICH = {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}


def signed(body: bytes, at: float | None = None, secret: str = SECRET) -> dict[str, str]:
    """The headers that Slack signs a body with."""
    moment = str(int(time.time() if at is None else at))
    seal = hmac.new(secret.encode(), f"v0:{moment}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={seal}"}


@dataclass
class FakeSlack:
    """One workspace."""

    problems: list[str] = field(default_factory=list)
    posted: list[dict[str, Any]] = field(default_factory=list)
    """Every message that is there, in the order of their ts."""
    whispered: list[dict[str, Any]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    """By method: the error that it answers."""
    uploads: dict[str, dict[str, Any]] = field(default_factory=dict)
    hang_seconds: float = HANG
    retry_after: int = 1
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    connections: int = 0
    is_shut: bool = False
    """Whether sockets are refused."""
    url: str = ""

    def __post_init__(self) -> None:
        self._numbers = itertools.count(1)
        self._events = itertools.count(1)
        self._runner: web.AppRunner | None = None

    async def open(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/upload/{id}", self._upload)
        app.router.add_get("/link", self._link)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        for each in self.sockets:
            await each.close()
        await self._runner.cleanup()

    def texts(self, channel: str) -> list[str]:
        return [each["text"] for each in self.posted if each["channel"] == channel]

    def direct(self, person: str) -> list[str]:
        return self.texts(f"D{person}")

    def message(self, text: str, person: str = KIM, channel: str = "", ts: str = "", **more: Any) -> dict[str, Any]:
        """A message event, in direct messages if no channel is given."""
        channel, ts = channel or f"D{person}", ts or self.ts()
        event = {
            "type": "message", "user": person, "text": text, "ts": ts, "event_ts": ts, "team": TEAM, "channel": channel,
            "channel_type": "im" if channel.startswith("D") else "channel", "client_msg_id": f"m-{ts}",
            "blocks": [{"type": "rich_text", "block_id": "b", "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": text, "style": {"bold": True}}]}]}],
        } | more  # fmt: skip
        return self.envelope({key: value for key, value in event.items() if value is not None})

    def mention(self, text: str, person: str = KIM, channel: str = HALL, **more: Any) -> dict[str, Any]:
        return self.message(f"<@{BOT}> {text}", person, channel, type="app_mention", channel_type=None, **more)

    def envelope(self, event: Any, **more: Any) -> dict[str, Any]:
        return {
            "token": "old", "team_id": TEAM, "api_app_id": APP, "event": event, "type": "event_callback",
            "event_id": f"Ev{next(self._events):08}", "event_time": int(time.time()), "is_ext_shared_channel": False,
            "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True,
                                "is_enterprise_install": False}],
        } | more  # fmt: skip

    def press(self, shown: dict[str, Any], at: int = 0, person: str = KIM, **more: Any) -> dict[str, Any]:
        """The press of a button under a message that was posted."""
        button = [each for block in shown["blocks"] if block["type"] == "actions" for each in block["elements"]][at]
        thread = {"thread_ts": shown["thread_ts"]} if shown.get("thread_ts") else {}
        return {
            "type": "block_actions", "team": {"id": TEAM, "domain": "gym"}, "api_app_id": APP, "token": "old",
            "user": {"id": person, "username": "kim", "team_id": TEAM}, "trigger_id": "1.2.3",
            "container": {"type": "message", "message_ts": shown["ts"], "channel_id": shown["channel"],
                          "is_ephemeral": False, **thread},
            "channel": {"id": shown["channel"], "name": "directmessage"}, "message": shown | {"type": "message"},
            "response_url": "https://hooks.slack.example/actions/1",
            "actions": [{"type": "button", "block_id": "b1", "action_ts": self.ts()} | button],
        } | more  # fmt: skip

    @staticmethod
    def form(payload: dict[str, Any]) -> bytes:
        return urlencode({"payload": json.dumps(payload)}).encode()

    def ts(self) -> str:
        return f"{int(time.time())}.{next(self._numbers):06}"

    def _wrong(self, what: str) -> None:
        self.problems.append(what)

    def _check(self, holds: object, what: str) -> None:
        if not holds:
            self._wrong(what)

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.calls.append(method)
        token = APP_TOKEN if method == "apps.connections.open" else TOKEN
        if request.headers.get("Authorization") != f"Bearer {token}":
            self._wrong(f"{method}: token")
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if method in self.errors:
            return web.json_response({"ok": False, "error": self.errors[method]})
        given = dict(request.query)
        if request.content_type == "application/json":
            self._check(request.charset == "utf-8", f"{method}: charset")
            given |= await request.json()
        answer = getattr(self, "_" + method.replace(".", "_"), None)
        if answer is None:
            self._wrong(f"{method}: no such method")
            return web.json_response({"ok": False, "error": "unknown_method"})
        self._check(request.method == ("GET" if "histor" in method or "replies" in method else "POST"), method)
        found = await answer(given)
        return found if isinstance(found, web.StreamResponse) else web.json_response({"ok": True, **found})

    async def _auth_test(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"url": "https://gym.slack.example/", "team": "Gym", "user": "spotter", "team_id": TEAM, "user_id": BOT}

    async def _conversations_open(self, given: dict[str, Any]) -> dict[str, Any]:
        self._check(set(given) == {"users"} and given["users"].startswith("U"), "conversations.open: users")
        return {"channel": {"id": f"D{given['users']}"}}

    async def _chat_postMessage(self, given: dict[str, Any]) -> Any:  # noqa: N802
        self._check_message(given)
        trouble = self.trouble.pop(0) if self.trouble else ""
        if trouble == "429":
            headers = {"Retry-After": str(self.retry_after)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        if trouble == "500":
            return web.Response(text="<html>Server Error</html>", status=500, content_type="text/html")
        if trouble == "hang":
            await asyncio.sleep(self.hang_seconds)
            return web.Response(status=504)
        ts = self.ts()
        self.posted.append({**given, "ts": ts, "user": BOT, "bot_id": "B1"})
        if trouble == "lost":
            return web.Response(text="upstream", status=502)
        return {"channel": given["channel"], "ts": ts, "message": {"text": given["text"]}}

    async def _chat_postEphemeral(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self._check({"channel", "user", "text"} <= set(given), "chat.postEphemeral: fields")
        self.whispered.append(given)
        return {"message_ts": self.ts()}

    async def _conversations_history(self, given: dict[str, Any]) -> dict[str, Any]:
        self._check(1 <= int(given["limit"]) <= 999 and given["include_all_metadata"] == "1", "history: arguments")
        there = [each for each in self.posted if each["channel"] == given["channel"] and not each.get("thread_ts")]
        return {"messages": there[::-1][: int(given["limit"])], "has_more": False}

    async def _conversations_replies(self, given: dict[str, Any]) -> dict[str, Any]:
        self._check(given["include_all_metadata"] == "1", "replies: arguments")
        here = [each for each in self.posted if each["channel"] == given["channel"]]
        all_ = [each for each in here if given["ts"] in (each["ts"], each.get("thread_ts"))]
        start, size = int(given.get("cursor", 0)), 3
        more = str(start + size) if len(all_) > start + size else ""
        return {"messages": all_[start : start + size], "response_metadata": {"next_cursor": more}}

    async def _files_getUploadURLExternal(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self._check(given["filename"] and int(given["length"]) > 0, "files.getUploadURLExternal: fields")
        id = f"F{next(self._numbers):06}"
        self.uploads[id] = {**given, "content": b""}
        return {"upload_url": f"{self.url}/upload/{id}", "file_id": id}

    async def _upload(self, request: web.Request) -> web.Response:
        kept = self.uploads[request.match_info["id"]]
        kept["content"] = await request.read()
        self._check(len(kept["content"]) == int(kept["length"]), "upload: length")
        self._check("Authorization" not in request.headers, "upload: a token that has no business there")
        return web.Response(text=f"OK - {kept['length']}")

    async def _files_completeUploadExternal(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        files = [{**each, "name": self.uploads[each["id"]]["filename"]} for each in json.loads(given["files"])]
        self._check(all(self.uploads[each["id"]]["content"] for each in files), "complete before upload")
        thread = {"thread_ts": given["thread_ts"]} if given.get("thread_ts") else {}
        shared = {"channel": given["channel_id"], "text": "", "files": files, "user": BOT, "ts": self.ts(), **thread}
        self.posted.append(shared)
        return {"files": files}

    async def _apps_connections_open(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"url": self.url.replace("http", "ws") + "/link?ticket=1"}

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        if self.is_shut:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.connections += 1
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": 1})
        async for each in socket:
            if each.type == WSMsgType.TEXT:
                self.acknowledged.append(json.loads(each.data)["envelope_id"])
        return socket

    def _check_message(self, given: dict[str, Any]) -> None:
        known = {"channel", "thread_ts", "text", "blocks", "metadata", "unfurl_links", "unfurl_media"}
        self._check(set(given) - {"reply_broadcast"} <= known, f"chat.postMessage: {set(given) - known}")
        self._check(given.get("channel") and given.get("text"), "chat.postMessage: channel and text")
        self._check("thread_ts" in given or "reply_broadcast" not in given, "a broadcast that is no reply")
        self._check(len(given["text"]) <= 40_000 and "<" not in given["text"], "chat.postMessage: text")
        self._check(given["metadata"]["event_type"] and given["metadata"]["event_payload"]["key"], "metadata")
        self._check(given["unfurl_links"] is False and given["unfurl_media"] is False, "unfurls")
        blocks = given["blocks"]
        self._check(1 <= len(blocks) <= 50, "number of blocks")
        actions = [each for block in blocks if block["type"] == "actions" for each in block["elements"]]
        self._check(len({each["action_id"] for each in actions}) == len(actions), "action_ids")
        for block in blocks:
            self._check_block(block)

    def _check_block(self, block: dict[str, Any]) -> None:
        if block["type"] == "actions":
            self._check(1 <= len(block["elements"]) <= 25, "number of actions")
            for each in block["elements"]:
                text = each["text"]
                self._check(each["type"] == "button" and len(each["action_id"]) <= 255, "button")
                self._check(text["type"] == "plain_text" and 1 <= len(text["text"]) <= 75, "text of a button")
                self._check(1 <= len(each["value"]) <= 2000, "value of a button")
        else:
            self._check(block["type"] == "rich_text" and block["elements"], f"block {block['type']}")
            for each in block["elements"]:
                self._check_rich(each)

    def _check_rich(self, element: dict[str, Any]) -> None:
        kind = element["type"]
        if kind == "text":
            self._check(element["text"], "empty text")
        elif kind == "broadcast":
            self._check(element["range"] == "here", "broadcast")
        elif kind == "link":
            self._check(element["url"].startswith(("http://", "https://")), "link")
        else:
            self._check(kind in RICH and element["elements"], f"rich text {kind}")
            self._check(kind != "rich_text_list" or element["style"] in ("bullet", "ordered"), "style of a list")
            inside = {"rich_text_section"} if kind == "rich_text_list" else {"text", "link", "broadcast"}
            for each in element["elements"]:
                self._check(each["type"] in inside, f"{each['type']} in {kind}")
                self._check_rich(each)
