"""The tables of the database, as the latest migration leaves them. Moments are in UTC, without a zone.

Every table with a column `lifter` takes part in joining and erasing by that alone (bot.store.sql.rights, .join).
Conversations belong to the lifter whose identities they are.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    text,
)

VERSION = 7
"""Raised by one with every change of the tables; there is a migration of that number in migrations/versions."""

metadata = MetaData()

ID = String(32)
NAME = String(255)
STATE = String(20)


def _lifter() -> Column:
    return Column("lifter", ID, ForeignKey("lifters.id"), nullable=False)


def _number() -> Column:
    """Counts up, so that of two rows the later one has the higher number."""
    return Column("number", Integer, primary_key=True)


def _command() -> Column:
    """The command that wrote the row last; empty once that can no longer be undone."""
    return Column("command", Integer, ForeignKey("commands.number", ondelete="SET NULL"), index=True)


schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))
"""What the first Spotter looks at, and refuses; since then Alembic's own table says which version it is."""

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

lifters = Table("lifters", metadata, Column("id", ID, primary_key=True), Column("made_at", DateTime, nullable=False))

identities = Table(
    "identities",
    metadata,
    Column("conversation", NAME, primary_key=True),
    _lifter(),
    Column("since", DateTime, nullable=False),
    Index("ix_identities_lifter", "lifter"),
)

join_codes = Table(
    "join_codes",
    metadata,
    Column("code", String(64), primary_key=True),  # its digest
    _lifter(),
    Column("expires_at", DateTime, nullable=False, index=True),
    Column("used_at", DateTime),
    Index("ix_join_codes_lifter", "lifter"),
)

commands = Table(
    "commands",
    metadata,
    _number(),
    _lifter(),
    Column("command", NAME, nullable=False),
    Column("at", DateTime, nullable=False, index=True),
    Column("before", Text),  # what it changed, as it was (bot.store.sql.snapshot)
    Column("undoes", Integer, ForeignKey("commands.number", ondelete="SET NULL"), index=True),
    Column("can_be_undone", Boolean, nullable=False),
    UniqueConstraint("lifter", "command", name="uq_commands_lifter_command"),
    Index("ix_commands_lifter_number", "lifter", "can_be_undone", "number"),
)

workouts = Table(
    "workouts",
    metadata,
    Column("id", ID, primary_key=True),
    _lifter(),
    Column("day", Date, nullable=False),
    Column("logged_at", DateTime, nullable=False),
    Column("title", NAME, nullable=False),
    Column("note", Text, nullable=False),
    Column("source", NAME, nullable=False),
    _command(),
    Index("ix_workouts_lifter_day", "lifter", "day", "logged_at", "id"),
)

