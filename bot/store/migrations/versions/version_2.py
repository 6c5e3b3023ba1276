"""Lifters: their conversations, workouts, body masses, profile, consents, programs, reminders and audit."""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"

ID = sa.String(32)
NAME = sa.String(255)


def upgrade() -> None:
    """Makes the tables of a lifter; from here on the first Spotter refuses the database."""
    _make_lifters()
    _make_log()
    _make_profile()
    _make_programs()
    op.execute("UPDATE schema_version SET version = 2")


def _lifter() -> sa.Column:
    return sa.Column("lifter", ID, sa.ForeignKey("lifters.id"), nullable=False)


def _number() -> sa.Column:
    return sa.Column("number", sa.Integer, primary_key=True)


def _command() -> sa.Column:
    return sa.Column("command", sa.Integer, sa.ForeignKey("commands.number", ondelete="SET NULL"))


def _make_lifters() -> None:
    op.create_table("lifters", sa.Column("id", ID, primary_key=True), sa.Column("made_at", sa.DateTime, nullable=False))
    op.create_table(
        "identities",
        sa.Column("conversation", NAME, primary_key=True),
        _lifter(),
        sa.Column("since", sa.DateTime, nullable=False),
    )
    op.create_index("ix_identities_lifter", "identities", ["lifter"])
    op.create_table(
        "join_codes",
        sa.Column("code", sa.String(64), primary_key=True),
        _lifter(),
        sa.Column("expires_at", sa.DateTime, nullable=False),
        sa.Column("used_at", sa.DateTime),
    )
    op.create_index("ix_join_codes_lifter", "join_codes", ["lifter"])
    op.create_index("ix_join_codes_expires_at", "join_codes", ["expires_at"])
    op.create_table(
        "audit",
        _number(),
        sa.Column("lifter", ID, sa.ForeignKey("lifters.id")),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("actor", NAME, nullable=False),
        sa.Column("action", NAME, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
    op.create_index("ix_audit_lifter", "audit", ["lifter", "number"])


def _make_log() -> None:
    op.create_table(
        "commands",
        _number(),
        _lifter(),
        sa.Column("command", NAME, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("commands.number", ondelete="SET NULL")),
        sa.Column("can_be_undone", sa.Boolean, nullable=False),
        sa.UniqueConstraint("lifter", "command", name="uq_commands_lifter_command"),
    )
    op.create_index("ix_commands_at", "commands", ["at"])
    op.create_index("ix_commands_undoes", "commands", ["undoes"])
    op.create_index("ix_commands_lifter_number", "commands", ["lifter", "can_be_undone", "number"])
    op.create_table(
        "workouts",
        sa.Column("id", ID, primary_key=True),
        _lifter(),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("logged_at", sa.DateTime, nullable=False),
        sa.Column("title", NAME, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("source", NAME, nullable=False),
        _command(),
    )
    op.create_index("ix_workouts_command", "workouts", ["command"])
    op.create_index("ix_workouts_lifter_day", "workouts", ["lifter", "day", "logged_at", "id"])
    _make_sets_and_masses()


def _make_sets_and_masses() -> None:
    op.create_table(
        "logged_sets",
        sa.Column("workout", ID, sa.ForeignKey("workouts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        _lifter(),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("logged_at", sa.DateTime, nullable=False),
        sa.Column("exercise", NAME, nullable=False),
        sa.Column("reps", sa.Integer, nullable=False),
        sa.Column("load_kg", sa.Float),
        sa.Column("said_load", sa.Float),
        sa.Column("said_unit", sa.String(2), nullable=False),
        sa.Column("rpe", sa.Float),
        sa.Column("is_warm_up", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("ix_logged_sets_latest", "logged_sets", ["lifter", "exercise", "day", "logged_at", "workout"])
    op.create_index("ix_logged_sets_day", "logged_sets", ["lifter", "day"])
    op.create_table(
        "body_masses",
        _number(),
        _lifter(),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("mass_kg", sa.Float, nullable=False),
        sa.Column("said", sa.Float, nullable=False),
        sa.Column("said_unit", sa.String(2), nullable=False),
        _command(),
        sa.UniqueConstraint("lifter", "day", name="uq_body_masses_lifter_day"),
    )
    op.create_index("ix_body_masses_command", "body_masses", ["command"])


def _make_profile() -> None:
    op.create_table(
        "profile_entries",
        _number(),
        _lifter(),
        sa.Column("field", NAME, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("said_at", sa.DateTime, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("consent", sa.String(20)),
    )
    op.create_index("ix_profile_entries_said_at", "profile_entries", ["said_at"])
    op.create_index("ix_profile_entries_field", "profile_entries", ["lifter", "field", "said_at", "number"])
    op.create_table(
        "consents",
        _number(),
        _lifter(),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("given_at", sa.DateTime, nullable=False),
        sa.Column("withdrawn_at", sa.DateTime),
    )
    op.create_index("ix_consents_kind", "consents", ["lifter", "kind"])


def _make_programs() -> None:
    op.create_table(
        "programs",
        sa.Column("id", ID, primary_key=True),
        _lifter(),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("template", NAME, nullable=False),
        sa.Column("started", sa.Date, nullable=False),
        sa.Column("next_workout", sa.Integer, nullable=False),
        sa.Column("ended", sa.Date),
    )
    op.create_index("ix_programs_lifter", "programs", ["lifter", "started"])
    op.create_table(
        "reminders",
        sa.Column("id", ID, primary_key=True),
        _lifter(),
        sa.Column("conversation", NAME, sa.ForeignKey("identities.conversation"), nullable=False),
        sa.Column("weekdays", sa.String(20), nullable=False),
        sa.Column("local_time", sa.Time, nullable=False),
        sa.Column("zone", NAME, nullable=False),
        sa.Column("next_due", sa.DateTime, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("claimed_until", sa.DateTime),
    )
    op.create_index("ix_reminders_conversation", "reminders", ["conversation"])
    op.create_index("ix_reminders_due", "reminders", ["is_active", "next_due"])
    op.create_index("ix_reminders_lifter", "reminders", ["lifter"])
