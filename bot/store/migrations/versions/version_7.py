"""Trials: who wants one when, what was agreed on, and the diaries of those who give them."""

import sqlalchemy as sa
from alembic import op

revision = "7"
down_revision = "6"

ID = sa.String(32)
NAME = sa.String(255)


def upgrade() -> None:
    """Makes the tables of trials."""
    op.create_table(
        "trials",
        sa.Column("id", ID, primary_key=True),
        sa.Column("lifter", ID, sa.ForeignKey("lifters.id"), nullable=False),
        sa.Column("conversation", NAME, sa.ForeignKey("identities.conversation"), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("times", sa.Text, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("wanted_trainer", NAME),
        sa.Column("trainer", NAME),
        sa.Column("begins", sa.DateTime),
        sa.Column("ends", sa.DateTime, nullable=False),
        sa.Column("changed_at", sa.DateTime),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("is_told", sa.Boolean, nullable=False),
    )
    for column in ("conversation", "ends"):
        op.create_index(f"ix_trials_{column}", "trials", [column])
    op.create_index("ix_trials_lifter", "trials", ["lifter", "asked_at"])
    op.create_index("ix_trials_trainer", "trials", ["trainer", "state"])
    is_untold = sa.text("NOT is_told")
    op.create_index("ix_trials_untold", "trials", ["asked_at"], sqlite_where=is_untold, postgresql_where=is_untold)
    op.create_table(
        "diaries",
        sa.Column("trainer", NAME, primary_key=True),
        sa.Column("changes", sa.Integer, nullable=False),
    )
