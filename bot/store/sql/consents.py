"""What lifters agreed to, in a database."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from bot.store.log_records import Consent, ConsentKind
from bot.store.record_checks import check_consent
from bot.store.records import digest
from bot.store.sql.conversations import forget_kept_on as forget_in_conversations
from bot.store.sql.database import reading, writing
from bot.store.sql.handover_rows import forget_health
from bot.store.sql.lifter_rows import identities_of, lock
from bot.store.sql.rows import consent_of, row_of_consent, without_zone
from bot.store.sql.scrubbing import scrub
from bot.store.sql.unread import drop_texts
from bot.store.tables import consents, profile_entries


class SqlConsentStore:
    """Consents, in a database that `open_database` gave. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def give(self, lifter: str, kind: ConsentKind, text: str, now: datetime) -> Consent:
        """The lifter agrees to the text shown. One that holds for the same text is left as it is."""
        given = Consent(lifter, kind, text, now)
        check_consent(given)
        with writing(self._engine) as connection:
            lock(connection, lifter)
            for each in consents_of(connection, lifter):
                if (each.kind, each.text, each.withdrawn_at) == (kind, text, None):
                    return each
            connection.execute(insert(consents).values(row_of_consent(given)))
        return given

    def withdraw(self, lifter: str, kind: ConsentKind, now: datetime) -> int:
        """The lifter no longer agrees; what was kept on that consent is deleted. How many records that were."""
        with writing(self._engine) as connection:
            lock(connection, lifter)
            holding = _theirs(lifter, kind) & consents.c.withdrawn_at.is_(None)
            connection.execute(update(consents).where(holding).values(withdrawn_at=without_zone(now)))
            count = forget_kept_on(connection, lifter, kind)
        if count:
            scrub(self._engine)
        return count

    def holds(self, lifter: str, kind: ConsentKind) -> bool:
        """Whether the lifter agreed and has not withdrawn it."""
        with reading(self._engine) as connection:
            return holds(connection, lifter, kind)

    def consents(self, lifter: str) -> tuple[Consent, ...]:
        """All consents ever given, the oldest first."""
        with reading(self._engine) as connection:
            return consents_of(connection, lifter)


def holds(connection: Connection, lifter: str, kind: ConsentKind) -> bool:
    """Whether a lifter agreed and has not withdrawn it."""
    query = select(consents.c.number).where(_theirs(lifter, kind), consents.c.withdrawn_at.is_(None))
    return connection.execute(query.limit(1)).first() is not None


def consents_of(connection: Connection, lifter: str) -> tuple[Consent, ...]:
    """All consents ever given, the oldest first."""
    query = select(consents).where(consents.c.lifter == lifter).order_by(consents.c.given_at, consents.c.number)
    return tuple(map(consent_of, connection.execute(query).mappings()))


def forget_kept_on(connection: Connection, lifter: str, kind: ConsentKind) -> int:
    """Deletes what was kept on a consent; how many records that were."""
    kept = delete(profile_entries).where(profile_entries.c.lifter == lifter, profile_entries.c.consent == kind.value)
    conversations = [each.conversation for each in identities_of(connection, lifter)]
    count = int(connection.execute(kept).rowcount) + forget_in_conversations(connection, conversations, kind)
    if kind is ConsentKind.HEALTH:
        count += forget_health(connection, lifter)
    if kind is ConsentKind.TEXTS:
        count += drop_texts(connection, map(digest, conversations))
    return count


def _theirs(lifter: str, kind: ConsentKind) -> Any:  # noqa: ANN401  a condition has no type
    return (consents.c.lifter == lifter) & (consents.c.kind == kind.value)
