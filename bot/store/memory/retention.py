"""What is deleted of the memory: everything of a lifter, or what has been kept for long enough."""

from dataclasses import replace
from datetime import datetime

from bot.store.conversation_records import Conversation
from bot.store.log_records import Erased
from bot.store.memory.handover_words import drop_before, handovers_of, notes_of
from bot.store.memory.shared import Memory
from bot.store.postbox_records import is_about
from bot.store.records import KEEPS_FOR, digest

PURGED = (
    "unread_messages", "conversation_events", "inbox", "outbox", "commands", "join_codes", "reminders",
    "console_logins", "trainer_notes", "agreements", "trials",
)  # fmt: skip
"""Of which whole records are deleted."""


def erase(memory: Memory, lifter: str) -> Erased:
    """Deletes everything of a lifter."""
    conversations = tuple(each.conversation for each in memory.conversations(lifter))
    digests = {digest(each) for each in conversations}
    before = _sizes(memory)
    memory.unread.delete([each.id for each in memory.unread.unread() if each.conversation in digests])
    memory.talks = {key: each for key, each in memory.talks.items() if key not in conversations}
    told = {each.id for each in handovers_of(memory, lifter)}
    gone = {key for key in memory.postboxes if key in conversations or is_about(key, told)}
    memory.postboxes = {key: each for key, each in memory.postboxes.items() if key not in gone}
    memory.identities = {key: each for key, each in memory.identities.items() if each.lifter != lifter}
    memory.codes = {key: each for key, each in memory.codes.items() if each.lifter != lifter}
    memory.commands = {key: each for key, each in memory.commands.items() if each.lifter != lifter}
    memory.workouts = {key: each for key, each in memory.workouts.items() if each[0].lifter != lifter}
    memory.masses = {key: each for key, each in memory.masses.items() if each[0].lifter != lifter}
    memory.profile = [each for each in memory.profile if each.lifter != lifter]
    memory.consents = [each for each in memory.consents if each.lifter != lifter]
    memory.programs = {key: each for key, each in memory.programs.items() if each.lifter != lifter}
    memory.reminders = {key: each for key, each in memory.reminders.items() if each.lifter != lifter}
    memory.claims = {key: each for key, each in memory.claims.items() if key in memory.reminders}
    notes = {each.id for each in notes_of(memory, lifter)}
    memory.notes = {key: each for key, each in memory.notes.items() if key not in notes}
    memory.handovers = {key: each for key, each in memory.handovers.items() if each.lifter != lifter}
    memory.trials = {key: each for key, each in memory.trials.items() if each.lifter != lifter}
    memory.audit = [each for each in memory.audit if each.lifter != lifter]
    del memory.lifters[lifter]
    after = _sizes(memory)
    return Erased(conversations, {name: size - after[name] for name, size in before.items() if size > after[name]})


def purge(memory: Memory, now: datetime) -> dict[str, int]:
    """Deletes raw texts, what could be undone, what is over, and stopped reminders; how many of each table."""
    limit, before = now - KEEPS_FOR, _sizes(memory)
    worded = [each for each in memory.profile if each.said_at < limit and each.words]
    memory.profile = [replace(each, words="") if each.said_at < limit else each for each in memory.profile]
    memory.unread.delete_before(limit)
    memory.talks = {key: _since(limit, each) for key, each in memory.talks.items()}
    for box in memory.postboxes.values():
        box.drop_before(limit)
    for number in [number for number, each in memory.commands.items() if each.at < limit]:
        memory.drop_command(number)
    memory.codes = {key: each for key, each in memory.codes.items() if each.expires_at >= limit}
    memory.reminders = {key: each for key, each in memory.reminders.items() if each.is_active}
    memory.logins = {key: each for key, each in memory.logins.items() if each.expires_at >= now}
    memory.trials = {key: each for key, each in memory.trials.items() if each.ends >= limit}
    summaries = drop_before(memory, limit, now)
    after = _sizes(memory)
    gone = {name: before[name] - after[name] for name in PURGED}
    return gone | {"profile_entries": len(worded), "handovers": summaries}


def _since(limit: datetime, talk: Conversation) -> Conversation:
    return replace(talk, events=tuple(each for each in talk.events if each.at >= limit))


def _sizes(memory: Memory) -> dict[str, int]:
    """How many records of each kind there are, under the names of the database's tables."""
    boxes = memory.postboxes.values()
    return {
        "unread_messages": len(memory.unread.unread()), "lifters": len(memory.lifters),
        "identities": len(memory.identities), "join_codes": len(memory.codes), "commands": len(memory.commands),
        "workouts": len(memory.workouts), "logged_sets": sum(len(each.sets) for each, _ in memory.workouts.values()),
        "body_masses": len(memory.masses), "profile_entries": len(memory.profile), "consents": len(memory.consents),
        "programs": len(memory.programs), "reminders": len(memory.reminders), "audit": len(memory.audit),
        "conversations": len(memory.talks),
        "conversation_events": sum(len(each.events) for each in memory.talks.values()),
        "postboxes": len(boxes), "inbox": sum(len(each.inbox) for each in boxes),
        "outbox": sum(len(each.outbox) for each in boxes), "handovers": len(memory.handovers),
        "agreements": sum(len(each.agreed) for each in memory.handovers.values()), "trainer_notes": len(memory.notes),
        "console_logins": len(memory.logins), "trials": len(memory.trials),
    }  # fmt: skip
