"""The stores in a database: SQLite in a file by default, PostgreSQL by URL."""

from bot.store.sql.database import open_database
from bot.store.sql.opening import open_stores, open_unread_store
from bot.store.sql.unread import SqlUnreadStore

__all__ = ["SqlUnreadStore", "open_database", "open_stores", "open_unread_store"]
