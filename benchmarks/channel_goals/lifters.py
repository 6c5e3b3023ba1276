"""Lifters: each writes to the server as a website, Slack or Telegram would bring it."""

import asyncio
import hashlib
import hmac
import itertools
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from benchmarks.channel_goals.far_side import BOT, TEAM
from benchmarks.channel_goals.served import SECRET, SIGNING_SECRET, Served
from bot.channels.secret import key_for

CHANNELS = ("web", "slack", "telegram")
TOKEN = key_for("telegram webhook", SECRET.encode()).hex()
_numbers = itertools.count(1)
_FIRST = int(time.time()) * 10


@dataclass(frozen=True)
class Brought:
    """What came of bringing a message: HTTP status (0: no answer), what the body said, and how long it took."""

    name: str
    """Of the message, in its conversation."""
    status: int
    said: str
    seconds: float

    @property
    def is_acknowledged(self) -> bool:
        return 200 <= self.status < 300


@dataclass
class Lifter:
    """Somebody on one channel. `address` is where a proxy says that he comes from."""

    served: Served
    http: aiohttp.ClientSession
    number: int = field(default_factory=lambda: _FIRST + next(_numbers))
    messages: int = 0
    used_at: float = 0.0

    conversation: str = ""

    @property
    def address(self) -> str:
        return f"10.{self.number >> 16 & 255}.{self.number >> 8 & 255}.{self.number & 255}"

    async def arrive(self) -> "Lifter":
        """Be known; a website's visitor fetches a token first."""
        return self

    def next_name(self) -> str:
        """The name of the next message."""
        self.messages += 1
        return self._name(self.messages)

    async def bring(self, text: str, name: str | None = None) -> Brought:
        """Bring a text; with the name of one that was brought, that one again."""
        return await self.bring_json(json.dumps(text), name)

    async def bring_json(self, text: str, name: str | None = None) -> Brought:
        """Bring what is JSON already, or should be."""
        name = name or self.next_name()
        body = self._body(name, text).encode("utf-8", "surrogatepass")
        return await self.post(name, body)

    async def insist(self, text: str, seconds: float = 120) -> Brought:
        """Bring a text until it is acknowledged, as a far side would that tries again."""
        name, until = self.next_name(), time.monotonic() + seconds
        while not (found := await self.bring(text, name)).is_acknowledged and time.monotonic() < until:  # noqa: ASYNC110
            await asyncio.sleep(2.1 if found.status == 429 else 0.2)
        return found

    def _name(self, number: int) -> str:
        raise NotImplementedError

    def _body(self, name: str, text: str) -> str:
        raise NotImplementedError

    def _request(self, body: bytes) -> tuple[str, dict[str, str]]:
        raise NotImplementedError

    async def post(self, name: str, body: bytes, path: str = "", headers: dict[str, str] | None = None) -> Brought:
        """Bring a body, to another path than messages have if one is given."""
        usual, own = self._request(body)
        path, headers = path or usual, own | (headers or {})
        started = time.monotonic()
        self.used_at = started
        try:
            async with self.http.post(
                self.served.url + path, data=body, headers=headers | {"X-Forwarded-For": self.address}
            ) as answer:
                status, said = answer.status, await answer.text()
        except (aiohttp.ClientError, TimeoutError, OSError):
            status, said = 0, ""
        return Brought(name, status, said, time.monotonic() - started)


@dataclass
class WebLifter(Lifter):
    """A visitor of a website."""

    token: str = ""

    async def arrive(self) -> "Lifter":
        while not self.token:
            found = await self.post("", b"{}")
            if found.is_acknowledged:
                told = json.loads(found.said)
                self.token, self.conversation = told["token"], f"web:{told['conversation']}"
            else:
                await asyncio.sleep(0.2)
        return self

    async def events(self, seconds: float = 10) -> list[dict[str, Any]]:
        """Everything that the stream tells, up to the latest; from 0 on it would tell the last 200 alone."""
        headers = {"Authorization": f"Bearer {self.token}", "X-Forwarded-For": self.address}
        found: list[dict[str, Any]] = []
        async with self.http.get(f"{self.served.url}/chat/events?after=1", headers=headers) as answer:
            assert answer.status == 200, answer.status
            async with asyncio.timeout(seconds):
                async for line in answer.content:
                    if line.startswith(b"data:"):
                        found.append(json.loads(line[5:]))
                        latest = next((each["last"] for each in found if each["kind"] == "state"), None)
                        if latest is not None and max((each.get("n", 0) for each in found), default=0) >= latest:
                            break
        return found

    def _name(self, number: int) -> str:
        return str(uuid.uuid4())

    def _body(self, name: str, text: str) -> str:
        return f'{{"id": "{name}", "text": {text}}}'

    def _request(self, body: bytes) -> tuple[str, dict[str, str]]:
        headers = {"Content-Type": "application/json"}
        if not self.token:
            return "/chat/visitor", headers
        return "/chat/messages", headers | {"Authorization": f"Bearer {self.token}"}


