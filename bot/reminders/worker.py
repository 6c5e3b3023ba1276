"""Sends reminders when they are due, from the table of reminders; several workers may share one.

A reminder is claimed, sent, and then set to its next moment. A worker that dies between the last two leaves its claim
to lapse, and another sends the reminder once more: twice is a nuisance, never is a broken promise.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.reminders.due import next_due
from bot.store.errors import StoreError
from bot.store.interface import ReminderStore
from bot.store.log_records import Reminder

logger = logging.getLogger(__name__)

LATEST = timedelta(hours=2)
"""Later than this a reminder is of no use: after a night's outage nobody is called to last evening's workout."""
CLAIMED_FOR = timedelta(minutes=5)
SECONDS_TO_SEND = 60.0
SECONDS_BETWEEN = 15.0
AT_ONCE = 20
"""So many are claimed and sent together: they are all sent long before their claim lapses."""

Send = Callable[[Reminder], Awaitable[bool]]
"""Brings a reminder to its conversation; False if it must not be said there now: a red flag stands. May raise."""


def utc_now() -> datetime:
    """The moment that it is."""
    return datetime.now(UTC)


class ReminderWorker:
    """Sends the reminders of those channels ("telegram") that it has a sender for; others stay unclaimed."""

    def __init__(
        self,
        reminders: ReminderStore,
        senders: Mapping[str, Send],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._reminders, self._senders, self._now = reminders, dict(senders), now
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Send what comes due, until `stop`. A store that fails is asked again a little later."""
        while not self._stopping.is_set():
            try:
                await self.send_due()
            except StoreError as error:
                _log("claiming", error)
            try:
                await asyncio.wait_for(self._stopping.wait(), SECONDS_BETWEEN)
            except TimeoutError:
                continue

    def stop(self) -> None:
        """End `run` once what is being sent has been sent."""
        self._stopping.set()

    async def send_due(self) -> int:
        """Send everything that is due now; how many were sent. Raises StoreError."""
        count = 0
        while not self._stopping.is_set():
            now = self._now()
            claimed = await asyncio.to_thread(
                self._reminders.claim_due, now, now + CLAIMED_FOR, AT_ONCE, tuple(self._senders)
            )
            if not claimed:
                break
            count += sum(await asyncio.gather(*map(self._take, claimed)))
        return count

    async def _take(self, reminder: Reminder) -> bool:
        """Send or pass over a claimed reminder; whether it was sent. What fails is due again when its claim lapses."""
        try:
            is_sent = await asyncio.wait_for(self._sent(reminder), SECONDS_TO_SEND)
            following = next_due(
                reminder.weekdays, reminder.local_time, ZoneInfo(reminder.zone), max(self._now(), reminder.next_due)
            )
            await asyncio.to_thread(self._reminders.sent, reminder, following)
        except Exception as error:  # noqa: BLE001  one that fails must not keep the others from being sent
            _log("sending", error)
            return False
        return is_sent

    async def _sent(self, reminder: Reminder) -> bool:
        """Send a reminder that is not too late, and was not stopped or changed since it was claimed; whether it was."""
        if self._now() - reminder.next_due > LATEST or not await asyncio.to_thread(self._is_wanted, reminder):
            return False
        return await self._senders[reminder.conversation.partition(":")[0]](reminder)

    def _is_wanted(self, reminder: Reminder) -> bool:
        return reminder in self._reminders.reminders(reminder.lifter)


def _log(what: str, error: Exception) -> None:
    """What failed and how, without whom it was for."""
    logger.error("%s reminders failed with %s", what, type(error).__name__)
