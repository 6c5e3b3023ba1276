"""What is known of lifters, in a database."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection, Engine

from bot.store.errors import ConsentMissingError
from bot.store.facts import current, new_facts
from bot.store.log_records import FactValue, ProfileEntry
from bot.store.record_checks import check_fact
from bot.store.sql.consents import holds
from bot.store.sql.database import reading, writing
from bot.store.sql.lifter_rows import lock
from bot.store.sql.rows import fact_of, row_of_fact, without_zone
from bot.store.sql.scrubbing import scrub
from bot.store.tables import profile_entries


class SqlProfileStore:
    """Profiles, in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep_facts(self, lifter: str, entries: Iterable[ProfileEntry]) -> tuple[ProfileEntry, ...]:
        """Keep facts; those that are new. Raises ConsentMissingError, and keeps none, if one lacks its consent."""
        given = tuple(entries)
        for each in given:
            check_fact(each, lifter)
        with writing(self._engine) as connection:
            lock(connection, lifter)
            for kind in {each.consent for each in given if each.consent}:
                if not holds(connection, lifter, kind):
                    raise ConsentMissingError(f"The lifter has not agreed to: {kind}. Ask first.")
            found = new_facts(given, entries_of(connection, lifter))
            if found:
                connection.execute(insert(profile_entries), [row_of_fact(each) for each in found])
        return found

    def profile(self, lifter: str) -> dict[str, ProfileEntry]:
        """What holds now, by field; without what was taken back."""
        return current(self.history(lifter))

    def history(self, lifter: str, field: str | None = None) -> tuple[ProfileEntry, ...]:
        """Everything that was found of a field, or of all, the oldest first."""
        with reading(self._engine) as connection:
            return entries_of(connection, lifter, field)

    def lifters_with(self, field: str) -> tuple[str, ...]:
        """The lifters (ids) of whom something was ever found in a field, whether it holds or not."""
        lifter = profile_entries.c.lifter
        query = select(lifter).where(profile_entries.c.field == field).distinct().order_by(lifter)
        with reading(self._engine) as connection:
            return tuple(connection.execute(query).scalars())

    def found_since(self, field: str, moment: datetime) -> tuple[tuple[datetime, FactValue], ...]:
        """What was found in a field since a moment, of whomever, and when; the oldest first."""
        recent = (profile_entries.c.field == field) & (profile_entries.c.said_at >= without_zone(moment))
        query = select(profile_entries).where(recent).order_by(profile_entries.c.said_at, profile_entries.c.number)
        with reading(self._engine) as connection:
            found = [fact_of(each) for each in connection.execute(query).mappings()]
        return tuple((each.said_at, each.value) for each in found)

    def forget(self, lifter: str, field: str) -> int:
        """Delete a field with its history; how many entries that were."""
        theirs = (profile_entries.c.lifter == lifter) & (profile_entries.c.field == field)
        with writing(self._engine) as connection:
            lock(connection, lifter)
            count = int(connection.execute(delete(profile_entries).where(theirs)).rowcount)
        if count:
            scrub(self._engine)
        return count


def entries_of(connection: Connection, lifter: str, field: str | None = None) -> tuple[ProfileEntry, ...]:
    """Everything that was found of a field, or of all, the oldest first."""
    query = select(profile_entries).where(profile_entries.c.lifter == lifter)
    if field is not None:
        query = query.where(profile_entries.c.field == field)
    ordered = query.order_by(profile_entries.c.said_at, profile_entries.c.number)
    return tuple(map(fact_of, connection.execute(ordered).mappings()))
