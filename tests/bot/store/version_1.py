"""A database as the first Spotter made it: without Alembic, with its own number of the version, and with messages."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Column, DateTime, Float, Integer, MetaData, String, Table, Text, create_engine, insert

from bot.store.records import UnreadMessage

metadata = MetaData()
schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))
unread_messages = Table(
    "unread_messages",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False, index=True),
    Column("said_at", DateTime, nullable=False, index=True),
    Column("text", Text),
    Column("guess", String(100), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("words", Integer, nullable=False),
    Column("reason", String(20), nullable=False),
)


def make(url: str, messages: Iterable[UnreadMessage], version: int | None = 1) -> None:
    """Makes the database; without a version, as if it had been killed just before it wrote that."""
    engine = create_engine(url, future=True)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        metadata.create_all(connection)
        if version is not None:
            connection.execute(insert(schema_version).values(version=version))
        for each in messages:
            moment: datetime = each.said_at.replace(tzinfo=None)
            row = vars(each) | {"said_at": moment, "reason": each.reason.value}
            connection.execute(insert(unread_messages).values(row))
    engine.dispose()
