"""How two lifters become one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import Connection

from bot.store.errors import CodeRefusal, JoinCodeError
from bot.store.log_records import AuditEntry, ConsentKind, Lifter
from bot.store.sql.audit import write
from bot.store.sql.consents import forget_kept_on, holds
from bot.store.sql.lifter_rows import lock
from bot.store.sql.rows import lifter_of, without_zone
from bot.store.tables import body_masses, commands, consents, join_codes, lifters, metadata, programs


def redeem(connection: Connection, code: str, theirs: Lifter, now: datetime) -> Lifter:
    """Everything of `theirs` becomes the lifter's who was shown the code (its digest). Raises JoinCodeError."""
    owner = _usable(connection, code, theirs, now)["lifter"]
    lock(connection, owner, theirs.id)
    _usable(connection, code, theirs, now)  # another may have used it before the lock held
    connection.execute(update(join_codes).where(join_codes.c.code == code).values(used_at=without_zone(now)))
    _merge(connection, theirs.id, owner)
    write(connection, AuditEntry(owner, now, "lifter", "joined"))
    return lifter_of(connection.execute(select(lifters).where(lifters.c.id == owner)).mappings().one())


def _usable(connection: Connection, code: str, theirs: Lifter, now: datetime) -> Mapping[str, Any]:
    row: Mapping[str, Any] | None
    row = connection.execute(select(join_codes).where(join_codes.c.code == code)).mappings().first()
    if row is None:
        raise JoinCodeError(CodeRefusal.UNKNOWN)
    if row["lifter"] == theirs.id:
        raise JoinCodeError(CodeRefusal.OWN)
    if row["used_at"] is not None:
        raise JoinCodeError(CodeRefusal.USED)
    if row["expires_at"] <= without_zone(now):
        raise JoinCodeError(CodeRefusal.EXPIRED)
    return row


def _merge(connection: Connection, source: str, target: str) -> None:
    _drop_what_both_have(connection, source, target)
    for table in metadata.sorted_tables:
        if "lifter" in table.c:
            connection.execute(update(table).where(table.c.lifter == source).values(lifter=target))
    connection.execute(delete(lifters).where(lifters.c.id == source))
    _leave_one_program(connection, target)
    _end_withdrawn_consents(connection, target)


def _drop_what_both_have(connection: Connection, source: str, target: str) -> None:
    """Of which there can be one: the earlier body mass of a day, a command of the same name, a code to show."""
    both = [source, target]
    masses, names, codes = body_masses.c, commands.c, join_codes.c
    earlier = select(func.min(masses.number)).where(masses.lifter.in_(both)).group_by(masses.day)
    connection.execute(delete(body_masses).where(masses.number.in_(earlier.having(func.count() > 1))))
    same = select(names.command).where(names.lifter == target)
    connection.execute(delete(commands).where(names.lifter == source, names.command.in_(same)))
    connection.execute(delete(join_codes).where(codes.lifter.in_(both), codes.used_at.is_(None)))


def _leave_one_program(connection: Connection, lifter: str) -> None:
    """Of programs in progress the one started last goes on; the others end when it started."""
    in_progress = (programs.c.lifter == lifter) & programs.c.ended.is_(None)
    ordered = select(programs).where(in_progress).order_by(programs.c.started.desc(), programs.c.id)
    latest = connection.execute(ordered).mappings().first()
    if latest:
        others = update(programs).where(in_progress, programs.c.id != latest["id"])
        connection.execute(others.values(ended=latest["started"]))


def _end_withdrawn_consents(connection: Connection, lifter: str) -> None:
    """A consent given in one conversation ends with a later withdrawal in the other, and so does what it allowed."""
    theirs = consents.c.lifter == lifter
    latest = select(consents.c.kind, func.max(consents.c.withdrawn_at).label("at")).where(theirs)
    for kind, at in connection.execute(latest.group_by(consents.c.kind)).all():
        if at is not None:
            holding = theirs & (consents.c.kind == kind) & consents.c.withdrawn_at.is_(None)
            connection.execute(update(consents).where(holding, consents.c.given_at <= at).values(withdrawn_at=at))
            if not holds(connection, lifter, ConsentKind(kind)):
                forget_kept_on(connection, lifter, ConsentKind(kind))
