"""Telegram's Bot API over HTTPS: one method, one POST.

The token is part of every address. So no address leaves this module: not in an error, and not in a line of the HTTP
client's own log.
"""

import json
import logging
import re
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.channels.errors import ChannelError

CONNECT_SECONDS, READ_SECONDS = 5.0, 10.0
OK, UNAUTHORIZED, UNKNOWN, CONFLICT, TOO_MANY, UNHEARD = 200, 401, 404, 409, 429, 0
_ADDRESS = re.compile(r"/bot[0-9]+(:|%3A)", re.IGNORECASE)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class File:
    """A file to upload."""

    name: str
    content: bytes
    kind: str
    """Such as image/png."""


class TelegramError(ChannelError):
    """A call failed. `status` is Telegram's, or UNHEARD; `says` is why, in its words, which may quote a message."""

    def __init__(self, status: int, says: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"status {status}")
        self.status, self.says, self.retry_after = status, says.lower(), retry_after

    @property
    def is_wrong_token(self) -> bool:
        """Whether nothing will work until somebody mends the token; one that never was one is not found."""
        return self.status == UNAUTHORIZED or (self.status == UNKNOWN and self.says == "not found")


@dataclass
class BotApi:
    """Calls the methods of the Bot API for one bot. Says once in the log that the token is wrong."""

    url: str
    token: str = field(repr=False)
    seconds: float = READ_SECONDS

    def __post_init__(self) -> None:
        _keep_addresses_out_of_the_log()
        self._http = self._client()
        self._is_told = self._is_ending = False
        self._under_way = 0

    async def call(self, method: str, params: dict[str, Any] | None = None, *, seconds: float = 0) -> Any:  # noqa: ANN401
        """What a method returns; `seconds` is how much longer than usual it may take. Raises TelegramError."""
        return await self._post(method, json=params or {}, timeout=self._timeout(self.seconds + seconds))

    async def upload(self, method: str, params: dict[str, Any], what: str, file: File) -> Any:  # noqa: ANN401
        """The same with a file, as the parameter `what`."""
        fields = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
        return await self._post(method, data=fields, files={what: (file.name, file.content, file.kind)})

    async def let_go(self) -> None:
        """From now on keep no connection open after a call. Those that are under way go on, and others still can."""
        self._is_ending = True
        await self._tidy_up()

    async def _post(self, method: str, **content: Any) -> Any:  # noqa: ANN401
        error = None
        self._under_way += 1
        try:
            answer = await self._http.post(f"{self.url}/bot{self.token}/{method}", **content)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as broken:
            error = TelegramError(UNHEARD, type(broken).__name__)
        finally:
            self._under_way -= 1
            await self._tidy_up()
        if error is not None:  # raised here, so that it does not hold the other one, which holds the address
            raise error
        found = _object(answer)
        if answer.status_code == OK and found.get("ok") is True:
            self._is_told = False
            return found.get("result")
        error = _error(answer.status_code, found)
        self._tell(error)
        raise error

    def _tell(self, error: TelegramError) -> None:
        if error.is_wrong_token and not self._is_told:
            self._is_told = True
            logger.error("Telegram does not know the bot: check telegram.bot_token, or get a new one from @BotFather")

    async def _tidy_up(self) -> None:
        if self._is_ending and not self._under_way:
            old, self._http = self._http, self._client()
            await old.aclose()

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(follow_redirects=False, timeout=self._timeout(self.seconds))

    @staticmethod
    def _timeout(read: float) -> httpx.Timeout:
        return httpx.Timeout(read, connect=CONNECT_SECONDS)


def _object(answer: httpx.Response) -> dict[str, Any]:
    """What Telegram says; nothing where it is something else that answers, such as a proxy on the way."""
    try:
        found = answer.json()
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _error(status: int, found: dict[str, Any]) -> TelegramError:
    says, more = found.get("description"), found.get("parameters")
    pause = more.get("retry_after") if isinstance(more, dict) else None
    return TelegramError(
        status, says if isinstance(says, str) else "", float(pause) if isinstance(pause, int | float) else None
    )  # fmt: skip


def _is_without_address(record: logging.LogRecord) -> bool:
    return not _ADDRESS.search(record.getMessage())


def _keep_addresses_out_of_the_log() -> None:
    """The client logs every request with its address. A level could be set lower again; this cannot."""
    for name in ("httpx", "httpcore", "httpcore.connection", "httpcore.http11", "httpcore.proxy"):
        logging.getLogger(name).addFilter(_is_without_address)  # the same one again changes nothing
