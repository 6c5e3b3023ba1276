"""The desk: takes what came from Telegram, brought or fetched. What it has taken is kept, or needs no keeping.

The id of a message is made of chat, place in the chat, and text: the same update twice is one message, however often
and by whomever it is brought, and a message that was edited is another one if its text is another. An edited one is
answered if nothing was said after it: a slip was mended. What was said long ago stays answered as it was.
"""

import asyncio
import hashlib
import hmac
import json
import logging
from collections import Counter
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

from bot.channels.channel import Surroundings
from bot.channels.errors import RefusedError, SlowDownError, UnavailableError
from bot.channels.identity import parts_of
from bot.channels.incoming import text_of
from bot.channels.post_office import ONLY_WORDS
from bot.channels.rate_limit import Allowance, Buckets
from bot.channels.secret import key_for
from bot.channels.telegram.api import BotApi, TelegramError
from bot.channels.telegram.typing import Typing
from bot.channels.telegram.updates import Pressed, Said, Started, Wordless, event_in, id_of, words_of
from bot.store.errors import StoreError
from bot.store.postbox_records import LIFTER, IncomingMessage

logger = logging.getLogger(__name__)

ONLY_TEXT = "I can only read text so far. Tell me in a few words, and I am right with you."
NOT_HERE = "That button is not from this chat. Just type what you would like to know."
LONGEST_ALERT = 200
LOOKED_BACK = 50
MOST_ERRANDS = 500
MOST_FAILURES, MOST_FAILED = 5, 1_000
GREETINGS, KIND_WORDS, SLOW_DOWNS = Allowance(3, 0.1), Allowance(3, 0.1), Allowance(1, 1 / 60)
_DIGITS = 12


