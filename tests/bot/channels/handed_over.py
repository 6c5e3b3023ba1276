"""Handovers to test with."""

from datetime import UTC, datetime

from bot.store.handover_records import Handover, HandoverReason, HandoverState, TrainerAccount
from bot.store.interface import Stores
from bot.store.log_records import new_id


def trainer(stores: Stores, name: str = "Robin") -> str:
    """The id of a trainer's account, which is made if it is not there."""
    there = stores.trainers.find_by_login(name.lower())
    account = there or TrainerAccount(new_id(), name, name.lower(), "none")
    stores.trainers.keep(account)
    return account.id


def asked(
    stores: Stores, conversation: str, reason: HandoverReason = HandoverReason.ASKED, at: datetime | None = None
) -> Handover:
    """A handover that waits."""
    now = at or datetime.now(UTC)
    lifter = stores.lifters.lifter_of(conversation, now).id
    return stores.handovers.ask(Handover(new_id(), conversation, lifter, reason, HandoverState.WAITING, now))


def taken(stores: Stores, conversation: str, name: str = "Robin") -> tuple[Handover, str]:
    """A handover that a trainer has, and the trainer."""
    found, who = asked(stores, conversation), trainer(stores, name)
    assert stores.handovers.claim(found.id, who, datetime.now(UTC))
    return found, who
