"""What the database says: which messages were taken, and what was answered to each."""

import asyncio
import json
import re
import sqlite3
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Key = tuple[str, str]
"""Conversation, and the name of a message in it."""
INTERNALS = re.compile(
    r"Traceback|\bFile \"|[A-Za-z]+Error\b|Exception\b|sqlalchemy|site-packages|/bot/|\brasa\b|\butter_|\baction_"
    r"|<(?:class|object|function)|\b0x[0-9a-f]{6,}|\bnull\b|\bNone\b|\bNaN\b|\{[a-z_]+\}|SELECT .* FROM"
)
"""What no lifter should ever read."""


@dataclass
class Ledger:
    """Reads what the server keeps, as it grows."""

    path: Path
    replies: defaultdict[Key, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    posts: defaultdict[Key, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    """What was said unasked, by its id."""
    order: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The names of the answered messages of a conversation, in the order of their answers."""
    _row: int = 0

    def __post_init__(self) -> None:
        self._news = asyncio.Event()
        self._connection: sqlite3.Connection | None = None
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Ledger":
        self._task = asyncio.create_task(self._look_on())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task:
            self._task.cancel()
        if self._connection:
            self._connection.close()

    async def answer(self, conversation: str, name: str, seconds: float = 60) -> list[dict[str, Any]]:
        """The bubbles that answer a message; none if there were none so long."""
        until = time.monotonic() + seconds
        while not self.replies.get((conversation, name)) and (left := until - time.monotonic()) > 0:
            try:
                async with asyncio.timeout(left):
                    await self._news.wait()
            except TimeoutError:
                break
        return self.replies.get((conversation, name), [])

    def text(self, conversation: str, name: str) -> str:
        """The words of an answer."""
        return "\n".join(each["text"] for each in self.replies.get((conversation, name), []))

    def taken(self) -> set[Key]:
        """All messages that are kept."""
        rows = self._rows("SELECT conversation, message_id FROM inbox")
        return {(conversation, name_of(conversation, id)) for conversation, id in rows}

    def is_taken(self, conversation: str, name: str) -> bool:
        ids = self._rows("SELECT message_id FROM inbox WHERE conversation = ?", conversation)
        return any(name_of(conversation, id) == name for (id,) in ids)

    def waiting(self) -> int:
        """Messages that are not answered."""
        return int(self._rows("SELECT COUNT(*) FROM inbox WHERE state = 'waiting'")[0][0])

    def undelivered(self) -> Counter[str]:
        """Replies that are not delivered, by what is the matter with them."""
        return Counter(dict(self._rows("SELECT state, COUNT(*) FROM outbox WHERE state <> 'sent' GROUP BY state")))

    def events(self, conversation: str) -> list[dict[str, Any]]:
        """The events of a conversation, as the coach has kept it."""
        rows = self._rows(
            "SELECT body FROM conversation_events WHERE conversation = ? ORDER BY number", conversation
        )  # fmt: skip
        return [json.loads(body) for (body,) in rows]

    def state(self, conversation: str) -> dict[str, Any]:
        """What the coach remembers of a conversation, with what is about health."""
        rows = self._rows("SELECT state, health FROM conversations WHERE id = ?", conversation)
        return {"state": json.loads(rows[0][0]), "health": json.loads(rows[0][1])} if rows else {}

    def query(self, sql: str, *given: Any) -> list[Any]:
        return self._rows(sql, *given)

    async def done(self, seconds: float = 120) -> float:
        """Waits until all is answered and delivered; how long that took, or `seconds`."""
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            if not self.waiting() and not self.undelivered()["waiting"]:
                break
            await asyncio.sleep(0.1)
        self.look()
        return time.monotonic() - started

    def look(self) -> None:
        """Reads what is new."""
        rows = self._rows(
            "SELECT rowid, conversation, message_id, post_id, body FROM outbox WHERE rowid > ? ORDER BY rowid",
            self._row,
        )
        for self._row, conversation, message_id, post_id, body in rows:
            if message_id:
                name = name_of(conversation, message_id)
                if not self.replies[conversation, name]:
                    self.order[conversation].append(name)
                self.replies[conversation, name].append(json.loads(body))
            else:
                self.posts[conversation, post_id].append(json.loads(body))
        if rows:
            self._news.set()
            self._news = asyncio.Event()

    def _rows(self, sql: str, *given: Any) -> list[Any]:
        if self._connection is None:
            if not self.path.exists():
                return []
            self._connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, isolation_level=None, timeout=30)
        try:
            return self._connection.execute(sql, given).fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return []
            raise

    async def _look_on(self) -> None:
        while True:
            self.look()
            await asyncio.sleep(0.05)


def name_of(conversation: str, message_id: str) -> str:
    """The name by which the lifter knows it: Telegram's ids carry a mark of the text besides."""
    return "-".join(message_id.split("-")[:2]) if conversation.startswith("telegram:") else message_id