logged_sets = Table(
    "logged_sets",
    metadata,
    Column("workout", ID, ForeignKey("workouts.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    # Repeated from the workout, so that the latest sets of an exercise are found by one index however many there are.
    _lifter(),
    Column("day", Date, nullable=False),
    Column("logged_at", DateTime, nullable=False),
    Column("exercise", NAME, nullable=False),
    Column("reps", Integer, nullable=False),
    Column("load_kg", Float),
    Column("said_load", Float),
    Column("said_unit", String(2), nullable=False),
    Column("rpe", Float),
    Column("is_warm_up", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    # The last four are all that is summed up of a lift, so that its rows themselves need not be read.
    Index(
        "ix_logged_sets_latest",
        *("lifter", "exercise", "day", "logged_at", "workout"),
        *("is_warm_up", "load_kg", "reps", "rpe"),
    ),
    Index("ix_logged_sets_day", "lifter", "day"),
)

body_masses = Table(
    "body_masses",
    metadata,
    _number(),
    _lifter(),
    Column("day", Date, nullable=False),
    Column("mass_kg", Float, nullable=False),
    Column("said", Float, nullable=False),
    Column("said_unit", String(2), nullable=False),
    _command(),
    UniqueConstraint("lifter", "day", name="uq_body_masses_lifter_day"),
)

profile_entries = Table(
    "profile_entries",
    metadata,
    _number(),
    _lifter(),
    Column("field", NAME, nullable=False),
    Column("value", Text, nullable=False),  # as JSON
    Column("said_at", DateTime, nullable=False, index=True),
    Column("words", Text, nullable=False),
    Column("consent", String(20)),
    Index("ix_profile_entries_field", "lifter", "field", "said_at", "number"),
)

consents = Table(
    "consents",
    metadata,
    _number(),
    _lifter(),
    Column("kind", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("given_at", DateTime, nullable=False),
    Column("withdrawn_at", DateTime),
    Index("ix_consents_kind", "lifter", "kind"),
)

programs = Table(
    "programs",
    metadata,
    Column("id", ID, primary_key=True),
    _lifter(),
    Column("request", Text, nullable=False),
    Column("template", NAME, nullable=False),
    Column("started", Date, nullable=False),
    Column("next_workout", Integer, nullable=False),
    Column("ended", Date),
    Index("ix_programs_lifter", "lifter", "started"),
)

reminders = Table(
    "reminders",
    metadata,
    Column("id", ID, primary_key=True),
    _lifter(),
    Column("conversation", NAME, ForeignKey("identities.conversation"), nullable=False, index=True),
    Column("weekdays", String(20), nullable=False),  # "0,2,4"
    Column("local_time", Time, nullable=False),
    Column("zone", NAME, nullable=False),
    Column("next_due", DateTime, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("claimed_until", DateTime),
    Index("ix_reminders_due", "is_active", "next_due"),
    Index("ix_reminders_lifter", "lifter"),
)

audit = Table(
    "audit",
    metadata,
    _number(),
    Column("lifter", ID, ForeignKey("lifters.id")),
    Column("at", DateTime, nullable=False),
    Column("actor", NAME, nullable=False),
    Column("action", NAME, nullable=False),
    Column("detail", Text, nullable=False),
    Index("ix_audit_lifter", "lifter", "number"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", NAME, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),  # as JSON
    Column("health", Text, nullable=False),  # what of it is kept on the consent to that
    Column("changed_at", DateTime, nullable=False),
)

conversation_events = Table(
    "conversation_events",
    metadata,
    _number(),
    Column("conversation", NAME, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("at", DateTime, nullable=False, index=True),
    Column("body", Text, nullable=False),  # as JSON
    Column("consent", String(20)),
    Index("ix_conversation_events_conversation", "conversation", "number"),
)

postboxes = Table(
    "postboxes",
    metadata,
    Column("conversation", NAME, primary_key=True),
    Column("latest", BigInteger, nullable=False),  # the number given last
)


def _postbox(*, primary_key: bool = False) -> Column:
    target = ForeignKey("postboxes.conversation", ondelete="CASCADE")
    return Column("conversation", NAME, target, nullable=False, primary_key=primary_key)


inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True),
    _postbox(),
    Column("number", BigInteger, nullable=False),
    Column("message_id", NAME, nullable=False),
    Column("text", Text, nullable=False),
    Column("payload", Text),
    Column("received_at", DateTime, nullable=False, index=True),
    Column("state", STATE, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("claimed_until", DateTime),
    Column("claimed_by", ID),
    UniqueConstraint("conversation", "message_id", name="uq_inbox_message"),
    UniqueConstraint("conversation", "number", name="uq_inbox_number"),
    Index("ix_inbox_state", "state", "conversation", "number"),
    Index("ix_inbox_turn", "state", "id"),
)

outbox = Table(
    "outbox",
    metadata,
    _postbox(primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("channel", NAME, nullable=False),  # repeated from the conversation
    Column("message_id", NAME),  # of the message that it answers
    Column("post_id", NAME),  # of what was said unasked
    Column("position", Integer, nullable=False),
    Column("body", Text, nullable=False),  # as JSON
    Column("made_at", DateTime, nullable=False, index=True),
    Column("state", STATE, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try", DateTime, nullable=False),  # while somebody delivers it, when the claim lapses
    Column("claimed_by", ID),
    UniqueConstraint("conversation", "message_id", "position", name="uq_outbox_message"),
    UniqueConstraint("conversation", "post_id", "position", name="uq_outbox_post"),
    Index("ix_outbox_due", "channel", "state", "next_try"),
    Index("ix_outbox_state", "state", "conversation", "number"),
)

trainers = Table(
    "trainers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", NAME, nullable=False),
    Column("login", NAME, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("role", STATE, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("presence", STATE, nullable=False),
    Column("capacity", Integer, nullable=False),
    UniqueConstraint("login", name="uq_trainers_login"),
)

console_logins = Table(
    "console_logins",
    metadata,
    Column("token", String(64), primary_key=True),  # its digest
    Column("trainer", ID, ForeignKey("trainers.id"), nullable=False, index=True),
    Column("csrf_secret", String(64), nullable=False),
    Column("expires_at", DateTime, nullable=False, index=True),
)

handovers = Table(
    "handovers",
    metadata,
    Column("id", ID, primary_key=True),
    _lifter(),
    Column("conversation", NAME, ForeignKey("identities.conversation"), nullable=False, index=True),
    Column("reason", STATE, nullable=False),
    Column("state", STATE, nullable=False),
    Column("asked_at", DateTime, nullable=False, index=True),
    Column("languages", NAME, nullable=False),  # "de,en"
    Column("wanted_trainer", ID, ForeignKey("trainers.id")),
    Column("trainer", ID, ForeignKey("trainers.id")),
    Column("claimed_at", DateTime),
    Column("replied_at", DateTime),
    Column("ended_at", DateTime, index=True),
    Column("escalated_at", DateTime),
    Column("summary", Text, nullable=False),
    Column("is_about_health", Boolean, nullable=False),
    Column("passes_on", Boolean, nullable=False),
    Column("rating", Integer),
    Index("ix_handovers_lifter", "lifter", "asked_at"),
    Index("ix_handovers_state", "state", "trainer", "asked_at"),
    Index(
        "ix_handovers_open", "conversation", unique=True,
        sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
    ),
)  # fmt: skip

agreements = Table(
    "agreements",
    metadata,
    Column("handover", ID, ForeignKey("handovers.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _lifter(),
    Column("text", Text, nullable=False),
    Column("kind", STATE, nullable=False),
    Column("value", Text, nullable=False),
    Column("until", Date),
    Column("is_about_health", Boolean, nullable=False),
    Index("ix_agreements_lifter", "lifter"),
)

trainer_notes = Table(
    "trainer_notes",
    metadata,
    Column("id", ID, primary_key=True),
    Column("handover", ID, ForeignKey("handovers.id", ondelete="CASCADE"), nullable=False, index=True),
    _lifter(),
    Column("trainer", ID, ForeignKey("trainers.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("is_about_health", Boolean, nullable=False),
    Index("ix_trainer_notes_lifter", "lifter"),
)

trials = Table(
    "trials",
    metadata,
    Column("id", ID, primary_key=True),
    _lifter(),
    Column("conversation", NAME, ForeignKey("identities.conversation"), nullable=False, index=True),
    Column("state", STATE, nullable=False),
    Column("asked_at", DateTime, nullable=False),
    Column("times", Text, nullable=False),  # "2026-03-02T17:00:00,2026-03-03T17:00:00"
    Column("minutes", Integer, nullable=False),
    Column("wanted_trainer", NAME),  # this and the next are ids in the gym's file
    Column("trainer", NAME),
    Column("begins", DateTime),
    Column("ends", DateTime, nullable=False, index=True),
    Column("changed_at", DateTime),
    Column("sequence", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("is_told", Boolean, nullable=False),
    Index("ix_trials_lifter", "lifter", "asked_at"),
    Index("ix_trials_trainer", "trainer", "state"),
    Index("ix_trials_untold", "asked_at", sqlite_where=text("NOT is_told"), postgresql_where=text("NOT is_told")),
)

diaries = Table(
    "diaries",
    metadata,
    Column("trainer", NAME, primary_key=True),
    Column("changes", Integer, nullable=False),
)
"""A row for each trainer with bookings, held by who books: so there is one at a time."""
