"""The address that Chatwoot calls, as a bot's and as an account's webhook: a bell that says where to look.

What it tells is not believed: Spotter asks Chatwoot how the conversation stands. So it does not matter which webhook
brings it, in which order, and how often. Whoever does not know the secret in the address is not heard.
"""

import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, text

FINE, UNKNOWN = 200, 404
_SHORTEST = 32


def chatwoot_blueprint(secret: str, account: int, inbox: int, ring: Callable[[int], None]) -> Blueprint:
    """`ring` is called with the number of each conversation of which something is told."""
    blueprint = Blueprint("trainers_chatwoot")

    @blueprint.post("/chatwoot/<given:str>")
    async def webhook(request: Request, given: str) -> HTTPResponse:
        is_known = hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode())
        if not is_known or len(secret) < _SHORTEST:
            return text("Not found", UNKNOWN)
        found = told_of(request.body, account, inbox)
        if found is not None:
            ring(found)
        return empty(FINE)

    return blueprint


def told_of(body: bytes, account: int, inbox: int) -> int | None:
    """The number of the conversation that a webhook tells of, if it is one of our inbox; None for anything else."""
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(payload, dict) or not isinstance(payload.get("event"), str):
        return None
    there = _object(payload, "conversation") if payload["event"].startswith("message") else payload
    accounts = {_object(each, "account").get("id") for each in (payload, there)} - {None}
    inboxes = {there.get("inbox_id"), _object(payload, "inbox").get("id")} - {None}
    id = there.get("id")
    is_ours = accounts <= {account} and inboxes <= {inbox}
    return id if is_ours and type(id) is int and 0 < id < 2**53 else None


def _object(given: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = given.get(key)
    return found if isinstance(found, dict) else {}
