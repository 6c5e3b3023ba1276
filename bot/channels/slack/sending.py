"""Sends replies to Slack: into the direct messages of a lifter, or the thread in which somebody asked.

A reply of several messages and files is sent part by part. Each message carries the reply's key and its own part, so
that whoever sends the reply again sees what has arrived.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from bot.channels.channel import Surroundings
from bot.channels.delivery import Body
from bot.channels.errors import NeverError, TryLaterError
from bot.channels.identity import parts_of
from bot.channels.slack.api import Me, SlackApi
from bot.channels.slack.blocks import Message, message_of, messages_of

EVENT = "spotter_reply"
MOST_LOOKED_AT, MOST_PAGES, MOST_KNOWN = 200, 5, 10_000
EXPIRED = "That file is no longer kept. Ask me for it again, and I will make you a new one."


class SlackSending:
    """Sends the replies of one channel. `me` tells who Spotter is; it waits until that is known."""

    def __init__(self, api: SlackApi, given: Surroundings, me: Callable[[], Awaitable[Me]]) -> None:
        self._api, self._given, self._me = api, given, me
        self._direct: dict[str, str] = {}

    async def send(self, conversation: str, body: Body) -> None:
        """Sends what of a reply has not arrived. Raises DeliveryError, OSError."""
        me = await self._me()
        place = await self._place(conversation, me)
        arrived = await self._arrived(place, body.key, me) if body.may_be_there else frozenset()
        messages = messages_of(body.content, lambda at: self._given.buttons.seal(conversation, body.number, at))
        for number, message in enumerate(messages):
            await self._post(place, body.key, str(number), message, arrived)
        for number, file in enumerate(_files(body.content)):
            await self._bring(place, body.key, f"file {number}", file, arrived)

    async def _place(self, conversation: str, me: Me) -> dict[str, str]:
        """Channel and thread, as arguments of a call."""
        team, person, *rest = parts_of(conversation)
        if rest:
            channel, _, thread = rest[0].partition(":")
            return {"channel": channel, **({"thread_ts": thread} if thread else {})}
        if team != me.team and not me.enterprise:
            raise NeverError("somebody of another workspace, who has no direct messages here")
        if person not in self._direct:
            opened = await self._api.call("conversations_open", users=person)
            if len(self._direct) >= MOST_KNOWN:
                self._direct.clear()
            self._direct[person] = opened["channel"]["id"]
        return {"channel": self._direct[person]}

    async def _post(
        self, place: Mapping[str, str], key: str, part: str, message: Message, arrived: Collection[str]
    ) -> None:  # fmt: skip
        if part in arrived:
            return
        marked = {"event_type": EVENT, "event_payload": {"key": key, "part": part}}
        await self._api.call(
            "chat_postMessage", **place, **message, metadata=marked, unfurl_links=False, unfurl_media=False
        )

    async def _bring(
        self, place: Mapping[str, str], key: str, part: str, file: Mapping[str, str], arrived: Collection[str]
    ) -> None:  # fmt: skip
        found = await self._given.office.threads.run(self._given.read_file, file["url"])
        if found is None:
            return await self._post(place, key, part, message_of(EXPIRED), arrived)
        name, content = found
        if f"named {name}" in arrived:
            return None
        told = {"alt_txt": file["alt"]} if file.get("alt") else {}
        at = await self._api.call("files_getUploadURLExternal", filename=name, length=len(content), **told)
        await self._api.upload(at["upload_url"], content)
        where = {"channel_id": place["channel"], "thread_ts": place.get("thread_ts")}
        await self._api.call("files_completeUploadExternal", files=[{"id": at["file_id"], "title": name}], **where)
        return None

    async def _arrived(self, place: Mapping[str, str], key: str, me: Me) -> frozenset[str]:
        """The parts of a reply that are there, and files that came after its first one."""
        try:
            messages = sorted(await self._looked_up(place), key=lambda each: float(each.get("ts", 0)))
        except TryLaterError as error:
            if str(error) == "missing_scope":  # the operator has not let Spotter read: then it may come twice
                return frozenset()
            raise
        found: set[str] = set()
        for each in messages:
            told = (each.get("metadata") or {}).get("event_payload") or {}
            if told.get("key") == key:
                found.add(str(told.get("part")))
            elif found and each.get("user") == me.person:
                found |= {f"named {file.get('name')}" for file in each.get("files") or ()}
        return frozenset(found)

    async def _looked_up(self, place: Mapping[str, str]) -> list[dict[str, Any]]:
        """The latest messages of a conversation, or all of a thread, which Slack gives from its beginning."""
        if "thread_ts" not in place:
            asked = {"channel": place["channel"], "limit": MOST_LOOKED_AT, "include_all_metadata": True}
            return list((await self._api.call("conversations_history", **asked))["messages"])
        messages: list[dict[str, Any]] = []
        cursor = ""
        for _ in range(MOST_PAGES):
            answer = await self._api.call(
                "conversations_replies", channel=place["channel"], ts=place["thread_ts"], limit=MOST_LOOKED_AT,
                include_all_metadata=True, **({"cursor": cursor} if cursor else {}),
            )  # fmt: skip
            messages += answer["messages"]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return messages


def _files(content: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """Its picture, then its files."""
    return [*([content["image"]] if content.get("image") else []), *content.get("files", ())]
