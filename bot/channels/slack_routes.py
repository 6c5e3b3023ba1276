"""The two addresses that Slack calls. What Slack has not signed, within five minutes, is refused unread."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, text
from slack_sdk.signature import Clock, SignatureVerifier

from bot.channels.errors import UnavailableError
from bot.channels.slack_desk import SlackDesk

FINE, UNKNOWN, AWAY = 200, 401, 503
Take = Callable[[Mapping[str, Any]], Awaitable[None]]


def slack_blueprint(signing_secret: str, desk: SlackDesk, clock: Clock | None = None) -> Blueprint:
    """Slack's Request URLs: events, and interactivity.

    Bodies may have what the server reads at all (64 kB): Slack sends the whole message along with a press, and a
    member's message twice, as text and as blocks. Slack repeats what is refused, and in the end sends nothing more.
    """
    blueprint = Blueprint("slack")
    verifier = SignatureVerifier(signing_secret, clock or Clock())

    @blueprint.post("/slack/events")
    async def events(request: Request) -> HTTPResponse:
        if not _is_signed(verifier, request):
            return text("Refused", UNKNOWN)
        payload = _object(request.body)
        if payload.get("type") == "url_verification":
            challenge = payload.get("challenge")
            return text(challenge if isinstance(challenge, str) else "", FINE)
        return await _taken(desk.event, payload)

    @blueprint.post("/slack/interactive")
    async def interactive(request: Request) -> HTTPResponse:
        if not _is_signed(verifier, request):
            return text("Refused", UNKNOWN)
        return await _taken(desk.press, _object(_field(request.body)))

    return blueprint


async def _taken(take: Take, payload: Mapping[str, Any]) -> HTTPResponse:
    """Acknowledged once it is kept; else Slack sends it again."""
    try:
        await take(payload)
    except UnavailableError:
        return text("Later", AWAY)
    return empty(FINE)


def _is_signed(verifier: SignatureVerifier, request: Request) -> bool:
    at, signature = (request.headers.get(f"x-slack-{each}") for each in ("request-timestamp", "signature"))
    try:
        return verifier.is_valid(request.body, at, signature)
    except (ValueError, TypeError):  # no number, no UTF-8, or a signature that is not in ASCII
        return False


def _object(body: bytes | str) -> Mapping[str, Any]:
    """The object in a body; an empty one if there is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _field(body: bytes) -> str:
    """The field of a form in which Slack sends JSON."""
    try:
        return parse_qs(body.decode("ascii"), max_num_fields=10).get("payload", [""])[0]
    except ValueError:
        return ""
