"""The switchboard: looks at all handovers once a second, and says what has become of them.

    claimed     the lifter hears who is here                        utter_trainer_is_here
    late        the lifter hears how to reach the gym               utter_trainer_late
    ended       the lifter hears what was agreed, and may rate it   utter_handover_ended

Trainers' places hear what it is about, what is said meanwhile, and the same turns. All of it is read from the store and
posted under ids that are known once: any number of processes may do this, and each may end and begin at any moment.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from bot.channels.attended import SOMEBODY
from bot.channels.post_office import PostOffice
from bot.handover.gym import Gym
from bot.handover.matching_text import contact_text
from bot.store.handover_records import Handover, HandoverState
from bot.store.interface import Stores
from bot.switchboard.followed import Followed
from bot.switchboard.late import is_alerted, is_late, reply_by
from bot.switchboard.lifters import Lifters, Speaker
from bot.switchboard.places import CLAIMED, ENDED, ESCALATED, Brief, Places
from bot.switchboard.words import ALERT, CANCELLED, GOES_ON, LATE, LOOK, NO_CONTACT, TAKEN
from bot.switchboard.words import ENDED as ENDED_TEXT

logger = logging.getLogger(__name__)

LOOK_SECONDS, ATTEND_SECONDS = 1.0, 20.0
AT_ONCE = 4
STILL_TOLD = timedelta(days=7)
"""What ended while nobody looked is told at the start if it was asked for since then."""


class Switchboard:
    """Follows handovers. `places` are the trainers' places that are on; `brief` says what one is about, and blocks.

    `besides` is done at each look, in a thread: bot.trial_desk.TrialDesk.catch_up.
    """

    def __init__(
        self, stores: Stores, office: PostOffice, coach: Speaker, gym: Gym | None = None, places: Sequence[str] = (),
        brief: Brief = lambda _: LOOK, now: Callable[[], datetime] = lambda: datetime.now(UTC),
        besides: Callable[[], object] = lambda: None,
    ) -> None:  # fmt: skip
        self._stores, self._office, self._gym, self._now = stores, office, gym, now
        self._lifters = Lifters(stores, office, coach, now)
        self._places = Places(stores, office, places, brief, now)
        self._besides = besides
        self._followed: dict[str, Followed] | None = None
        self._free = asyncio.Semaphore(AT_ONCE)
        self._looking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the event loop that runs."""
        self._looking = asyncio.get_running_loop().create_task(self._look_on(), name="switchboard")

    async def stop(self) -> None:
        """End; what was not told yet is told by the next one."""
        if self._looking:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking
        self._looking = None

    def is_at_work(self) -> bool:
        """Whether it was started, and goes on."""
        return self._looking is not None and not self._looking.done()

    async def look(self) -> None:
        """Looks at what is open, and at what was open when it looked last. Raises StoreError."""
        followed = await self._office.threads.run(self._see, self._now())
        await asyncio.gather(*map(self._attend_safely, followed))
        await self._office.threads.run(self._besides)

    async def _look_on(self) -> None:
        while True:
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001  whatever it is, it is tried again
                logger.error("looking at handovers failed with %s", type(error).__name__)
            await asyncio.sleep(LOOK_SECONDS)

    def _see(self, now: datetime) -> list[Followed]:
        handovers = self._stores.handovers
        if self._followed is None:
            before = [each for each in handovers.asked_since(now - STILL_TOLD) if not each.is_open]
            self._followed = {each.id: Followed(each) for each in before if not self._lifters.has_heard_the_end(each)}
        there = {each.id: each for each in handovers.all_open()}
        for id in self._followed.keys() - there.keys():
            if found := handovers.find(id):
                there[id] = found
            else:
                del self._followed[id]  # the lifter was erased
        for id, found in there.items():
            self._followed.setdefault(id, Followed(found)).handover = found
        return list(self._followed.values())

    async def _attend_safely(self, followed: Followed) -> None:
        """One that fails is attended to again, and keeps no other waiting."""
        try:
            async with self._free, asyncio.timeout(ATTEND_SECONDS):
                await self._attend(followed)
        except Exception as error:  # noqa: BLE001
            logger.error("attending to a handover failed with %s", type(error).__name__)
        else:
            if not followed.handover.is_open and self._followed is not None:
                self._followed.pop(followed.handover.id, None)

    async def _attend(self, followed: Followed) -> None:
        found, by = followed.handover, reply_by(followed.handover, self._gym)
        late = is_late(found, by, self._now()) and await self._escalated(found)
        name = await self._lifters.name_of(found.trainer) if found.trainer else ""
        if await self._office.threads.run(self._tell_places, followed, by, late, name):
            for each in self._places.places_of(found):
                self._office.bell.said(each)
        if not found.is_open:
            await self._lifters.ended(followed)
            return
        if found.state is HandoverState.CLAIMED:
            await self._lifters.claimed(followed)
        if late:
            await self._lifters.late(followed, self._contact())

    async def _escalated(self, handover: Handover) -> bool:
        """Whether others are called now, or were; not if there is a reply after all."""
        if handover.escalated_at is not None:
            return True
        run, handovers = self._office.threads.run, self._stores.handovers
        if await run(handovers.escalate, handover.id, self._now()):
            return True
        found = await run(handovers.find, handover.id)
        return found is not None and found.is_open and found.replied_at is None

    def _tell_places(self, followed: Followed, by: datetime | None, late: bool, name: str) -> bool:
        """Whether there was news."""
        found, tell = followed.handover, self._places.tell
        is_new = self._places.begin(followed)
        is_new |= self._places.pass_on(followed)
        if is_alerted(found, followed.first_reason, by):
            is_new |= tell(followed, ESCALATED, ALERT, "alert")
        if late:
            is_new |= tell(followed, ESCALATED, LATE)
        if found.state is HandoverState.CLAIMED:
            is_new |= tell(followed, CLAIMED, TAKEN.format(trainer=name), f"{CLAIMED}:{found.trainer}")
        if not found.is_open:
            is_new |= tell(followed, ENDED, self._end_of(found, name))
        return is_new

    def _end_of(self, handover: Handover, name: str) -> str:
        """What trainers are told of the end."""
        if handover.state is not HandoverState.CANCELLED:
            return ENDED_TEXT.format(trainer=name or SOMEBODY)
        return GOES_ON if self._stores.handovers.open_in(handover.conversation) else CANCELLED

    def _contact(self) -> str:
        return contact_text(self._gym.contact) if self._gym else NO_CONTACT
