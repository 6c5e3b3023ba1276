"""A lifter's rights over everything that is kept, in a database."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection, Engine

from bot.store.handover_names import told_handovers, told_notes, told_trials
from bot.store.log_records import AuditEntry, BodyMass, Erased, Lifter, LifterRecords, Workout
from bot.store.record_checks import check_audit
from bot.store.records import UnreadMessage, digest
from bot.store.sql.audit import entries_of as audit_of
from bot.store.sql.audit import write
from bot.store.sql.consents import consents_of
from bot.store.sql.conversations import erase as erase_conversations
from bot.store.sql.conversations import messages_of
from bot.store.sql.database import reading, writing
from bot.store.sql.handover_rows import names_of_trainers, read_handovers, read_notes
from bot.store.sql.lifter_rows import identities_of, lock
from bot.store.sql.log_rows import read_masses, read_workouts
from bot.store.sql.postbox_rows import boxes_about, posted_of
from bot.store.sql.postbox_rows import erase as erase_postboxes
from bot.store.sql.profile import entries_of as facts_of
from bot.store.sql.programs import programs_of
from bot.store.sql.reminders import reminders_of
from bot.store.sql.restoring import restore
from bot.store.sql.retention import purge
from bot.store.sql.rows import lifter_of, unread_of
from bot.store.sql.scrubbing import scrub
from bot.store.sql.snapshot import from_text
from bot.store.sql.trainers import trainers_of
from bot.store.sql.trial_rows import read_trials
from bot.store.tables import (
    body_masses,
    commands,
    handovers,
    lifters,
    metadata,
    trainer_notes,
    trials,
    unread_messages,
    workouts,
)


class SqlRightsStore:
    """Export, erasure and retention, in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def export(self, lifter: str, now: datetime, actor: str) -> LifterRecords:
        """Everything that is kept of a lifter, as of one moment."""
        entry = AuditEntry(lifter, now, actor, "exported")
        check_audit(entry)
        with writing(self._engine) as connection:
            lock(connection, lifter)
            write(connection, entry)
        with reading(self._engine) as connection:
            return _records_of(connection, lifter)

    def restore(self, lifter: str, records: LifterRecords) -> int:
        """Keep for a lifter what an export holds and is not there yet; how many records that were."""
        with writing(self._engine) as connection:
            lock(connection, lifter)
            return restore(connection, lifter, records)

    def erase(self, lifter: str, now: datetime, actor: str) -> Erased:
        """Delete everything that is kept of a lifter, in every table; one who is not there is no error."""
        entry = AuditEntry(None, now, actor, "erased")
        check_audit(entry)
        with writing(self._engine) as connection:
            erased = _erase(connection, lifter)
            if erased.rows:
                write(connection, entry)
        scrub(self._engine)
        return erased

    def purge(self, now: datetime) -> Mapping[str, int]:
        """Delete what has been kept for long enough; how many rows or texts of each table. For once a day."""
        with writing(self._engine) as connection:
            counts = purge(connection, now)
        if any(counts.values()):
            scrub(self._engine)
        return counts


def _erase(connection: Connection, lifter: str) -> Erased:
    held = select(lifters.c.id).where(lifters.c.id == lifter).with_for_update()
    if connection.execute(held).first() is None:
        return Erased((), {})
    conversations = tuple(each.conversation for each in identities_of(connection, lifter))
    digests = [digest(each) for each in conversations]
    wanted = {unread_messages: unread_messages.c.conversation.in_(digests)}
    wanted |= {table: table.c.lifter == lifter for table in reversed(metadata.sorted_tables) if "lifter" in table.c}
    wanted |= {lifters: lifters.c.id == lifter}
    told = set(connection.execute(select(handovers.c.id).where(handovers.c.lifter == lifter)).scalars())
    boxes = (*conversations, *boxes_about(connection, told))
    rows = erase_conversations(connection, conversations) | erase_postboxes(connection, boxes)
    rows |= {table: connection.execute(delete(table).where(which)).rowcount for table, which in wanted.items()}
    return Erased(conversations, {table.name: int(count) for table, count in rows.items() if count})


def _records_of(connection: Connection, lifter: str) -> LifterRecords:
    identities = identities_of(connection, lifter)
    replaced, replaced_masses = _replaced(connection, lifter)
    trainers = names_of_trainers(connection)
    return LifterRecords(
        lifter=_lifter(connection, lifter),
        identities=identities,
        profile=facts_of(connection, lifter),
        workouts=tuple(each for each, _ in read_workouts(connection, workouts.c.lifter == lifter)),
        body_masses=tuple(each for each, _ in read_masses(connection, body_masses.c.lifter == lifter)),
        consents=consents_of(connection, lifter),
        programs=programs_of(connection, lifter),
        reminders=reminders_of(connection, lifter),
        replaced=replaced,
        replaced_masses=replaced_masses,
        audit=audit_of(connection, lifter),
        unread=_unread(connection, [digest(each.conversation) for each in identities]),
        messages=messages_of(connection, [each.conversation for each in identities]),
        posted=posted_of(connection, [each.conversation for each in identities]),
        handovers=told_handovers(read_handovers(connection, handovers.c.lifter == lifter), trainers),
        trainer_notes=told_notes(read_notes(connection, trainer_notes.c.lifter == lifter), trainers),
        trials=told_trials(read_trials(connection, trials.c.lifter == lifter), trainers_of(connection)),
    )


def _lifter(connection: Connection, lifter: str) -> Lifter:
    return lifter_of(connection.execute(select(lifters).where(lifters.c.id == lifter)).mappings().one())


def _replaced(connection: Connection, lifter: str) -> tuple[tuple[Workout, ...], tuple[BodyMass, ...]]:
    theirs = (commands.c.lifter == lifter) & commands.c.before.is_not(None)
    query = select(commands.c.before).where(theirs).order_by(commands.c.number)
    found = [from_text(text, lifter) for text in connection.execute(query).scalars()]
    return (
        tuple(each for before in found for each, _ in before.workouts),
        tuple(each for before in found for each, _ in before.masses),
    )


def _unread(connection: Connection, digests: list[str]) -> tuple[UnreadMessage, ...]:
    query = select(unread_messages).where(unread_messages.c.conversation.in_(digests))
    ordered = query.order_by(unread_messages.c.said_at, unread_messages.c.id)
    return tuple(map(unread_of, connection.execute(ordered).mappings()))
