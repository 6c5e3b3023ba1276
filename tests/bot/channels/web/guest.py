"""A guest: what the widget does, as far as a server sees it, and what it never would."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession, ClientTimeout

Event = dict[str, Any]
CODES = {"bad_request", "not_signed_in", "too_long", "slow_down", "unavailable", "unknown_button", "wrong_origin"}


@dataclass(frozen=True)
class Heard:
    """An answer. A refusal is in the protocol's shape, or `heard` fails."""

    status: int
    content: bytes
    headers: dict[str, str]

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.content)

    @property
    def code(self) -> str:
        """The protocol's code of a refusal, in a whole one."""
        said = self.json
        assert said.keys() == {"error", "message"}
        assert said["error"] in CODES
        assert len(said["message"]) > 10
        return said["error"]


@dataclass
class Guest:
    """Somebody on a website. `address` is what the proxy says."""

    http: ClientSession
    origin: str
    address: str
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def ask(
        self, method: str, path: str, body: Any = None, *, is_chunked: bool = False, **headers: str | None
    ) -> Heard:
        """Any request; `body` is JSON, or bytes as they are. A header None is left out."""
        sent = {"X-Forwarded-For": self.address, **self.headers}
        if body is not None:
            sent["Content-Type"] = "application/json"
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        sent |= {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
        for name, value in headers.items():
            if value is None:
                sent.pop(name.replace("_", "-"), None)
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        chunks = True if is_chunked else None
        async with self.http.request(
            method, f"{self.origin}/chat{path}", data=data, headers=sent, allow_redirects=False, chunked=chunks
        ) as answer:
            named = {name.lower(): value for name, value in answer.headers.items()}
            return Heard(answer.status, await answer.read(), named)

    async def enter(self, body: Any = None, **headers: str | None) -> Heard:
        """Asks for a token, and keeps it."""
        heard = await self.ask("POST", "/visitor", {} if body is None else body, **headers)
        if heard.status == 200:
            self.token = heard.json["token"]
        return heard

    async def entered(self) -> "Guest":
        assert (await self.enter()).status == 200
        return self

    async def say(self, text: str = "how many sets?", id: str | None = None, **headers: str | None) -> Heard:
        return await self.ask("POST", "/messages", {"id": id or str(uuid4()), "text": text}, **headers)

    async def press(self, button: str, id: str | None = None) -> Heard:
        return await self.ask("POST", "/messages", {"id": id or str(uuid4()), "button": button})

    async def listen(self, is_enough: Callable[[list[Event]], Any], after: int = 0, seconds: float = 15) -> list[Event]:
        """The events of a new stream, until there are enough of them."""
        events, text = [], ""
        async with asyncio.timeout(seconds):
            async with self.stream(after) as answer:
                assert answer.status == 200
                async for part in answer.content.iter_any():
                    text += part.decode("ascii")
                    *whole, text = text.split("\n\n")
                    events += [event for each in whole if (event := event_in(each))]
                    if is_enough(events):
                        return events
        raise AssertionError("the stream ended early")

    def stream(self, after: object = 0) -> Any:
        sent = {"X-Forwarded-For": self.address, "Authorization": f"Bearer {self.token}", **self.headers}
        return self.http.get(
            f"{self.origin}/chat/events?after={after}", headers=sent, timeout=ClientTimeout(total=None)
        )

    async def replies(self, count: int = 1, after: int = 0) -> list[Event]:
        """What Spotter has said, when it has said so much."""
        return of("spotter", await self.listen(lambda found: len(of("spotter", found)) >= count, after))


def event_in(frame: str) -> Event | None:
    data = [line.removeprefix("data: ") for line in frame.splitlines() if line.startswith("data: ")]
    if not data:
        return None
    event = json.loads("\n".join(data))
    assert ("n" not in event) or f"id: {event['n']}" in frame.splitlines()
    return event


def of(kind: str, events: list[Event]) -> list[Event]:
    return [each for each in events if each["kind"] == kind]
