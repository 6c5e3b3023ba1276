"""What a place has to remember of a handover: which thread it is, how far it was read.

It lies beside what was told there, as rows that are never sent, and is erased with them.
"""

import json
from dataclasses import dataclass
from typing import Any

from bot.store.interface import Stores
from bot.trainer_desk import TrainerDesk

KEPT = "kept"
EVERYTHING = 1_000_000


@dataclass(frozen=True)
class Ledger:
    """What the place of a name remembers. All methods block, and raise StoreError."""

    place: str
    stores: Stores
    desk: TrainerDesk

    def conversation(self, handover: str) -> str:
        """Where it is told what happens in a handover."""
        return f"{self.place}:{handover}"

    def keep(self, handover: str, key: str, **facts: Any) -> None:  # noqa: ANN401  whatever JSON has
        """Remember facts; those of a key only once."""
        body = json.dumps({"kind": KEPT, "facts": facts})
        self.stores.outbox.post(self.conversation(handover), f"{KEPT}:{key}", [body], self.desk.now(), is_sent=True)

    def kept(self, handover: str) -> dict[str, Any]:
        """What is remembered; of two facts of a name the later one."""
        rows = self.stores.outbox.after(self.conversation(handover), 0, EVERYTHING)
        bodies = (json.loads(each.body) for each in rows)
        return {name: fact for body in bodies if body["kind"] == KEPT for name, fact in body["facts"].items()}
