"""A coach and a far side that keep what is expected of the real ones, and count what they are asked."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from bot.channels.delivery import Body
from bot.dialogue.answer import Answer, Button, Reply


@dataclass
class FakeCoach:
    """Answers at once; for an id that its conversation has heard it gives the same answer again, and does nothing.

    That is what a worker relies on. Here the ids are kept in memory; the coach keeps them with the turn.
    """

    heard: dict[tuple[str, str], Answer] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    done: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    """What it did, once for each message: conversation, message, payload."""
    failures: list[BaseException] = field(default_factory=list)
    """What it raises next, before it does anything."""
    hangs: bool = False
    seconds: float = 0.0
    replies: int = 1
    at_once: int = 0
    most_at_once: int = 0
    answering: Counter[str] = field(default_factory=Counter)

    async def answer(
        self, conversation: str, message: str | None = None, payload: str | None = None, message_id: str | None = None
    ) -> Answer:
        assert message_id
        self.calls[message_id] += 1
        if self.failures:
            raise self.failures.pop(0)
        if (conversation, message_id) not in self.heard:
            self.answering[conversation] += 1
            assert self.answering[conversation] == 1, "two at once in one conversation"
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            await asyncio.sleep(60 if self.hangs else self.seconds)
            self.at_once -= 1
            self.answering[conversation] -= 1
            self.done.append((conversation, message, payload))
            self.heard[conversation, message_id] = self._said(conversation, message or payload or "")
        return self.heard[conversation, message_id]

    def _said(self, conversation: str, text: str) -> Answer:
        replies = [Reply(f"re: {text}", (Button("Why?", f"/why {text}"),)) for _ in range(self.replies)]
        return Answer(conversation, text, "ask_rep_range", 1.0, replies=tuple(replies))


@dataclass
class FarSide:
    """Where replies are sent to: takes them, or raises what comes next in `failures`."""

    arrived: list[tuple[str, str]] = field(default_factory=list)
    failures: list[Exception | None] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    hangs: int = 0

    async def send(self, conversation: str, body: Body) -> None:
        self.bodies.append(body)
        await asyncio.sleep(0)
        if self.hangs:
            self.hangs -= 1
            await asyncio.sleep(60)
        if failure := self.failures.pop(0) if self.failures else None:
            raise failure
        self.arrived.append((conversation, body.content["text"]))
