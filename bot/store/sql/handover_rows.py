"""How handovers, what was agreed, and trainers' notes are read and written within a transaction."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.engine import Connection

from bot.store.errors import MissingError
from bot.store.handover_checks import SEPARATOR
from bot.store.handover_records import (
    Agreement,
    AgreementKind,
    Handover,
    HandoverReason,
    HandoverState,
    TrainerNote,
)
from bot.store.handover_steps import NO_HANDOVER, last_day_over
from bot.store.sql.lifter_rows import lock
from bot.store.sql.rows import Row, with_zone, without_zone
from bot.store.tables import agreements, handovers, trainer_notes, trainers

MOMENTS = ("asked_at", "claimed_at", "replied_at", "ended_at", "escalated_at")


def read_handovers(connection: Connection, *conditions: Any) -> tuple[Handover, ...]:  # noqa: ANN401
    """Handovers under conditions, the oldest first, with what was agreed. Two queries, of one moment."""
    found = select(handovers).where(*conditions).order_by(handovers.c.asked_at, handovers.c.id)
    rows = connection.execute(found).mappings().all()
    agreed: dict[str, list[Agreement]] = {}
    if rows:
        both = agreements.join(handovers, handovers.c.id == agreements.c.handover)
        theirs = select(agreements).select_from(both).where(*conditions)
        for row in connection.execute(theirs.order_by(agreements.c.handover, agreements.c.position)).mappings():
            agreed.setdefault(row["handover"], []).append(agreement_of(row))
    return tuple(handover_of(row, agreed.get(row["id"], ())) for row in rows)


def read_notes(connection: Connection, condition: Any) -> tuple[TrainerNote, ...]:  # noqa: ANN401
    """Notes under a condition, the oldest first."""
    query = select(trainer_notes).where(condition).order_by(trainer_notes.c.at, trainer_notes.c.id)
    return tuple(map(note_of, connection.execute(query).mappings()))


def write_step(connection: Connection, before: Handover, after: Handover) -> None:
    """Keeps a handover as it is after a step; what was agreed is added by one that ends it."""
    connection.execute(update(handovers).where(handovers.c.id == after.id).values(row_of_handover(after)))
    if after.agreed != before.agreed:
        shared = {"handover": after.id, "lifter": after.lifter}
        rows = [shared | row_of_agreement(each) | {"position": at} for at, each in enumerate(after.agreed)]
        connection.execute(insert(agreements), rows)


def names_of_trainers(connection: Connection) -> dict[str, str]:
    """The names of all trainers, by their ids."""
    return {row.id: row.name for row in connection.execute(select(trainers.c.id, trainers.c.name))}


def forget_health(connection: Connection, lifter: str) -> int:
    """Deletes what was kept of a lifter's handovers on the consent to remarks about health; how many records."""
    is_about_health = or_(agreements.c.is_about_health, agreements.c.kind == AgreementKind.COMPLAINT.value)
    summaries = (handovers.c.lifter == lifter) & handovers.c.is_about_health
    notes = (trainer_notes.c.lifter == lifter) & trainer_notes.c.is_about_health
    queries = (
        delete(agreements).where(agreements.c.lifter == lifter, is_about_health),
        update(handovers).where(summaries).values(summary="", is_about_health=False),
        delete(trainer_notes).where(notes),
    )
    return sum(int(connection.execute(query).rowcount) for query in queries)


def forget_complaints(connection: Connection, lifter: str, values: Collection[str] | None) -> int:
    """Deletes the complaints that were agreed with a lifter, all of them or those of values; how many."""
    theirs = (agreements.c.lifter == lifter) & (agreements.c.kind == AgreementKind.COMPLAINT.value)
    named = theirs if values is None else theirs & agreements.c.value.in_(list(values))
    return int(connection.execute(delete(agreements).where(named)).rowcount)


def drop_before(connection: Connection, limit: datetime, now: datetime) -> dict[str, int]:
    """Deletes notes, summaries and agreements of what ended before a moment; how many of each table."""
    over = last_day_over(now)
    explained = select(agreements.c.handover).where(agreements.c.until > over)
    is_old = (handovers.c.ended_at < without_zone(limit)) & handovers.c.id.not_in(explained)
    old = select(handovers.c.id).where(is_old)
    queries = {
        trainer_notes: delete(trainer_notes).where(trainer_notes.c.handover.in_(old)),
        agreements: delete(agreements).where(agreements.c.until.is_not(None), agreements.c.handover.in_(old)),
        handovers: update(handovers).where(is_old, handovers.c.summary != "").values(summary="", is_about_health=False),
    }
    return {table.name: int(connection.execute(query).rowcount) for table, query in queries.items()}


def is_open_in(conversation: str, *, or_has: str | None = None) -> Any:  # noqa: ANN401  a condition has no type
    """Whether a handover is open in a conversation, or has an id."""
    is_open = (handovers.c.conversation == conversation) & handovers.c.ended_at.is_(None)
    return is_open if or_has is None else or_(is_open, handovers.c.id == or_has)


def hold_handover(connection: Connection, id: str) -> Handover:
    """A handover, whose lifter is held until the transaction ends: so nobody else takes a step with it.

    Raises MissingError.
    """
    lifter = connection.execute(select(handovers.c.lifter).where(handovers.c.id == id)).scalar()
    if lifter is None:
        raise MissingError(NO_HANDOVER)
    lock(connection, lifter)
    return read_handovers(connection, handovers.c.id == id)[0]


def is_taken(connection: Connection, conversation: str) -> bool:
    """Whether a trainer has a conversation; that stays so until the transaction ends: whoever claims it waits."""
    states = select(handovers.c.state).where(is_open_in(conversation)).with_for_update(read=True)
    return HandoverState.CLAIMED.value in connection.execute(states).scalars().all()


def row_of_handover(handover: Handover) -> dict[str, Any]:
    """Its row, without what was agreed."""
    plain = {name: value for name, value in vars(handover).items() if name != "agreed"}
    moments = {name: plain[name] and without_zone(plain[name]) for name in MOMENTS}
    return plain | moments | {
        "reason": handover.reason.value, "state": handover.state.value, "languages": SEPARATOR.join(handover.languages),
    }  # fmt: skip


def handover_of(row: Row, agreed: Iterable[Agreement]) -> Handover:
    moments = {name: row[name] and with_zone(row[name]) for name in MOMENTS}
    return Handover(**{
        **row, **moments, "reason": HandoverReason(row["reason"]), "state": HandoverState(row["state"]),
        "languages": tuple(row["languages"].split(SEPARATOR)) if row["languages"] else (), "agreed": tuple(agreed),
    })  # fmt: skip


def row_of_agreement(agreement: Agreement) -> dict[str, Any]:
    return vars(agreement) | {"kind": agreement.kind.value}


def agreement_of(row: Row) -> Agreement:
    kind = AgreementKind(row["kind"])
    return Agreement(row["text"], kind, row["value"], row["until"], bool(row["is_about_health"]))


def row_of_note(note: TrainerNote) -> dict[str, Any]:
    """Its row, without the lifter."""
    return vars(note) | {"at": without_zone(note.at)}


def note_of(row: Row) -> TrainerNote:
    return TrainerNote(
        row["id"], row["handover"], row["trainer"], row["text"], with_zone(row["at"]), bool(row["is_about_health"])
    )
