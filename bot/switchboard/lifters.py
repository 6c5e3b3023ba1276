"""What a lifter is told of a handover, once each; and that Spotter coaches again when a trainer has said so."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.channels.attended import SOMEBODY
from bot.channels.post_office import PostOffice
from bot.channels.replies import Answer, bodies_of
from bot.handover.agreed_words import agreed_text
from bot.store.handover_records import Handover, HandoverReason, HandoverState
from bot.store.interface import Stores
from bot.store.log_records import RED_FLAG, AuditEntry
from bot.switchboard.followed import Followed
from bot.switchboard.words import NOTHING_AGREED
from bot.trainer_desk import may_coach_again

IS_HERE, ENDED = "utter_trainer_is_here", "utter_handover_ended"
LATE, LATE_URGENT = "utter_trainer_late", "utter_trainer_late_urgent"
CLEARED = "red flag cleared"
LOOKED_BACK = 50


class Speaker(Protocol):
    """bot.dialogue.coach.Coach."""

    async def announce(self, conversation: str, response: str, **values: Any) -> Answer: ...  # noqa: ANN401
    async def clear_red_flag(self, conversation: str) -> None: ...


class Lifters:
    """Tells lifters. Raises StoreError; then it is tried again."""

    def __init__(self, stores: Stores, office: PostOffice, coach: Speaker, now: Callable[[], datetime]) -> None:
        self._stores, self._office, self._coach, self._now = stores, office, coach, now

    async def claimed(self, followed: Followed) -> None:
        """Who is here now: each trainer who has it is named once, unless they have spoken already."""
        found = followed.handover
        id = f"handover:{found.id}:claimed:{found.trainer}"
        if id in followed.told:
            return
        name = await self.name_of(found.trainer)
        if await self._office.threads.run(self._has_spoken, found, name):
            followed.told.add(id)
        else:
            await self._tell(followed, id, IS_HERE, trainer=name)

    async def late(self, followed: Followed, contact: str) -> None:
        """That nobody has replied in time, and how to reach the gym; with a red flag first whom to call."""
        found = followed.handover
        said = LATE_URGENT if found.reason is HandoverReason.RED_FLAG else LATE
        await self._tell(followed, f"handover:{found.id}:escalated", said, contact=contact)

    async def ended(self, followed: Followed) -> None:
        """What was agreed, with a tap to say how it was. What the lifter called off has been told already."""
        found = followed.handover
        if found.state is HandoverState.CLOSED:
            if may_coach_again(found):
                await self._clear(found)
            name, agreed = await self.name_of(found.trainer), agreed_text(found.agreed) or NOTHING_AGREED
            await self._tell(followed, f"handover:{found.id}:ended", ENDED, trainer=name, agreed=agreed)

    def has_heard_the_end(self, handover: Handover) -> bool:
        """Whether the last of all has been told. Blocks."""
        return self._stores.outbox.is_posted(handover.conversation, f"handover:{handover.id}:ended")

    async def name_of(self, trainer: str | None) -> str:
        """A trainer's name."""
        account = await self._office.threads.run(self._stores.trainers.find, trainer) if trainer else None
        return account.name if account else SOMEBODY

    async def _tell(self, followed: Followed, id: str, response: str, **values: str) -> None:
        conversation = followed.handover.conversation
        if id in followed.told:
            return
        if not await self._office.threads.run(self._stores.outbox.is_posted, conversation, id):
            said = await self._coach.announce(conversation, response, **values)
            await self._office.post(conversation, id, bodies_of(said.replies), handover=followed.handover.id)
        followed.told.add(id)

    def _has_spoken(self, handover: Handover, name: str) -> bool:
        latest: Sequence[Any] = self._stores.outbox.latest(handover.conversation, LOOKED_BACK)
        since = handover.claimed_at or handover.asked_at
        said = (json.loads(each.body) for each in latest if each.at >= since)
        return any(each["kind"] == "trainer" and each.get("trainer") == name for each in said)

    async def _clear(self, handover: Handover) -> None:
        """In every chat of the lifter, and noted in the audit; not a red flag that came up after the trainer's word."""
        run, lifter = self._office.threads.run, handover.lifter
        standing = (await run(self._stores.profiles.profile, lifter)).get(RED_FLAG)
        if standing is None or handover.ended_at is None or standing.said_at > handover.ended_at:
            return
        for each in await run(self._stores.lifters.identities, lifter):
            await self._coach.clear_red_flag(each.conversation)
        name = await self.name_of(handover.trainer)
        entry = AuditEntry(lifter, self._now(), name, CLEARED, f"handover {handover.id}")
        if not any((each.action, each.detail) == (CLEARED, entry.detail) for each in await run(self._entries, lifter)):
            await run(self._stores.audit.write, entry)

    def _entries(self, lifter: str) -> Sequence[AuditEntry]:
        return self._stores.audit.entries(lifter)
