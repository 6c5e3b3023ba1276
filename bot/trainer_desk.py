"""What a trainer does with a handover, wherever they do it: in the console, in a Slack thread, in a help desk.

A trainer's words go to the lifter through the outbox, in order, each once; nobody's words go out who does not have the
conversation. All methods block, and raise StoreError.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.channels.identity import channel_of
from bot.channels.replies import plain
from bot.channels.worker import ONLY_SHOWN
from bot.handover import agreed_words
from bot.store.errors import MissingError
from bot.store.field_checks import expect
from bot.store.handover_records import Agreement, AgreementKind, Handover, HandoverState, TrainerAccount
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind

LONGEST_REPLY = 2000
"""Characters: as much as a lifter may write."""
AGREED = "Yes, said in the chat with {trainer}: what we agree on may be written down, so that Spotter plans around it."
"""What is kept of a consent that was given to a trainer."""
CLEARED = agreed_words.CLEARED
"""The `value` of the agreement that a red flag was looked into, and Spotter may coach again."""


def utc_now() -> datetime:
    """The moment that it is."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class TrainerDesk:
    """The steps of a trainer. Each returns False where it can no longer be taken, and then nothing has changed."""

    stores: Stores
    now: Callable[[], datetime] = utc_now

    def claim(self, id: str, trainer: str) -> bool:
        """Take a handover that waits; of many who do so at once one gets it."""
        return self.stores.handovers.claim(id, trainer, self.now())

    def reply(self, id: str, trainer: str, text: str, reply_id: str) -> bool:
        """Say something to the lifter. `reply_id`: the same one again is not said again, and is no error.

        Raises RecordError for words that are empty or longer than LONGEST_REPLY, MissingError for no such handover.
        """
        now, handover, account = self.now(), self.handover(id), self.account(trainer)
        said = said_by(account, text)
        if not self.stores.handovers.replied(id, trainer, now):
            return False
        where = handover.conversation
        self.stores.outbox.post(where, f"trainer:{reply_id}", [said], now, is_sent=channel_of(where) == ONLY_SHOWN)
        return True

    def hand_back(self, id: str, trainer: str, summary: str, agreed: Sequence[Agreement]) -> bool:
        """End it with a word to Spotter. Raises ConsentMissingError as bot.store.handover_interface says."""
        is_about_health = any(each.needs_consent for each in agreed)
        return self.stores.handovers.hand_back(
            id, trainer, summary, agreed, self.now(), is_about_health=is_about_health
        )  # fmt: skip

    def said_yes(self, id: str, trainer: str) -> bool:
        """The lifter has agreed, in the chat with this trainer, that what is about health is kept."""
        handover, account = self.handover(id), self.account(trainer)
        if (handover.state, handover.trainer) != (HandoverState.CLAIMED, trainer):
            return False
        self.stores.consents.give(handover.lifter, ConsentKind.HEALTH, AGREED.format(trainer=account.name), self.now())
        return True

    def handover(self, id: str) -> Handover:
        """Raises MissingError."""
        found = self.stores.handovers.find(id)
        if found is None:
            raise MissingError("There is no such handover.")
        return found

    def account(self, trainer: str) -> TrainerAccount:
        """Raises MissingError for who is not at work."""
        found = self.stores.trainers.find(trainer)
        if found is None or not found.is_active:
            raise MissingError("There is no such trainer.")
        return found


def said_by(account: TrainerAccount, text: str) -> str:
    """A trainer's words as they are kept. Raises RecordError."""
    words = text.strip()
    expect(0 < len(words) <= LONGEST_REPLY, "text", f"1 to {LONGEST_REPLY} characters")
    return plain(words, "trainer", trainer=account.name)


def may_coach_again(handover: Handover) -> bool:
    """Whether the trainer has said that a red flag was looked into."""
    return any(each.kind is AgreementKind.NOTE and each.value == CLEARED for each in handover.agreed)
