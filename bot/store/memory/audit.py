"""What was done with lifters' records, in memory."""

from bot.store.log_records import AuditEntry
from bot.store.memory.shared import Memory
from bot.store.record_checks import check_audit


class MemoryAuditStore:
    """The audit for as long as the program runs."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def write(self, entry: AuditEntry) -> None:
        """Add an entry; none is ever changed."""
        check_audit(entry)
        with self._memory.of(entry.lifter) if entry.lifter is not None else self._memory.lock:
            self._memory.audit.append(entry)

    def entries(self, lifter: str | None) -> tuple[AuditEntry, ...]:
        """The entries of a lifter, or those of nobody any more, the oldest first."""
        with self._memory.lock:
            return tuple(each for each in self._memory.audit if each.lifter == lifter)
