"""Conversations: what each comes to, and its events."""

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"

NAME = sa.String(255)


def upgrade() -> None:
    """Makes the tables of conversations."""
    op.create_table(
        "conversations",
        sa.Column("id", NAME, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("health", sa.Text, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "conversation_events",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("conversation", NAME, sa.ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("consent", sa.String(20)),
    )
    op.create_index("ix_conversation_events_at", "conversation_events", ["at"])
    op.create_index("ix_conversation_events_conversation", "conversation_events", ["conversation", "number"])
