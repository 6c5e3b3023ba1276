"""Slack and Telegram on the loopback, as far as Spotter sees them: they check each call, and keep what arrives."""

import asyncio
import itertools
import json
import logging
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TEAM, BOT, BOT_TOKEN = "T0GOALS", "U0SPOTTER", "xoxb-1-goals"
TELEGRAM_TOKEN = "4711:AAgoals-abcdefghijklmnopqrstuvwxyz"
FINE = {"ok": True}


@dataclass(frozen=True)
class Arrived:
    """A message that was sent to somebody; `key` is Spotter's own name of the reply, if it says one."""

    text: str
    key: str = ""


@dataclass
class FarSide:
    """Both services. `updates` are those of Telegram that are fetched and not confirmed yet."""

    arrived: defaultdict[str, list[Arrived]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    """Calls that the real services would refuse."""
    calls: Counter[str] = field(default_factory=Counter)
    updates: dict[int, dict[str, Any]] = field(default_factory=dict)
    update_numbers: dict[str, int] = field(default_factory=dict)
    """They grow from one update to the next, whoever wrote."""
    confirmed: set[int] = field(default_factory=set)
    numbers: itertools.count = field(default_factory=lambda: itertools.count(1))
    _in_channel: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    _runner: web.AppRunner | None = None
    url: str = ""

    async def start(self) -> "FarSide":
        logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # a killed server's calls end in the middle
        app = web.Application(client_max_size=20_000_000)
        app.router.add_route("*", "/slack/{method}", self._slack)
        app.router.add_route("*", "/bot{token}/{method}", self._telegram)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]
        return self

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    def texts(self, conversation: str) -> list[str]:
        return [each.text for each in self.arrived[conversation]]

    async def _slack(self, request: web.Request) -> web.Response:
        method, given = request.match_info["method"], await _given(request)
        self.calls[method] += 1
        if method != "upload" and request.headers.get("Authorization") != f"Bearer {BOT_TOKEN}":
            self.wrong.append(f"slack {method}: token")
            return web.json_response({"ok": False, "error": "invalid_auth"})
        handler = getattr(self, "_" + method.replace(".", "_"), None)
        if handler is None:
            self.wrong.append(f"slack {method}")
            return web.json_response({"ok": False, "error": "unknown_method"})
        return web.json_response(FINE | handler(given))

    def _auth_test(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"team_id": TEAM, "user_id": BOT, "bot_id": "B0SPOTTER"}

    def _conversations_open(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"channel": {"id": "D" + given["users"]}}

    def _chat_postMessage(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802  Slack's own name
        channel, metadata, text = given["channel"], _parsed(given.get("metadata")) or {}, given.get("text") or ""
        if not text.strip() or len(text) > 40_000 or len(_parsed(given.get("blocks")) or ()) > 50:
            self.wrong.append("slack chat.postMessage: text or blocks")
        key = metadata.get("event_payload", {})
        name = f"{key.get('key')}/{key.get('part')}"
        self.arrived[f"slack:{TEAM}:{channel[1:]}"].append(Arrived(text, name))
        ts = f"{next(self.numbers)}.000100"
        self._in_channel[channel].append({"ts": ts, "user": BOT, "text": text, "metadata": metadata})
        return {"channel": channel, "ts": ts}

    def _chat_postEphemeral(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self.arrived[f"slack:{TEAM}:{given['user']}"].append(Arrived(given["text"]))
        return {"message_ts": "1.1"}

    def _conversations_history(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"messages": self._in_channel[given["channel"]][::-1][: int(given.get("limit", 100))], "has_more": False}

    def _reactions_add(self, _: dict[str, Any]) -> dict[str, Any]:
        return {}

    def _files_getUploadURLExternal(self, _: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        return {"upload_url": f"{self.url}/slack/upload", "file_id": f"F{next(self.numbers)}"}

    def _upload(self, _: dict[str, Any]) -> dict[str, Any]:
        return {}

    def _files_completeUploadExternal(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self.arrived[f"slack:{TEAM}:{given['channel_id'][1:]}"].append(Arrived("(file)"))
        return {"files": []}

    async def _telegram(self, request: web.Request) -> web.Response:
        method, given = request.match_info["method"], await _given(request)
        self.calls[method] += 1
        if request.match_info["token"] != TELEGRAM_TOKEN:
            self.wrong.append(f"telegram {method}: token")
            return web.json_response({"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401)
        result: Any = True
        if method == "getUpdates":
            result = await self._get_updates(given)
        elif method in ("sendMessage", "sendPhoto", "sendDocument"):
            result = self._send(method, given)
        elif method == "getMe":
            result = {"id": 4711, "is_bot": True, "username": "spotter_bot"}
        elif method not in ("setWebhook", "deleteWebhook", "setMyCommands", "sendChatAction", "answerCallbackQuery"):
            self.wrong.append(f"telegram {method}")
        return web.json_response({"ok": True, "result": result})

    def _send(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        text = given.get("text", given.get("caption", "" if method == "sendMessage" else "(file)"))
        if not text.strip() or len(text) > 8_000:
            self.wrong.append(f"telegram {method}: text")
        self.arrived[f"telegram:{given['chat_id']}"].append(Arrived(text))
        return {"message_id": next(self.numbers)}

    async def _get_updates(self, given: dict[str, Any]) -> list[dict[str, Any]]:
        offset, until = int(given.get("offset", 0)), asyncio.get_running_loop().time() + float(given.get("timeout", 0))
        for number in [each for each in self.updates if each < offset]:
            del self.updates[number]
            self.confirmed.add(number)
        while not self.updates and asyncio.get_running_loop().time() < until:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        return [self.updates[each] for each in sorted(self.updates)][:100]


async def _given(request: web.Request) -> dict[str, Any]:
    """What a call says, in whichever way it says it."""
    if request.content_type == "application/json":
        return dict(await request.json())
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        form = await request.post()
        for each in form.values():
            if isinstance(each, web.FileField):
                each.file.close()
        return dict(request.query) | {name: value for name, value in form.items() if isinstance(value, str)}
    return dict(request.query)


def _parsed(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
