"""The postbox: messages that came in, and replies that go out."""

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"

ID = sa.String(32)
NAME = sa.String(255)
STATE = sa.String(20)


def upgrade() -> None:
    """Makes the tables of the postbox."""
    op.create_table(
        "postboxes",
        sa.Column("conversation", NAME, primary_key=True),
        sa.Column("latest", sa.BigInteger, nullable=False),
    )
    _make_inbox()
    _make_outbox()


def _conversation(**options: bool) -> sa.Column:
    target = sa.ForeignKey("postboxes.conversation", ondelete="CASCADE")
    return sa.Column("conversation", NAME, target, nullable=False, **options)


def _make_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer, primary_key=True),
        _conversation(),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("message_id", NAME, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("payload", sa.Text),
        sa.Column("received_at", sa.DateTime, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("claimed_until", sa.DateTime),
        sa.Column("claimed_by", ID),
        sa.UniqueConstraint("conversation", "message_id", name="uq_inbox_message"),
        sa.UniqueConstraint("conversation", "number", name="uq_inbox_number"),
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])
    op.create_index("ix_inbox_state", "inbox", ["state", "conversation", "number"])
    op.create_index("ix_inbox_turn", "inbox", ["state", "id"])


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        _conversation(primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("channel", NAME, nullable=False),
        sa.Column("message_id", NAME),
        sa.Column("post_id", NAME),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_try", sa.DateTime, nullable=False),
        sa.Column("claimed_by", ID),
        sa.UniqueConstraint("conversation", "message_id", "position", name="uq_outbox_message"),
        sa.UniqueConstraint("conversation", "post_id", "position", name="uq_outbox_post"),
    )
    op.create_index("ix_outbox_made_at", "outbox", ["made_at"])
    op.create_index("ix_outbox_due", "outbox", ["channel", "state", "next_try"])
    op.create_index("ix_outbox_state", "outbox", ["state", "conversation", "number"])
