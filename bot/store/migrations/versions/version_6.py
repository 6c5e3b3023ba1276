"""Handing over to a trainer: trainers, who is signed in, handovers, what was agreed, and trainers' notes."""

import sqlalchemy as sa
from alembic import op

revision = "6"
down_revision = "5"

ID = sa.String(32)
NAME = sa.String(255)
STATE = sa.String(20)


def upgrade() -> None:
    """Makes the tables of trainers and of handovers."""
    _make_trainers()
    _make_handovers()
    _make_words()


def _key(name: str, target: str, **options: bool) -> sa.Column:
    return sa.Column(name, ID, sa.ForeignKey(target), **{"nullable": False, **options})


def _of_handover(**options: bool) -> sa.Column:
    return sa.Column("handover", ID, sa.ForeignKey("handovers.id", ondelete="CASCADE"), nullable=False, **options)


def _make_trainers() -> None:
    op.create_table(
        "trainers",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", NAME, nullable=False),
        sa.Column("login", NAME, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("role", STATE, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("presence", STATE, nullable=False),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.UniqueConstraint("login", name="uq_trainers_login"),
    )
    op.create_table(
        "console_logins",
        sa.Column("token", sa.String(64), primary_key=True),
        _key("trainer", "trainers.id"),
        sa.Column("csrf_secret", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_console_logins_trainer", "console_logins", ["trainer"])
    op.create_index("ix_console_logins_expires_at", "console_logins", ["expires_at"])


def _make_handovers() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", ID, primary_key=True),
        _key("lifter", "lifters.id"),
        sa.Column("conversation", NAME, sa.ForeignKey("identities.conversation"), nullable=False),
        sa.Column("reason", STATE, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("languages", NAME, nullable=False),
        _key("wanted_trainer", "trainers.id", nullable=True),
        _key("trainer", "trainers.id", nullable=True),
        sa.Column("claimed_at", sa.DateTime),
        sa.Column("replied_at", sa.DateTime),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("escalated_at", sa.DateTime),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("is_about_health", sa.Boolean, nullable=False),
        sa.Column("passes_on", sa.Boolean, nullable=False),
        sa.Column("rating", sa.Integer),
    )
    for column in ("conversation", "asked_at", "ended_at"):
        op.create_index(f"ix_handovers_{column}", "handovers", [column])
    op.create_index("ix_handovers_lifter", "handovers", ["lifter", "asked_at"])
    op.create_index("ix_handovers_state", "handovers", ["state", "trainer", "asked_at"])
    is_open = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_handovers_open", "handovers", ["conversation"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )


def _make_words() -> None:
    op.create_table(
        "agreements",
        _of_handover(primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        _key("lifter", "lifters.id"),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", STATE, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("is_about_health", sa.Boolean, nullable=False),
    )
    op.create_index("ix_agreements_lifter", "agreements", ["lifter"])
    op.create_table(
        "trainer_notes",
        sa.Column("id", ID, primary_key=True),
        _of_handover(),
        _key("lifter", "lifters.id"),
        _key("trainer", "trainers.id"),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("is_about_health", sa.Boolean, nullable=False),
    )
    op.create_index("ix_trainer_notes_handover", "trainer_notes", ["handover"])
    op.create_index("ix_trainer_notes_lifter", "trainer_notes", ["lifter"])
