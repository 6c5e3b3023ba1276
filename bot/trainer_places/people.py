"""Whose account somebody's is, whom another place knows by a name of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.store.handover_records import TrainerAccount
from bot.store.interface import Stores

EVERYBODY_ELSE = "*"


@dataclass(frozen=True)
class People:
    """Logins of trainers, by the names that a place has for them; under "*" the one of everybody else."""

    stores: Stores
    logins: Mapping[str, str]

    def account(self, name: str) -> TrainerAccount | None:
        """The account of somebody, if they are at work; a name that is a login is its own. Blocks."""
        login = self.logins.get(name) or name
        return self._at_work(login) or self.of_everybody_else()

    def of_everybody_else(self) -> TrainerAccount | None:
        """The account of whoever is not named, if there is one. Blocks."""
        return self._at_work(self.logins.get(EVERYBODY_ELSE, ""))

    def _at_work(self, login: str) -> TrainerAccount | None:
        found = self.stores.trainers.find_by_login(login.lower()) if login else None
        return found if found and found.is_active else None
