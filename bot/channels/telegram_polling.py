"""Long polling: asks Telegram for updates, which needs no address that can be reached from outside.

An update is confirmed with the next question, and not before it was taken: what is under way as the process ends is
brought again, to whichever process asks next. When several ask, Telegram answers one and turns the others away; they
ask again from time to time, and the inbox takes each message once.
"""

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.errors import UnavailableError
from bot.channels.telegram_api import CONFLICT, UNHEARD, BotApi, TelegramError
from bot.channels.telegram_desk import Desk
from bot.channels.telegram_updates import ALLOWED, id_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tempo:
    """How often Telegram is asked. After a failure comes a pause that doubles, up to the longest one."""

    poll_seconds: int = 50
    """How long Telegram may think about a question while there is nothing new."""
    pause: float = 1.0
    longest_pause: float = 30.0
    conflict_pause: float = 10.0
    wrong_token_pause: float = 60.0

    def pause_after(self, error: TelegramError, failures: int) -> float:
        """How long to wait after so many failures in a row, the last with this error."""
        if error.is_wrong_token:
            return self.wrong_token_pause
        usual = self.conflict_pause if error.status == CONFLICT else self.pause * 2.0 ** min(failures - 1, 20)
        return max(min(usual, self.longest_pause) * random.uniform(0.5, 1), error.retry_after or 0.0)


async def insist(api: BotApi, method: str, params: dict[str, Any], tempo: Tempo) -> Any:  # noqa: ANN401
    """What a method returns, however long it takes until it works."""
    failures = 0
    while True:
        try:
            return await api.call(method, params)
        except TelegramError as error:
            failures += 1
            if not error.is_wrong_token:
                logger.warning("telegram: %s failed with %s", method, error)
            await asyncio.sleep(tempo.pause_after(error, failures))


class Polling:
    """Fetches updates and has them taken."""

    def __init__(self, api: BotApi, desk: Desk, tempo: Tempo) -> None:
        self._api, self._desk, self._tempo = api, desk, tempo
        self._offset = 0

    async def run(self) -> None:
        """Until it is cancelled."""
        await self._forget_webhook()
        failures = 0
        while True:
            try:
                await self._round()
                failures = 0
            except TelegramError as error:
                failures += 1
                await self._wait(error, failures)
            except UnavailableError:
                failures += 1
                logger.warning("telegram: what was fetched cannot be kept just now, %d in a row", failures)
                await asyncio.sleep(self._tempo.pause_after(TelegramError(UNHEARD), failures))

    async def _round(self) -> None:
        params = {"timeout": self._tempo.poll_seconds, "allowed_updates": ALLOWED}
        if self._offset:
            params["offset"] = self._offset
        found = await self._api.call("getUpdates", params, seconds=self._tempo.poll_seconds)
        updates = [each for each in found if id_of(each) is not None] if isinstance(found, list) else []
        await self._take(updates)

    async def _take(self, updates: Sequence[Any]) -> None:
        """Those of a chat one after the other, the chats at once. Confirms up to the first that could not be taken."""
        chats: defaultdict[object, list[Any]] = defaultdict(list)
        for each in sorted(updates, key=_number):
            chats[_chat_of(each)].append(each)
        left = [each for each in await asyncio.gather(*map(self._taken, chats.values())) if each is not None]
        if updates:
            self._offset = min(left, default=max(map(_number, updates)) + 1)
        if left:
            raise UnavailableError

    async def _taken(self, updates: Sequence[Any]) -> int | None:
        """The number of the first update that could not be taken; the rest of its chat has to wait for it."""
        for each in updates:
            try:
                await self._desk.take(each)
            except UnavailableError:
                return _number(each)
        return None

    async def _wait(self, error: TelegramError, failures: int) -> None:
        if error.status == CONFLICT and "webhook" in error.says:
            await self._forget_webhook()
        elif not (error.is_wrong_token or error.status == CONFLICT):
            logger.warning("telegram: fetching failed with %s, %d in a row", error, failures)
        await asyncio.sleep(self._tempo.pause_after(error, failures))

    async def _forget_webhook(self) -> None:
        """Telegram does not answer while it is told to bring updates somewhere. None of them is dropped."""
        await insist(self._api, "deleteWebhook", {"drop_pending_updates": False}, self._tempo)


def _number(update: object) -> int:
    return id_of(update) or 0


def _chat_of(update: dict[str, Any]) -> object:
    """Whose update it is, as far as it can be told: those of one chat are taken in order."""
    for kind in ALLOWED:
        person = update.get(kind)
        if isinstance(person, dict) and isinstance(sender := person.get("from"), dict):
            return str(sender.get("id"))
    return None