@dataclass
class SlackLifter(Lifter):
    """A member of the workspace, in direct messages."""

    def __post_init__(self) -> None:
        self.person = f"U{self.number}"
        self.conversation = f"slack:{TEAM}:{self.person}"

    def _name(self, number: int) -> str:
        return f"D{self.person}:{1_700_000_000 + number}.{number:06}"

    def _body(self, name: str, text: str) -> str:
        channel, ts = name.split(":")
        event = {"type": "message", "channel_type": "im", "channel": channel, "user": self.person, "ts": ts}
        whole = {
            "type": "event_callback", "team_id": TEAM, "event_id": f"Ev{name}", "event": event | {"text": "@@"},
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        }  # fmt: skip
        return json.dumps(whole).replace('"@@"', text)

    def _request(self, body: bytes) -> tuple[str, dict[str, str]]:
        return "/slack/events", slack_headers(body) | {"Content-Type": "application/json"}


@dataclass
class TelegramLifter(Lifter):
    """Somebody in a private chat with the bot; updates are brought to the webhook."""

    def __post_init__(self) -> None:
        self.conversation = f"telegram:{self.number}"

    def _name(self, number: int) -> str:
        return f"{self.number}-{number}"

    def _body(self, name: str, text: str) -> str:
        chat, number = map(int, name.split("-"))
        return json.dumps(update(chat, number)).replace('"@@"', text)

    def _request(self, body: bytes) -> tuple[str, dict[str, str]]:
        return "/telegram", {"X-Telegram-Bot-Api-Secret-Token": TOKEN, "Content-Type": "application/json"}


@dataclass
class PolledTelegramLifter(TelegramLifter):
    """The same, but updates are fetched; one is acknowledged when it is confirmed."""

    async def post(
        self, name: str, body: bytes, path: str = "", headers: dict[str, str] | None = None
    ) -> Brought:  # fmt: skip
        found, far, started = json.loads(body), self.served.far, time.monotonic()
        found["update_id"] = number = far.update_numbers.setdefault(name, next(far.numbers))
        if number not in far.confirmed:
            far.updates[number] = found
            while number not in far.confirmed and time.monotonic() - started < 10:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return Brought(name, 200 if number in far.confirmed else 0, "", time.monotonic() - started)


KINDS = {"web": WebLifter, "slack": SlackLifter, "telegram": TelegramLifter, "polled": PolledTelegramLifter}


def slack_headers(body: bytes) -> dict[str, str]:
    """Slack's signature of a body, of now."""
    at = str(int(time.time()))
    signed = hmac.new(SIGNING_SECRET.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={signed}"}


def update(chat: int, number: int) -> dict[str, Any]:
    """An update of Telegram's with a text "@@"."""
    person = {"id": chat, "is_bot": False, "first_name": "Sam"}
    message = {"message_id": number, "from": person, "chat": {"id": chat, "type": "private"}, "date": int(time.time())}
    return {"update_id": chat * 1000 + number, "message": message | {"text": "@@"}}


def session() -> aiohttp.ClientSession:
    """HTTP for many lifters."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=400, force_close=False), timeout=aiohttp.ClientTimeout(total=30)
    )


async def lifters(served: Served, http: aiohttp.ClientSession, each: int, kinds: Any = CHANNELS) -> list[Lifter]:
    """So many on each channel, in turn."""
    made = [KINDS[kind](served, http) for _ in range(each) for kind in kinds]
    return [await one.arrive() for one in made]
