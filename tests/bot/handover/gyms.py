"""A gym to test with: the one that is shipped as the example."""

from datetime import UTC, datetime
from pathlib import Path

from bot.handover.gym_file import read_gym

FILE = Path(__file__).parents[3] / "docs/gym.yml"
GYM = read_gym(FILE)
ONE, TWO, THREE = GYM.trainers
MONDAY_9 = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""Monday, 23 November 2026, 9:00 in Berlin."""


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)
