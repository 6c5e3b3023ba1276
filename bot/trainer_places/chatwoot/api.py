"""Calls of Chatwoot's API, at the address that is set and nowhere else: no redirect is followed.

Two tokens: the bot's, with which Spotter speaks and sets the status, and a person's, for what a bot may not do there.
No call is repeated here. Nothing of a call is written to a log.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.channels.errors import DeliveryError, NeverError, TryLaterError
from bot.settings import ChatwootSettings

logger = logging.getLogger(__name__)

CONNECT_SECONDS, READ_SECONDS = 5.0, 8.0
UNTIL_MENDED = 120.0
FINE, MOVED, UNKNOWN, TAKEN, TOO_MANY, WRONG = 200, 300, 404, 422, 429, 500
TO_BE_MENDED = (401, 403)
HANDOVER = "spotter_handover"
"""The custom attribute of a conversation that holds the id of its handover."""
MOST_PAGES = 100
TOKEN = "api-access-token"
"""Chatwoot's documents have underlines here, which nginx drops; to Chatwoot both are the same."""
OUTGOING = 1
"""Chatwoot's number for what agents and bots say."""


class TakenError(DeliveryError):
    """Chatwoot refuses what it was given: in all likelihood it has it already."""


@dataclass(frozen=True)
class Message:
    """A message as Chatwoot has it. `agent` is the id of the agent who wrote it; None if it was nobody of those."""

    id: int
    text: str = field(repr=False)
    agent: int | None
    agent_name: str = field(repr=False)
    is_private: bool
    has_files: bool
    source: str


@dataclass(frozen=True)
class Conversation:
    """A conversation as it stands: "pending" (the bot's), "open" (a human's), "resolved" or "snoozed"."""

    id: int
    status: str
    handover: str
    assignee: int | None


class ChatwootApi:
    """One inbox of one account. All methods raise DeliveryError; NeverError for what is not there."""

    def __init__(self, given: ChatwootSettings) -> None:
        self._given = given
        timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
        self._http = httpx.AsyncClient(follow_redirects=False, timeout=timeout)

    async def contact(self, identifier: str, name: str) -> int:
        """The contact with an identifier, made if it is not there."""
        try:
            made = await self._call("POST", "contacts", json={"name": name, "identifier": identifier})
            return int(made["payload"]["contact"]["id"])
        except TakenError:
            found = await self._call("GET", "contacts/search", params={"q": identifier})
            ids = [each["id"] for each in found["payload"] if each.get("identifier") == identifier]
            if not ids:
                raise
            return int(ids[0])

    async def conversation_of(self, contact: int, handover: str) -> int | None:
        """The contact's conversation for a handover, if it is there."""
        found = await self._call("GET", f"contacts/{contact}/conversations")
        all_ = filter(None, map(self._conversation, found["payload"]))
        return min((each.id for each in all_ if each.handover == handover), default=None)

    async def begin(self, contact: int, handover: str) -> int:
        """A new conversation, which is the bot's."""
        new = {
            "inbox_id": self._given.inbox, "contact_id": contact, "source_id": handover, "status": "pending",
            "custom_attributes": {HANDOVER: handover},
        }  # fmt: skip
        return int((await self._call("POST", "conversations", json=new))["id"])

    async def conversation(self, id: int) -> Conversation | None:
        """A conversation by its number; None if it is not of our inbox."""
        return self._conversation(await self._call("GET", f"conversations/{id}"))

    async def set_status(self, id: int, status: str) -> None:
        """Say whose a conversation is."""
        await self._call("POST", f"conversations/{id}/toggle_status", as_bot=True, json={"status": status})

    async def say(
        self, id: int, text: str, source: str, *, is_incoming: bool = False, is_private: bool = False
    ) -> None:
        """Add what the lifter said (incoming), or what Spotter says, as a private note or not."""
        kind = "incoming" if is_incoming else "outgoing"
        new = {"content": text, "message_type": kind, "private": is_private, "source_id": source}
        await self._call("POST", f"conversations/{id}/messages", as_bot=not is_incoming, json=new)

    async def messages(self, id: int, after: int) -> Sequence[Message]:
        """All messages after one, by their numbers."""
        found: dict[int, Message] = {}
        for _ in range(MOST_PAGES):
            last = max(found, default=after)
            page = (await self._call("GET", f"conversations/{id}/messages", params={"after": last}))["payload"]
            new = [each for each in map(_message, page) if each.id > last]
            if not new:
                break
            found |= {each.id: each for each in new}
        return [found[each] for each in sorted(found)]

    async def members(self) -> Mapping[int, str]:
        """The names of the inbox's agents, by their ids."""
        found = (await self._call("GET", f"inbox_members/{self._given.inbox}"))["payload"]
        return {int(each["id"]): str(each.get("name") or each["id"]) for each in found}

    async def agents(self) -> Mapping[int, str]:
        """The e-mail addresses of all of the account's agents, by their ids: administrators write in every inbox."""
        found = await self._call("GET", "agents")
        return {int(each["id"]): str(each.get("email") or "").lower() for each in found}

    async def close(self) -> None:
        """Ends what is open; there are no calls after it."""
        await self._http.aclose()

    def _conversation(self, found: Mapping[str, Any]) -> Conversation | None:
        assignee = (found.get("meta") or {}).get("assignee") or {}
        handover = str((found.get("custom_attributes") or {}).get(HANDOVER) or "")
        there = Conversation(int(found["id"]), str(found.get("status")), handover, assignee.get("id"))
        return there if found.get("inbox_id") == self._given.inbox else None

    async def _call(self, method: str, path: str, *, as_bot: bool = False, **given: Any) -> Any:  # noqa: ANN401
        token = self._given.bot_token if as_bot else self._given.api_token
        url = f"{self._given.url}/api/v1/accounts/{self._given.account}/{path}"
        try:
            answer = await self._http.request(method, url, headers={TOKEN: token}, **given)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise TryLaterError(type(error).__name__) from None
        if not FINE <= answer.status_code < MOVED:
            raise _told_by(answer.status_code, answer.headers)
        try:
            found = answer.json()
        except (ValueError, RecursionError):
            found = None  # it is another program that answers
        if not isinstance(found, dict | list):
            raise TryLaterError("no JSON")
        return found


def _told_by(status: int, headers: httpx.Headers) -> DeliveryError:
    """What an answer that is no success means."""
    if status in TO_BE_MENDED or MOVED <= status < 400:
        logger.error("Chatwoot does not let Spotter in: HTTP %d. docs/chatwoot.md says what to do.", status)
        return TryLaterError(f"HTTP {status}", UNTIL_MENDED)
    if status == TOO_MANY or status >= WRONG:
        asked = headers.get("retry-after", "")
        return TryLaterError(f"HTTP {status}", float(asked) if asked.isascii() and asked.isdecimal() else None)
    if status == UNKNOWN:
        return NeverError("HTTP 404")
    return TakenError(f"HTTP {status}") if status == TAKEN else DeliveryError(f"HTTP {status}")


def _message(found: Mapping[str, Any]) -> Message:
    sender = found.get("sender") or {}
    is_agents = found.get("message_type") in (OUTGOING, "outgoing") and sender.get("type") == "user"
    is_deleted = bool((found.get("content_attributes") or {}).get("deleted"))
    return Message(
        int(found["id"]), str(found.get("content") or ""), sender.get("id") if is_agents and not is_deleted else None,
        str(sender.get("name") or ""), bool(found.get("private")), bool(found.get("attachments")),
        str(found.get("source_id") or ""),
    )  # fmt: skip
