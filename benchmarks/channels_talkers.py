"""People of the benchmark of the channels: each opens a conversation over one channel, and says something at a time."""

import asyncio
import json
import time
import uuid
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import aiohttp

PATIENCE_SECONDS, CLOSE_SECONDS = 60, 0.5
NEVER = float("inf")
FAILURES = (aiohttp.ClientError, ConnectionError, TimeoutError)


@dataclass(frozen=True)
class Heard:
    """Seconds from sending to the acknowledgement, and to the first bubble of the answer; none if it never came."""

    acknowledged: float = NEVER
    answered: float = NEVER
    status: int = 0


class Talker(ABC):
    """Somebody with a conversation of his own, at an address of his own."""

    acknowledges = False
    """Whether the channel says that it has a message before it answers it."""

    def __init__(self, url: str, number: int) -> None:
        self.url, self.address = url, f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self.name = uuid.uuid4().hex

    @abstractmethod
    async def open(self) -> None:
        """Be there, ready to speak."""

    @abstractmethod
    async def say(self, text: str) -> Heard:
        """Say something, and wait until all of the answer is there."""

    async def shove(self, text: str) -> int:
        """Bring a message and wait for no answer; the status of the response."""
        raise NotImplementedError

    @abstractmethod
    async def close(self) -> None:
        """Leave."""


class RestTalker(Talker):
    """Rasa's REST channel: the response to the message is the answer, all of it."""

    async def open(self) -> None:
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE_SECONDS))

    async def say(self, text: str) -> Heard:
        started = time.perf_counter()
        try:
            status, replies = await self._post(text)
            return Heard(NEVER, time.perf_counter() - started if replies else NEVER, status)
        except FAILURES:
            return Heard()

    async def shove(self, text: str) -> int:
        return (await self._post(text))[0]

    async def _post(self, text: str) -> tuple[int, list[Any]]:
        body = {"sender": self.name, "message": text}
        async with self._http.post(f"{self.url}/webhooks/rest/webhook", json=body) as response:
            content = await response.read()
            return response.status, json.loads(content) if response.status == 200 else []

    async def close(self) -> None:
        await self._http.close()


class SocketTalker(Talker):
    """Rasa's SocketIO channel: bubbles arrive by themselves; the packet is confirmed when the turn is over.

    Speaks Engine.IO 4 over a websocket itself: python-socketio's client is for a newer aiohttp than Rasa allows.
    """

    async def open(self) -> None:
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE_SECONDS))
        address = f"{self.url}/socket.io/?EIO=4&transport=websocket"
        self._socket = await self._http.ws_connect(address, timeout=CLOSE_SECONDS)
        self._bubbles: list[float] = []
        self._over, self._connected = asyncio.Event(), asyncio.Event()
        self._reading = asyncio.create_task(self._read())
        await self._socket.send_str("40")
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._connected.wait()

    async def _read(self) -> None:
        async for packet in self._socket:
            match packet.data[:2]:
                case "2":  # a ping
                    await self._socket.send_str("3")
                case "40":
                    self._connected.set()
                case "42":
                    self._bubbles.append(time.perf_counter())
                case "43":
                    self._over.set()

    async def say(self, text: str) -> Heard:
        self._bubbles.clear()
        self._over.clear()
        started = time.perf_counter()
        try:
            await self._socket.send_str(f"421{json.dumps(['user_uttered', {'message': text}])}")
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._over.wait()
        except FAILURES:
            return Heard()
        return Heard(NEVER, self._bubbles[0] - started if self._bubbles else NEVER, 200)

    async def close(self) -> None:
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        await self._socket.close()
        await self._http.close()


class WebTalker(Talker):
    """Spotter's web channel: a message is posted and acknowledged, the answer comes over the open stream."""

    acknowledges = True

    async def open(self) -> None:
        headers = {"X-Forwarded-For": self.address}
        self._http = aiohttp.ClientSession(headers=headers, timeout=aiohttp.ClientTimeout(PATIENCE_SECONDS))
        async with self._http.post(f"{self.url}/chat/visitor", json={}) as response:
            response.raise_for_status()
            token = (await response.json())["token"]
        self._http.headers["Authorization"] = f"Bearer {token}"
        self._waiting: dict[str, asyncio.Future[float]] = {}
        self._greeted = asyncio.Event()
        self._reading = asyncio.create_task(self._read())
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._greeted.wait()

    async def _read(self) -> None:
        forever = aiohttp.ClientTimeout(total=None)
        async with self._http.get(f"{self.url}/chat/events", params={"after": "0"}, timeout=forever) as response:
            response.raise_for_status()
            async for line in response.content:
                if line.startswith(b"data:"):
                    self._hear(json.loads(line[5:]))

    def _hear(self, event: dict[str, Any]) -> None:
        if event["kind"] != "spotter":
            return
        self._greeted.set()
        waiting = self._waiting.get(event.get("message_id", ""))
        if waiting and not waiting.done():
            waiting.set_result(time.perf_counter())

    async def say(self, text: str) -> Heard:
        id = str(uuid.uuid4())
        self._waiting[id] = asyncio.get_running_loop().create_future()
        started, acknowledged = time.perf_counter(), NEVER
        try:
            status = await self._post(id, text)
            acknowledged = time.perf_counter() - started
            if status != 202:
                return Heard(acknowledged, NEVER, status)
            async with asyncio.timeout(PATIENCE_SECONDS):
                return Heard(acknowledged, await self._waiting[id] - started, status)
        except FAILURES:
            return Heard(acknowledged)
        finally:
            del self._waiting[id]

    async def shove(self, text: str) -> int:
        return await self._post(str(uuid.uuid4()), text)

    async def _post(self, id: str, text: str) -> int:
        async with self._http.post(f"{self.url}/chat/messages", json={"id": id, "text": text}) as response:
            await response.read()
            return response.status

    async def close(self) -> None:
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        await self._http.close()
