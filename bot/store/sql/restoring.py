"""How what was exported is kept again, in a database."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.engine import Connection

from bot.store.log_records import LifterRecords
from bot.store.restoring import There, count, ids_wanted, missing
from bot.store.sql.consents import consents_of
from bot.store.sql.lifter_rows import identities_of
from bot.store.sql.log_rows import AT_ONCE, read_masses, write_masses, write_workouts
from bot.store.sql.profile import entries_of
from bot.store.sql.programs import current_program
from bot.store.sql.rows import row_of_consent, row_of_fact, row_of_reminder
from bot.store.tables import body_masses, consents, profile_entries, programs, reminders, workouts


def restore(connection: Connection, lifter: str, records: LifterRecords) -> int:
    """Keeps for a lifter what an export holds and is not there yet; how many records that were."""
    found = missing(records, _there(connection, lifter, records))
    _insert(connection, consents, map(row_of_consent, found.consents))
    _insert(connection, profile_entries, map(row_of_fact, found.profile))
    write_workouts(connection, [(each, None) for each in found.workouts])
    write_masses(connection, [(each, None) for each in found.body_masses])
    _insert(connection, programs, map(vars, found.programs))
    _insert(connection, reminders, map(row_of_reminder, found.reminders))
    return count(found)


def _there(connection: Connection, lifter: str, records: LifterRecords) -> There:
    return There(
        lifter=lifter,
        conversations=frozenset(each.conversation for each in identities_of(connection, lifter)),
        consents=consents_of(connection, lifter),
        profile=entries_of(connection, lifter),
        weighed=frozenset(mass.day for mass, _ in read_masses(connection, body_masses.c.lifter == lifter)),
        program=current_program(connection, lifter),
        owners=_owners(connection, sorted(ids_wanted(lifter, records))),
    )


def _owners(connection: Connection, ids: list[str]) -> dict[str, str]:
    """Who has which of the ids, in any table."""
    owners: dict[str, str] = {}
    for table in (workouts, programs, reminders):
        for start in range(0, len(ids), AT_ONCE):
            some = select(table.c.id, table.c.lifter).where(table.c.id.in_(ids[start : start + AT_ONCE]))
            owners |= {row.id: row.lifter for row in connection.execute(some)}
    return owners


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    some = list(rows)
    if some:
        connection.execute(insert(table), some)
