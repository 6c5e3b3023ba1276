"""A Chatwoot on the loopback with one account and one inbox, that checks every call it gets.

What is wrong with a call goes to `problems`, which a test finds empty at its end. `trouble` says how the next calls
end: "500", "429", "hang", "late": it hangs, and is done in the end, or "lost": done, and then nothing is heard of it.
With `moved_to` every call is sent elsewhere.
"""

import asyncio
import itertools
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

ACCOUNT, INBOX, OTHER_INBOX = 3, 7, 8
API_TOKEN, BOT_TOKEN, SECRET = "api-t0ken-of-spotter", "b0t-token-of-spotter", "w3bhook-s3cret-" * 3
KIM, LEE, STRANGER = 11, 12, 99
AGENTS = {KIM: "Kim@gym.example", LEE: "lee@gym.example", STRANGER: "stranger@gym.example"}
NAMES = {KIM: "Kim", LEE: "lee [x]", STRANGER: "stranger"}
KINDS = {"incoming": 0, "outgoing": 1}
MESSAGE_KEYS = {"content", "message_type", "private", "source_id"}
HANG, PAGE = 30, 100


@dataclass
class FakeChatwoot:
    """One account."""

    problems: list[str] = field(default_factory=list)
    contacts: dict[int, dict[str, Any]] = field(default_factory=dict)
    conversations: dict[int, dict[str, Any]] = field(default_factory=dict)
    messages: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    trouble: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    url: str = ""
    hang_seconds: float = HANG
    moved_to: str = ""
    is_locked: bool = False
    """Whether the inbox is locked to a single conversation with each contact."""
    retry_after: int = 1

    def __post_init__(self) -> None:
        self._ids = itertools.count(1)
        self._runner: web.AppRunner | None = None

    async def open(self) -> None:
        app = web.Application()
        base = "/api/v1/accounts/{account}"
        for method, path, handler, is_bots in (
            ("POST", "/contacts", self._make_contact, False),
            ("GET", "/contacts/search", self._search, False),
            ("GET", "/contacts/{id}/conversations", self._of_contact, False),
            ("POST", "/conversations", self._make_conversation, False),
            ("GET", "/conversations/{id}", self._show, False),
            ("GET", "/conversations/{id}/messages", self._list, False),
            ("POST", "/conversations/{id}/messages", self._say, None),
            ("POST", "/conversations/{id}/toggle_status", self._toggle, True),
            ("GET", "/agents", self._agents, False),
            ("GET", f"/inbox_members/{INBOX}", self._members, False),
        ):
            app.router.add_route(method, base + path, self._checked(handler, is_bots))
        app.router.add_route("*", "/{rest:.*}", self._unknown)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        await self._runner.cleanup()

    # What agents do, and what tests look at

    def of(self, handover: str) -> int:
        """The one conversation of a handover."""
        found = [
            id for id, each in self.conversations.items() if each["custom_attributes"]["spotter_handover"] == handover
        ]
        assert len(found) == 1, found
        return found[0]

    def agent_says(self, id: int, agent: int, text: str | None, *, private: bool = False, **more: Any) -> int:
        sender = {"id": agent, "name": NAMES[agent], "type": "user"}
        return self._add(id, content=text, message_type=1, private=private, sender=sender, source_id=None, **more)

    def shown(self, id: int, *, private: bool | None = None) -> list[str]:
        return [each["content"] for each in self.messages[id] if private is None or each["private"] == private]

    def webhook(self, id: int, event: str, message: int | None = None, **more: Any) -> dict[str, Any]:
        """What Chatwoot tells of a conversation, or of a message in it."""
        conversation = self._shown(id)
        if message is None:
            return conversation | {"event": event, "changed_attributes": []} | more
        said = next(each for each in self.messages[id] if each["id"] == message)
        kind = {0: "incoming", 1: "outgoing"}[said["message_type"]]
        place = {"account": {"id": ACCOUNT, "name": "Gym"}, "inbox": {"id": INBOX, "name": "Spotter"}}
        return said | place | {"event": event, "message_type": kind, "conversation": conversation} | more

    # What the API does

    def _checked(self, handler: Any, is_bots: bool | None) -> Any:
        async def handle(request: web.Request) -> web.Response:
            self.calls.append(f"{request.method} {handler.__name__}")
            body = await request.json() if request.method == "POST" else {}
            wants_bot = body.get("message_type") != "incoming" if is_bots is None else is_bots
            token = request.headers.get("Api-Access-Token")
            if request.match_info["account"] != str(ACCOUNT) or token != (BOT_TOKEN if wants_bot else API_TOKEN):
                self.problems.append(f"{handler.__name__}: account or token")
                return web.json_response({"error": "Invalid Access Token"}, status=401)
            if self.moved_to:
                raise web.HTTPTemporaryRedirect(self.moved_to + request.path)
            trouble = self.trouble.pop(0) if self.trouble else ""
            if trouble == "429":
                return web.json_response({}, status=429, headers={"Retry-After": str(self.retry_after)})
            if trouble == "500":
                return web.Response(text="<html>Sorry</html>", status=500, content_type="text/html")
            if trouble == "hang":
                await asyncio.sleep(self.hang_seconds)
                return web.Response(status=504)
            if trouble == "late":
                await asyncio.shield(asyncio.sleep(self.hang_seconds))
            found = handler(request, body)
            if trouble == "lost":
                return web.Response(text="upstream", status=502)
            status, answer = found if isinstance(found, tuple) else (200, found)
            return web.json_response(answer, status=status)

        return handle

    def _make_contact(self, _: web.Request, body: dict[str, Any]) -> Any:
        self._check(set(body) == {"name", "identifier"} and body["name"], "contact: fields")
        if any(each["identifier"] == body["identifier"] for each in self.contacts.values()):
            return 422, {"message": "Identifier has already been taken", "attributes": ["identifier"]}
        id = next(self._ids)
        self.contacts[id] = body | {"id": id}
        return {"payload": {"contact": self.contacts[id], "contact_inbox": {"inbox": None, "source_id": None}}}

    def _search(self, request: web.Request, _: Any) -> Any:
        found = [each for each in self.contacts.values() if request.query["q"] in each["identifier"]]
        return {"meta": {"count": len(found)}, "payload": found}

    def _of_contact(self, request: web.Request, _: Any) -> Any:
        contact = int(request.match_info["id"])
        found = [id for id, each in self.conversations.items() if each["contact"] == contact]
        return {"payload": [self._shown(each) for each in reversed(found)]}

    def _make_conversation(self, _: web.Request, body: dict[str, Any]) -> Any:
        fields = {"inbox_id", "contact_id", "source_id", "status", "custom_attributes"}
        self._check(set(body) == fields and body["inbox_id"] == INBOX, "conversation: fields")
        self._check(
            body["contact_id"] in self.contacts and body["status"] == "pending", "conversation: contact, status"
        )
        same = [id for id, each in self.conversations.items() if each["contact"] == body["contact_id"]]
        if same and self.is_locked:
            return self._shown(same[0])
        if same:
            self.problems.append("two conversations of one handover")
        id = next(self._ids)
        self.conversations[id] = {
            "contact": body["contact_id"], "status": "pending", "assignee": None, "source_id": body["source_id"],
            "custom_attributes": body["custom_attributes"],
        }  # fmt: skip
        self.messages[id] = []
        return self._shown(id)

    def _show(self, request: web.Request, _: Any) -> Any:
        id = int(request.match_info["id"])
        return self._shown(id) if id in self.conversations else (404, {"error": "Resource could not be found"})

    def _list(self, request: web.Request, _: Any) -> Any:
        after = int(request.query["after"])
        later = [each for each in self.messages[int(request.match_info["id"])] if each["id"] > after]
        return {"meta": {}, "payload": later[:PAGE]}

    def _say(self, request: web.Request, body: dict[str, Any]) -> Any:
        id = int(request.match_info["id"])
        self._check(set(body) == MESSAGE_KEYS and body["content"] and len(body["source_id"]) == 64, "message: fields")
        self._check(not (body["private"] and body["message_type"] == "incoming"), "message: private and incoming")
        if any(each["source_id"] == body["source_id"] for each in self.messages[id]):
            self.problems.append("said twice")
        sender = {"id": 1, "type": "agent_bot" if body["message_type"] == "outgoing" else "contact", "name": "Spotter"}
        new = body | {"message_type": KINDS[body["message_type"]], "sender": sender}
        return {"id": self._add(id, **new)}

    def _toggle(self, request: web.Request, body: dict[str, Any]) -> Any:
        id = int(request.match_info["id"])
        self._check(set(body) == {"status"} and body["status"] in ("open", "resolved"), "toggle_status: fields")
        self.conversations[id]["status"] = body["status"]
        return {"meta": {}, "payload": {"success": True, "current_status": body["status"], "conversation_id": id}}

    def _agents(self, *_: Any) -> Any:
        return [{"id": id, "email": email, "name": NAMES[id]} for id, email in AGENTS.items()]

    def _members(self, *_: Any) -> Any:
        return {"payload": [each for each in self._agents() if each["id"] != STRANGER]}

    async def _unknown(self, request: web.Request) -> web.Response:
        self.problems.append(f"{request.method} {request.path}: no such address")
        return web.json_response({"error": "no"}, status=404)

    def _add(self, id: int, **message: Any) -> int:
        new = next(self._ids)
        self.messages[id].append(message | {"id": new, "created_at": 1_700_000_000 + new, "conversation_id": id})
        return new

    def _shown(self, id: int) -> dict[str, Any]:
        there = self.conversations[id]
        assignee = there["assignee"]
        told = {"id": assignee, "name": "x", "type": "user"} if assignee else None
        return {
            "id": id, "inbox_id": INBOX, "status": there["status"], "custom_attributes": there["custom_attributes"],
            "contact_inbox": {"source_id": there["source_id"]}, "meta": {"sender": {}, "assignee": told},
            "messages": [],
        }  # fmt: skip

    def _check(self, holds: object, what: str) -> None:
        if not holds:
            self.problems.append(what)
