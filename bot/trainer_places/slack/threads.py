"""Which thread of the trainers' channel is which handover's. The thread's first message says it, in its metadata."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.channels.post_office import PostOffice
from bot.channels.slack.api import Me, SlackApi
from bot.trainer_places.ledger import Ledger

EVENT = "spotter_handover"
MOST_LOOKED_AT, MOST_PAGES, MOST_KNOWN = 200, 20, 10_000
Message = Mapping[str, Any]


class HandoverThreads:
    """Finds threads, and the messages in them. Its methods raise DeliveryError, OSError, StoreError."""

    def __init__(
        self, api: SlackApi, channel: str, ledger: Ledger, office: PostOffice, me: Callable[[], Awaitable[Me]]
    ) -> None:  # fmt: skip
        self.channel = channel
        self._api, self._ledger, self._office, self._me = api, ledger, office, me
        self._by_thread: dict[str, str | None] = {}

    async def thread(self, handover: str) -> str | None:
        """The thread of a handover; None if none was begun."""
        found = (await self._office.threads.run(self._ledger.kept, handover)).get("thread")
        return found if isinstance(found, str) else None

    async def handover(self, thread: str) -> str | None:
        """The handover that a thread is about; None if it is about something else."""
        if thread not in self._by_thread:
            if len(self._by_thread) >= MOST_KNOWN:
                self._by_thread.clear()
            self._by_thread[thread] = await self._looked_up(thread)
        return self._by_thread[thread]

    async def begun(self, handover: str, thread: str) -> None:
        """A thread was begun."""
        await self._office.threads.run(self._ledger.keep, handover, "thread", thread=thread)
        self._by_thread[thread] = handover

    async def find(self, key: str) -> str | None:
        """The message in the channel itself that carries the key of a reply."""
        for each in await self._pages("conversations_history", limit=MOST_LOOKED_AT):
            if _told(each).get("key") == key:
                return str(each["ts"])
        return None

    async def arrived(self, thread: str, key: str) -> frozenset[str]:
        """The parts of a reply that are in a thread."""
        messages = await self._pages("conversations_replies", ts=thread, limit=MOST_LOOKED_AT)
        return frozenset(str(_told(each).get("part")) for each in messages if _told(each).get("key") == key)

    async def _looked_up(self, thread: str) -> str | None:
        me = await self._me()
        asked = {"channel": self.channel, "ts": thread, "limit": 1, "include_all_metadata": True}
        answer = await self._api.call("conversations_replies", **asked)
        first: Message = next((each for each in answer["messages"] if each.get("ts") == thread), {})
        is_ours = first.get("user") == me.person and (first.get("metadata") or {}).get("event_type") == EVENT
        found = _told(first).get("handover")
        return found if is_ours and isinstance(found, str) else None

    async def _pages(self, method: str, **asked: Any) -> list[Message]:  # noqa: ANN401
        messages: list[Message] = []
        cursor = ""
        for _ in range(MOST_PAGES):
            more = {"cursor": cursor} if cursor else {}
            answer = await self._api.call(method, channel=self.channel, include_all_metadata=True, **asked, **more)
            messages += answer["messages"]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return messages


def _told(message: Message) -> Mapping[str, Any]:
    return (message.get("metadata") or {}).get("event_payload") or {}
