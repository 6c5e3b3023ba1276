"""The tables of the database. Moments are in UTC, without a zone."""

from sqlalchemy import Column, DateTime, Float, Integer, MetaData, String, Table, Text

VERSION = 1
"""Raised by one with every change of the tables."""

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
