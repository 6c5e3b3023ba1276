"""Tells trainers in Slack: a handover begins a thread in their channel, and all that is said goes into it."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

from bot.channels.buttons import Buttons
from bot.channels.delivery import Body
from bot.channels.errors import NeverError
from bot.channels.markup import pieces_of
from bot.channels.slack.api import Me, SlackApi
from bot.channels.slack.blocks import MOST_CHARACTERS, Message, message_of, messages_of
from bot.trainer_places.slack.threads import EVENT, HandoverThreads
from bot.trainer_places.words import say

SPEAKERS = ("lifter", "spotter", "trainer")
BEGINNING = ("take", "hand_back", "close")
"""The buttons under the brief."""


class ThreadSending:
    """Sends what is told of handovers."""

    def __init__(
        self, api: SlackApi, threads: HandoverThreads, buttons: Buttons, me: Callable[[], Awaitable[Me]]
    ) -> None:  # fmt: skip
        self._api, self._threads, self._buttons, self._me = api, threads, buttons, me

    async def send(self, conversation: str, body: Body) -> None:
        """Sends what of it has not arrived. Raises DeliveryError, OSError, StoreError."""
        await self._me()  # not before Slack takes the token
        id, kind = conversation.partition(":")[2], body.content["kind"]
        messages = _messages(body.content, lambda at: f"{id} {self._buttons.seal(conversation, body.number, at)}")
        if kind == "handover":
            first, *messages = messages
            thread = await self._begun(id, body, first)
        else:
            thread = await self._threads.thread(id) or ""
        if not thread:
            raise NeverError("no thread was begun")
        arrived = await self._threads.arrived(thread, body.key) if body.may_be_there and messages else frozenset()
        for number, message in enumerate(messages):
            if kind == "escalated":
                message = _loud(message)
            await self._post(id, body, str(number), message, arrived, thread)

    async def _begun(self, id: str, body: Body, message: Message) -> str:
        """The thread of a handover: the one that is there, else a new one."""
        thread = await self._threads.thread(id)
        if thread is None and body.may_be_there:
            thread = await self._threads.find(body.key)
        if thread is None:
            thread = str((await self._post(id, body, "first", message))["ts"])
        await self._threads.begun(id, thread)
        return thread

    async def _post(
        self, id: str, body: Body, part: str, message: Message, arrived: Collection[str] = (), thread: str = ""
    ) -> Any:  # noqa: ANN401  what Slack answers
        if part in arrived:
            return None
        told = {"key": body.key, "part": part, "handover": id}
        place = {"channel": self._threads.channel, **({"thread_ts": thread} if thread else {})}
        return await self._api.call(
            "chat_postMessage", **place, **message, metadata={"event_type": EVENT, "event_payload": told},
            unfurl_links=False, unfurl_media=False,
        )  # fmt: skip


def _messages(content: dict[str, Any], seal: Callable[[int], str]) -> list[Message]:
    """The brief with its buttons under the first message; what somebody says, with their name; anything else plain."""
    kind, text = content["kind"], content["text"]
    if kind == "handover":
        buttons = [{"title": say(f"buttons.{each}")} for each in BEGINNING]
        pieces = pieces_of(text, MOST_CHARACTERS)
        return [*messages_of({"text": pieces[0], "buttons": buttons}, seal), *map(message_of, pieces[1:])]
    if kind in SPEAKERS:
        speaker = content.get("trainer") or say(f"speakers.{kind}")
        first, *rest = pieces_of(text, MOST_CHARACTERS) or ("…",)
        return [message_of(first, speaker), *map(message_of, rest)]
    return list(messages_of({"text": text, "buttons": content.get("buttons", ())}, seal))


def _loud(message: Message) -> Message:
    """Shown in the channel too, for everybody who is there."""
    here = {"type": "rich_text_section", "elements": [{"type": "broadcast", "range": "here"}]}
    block, *blocks = message["blocks"]
    return {**message, "blocks": [{**block, "elements": [here, *block["elements"]]}, *blocks], "reply_broadcast": True}
