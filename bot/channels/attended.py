"""Which conversations trainers have, and under which name the lifter knows them."""

from bot.store.handover_records import Handover, HandoverState
from bot.store.interface import Stores

SOMEBODY = "A trainer"
"""Whose account is not to be found."""


class Attended:
    """Looks in the stores. Its methods block, and raise StoreError."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def trainer_in(self, conversation: str) -> str:
        """The name of the trainer who has a conversation; "" if nobody has."""
        found = self._stores.handovers.open_in(conversation)
        return self._names([found] if found else []).get(conversation, "")

    def trainers(self) -> dict[str, str]:
        """The names of the trainers by the conversations that they have."""
        return self._names(self._stores.handovers.all_open())

    def _names(self, found: list[Handover] | tuple[Handover, ...]) -> dict[str, str]:
        had = {each.conversation: each.trainer for each in found if each.state is HandoverState.CLAIMED}
        names = {id: account.name for id in set(had.values()) if id and (account := self._stores.trainers.find(id))}
        return {conversation: names.get(id or "", SOMEBODY) for conversation, id in had.items()}
