"""A lifter's rights over everything that is kept, in memory."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.store.handover_names import told_handovers, told_notes, told_trials
from bot.store.log_records import AuditEntry, Erased, LifterRecords
from bot.store.memory.audit import MemoryAuditStore
from bot.store.memory.conversations import messages_of
from bot.store.memory.handover_words import handovers_of, notes_of
from bot.store.memory.log import MemoryLogStore
from bot.store.memory.profile import MemoryConsentStore, MemoryProfileStore
from bot.store.memory.programs import MemoryProgramStore
from bot.store.memory.reminders import order
from bot.store.memory.restoring import restore
from bot.store.memory.retention import erase, purge
from bot.store.memory.shared import Memory
from bot.store.memory.trials import MemoryTrialStore
from bot.store.postbox_records import Posted
from bot.store.record_checks import check_audit
from bot.store.records import digest


class MemoryRightsStore:
    """Export, erasure and retention of what lies in memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def export(self, lifter: str, now: datetime, actor: str) -> LifterRecords:
        """Everything that is kept of a lifter, as of one moment."""
        with self._memory.of(lifter):
            MemoryAuditStore(self._memory).write(AuditEntry(lifter, now, actor, "exported"))
            return _records_of(self._memory, lifter)

    def restore(self, lifter: str, records: LifterRecords) -> int:
        """Keep for a lifter what an export holds and is not there yet; how many records that were."""
        with self._memory.of(lifter):
            return restore(self._memory, lifter, records)

    def erase(self, lifter: str, now: datetime, actor: str) -> Erased:
        """Delete everything that is kept of a lifter; one who is not there is no error."""
        entry = AuditEntry(None, now, actor, "erased")
        check_audit(entry)
        with self._memory.lock:
            if lifter not in self._memory.lifters:
                return Erased((), {})
            erased = erase(self._memory, lifter)
            self._memory.audit.append(entry)
        return erased

    def purge(self, now: datetime) -> Mapping[str, int]:
        """Delete what has been kept for long enough; how many rows or texts of each table. For once a day."""
        with self._memory.lock:
            return purge(self._memory, now)


def _records_of(memory: Memory, lifter: str) -> LifterRecords:
    log, commands = MemoryLogStore(memory), [each for each in memory.commands.values() if each.lifter == lifter]
    identities = memory.conversations(lifter)
    digests = {digest(each.conversation) for each in identities}
    trainers = {each.id: each.name for each in memory.trainers.values()}
    return LifterRecords(
        lifter=memory.lifters[lifter],
        identities=identities,
        profile=MemoryProfileStore(memory).history(lifter),
        workouts=log.workouts(lifter),
        body_masses=log.body_masses(lifter),
        consents=MemoryConsentStore(memory).consents(lifter),
        programs=MemoryProgramStore(memory).programs(lifter),
        reminders=tuple(sorted((each for each in memory.reminders.values() if each.lifter == lifter), key=order)),
        replaced=tuple(workout for each in commands for workout, _ in each.workouts),
        replaced_masses=tuple(mass for each in commands for mass, _ in each.masses),
        audit=MemoryAuditStore(memory).entries(lifter),
        unread=tuple(each for each in memory.unread.unread() if each.conversation in digests),
        messages=messages_of(memory, [each.conversation for each in identities]),
        posted=_posted(memory, [each.conversation for each in identities]),
        handovers=told_handovers(handovers_of(memory, lifter), trainers),
        trainer_notes=told_notes(notes_of(memory, lifter), trainers),
        trials=told_trials(MemoryTrialStore(memory).of_lifter(lifter), memory.trainers.values()),
    )


def _posted(memory: Memory, conversations: Iterable[str]) -> tuple[Posted, ...]:
    """Everything that was said in conversations, the oldest first."""
    said = [one for each in conversations if each in memory.postboxes for one in memory.postboxes[each].posted()]
    return tuple(sorted(said, key=lambda each: (each.at, each.number)))
