"""Telegram's Bot API on the loopback, as it is documented. It checks every call, and keeps what was wrong with one.

What is sent to people is in `chats`; what they send is put in by `person.say(…)` and the like (persons.py), and is
fetched, or brought to where `webhook_at` says, again and again until it is acknowledged.
"""

import asyncio
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from tests.bot.channels.telegram.telegram_html import EntitiesError, shown

TOKEN = "987654321:AAfaketokenfaketokenfaketokenfake01"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
KINDS = {
    "message", "edited_message", "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result",
    "callback_query", "shipping_query", "pre_checkout_query", "poll", "poll_answer", "my_chat_member", "chat_member",
}  # fmt: skip
MOST_UPDATES, LONGEST_TEXT, LONGEST_CAPTION, LONGEST_DATA, LONGEST_ALERT = 100, 4096, 1024, 64, 200


@dataclass(frozen=True)
class Arrived:
    """A message that a person got."""

    method: str
    text: str = ""
    """As it is shown."""
    html: str = ""
    buttons: tuple[tuple[tuple[str, str], ...], ...] = ()
    """Rows of title and data."""
    file: str = ""
    content: bytes = b""
    message_id: int = 0


class Refused(Exception):  # noqa: N818
    """What Telegram answers instead."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


@dataclass
class FakeTelegram:
    """One bot's Telegram."""

    wrong: list[str] = field(default_factory=list)
    """What was not as documented, over all calls."""
    chats: defaultdict[int, list[Arrived]] = field(default_factory=lambda: defaultdict(list))
    known: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    calls: Counter[str] = field(default_factory=Counter)
    typing: Counter[int] = field(default_factory=Counter)
    answered: dict[str, str] = field(default_factory=dict)
    """Callback queries that were answered, with the alert."""
    queries: set[str] = field(default_factory=set)
    commands: list[dict[str, str]] = field(default_factory=list)
    webhook: dict[str, Any] = field(default_factory=dict)
    pending: dict[int, dict[str, Any]] = field(default_factory=dict)
    given_out: Counter[int] = field(default_factory=Counter)
    """How often each update was given out."""
    faults: dict[str, list[Any]] = field(default_factory=dict)
    """What comes of the next calls of a method: a status, "hang", "cut", "html", or None; "*" is any that sends."""
    token: str = TOKEN
    conflicts: int = 0
    url: str = ""
    _update_id: int = 1000
    _message_id: int = 0
    _poll: asyncio.Event = field(default_factory=asyncio.Event)
    _is_new: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self) -> None:
        """Listen on a free port."""
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._called)
        app.router.add_route("*", "/{rest:.*}", self._lost)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Hang up."""
        await self._runner.cleanup()

    def update(self, **content: Any) -> dict[str, Any]:
        """A new update, as it will be given out."""
        self._update_id += 1
        return {"update_id": self._update_id, **content}

    def next_message_id(self) -> int:
        self._message_id += 1
        return self._message_id

    def put(self, *updates: dict[str, Any]) -> None:
        """Updates that wait to be fetched."""
        for each in updates:
            self.pending[each["update_id"]] = each
        self._is_new.set()

    async def bring(self, address: str, update: dict[str, Any], http: aiohttp.ClientSession) -> int:
        """Bring an update once, with the token that was agreed on; the status of the answer."""
        assert self.webhook, "no webhook is set"
        kind = next(each for each in update if each != "update_id")
        assert kind in self.webhook["allowed_updates"], f"{kind} was not asked for"
        self.given_out[update["update_id"]] += 1
        headers = {SECRET_HEADER: self.webhook["secret_token"]}
        async with http.post(address, json=update, headers=headers) as answer:
            return answer.status

    def texts(self, chat: int) -> list[str]:
        """What a person was told."""
        return [each.text for each in self.chats[chat]]

    async def _lost(self, request: web.Request) -> web.Response:
        self.wrong.append(f"{request.method} of an address that the API has not")
        return _answer(404, {"ok": False, "error_code": 404, "description": "Not Found"})

    async def _called(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.calls[method] += 1
        try:
            if request.match_info["token"] != self.token:
                raise Refused(401, "Unauthorized")
            if (cut := await self._fault(method, request)) is not None:  # an empty response counts as false
                return cut
            call = METHODS.get(method)
            if call is None or request.method != "POST":
                self._complain(f"{request.method} {method}")
                raise Refused(404, "Not Found")
            params, files = await _read(request)
            result = await call(self, params, files)
        except Refused as refused:
            body = {"ok": False, "error_code": refused.status, "description": refused.description}
            more = {"parameters": refused.parameters} if refused.parameters else {}
            return _answer(refused.status, body | more)
        return _answer(200, {"ok": True, "result": result})

    async def _fault(self, method: str, request: web.Request) -> web.StreamResponse | None:
        """Goes wrong as told to, before anything is done."""
        planned = self.faults.get(method) or (self.faults.get("*") if method.startswith("send") else None) or []
        if method == "sendChatAction" and method not in self.faults:
            return None
        fault = planned.pop(0) if planned else None
        if fault == 429:
            raise Refused(429, "Too Many Requests: retry after 1", retry_after=1)
        if isinstance(fault, Refused):
            raise fault
        if fault == "hang":
            await asyncio.sleep(30)
        if fault in ("hang", "cut"):
            if request.transport:
                request.transport.abort()
            return web.Response()
        if fault == "html":
            return web.Response(status=502, text="<html>Bad Gateway</html>", content_type="text/html")
        if isinstance(fault, int):
            raise Refused(fault, "Internal Server Error")
        return None

    def _complain(self, what: str) -> None:
        self.wrong.append(what)

    def _check(self, holds: object, what: str) -> None:
        if not holds:
            self._complain(what)
            raise Refused(400, f"Bad Request: {what}")

    def _only(self, params: dict[str, Any], *names: str) -> None:
        self._check(params.keys() <= {*names}, f"there is no parameter {params.keys() - {*names}}")

    async def _get_me(self, params: dict[str, Any], _: Any) -> Any:
        self._only(params)
        return {"id": int(self.token.split(":")[0]), "is_bot": True, "first_name": "Coach", "username": "GymCoachBot"}

    async def _set_my_commands(self, params: dict[str, Any], _: Any) -> Any:
        self._only(params, "commands")
        for each in params["commands"]:
            self._check(re.fullmatch(r"[a-z0-9_]{1,32}", each["command"]), "BOT_COMMAND_INVALID")
            self._check(1 <= len(each["description"]) <= 256, "BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands = params["commands"]
        return True

    async def _delete_webhook(self, params: dict[str, Any], _: Any) -> Any:
        self._only(params, "drop_pending_updates")
        self._check(not params.get("drop_pending_updates"), "nothing may be dropped")
        self.webhook = {}
        return True

    async def _set_webhook(self, params: dict[str, Any], _: Any) -> Any:
        self._only(params, "url", "secret_token", "allowed_updates", "max_connections")
        self._check(params["url"].startswith("https://"), "bad webhook: An HTTPS URL must be provided for webhook")
        self._check(re.fullmatch(r"[A-Za-z0-9_-]{1,256}", params["secret_token"]), "secret token is invalid")
        self._check({*params["allowed_updates"]} <= KINDS, "allowed_updates")
        self._check(1 <= params.get("max_connections", 40) <= 100, "max_connections")
        self.webhook = params
        return True

    async def _get_updates(self, params: dict[str, Any], _: Any) -> Any:
        self._only(params, "offset", "limit", "timeout", "allowed_updates")
        self._check({*params["allowed_updates"]} <= KINDS, "allowed_updates")
        self._check(type(params.get("offset", 0)) is int and type(params.get("timeout", 0)) is int, "no number")
        if self.webhook:
            self.conflicts += 1
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active; "
                               "use deleteWebhook to delete the webhook first")  # fmt: skip
        self._poll.set()
        self._poll = mine = asyncio.Event()
        self.pending = {id: each for id, each in self.pending.items() if id >= params.get("offset", 0)}
        async with _no_longer_than(params.get("timeout", 0)):
            while not (found := self._due(params["allowed_updates"])) and not mine.is_set():
                self._is_new.clear()
                await _first(self._is_new.wait(), mine.wait())
        if mine.is_set():
            self.conflicts += 1
            raise Refused(409, "Conflict: terminated by other getUpdates request; "
                               "make sure that only one bot instance is running")  # fmt: skip
        found = self._due(params["allowed_updates"])
        self.given_out.update(each["update_id"] for each in found)
        return found

    def _due(self, kinds: list[str]) -> list[dict[str, Any]]:
        """Telegram gives the bot only what it asked for."""
        due = [each for _, each in sorted(self.pending.items()) if each.keys() & {*kinds} or "oddity" in each]
        return due[:MOST_UPDATES]

    async def _send_message(self, params: dict[str, Any], _: Any) -> Any:
        self._only(params, "chat_id", "text", "parse_mode", "link_preview_options", "reply_markup")
        self._check(params.get("link_preview_options") == {"is_disabled": True}, "links are shown as pictures")
        text = self._text(params["text"], params.get("parse_mode"), LONGEST_TEXT)
        if not text:
            self._check(False, "message text is empty")
        return self._arrived(params, Arrived("sendMessage", text, params["text"]))

    async def _send_photo(self, params: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> Any:
        name, content = self._file(params, files, "photo")
        if len(content) > 10 * 2**20:
            raise Refused(413, "Request Entity Too Large")
        if not content.startswith(b"\x89PNG"):
            raise Refused(400, "Bad Request: IMAGE_PROCESS_FAILED")
        return self._with_caption("sendPhoto", params, name, content)

    async def _send_document(self, params: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> Any:
        name, content = self._file(params, files, "document")
        return self._with_caption("sendDocument", params, name, content)

    def _file(self, params: dict[str, Any], files: dict[str, tuple[str, bytes]], what: str) -> tuple[str, bytes]:
        self._only(params, "chat_id", "caption", "parse_mode", "reply_markup")
        self._check([*files] == [what], f"there is no {what} in the request")
        name, content = files[what]
        self._check(name and content, "file must be non-empty")
        return name, content

    def _with_caption(self, method: str, params: dict[str, Any], name: str, content: bytes) -> Any:
        caption = params.get("caption", "")
        text = self._text(caption, params.get("parse_mode"), LONGEST_CAPTION) if caption else ""
        return self._arrived(params, Arrived(method, text, caption, file=name, content=content))

    async def _send_chat_action(self, params: dict[str, Any], _: Any) -> Any:
        self._only(params, "chat_id", "action")
        self._check(params["action"] == "typing", "wrong parameter action in request")
        self._reachable(params["chat_id"])
        self.typing[params["chat_id"]] += 1
        return True

    async def _answer_callback_query(self, params: dict[str, Any], _: Any) -> Any:
        self._only(params, "callback_query_id", "text", "show_alert")
        self._check(len(params.get("text", "")) <= LONGEST_ALERT, "MESSAGE_TOO_LONG")
        if params["callback_query_id"] not in self.queries:
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.answered[params["callback_query_id"]] = params.get("text", "")
        return True

    def _text(self, text: str, mode: str | None, longest: int) -> str:
        self._check(mode in (None, "HTML"), "unsupported parse_mode")
        try:
            found = (shown(text) if mode else text).strip()
        except EntitiesError as error:
            self._complain(f"can't parse entities: {error}")
            raise Refused(400, f"Bad Request: can't parse entities: {error}") from None
        self._check(len(found.encode("utf-16-le")) // 2 <= longest, "message is too long")
        return found

    def _reachable(self, chat: object) -> None:
        self._check(type(chat) is int, "chat_id is no number")
        if chat in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        if chat not in self.known:
            raise Refused(400, "Bad Request: chat not found")

    def _arrived(self, params: dict[str, Any], found: Arrived) -> Any:
        self._reachable(params["chat_id"])
        rows = params.get("reply_markup", {}).get("inline_keyboard", [])
        for each in (one for row in rows for one in row):
            self._check(each.keys() == {"text", "callback_data"} and each["text"], "a button without text")
            self._check(1 <= len(each["callback_data"].encode()) <= LONGEST_DATA, "BUTTON_DATA_INVALID")
        self._check("reply_markup" not in params or all(rows), "an empty row of buttons")
        id = self.next_message_id()
        buttons = tuple(tuple((one["text"], one["callback_data"]) for one in row) for row in rows)
        self.chats[params["chat_id"]].append(
            Arrived(found.method, found.text, found.html, buttons, found.file, found.content, id)
        )
        return {"message_id": id, "chat": {"id": params["chat_id"], "type": "private"}, "date": 1}


METHODS: dict[str, Callable[..., Any]] = {
    "getMe": FakeTelegram._get_me, "setMyCommands": FakeTelegram._set_my_commands,
    "deleteWebhook": FakeTelegram._delete_webhook, "setWebhook": FakeTelegram._set_webhook,
    "getUpdates": FakeTelegram._get_updates, "sendMessage": FakeTelegram._send_message,
    "sendPhoto": FakeTelegram._send_photo, "sendDocument": FakeTelegram._send_document,
    "sendChatAction": FakeTelegram._send_chat_action, "answerCallbackQuery": FakeTelegram._answer_callback_query,
}  # fmt: skip


async def _read(request: web.Request) -> tuple[dict[str, Any], dict[str, tuple[str, bytes]]]:
    """Parameters and files. In a form everything but text is JSON, and a number is written out."""
    if request.content_type == "application/json":
        return await request.json(), {}
    fields, files = {}, {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            with value.file as file:
                files[name] = value.filename, file.read()
        else:
            is_json = name in ("chat_id", "reply_markup")
            fields[name] = json.loads(value) if is_json else value
    return fields, files


def _answer(status: int, body: dict[str, Any]) -> web.Response:
    return web.json_response(body, status=status)


class _no_longer_than(asyncio.Timeout):  # noqa: N801
    """A block that ends after some seconds, without an error."""

    def __init__(self, seconds: float) -> None:
        super().__init__(asyncio.get_running_loop().time() + seconds)

    async def __aexit__(self, *args: Any) -> bool | None:
        try:
            return await super().__aexit__(*args)
        except TimeoutError:
            return True


async def _first(*waits: Any) -> None:
    tasks = [asyncio.ensure_future(each) for each in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in tasks:
            each.cancel()
