"""The webhook: Telegram brings updates to POST /telegram, and shows a token that only it was told.

Whoever has not the token is refused before a word is read. An update is acknowledged when it is kept; one that cannot
be kept just now is not, and Telegram brings it again. All else is acknowledged: it would be no better the next time.
"""

import hmac
import json

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from bot.channels.errors import UnavailableError
from bot.channels.secret import key_for
from bot.channels.telegram_api import BotApi
from bot.channels.telegram_desk import Desk
from bot.channels.telegram_polling import Tempo, insist
from bot.channels.telegram_updates import ALLOWED

PATH = "/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_CONNECTIONS = 20
TAKEN, REFUSED, LATER = 200, 403, 503


def token_of(secret: bytes) -> str:
    """What Telegram shows with every update."""
    return key_for("telegram webhook", secret).hex()


async def ask_for_updates(api: BotApi, public_url: str, secret: bytes, tempo: Tempo) -> None:
    """Tell Telegram where to bring updates; ends when it has understood."""
    params = {
        "url": f"{public_url}{PATH}", "secret_token": token_of(secret), "allowed_updates": ALLOWED,
        "max_connections": MOST_CONNECTIONS,
    }  # fmt: skip
    await insist(api, "setWebhook", params, tempo)


class Webhook:
    """Takes updates that are brought. After `close` it takes none."""

    def __init__(self, desk: Desk, secret: bytes) -> None:
        self._desk, self._token, self._is_open = desk, token_of(secret).encode(), True

    def close(self) -> None:
        """Take nothing more; Telegram brings it again."""
        self._is_open = False

    def routes(self) -> Blueprint:
        """The address."""
        blueprint = Blueprint("telegram")

        async def take(request: Request) -> HTTPResponse:
            return await self._take(request)

        blueprint.add_route(take, PATH, methods=["POST"])
        return blueprint

    async def _take(self, request: Request) -> HTTPResponse:
        shown = request.headers.get(HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(shown, self._token):
            return empty(REFUSED)
        if not self._is_open:
            return empty(LATER)
        try:
            await self._desk.take(_update(request.body))
        except UnavailableError:
            return empty(LATER)
        return empty(TAKEN)


def _update(body: bytes) -> object:
    """What the body says, or nothing. An update may be longer than what one may say: it can quote other messages."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
