"""Shows "typing…" while an answer is under way in this process. Never holds up anything, and fails in silence."""

import asyncio
import time

from bot.channels.bell import Bell
from bot.channels.identity import parts_of
from bot.channels.telegram_api import BotApi, TelegramError

GRACE_SECONDS, SHOWN_SECONDS, MOST_SECONDS = 0.5, 4.5, 30.0
"""Most answers are there before anybody could read it; Telegram shows it for five seconds."""


class Typing:
    """Shows it in each conversation once at a time."""

    def __init__(self, api: BotApi, bell: Bell) -> None:
        self._api, self._bell = api, bell
        self._shown: set[str] = set()

    async def show(self, conversation: str) -> None:
        """Show it until there is an answer."""
        if conversation in self._shown:
            return
        self._shown.add(conversation)
        try:
            await asyncio.sleep(GRACE_SECONDS)
            until = time.monotonic() + MOST_SECONDS
            while self._bell.is_answering(conversation) and time.monotonic() < until:
                await self._api.call("sendChatAction", {"chat_id": int(parts_of(conversation)[0]), "action": "typing"})
                await self._pause(conversation)
        except TelegramError:
            pass
        finally:
            self._shown.discard(conversation)

    async def _pause(self, conversation: str) -> None:
        """Until it has to be shown again, or the answer is there."""
        until = time.monotonic() + SHOWN_SECONDS
        with self._bell.watch(conversation) as news:
            while self._bell.is_answering(conversation) and (left := until - time.monotonic()) > 0:
                news.clear()
                try:
                    async with asyncio.timeout(left):
                        await news.wait()
                except TimeoutError:
                    return
