"""The worker: answers what waits in the inbox, in order in each conversation, several conversations at once.

A message is claimed, answered, and kept as answered together with its replies. If the process dies in between, the
claim lapses and the message is answered again, by any process. `answer` gets the same message_id then; for one that
its conversation has heard it must give the answer that it gave, and change nothing.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.channels.bell import Bell
from bot.channels.identity import channel_of
from bot.channels.replies import Answer, bodies_of, plain
from bot.channels.rounds import Rounds
from bot.channels.tally import RED_FLAG_INTENT, answered
from bot.channels.threads import Threads
from bot.store.errors import StoreError, StoreUnavailableError
from bot.store.interface import InboxStore
from bot.store.postbox_records import ClaimedMessage

logger = logging.getLogger(__name__)

LAST_WORDS = "Sorry, I lost my words for a moment. Please ask me again, or ask for a trainer."
ONLY_SHOWN = "web"
"""The channel whose replies are fetched, and not sent."""


Post = Callable[[str, str, Sequence[str]], Awaitable[bool]]
"""bot.channels.post_office.PostOffice.post."""


class Answering(Protocol):
    """bot.dialogue.coach.Coach.answer."""

    async def __call__(
        self, conversation: str, message: str | None = None, payload: str | None = None, message_id: str | None = None
    ) -> Answer: ...


@dataclass(frozen=True)
class Pace:
    """How patient a worker is.

    What hangs for `answer_seconds` gets the last words at once: it would hang again. What fails is tried so many times,
    with a pause that doubles; while the database is away it is tried for as long as `outage`. `lease` is longer than
    an answer and keeping it take: after it the message is another's. More turns `at_once` take no less time, and
    acknowledgements wait behind them (benchmarks/channels.md); fewer, and answers that hang hold up everybody.
    """

    at_once: int = 4
    answer_seconds: float = 10
    lease: timedelta = timedelta(seconds=30)
    poll_seconds: float = 1
    pause: timedelta = timedelta(seconds=0.5)
    most_attempts: int = 4
    outage: timedelta = timedelta(minutes=10)
    pauses_to_keep: tuple[float, ...] = (0.5, 1, 2, 4)
    """Between attempts to keep an answer. After the last one the message is answered again when the claim lapses."""


@dataclass(frozen=True)
class Spoken:
    """What is replied; after a private message its text is forgotten."""

    bodies: tuple[str, ...]
    is_private: bool = False
    outcome: str = "answer"
    is_erased: bool = False
    """Everything of the lifter was deleted, the message too: this is all that is said of it."""


class Worker:
    """Answers what waits in an inbox.

    `last_words` gives what is said to a message (its text) that cannot be answered: of a red flag, that one's answer.
    `post` says what no message is left for: that everything was deleted.
    """

    def __init__(
        self, inbox: InboxStore, answer: Answering, threads: Threads, bell: Bell,
        last_words: Callable[[str], str] = lambda _: LAST_WORDS, pace: Pace | None = None, *, post: Post | None = None,
    ) -> None:  # fmt: skip
        self._post, self._inbox, self._answer, self._threads, self._bell = post, inbox, answer, threads, bell
        self._last_words, self._pace = last_words, pace or Pace()
        self._rounds = Rounds("inbox", self._claim, self._work, self._pace.at_once, self._pace.poll_seconds)
        self.start, self.wake, self.stop = self._rounds.start, self._rounds.wake, self._rounds.stop
        self.is_at_work = self._rounds.is_at_work

    async def _claim(self, most: int) -> Sequence[ClaimedMessage]:
        now = datetime.now(UTC)
        return await self._threads.run(self._inbox.claim, now, now + self._pace.lease, most)

    async def _work(self, claimed: ClaimedMessage) -> None:
        conversation = claimed.message.conversation
        self._bell.begin(conversation)
        try:
            spoken = await self._replies(claimed)
            if spoken and await self._keep(claimed, spoken):
                answered(claimed.message, spoken.outcome)
                self._bell.said(conversation)
            elif spoken and spoken.is_erased and self._post:
                await self._post(conversation, f"erased:{claimed.message.key}", spoken.bodies)
        finally:
            self._bell.end(conversation)

    async def _replies(self, claimed: ClaimedMessage) -> Spoken | None:
        """What to reply; nothing when the message was put back, to be tried again."""
        if claimed.attempts > self._pace.most_attempts:
            logger.error("a message gets the last words: %d processes died of it", self._pace.most_attempts)
            return self._sorry(claimed)
        try:
            async with asyncio.timeout(self._pace.answer_seconds):
                return await self._asked(claimed)
        except (asyncio.CancelledError, KeyboardInterrupt):
            raise
        except TimeoutError:
            logger.error("a message gets the last words: its answer took %s s", self._pace.answer_seconds)
            return self._sorry(claimed)
        except BaseException as error:  # noqa: BLE001  even SystemExit, which Rasa's stores raise on a row that is bad
            logger.error("answering failed with %s, attempt %d", type(error).__name__, claimed.attempts)
            return await self._failed(claimed, is_outage=isinstance(error, StoreUnavailableError))

    async def _asked(self, claimed: ClaimedMessage) -> Spoken:
        message = claimed.message
        typed = message.text if message.payload is None else None
        answer = await self._answer(message.conversation, typed, message.payload, message.key)
        if getattr(answer, "is_unkept", False):
            raise StoreUnavailableError("The turn was not kept. It is answered again.")
        is_private, intent = bool(getattr(answer, "is_private", False)), getattr(answer, "intent", "")
        if not (bodies := bodies_of(answer.replies)):
            return replace(self._sorry(claimed), is_private=is_private)
        outcome = "red_flag" if intent == RED_FLAG_INTENT else "answer"
        return Spoken(bodies, is_private, outcome, bool(getattr(answer, "is_erased", False)))

    async def _failed(self, claimed: ClaimedMessage, *, is_outage: bool) -> Spoken | None:
        """The last words, or nothing and the message is put back."""
        now = datetime.now(UTC)
        is_free = is_outage and now - claimed.message.received_at < self._pace.outage
        if claimed.attempts >= self._pace.most_attempts and not is_free:
            return self._sorry(claimed)
        pause = self._pace.pause * 2 ** (claimed.attempts - 1)
        try:
            await self._threads.run(self._inbox.put_back, claimed, now + pause, is_counted=not is_free)
        except StoreError as error:  # then it is claimed again when the claim lapses
            logger.error("putting a message back failed with %s", type(error).__name__)
        return None

    async def _keep(self, claimed: ClaimedMessage, spoken: Spoken) -> bool:
        """Whether the replies are kept: not if another has answered, or the message is gone."""
        is_sent = channel_of(claimed.message.conversation) == ONLY_SHOWN
        for pause in (*self._pace.pauses_to_keep, None):
            try:
                now = datetime.now(UTC)
                return await self._threads.run(
                    self._inbox.answered, claimed, spoken.bodies, now, is_sent=is_sent, is_forgotten=spoken.is_private
                )
            except StoreError as error:
                logger.error("keeping an answer failed with %s", type(error).__name__)
                if pause is None:
                    raise
                await asyncio.sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    def _sorry(self, claimed: ClaimedMessage) -> Spoken:
        return Spoken((plain(self._last_words(claimed.message.text)),), outcome="last_words")
