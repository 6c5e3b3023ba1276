"""A reception to test with: the example gym's, over stores in memory, on a clock that is set."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.handover.reception import Reception
from bot.store.handover_records import Presence, TrainerAccount
from bot.store.interface import Stores
from bot.store.log_records import new_id
from bot.store.memory import memory_stores
from tests.bot.handover.gyms import GYM, MONDAY_9

LIFTER, OTHER = "web:" + "a" * 32, "web:" + "b" * 32
NOTHING: Mapping[str, Any] = {}


@dataclass
class FrontDesk:
    """The reception with its stores and its clock."""

    stores: Stores = field(default_factory=memory_stores)
    now: datetime = MONDAY_9

    @property
    def reception(self) -> Reception:
        return Reception(GYM, self.stores, lambda: self.now)

    def comes(self, login: str, presence: Presence = Presence.HERE, name: str = "") -> TrainerAccount:
        """A trainer with an account, who says that they are here."""
        shown, there = GYM.trainer(login), self.stores.trainers.find_by_login(login)
        account = TrainerAccount(
            there.id if there else new_id(),
            name or (shown.name if shown else login),
            login,
            "argon2$…",
            presence=presence,
            capacity=4,
        )
        self.stores.trainers.keep(account)
        return account

    def later(self, **ago: float) -> None:
        self.now += timedelta(**ago)
