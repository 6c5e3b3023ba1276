"""All stores of a database at once."""

from datetime import datetime

from sqlalchemy.engine import Engine

from bot.store.interface import Stores
from bot.store.records import KEEPS_FOR
from bot.store.sql.audit import SqlAuditStore
from bot.store.sql.consents import SqlConsentStore
from bot.store.sql.conversations import SqlConversationStore
from bot.store.sql.database import open_database
from bot.store.sql.handovers import SqlHandoverStore
from bot.store.sql.inbox import SqlInboxStore
from bot.store.sql.lifters import SqlLifterStore
from bot.store.sql.log import SqlLogStore
from bot.store.sql.outbox import SqlOutboxStore
from bot.store.sql.profile import SqlProfileStore
from bot.store.sql.programs import SqlProgramStore
from bot.store.sql.reminders import SqlReminderStore
from bot.store.sql.rights import SqlRightsStore
from bot.store.sql.trainers import SqlTrainerStore
from bot.store.sql.trials import SqlTrialStore
from bot.store.sql.unread import SqlUnreadStore


def open_stores(url: str) -> Stores:
    """The stores of a database, which they share. Raises as `open_database`."""
    return stores_on(open_database(url))


def stores_on(engine: Engine) -> Stores:
    """The stores of a database that `open_database` gave."""
    return Stores(
        unread=SqlUnreadStore(engine),
        lifters=SqlLifterStore(engine),
        log=SqlLogStore(engine),
        profiles=SqlProfileStore(engine),
        consents=SqlConsentStore(engine),
        programs=SqlProgramStore(engine),
        reminders=SqlReminderStore(engine),
        conversations=SqlConversationStore(engine),
        inbox=SqlInboxStore(engine),
        outbox=SqlOutboxStore(engine),
        handovers=SqlHandoverStore(engine),
        trainers=SqlTrainerStore(engine),
        trials=SqlTrialStore(engine),
        audit=SqlAuditStore(engine),
        rights=SqlRightsStore(engine),
    )


def open_unread_store(url: str, now: datetime) -> SqlUnreadStore:
    """The unread messages in a database, rid of those that are too old to keep. Raises as `open_database`."""
    store = SqlUnreadStore(open_database(url))
    store.delete_before(now - KEEPS_FOR)
    return store
