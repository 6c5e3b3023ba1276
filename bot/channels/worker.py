"""The worker: answers what waits in the inbox, in order in each conversation, several conversations at once.

A message is claimed, answered, and kept as answered together with its replies. If the process dies in between, the
claim lapses and the message is answered again, by any process. `answer` gets the same message_id then; for one that
its conversation has heard it must give the answer that it gave, and change nothing.

While a trainer has the conversation the bot is silent: a message counts as answered, by nobody, and is not heard. The
one exception is a red flag that cannot wait: it gets its answer, and the trainers are alerted.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.channels.bell import Bell
from bot.channels.identity import channel_of
from bot.channels.replies import Answer, bodies_of, plain, without_buttons
from bot.channels.rounds import Rounds
from bot.channels.tally import RED_FLAG, RED_FLAG_INTENT, SILENT, answered
from bot.channels.threads import Threads
from bot.store.errors import StoreError, StoreUnavailableError
from bot.store.handover_records import HandoverState
from bot.store.interface import HandoverStore, InboxStore
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
    is_urgent: bool = False
    """It is about a red flag that cannot wait, and is said even while a trainer has the conversation."""


SILENCE = Spoken((), outcome=SILENT)


class Worker:
    """Answers what waits in an inbox.

    `last_words` gives what is said to a message (its text) that cannot be answered: of a red flag, that one's answer.
    `post` says what no message is left for: that everything was deleted.
    """

    def __init__(
        self, inbox: InboxStore, handovers: HandoverStore, answer: Answering, threads: Threads, bell: Bell,
        last_words: Callable[[str], str] = lambda _: LAST_WORDS, pace: Pace | None = None, *, post: Post | None = None,
    ) -> None:  # fmt: skip
        self._post, self._inbox, self._answer, self._threads, self._bell = post, inbox, answer, threads, bell
        self._handovers = handovers
        self._last_words, self._pace = last_words, pace or Pace()
        self._rounds = Rounds("inbox", self._claim, self._work, self._pace.at_once, self._pace.poll_seconds)
        self.start, self.wake, self.stop = self._rounds.start, self._rounds.wake, self._rounds.stop
        self.is_at_work = self._rounds.is_at_work

    async def _claim(self, most: int) -> Sequence[ClaimedMessage]:
        now = datetime.now(UTC)
        return await self._threads.run(self._inbox.claim, now, now + self._pace.lease, most)

    async def _work(self, claimed: ClaimedMessage) -> None:
        alarms: list[asyncio.Task[None]] = []

        def alarm() -> None:
            if self._is_urgent(claimed):
                alarms.append(asyncio.create_task(self._alert(claimed.message.conversation)))

        try:
            with ExitStack() as sign:
                spoken = await self._replies(claimed, sign, alarm)
                alarm()  # not before: to answer a red flag may be to ask for a trainer
                await self._say(claimed, spoken)
        finally:
            await asyncio.gather(*alarms)

    async def _say(self, claimed: ClaimedMessage, spoken: Spoken | None) -> None:
        conversation = claimed.message.conversation
        if spoken and await self._keep(claimed, spoken):
            answered(claimed.message, spoken.outcome)
            self._bell.said(conversation)
        elif spoken and spoken.is_erased and self._post:
            await self._post(conversation, f"erased:{claimed.message.key}", spoken.bodies)

    async def _replies(
        self, claimed: ClaimedMessage, sign: ExitStack, alarm: Callable[[], None]
    ) -> Spoken | None:  # fmt: skip
        """What to reply; None when the message was put back, to be tried again.

        Shows the sign of typing until the stack ends, but not while a trainer has the conversation, who is alarmed.
        """
        if claimed.attempts > self._pace.most_attempts:
            logger.error("a message gets the last words: %d processes died of it", self._pace.most_attempts)
            return self._sorry(claimed)
        try:
            async with asyncio.timeout(self._pace.answer_seconds):
                if await self._is_taken(claimed.message.conversation):
                    alarm()
                    return await self._warning(claimed) if self._is_urgent(claimed) else SILENCE
                sign.enter_context(self._bell.answering(claimed.message.conversation))
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
        outcome = RED_FLAG if intent == RED_FLAG_INTENT else "answer"
        is_erased = bool(getattr(answer, "is_erased", False))
        return Spoken(bodies, is_private, outcome, is_erased, self._is_urgent(claimed))

    async def _warning(self, claimed: ClaimedMessage) -> Spoken:
        """The answer to a red flag while a trainer has the conversation, and nothing more. The red flag stands then.

        What was said is kept as it is: it was said to the trainer.
        """
        spoken = await self._asked(claimed)
        if spoken.outcome != RED_FLAG:
            return self._sorry(claimed)
        return replace(spoken, bodies=(without_buttons(spoken.bodies[0]),), is_private=False)

    async def _is_taken(self, conversation: str) -> bool:
        """Whether a trainer has it."""
        found = await self._threads.run(self._handovers.open_in, conversation)
        return found is not None and found.state is HandoverState.CLAIMED

    def _is_urgent(self, claimed: ClaimedMessage) -> bool:
        """Whether it was typed, and has an answer that cannot wait."""
        message = claimed.message
        return message.payload is None and self._last_words(message.text) != LAST_WORDS

    async def _alert(self, conversation: str) -> None:
        """Tells trainers of a red flag, if the conversation waits for one of them or one has it."""
        for pause in (*self._pace.pauses_to_keep, None):
            try:
                found = await self._threads.run(self._handovers.open_in, conversation)
                is_news = (
                    await self._threads.run(self._handovers.alert, found.id, datetime.now(UTC)) if found else False
                )
                if is_news:
                    logger.warning("trainers are alerted of a red flag")
            except StoreError as error:
                logger.error("alerting trainers failed with %s", type(error).__name__)
                await asyncio.sleep(pause or 0)
            else:
                return

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
                    self._inbox.answered, claimed, spoken.bodies, now, is_sent=is_sent,
                    is_forgotten=spoken.is_private, unless_taken=not spoken.is_urgent,
                )  # fmt: skip
            except StoreError as error:
                logger.error("keeping an answer failed with %s", type(error).__name__)
                if pause is None:
                    raise
                await asyncio.sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    def _sorry(self, claimed: ClaimedMessage) -> Spoken:
        words = self._last_words(claimed.message.text)
        return Spoken((plain(words),), outcome="last_words", is_urgent=self._is_urgent(claimed))