class Desk:
    """Takes updates."""

    def __init__(self, api: BotApi, given: Surroundings) -> None:
        self._api, self._given, self._typing = api, given, Typing(api, given.office.bell)
        self._key = key_for("telegram message", given.secret)
        self._greetings, self._words, self._slow_downs = Buckets(GREETINGS), Buckets(KIND_WORDS), Buckets(SLOW_DOWNS)
        self._errands: set[asyncio.Task[None]] = set()
        self._failures: Counter[int | None] = Counter()

    async def take(self, update: object) -> None:
        """Take an update. Raises UnavailableError if it cannot be kept just now; then it may be brought again.

        One that fails again and again, nobody knows why, is let go: those after it have to come in.
        """
        try:
            await self._take(update)
        except UnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  a bug, or the process is ending
            logger.error("telegram: taking an update failed with %s", type(error).__name__)
            if self._failed_often(id_of(update)):
                return
            raise UnavailableError from None

    async def stop(self) -> None:
        """End what is still being said about what was taken."""
        for each in (begun := {*self._errands}):
            each.cancel()
        await asyncio.gather(*begun, return_exceptions=True)

    async def _take(self, update: object) -> None:
        match event_in(update):
            case Pressed() as pressed:
                await self._take_press(pressed)
            case Said() as said:
                await self._take_text(said)
            case Started() as started:
                await self._greet(started)
            case Wordless(conversation, name):
                await self._say(conversation, f"wordless:{name}", ONLY_TEXT, self._words)

    async def _greet(self, event: Started) -> None:
        if self._greetings.allow(event.conversation):
            await self._given.greet(event.conversation, f"start:{event.number}")

    async def _take_text(self, said: Said) -> None:
        conversation, number = said.conversation, said.number
        try:
            text = text_of(words_of(said.text))
            if not said.is_edited or await self._is_latest(said):
                await self._keep(conversation, self._id(conversation, number, text), text)
        except UnavailableError as error:
            self._warn(conversation, error.urgent)
            raise
        except SlowDownError as error:
            await self._say(conversation, f"slow-down:{number}", str(error), self._slow_downs)
        except RefusedError as error:
            await self._say(conversation, f"refused:{number}", str(error), self._words)

    async def _take_press(self, pressed: Pressed) -> None:
        alert = "" if pressed.conversation else NOT_HERE
        try:
            if pressed.conversation:
                await self._keep_press(pressed)
        except UnavailableError:
            raise
        except RefusedError as error:
            alert = str(error)
        finally:
            self._run(self._answer_press(pressed.id, alert))

    async def _keep_press(self, pressed: Pressed) -> None:
        outbox, office = self._given.stores.outbox, self._given.office
        try:
            button = await office.threads.run(
                self._given.buttons.pressed, outbox, pressed.conversation, pressed.sealed
            )  # fmt: skip
        except StoreError:
            raise UnavailableError from None
        id = f"{_chat(pressed.conversation)}-{pressed.number}-button-{pressed.id}"
        await self._keep(pressed.conversation, id, button.title, button.payload)

    async def _keep(self, conversation: str, id: str, text: str, payload: str | None = None) -> None:
        message = IncomingMessage(conversation, id, datetime.now(UTC), text, payload)
        if await self._given.office.take(message):
            self._run(self._typing.show(conversation))

    async def _is_latest(self, said: Said) -> bool:
        """Whether the lifter has said nothing after it."""
        try:
            posted = await self._given.office.threads.run(
                self._given.stores.outbox.latest, said.conversation, LOOKED_BACK
            )  # fmt: skip
        except StoreError:
            raise UnavailableError from None
        own = [each.message_id for each in posted if each.message_id and json.loads(each.body)["kind"] == LIFTER]
        return not own or int(own[-1].split("-")[1]) <= said.number

    async def _say(self, conversation: str, id: str, words: str, allowed: Buckets) -> None:
        """Kind words, once, and not too often; where they cannot be kept, none."""
        if not allowed.allow(conversation):
            return
        try:
            await self._given.office.notice(conversation, id, words, ONLY_WORDS if words == ONLY_TEXT else "")
        except StoreError as error:
            logger.warning("telegram: kind words were lost with %s", type(error).__name__)

    def _warn(self, conversation: str, words: str) -> None:
        """Says what cannot wait until anything can be kept."""
        if words and self._words.allow(conversation):
            self._run(self._told(conversation, words))

    async def _told(self, conversation: str, words: str) -> None:
        try:
            await self._api.call("sendMessage", {"chat_id": int(parts_of(conversation)[0]), "text": words})
        except TelegramError as error:
            logger.error("telegram: a warning did not arrive: %s", error)

    async def _answer_press(self, id: str, alert: str) -> None:
        """So that the button no longer shows that it waits; with an alert, if there is something to say."""
        said = {"text": alert[:LONGEST_ALERT], "show_alert": True} if alert else {}
        try:
            await self._api.call("answerCallbackQuery", {"callback_query_id": id, **said})
        except TelegramError as error:  # it was pressed too long ago, or Telegram is away: nothing is lost
            logger.info("telegram: a button goes on waiting after %s", error)

    def _failed_often(self, id: int | None) -> bool:
        if len(self._failures) >= MOST_FAILED:
            self._failures.clear()
        self._failures[id] += 1
        return self._failures[id] >= MOST_FAILURES

    def _run(self, errand: Coroutine[Any, Any, None]) -> None:
        """Something that nobody waits for."""
        if len(self._errands) >= MOST_ERRANDS:
            return errand.close()
        task = asyncio.get_running_loop().create_task(errand)
        self._errands.add(task)
        return task.add_done_callback(self._errands.discard)

    def _id(self, conversation: str, number: int, text: str) -> str:
        """Under a key: who reads ids learns nothing of what was said."""
        mark = hmac.digest(self._key, text.encode(), hashlib.sha256).hex()[:_DIGITS]
        return f"{_chat(conversation)}-{number}-{mark}"


def _chat(conversation: str) -> str:
    return parts_of(conversation)[0]
