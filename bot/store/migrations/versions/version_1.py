"""Unread messages. The first Spotter made these tables without Alembic, so what is there already is taken as it is."""

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def upgrade() -> None:
    """Makes what is missing of the first tables."""
    tables = sa.inspect(op.get_bind())
    if not tables.has_table("schema_version"):
        op.create_table("schema_version", sa.Column("version", sa.Integer, primary_key=True))
    if not op.get_bind().execute(sa.text("SELECT version FROM schema_version")).all():
        op.execute("INSERT INTO schema_version (version) VALUES (1)")
    if not tables.has_table("unread_messages"):
        _make_unread_messages()
    indexes = {index["name"] for index in sa.inspect(op.get_bind()).get_indexes("unread_messages")}
    for column in ("conversation", "said_at"):
        if f"ix_unread_messages_{column}" not in indexes:
            op.create_index(f"ix_unread_messages_{column}", "unread_messages", [column])


def _make_unread_messages() -> None:
    op.create_table(
        "unread_messages",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("said_at", sa.DateTime, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("guess", sa.String(100), nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
    )
