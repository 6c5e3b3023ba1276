"""The index of the sets of an exercise holds what they come to, so that summing them up reads nothing else."""

from alembic import op

revision = "4"
down_revision = "3"

INDEX = "ix_logged_sets_latest"


def upgrade() -> None:
    """Makes the index anew with more columns."""
    op.drop_index(INDEX, "logged_sets")
    columns = ["lifter", "exercise", "day", "logged_at", "workout", "is_warm_up", "load_kg", "reps", "rpe"]
    op.create_index(INDEX, "logged_sets", columns)
