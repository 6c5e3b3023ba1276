"""What a turn leaves behind of the lifter: the facts of the profile, and the consent to keep complaints."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.health_consent import answered_in, text_shown
from bot.dialogue.profile_facts import HEALTH, ProfileFacts, found_in, slots_of
from bot.dialogue.unread import is_about_health
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind


class LifterMemory:
    """Profile and consents of the lifter behind a conversation, before and after a turn. Both raise StoreError."""

    def __init__(self, stores: Stores) -> None:
        self._stores, self._facts = stores, ProfileFacts(stores)

    async def before_turn(self, tracker: DialogueStateTracker) -> tuple[Event, ...]:
        """The events that tell the conversation what the lifter said in another one."""
        return await asyncio.to_thread(self._facts.news, tracker.sender_id, slots_of(tracker), datetime.now(UTC))

    async def stops(self, conversation: str) -> bool:
        """Whether a red flag of the lifter stands, in whichever conversation."""
        return await asyncio.to_thread(self._facts.stops, conversation)

    async def after_turn(self, tracker: DialogueStateTracker, events: Sequence[Event]) -> None:
        """Keep what a turn (its events) found, and take the lifter's yes or no about complaints."""
        consent, found = answered_in(events), found_in(events)
        shown = text_shown(tracker.events)
        if consent and shown:
            found[HEALTH] = tracker.get_slot(HEALTH)
        said = next((each for each in events if isinstance(each, UserUttered)), None)
        words = said.text or "" if said and not is_about_health(said.parse_data) else ""
        if found or consent is not None:
            await asyncio.to_thread(self._keep, tracker.sender_id, found, words, consent, shown)

    def _keep(self, conversation: str, found: dict[str, object], words: str, consent: bool | None, shown: str) -> None:
        now = datetime.now(UTC)
        lifter = self._stores.lifters.lifter_of(conversation, now).id
        if consent and shown:
            self._stores.consents.give(lifter, ConsentKind.HEALTH, shown, now)
        if consent is False:
            self._stores.consents.withdraw(lifter, ConsentKind.HEALTH, now)
        self._facts.keep(conversation, found, words, now)
