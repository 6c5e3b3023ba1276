"""What trainers wrote, in memory: what goes with a consent, or has been kept for long enough."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.store.handover_records import Agreement, AgreementKind, Handover, TrainerNote
from bot.store.handover_steps import still_says_why, without_health
from bot.store.memory.shared import Memory


def forget_health(memory: Memory, lifter: str) -> int:
    """Deletes what was kept of a lifter's handovers on the consent to remarks about health; how many records."""
    count = 0
    for each in handovers_of(memory, lifter):
        after = without_health(each)
        count += len(each.agreed) - len(after.agreed) + (each.summary != after.summary)
        memory.handovers[each.id] = after
    notes = notes_of(memory, lifter)
    gone = {each.id for each in notes if each.is_about_health}
    memory.notes = {key: each for key, each in memory.notes.items() if key not in gone}
    return count + len(gone)


def forget_complaints(memory: Memory, lifter: str, values: Collection[str] | None) -> int:
    """Deletes the complaints that were agreed with a lifter, all of them or those of values; how many."""
    count = 0
    for each in handovers_of(memory, lifter):
        left = tuple(one for one in each.agreed if not _is_named(one, values))
        count += len(each.agreed) - len(left)
        memory.handovers[each.id] = replace(each, agreed=left)
    return count


def _is_named(agreement: Agreement, values: Collection[str] | None) -> bool:
    return agreement.kind is AgreementKind.COMPLAINT and (values is None or agreement.value in values)


def drop_before(memory: Memory, limit: datetime, now: datetime) -> int:
    """Deletes notes, summaries and agreements of what ended before a moment; how many summaries those were."""
    summaries = 0
    for each in list(memory.handovers.values()):
        if each.ended_at and each.ended_at < limit and not still_says_why(each, now):
            agreed = tuple(one for one in each.agreed if one.until is None)
            memory.handovers[each.id] = replace(each, summary="", is_about_health=False, agreed=agreed)
            memory.notes = {key: note for key, note in memory.notes.items() if note.handover != each.id}
            summaries += bool(each.summary)
    return summaries


def handovers_of(memory: Memory, lifter: str) -> tuple[Handover, ...]:
    """All handovers of a lifter, the oldest first."""
    theirs = [each for each in memory.handovers.values() if each.lifter == lifter]
    return tuple(sorted(theirs, key=lambda each: (each.asked_at, each.id)))


def notes_of(memory: Memory, lifter: str) -> tuple[TrainerNote, ...]:
    """All notes about a lifter's handovers, the oldest first."""
    ids = {each.id for each in handovers_of(memory, lifter)}
    return tuple(sorted((each for each in memory.notes.values() if each.handover in ids), key=note_order))


def note_order(note: TrainerNote) -> tuple[datetime, str]:
    """Of two notes the one written first comes first."""
    return note.at, note.id
