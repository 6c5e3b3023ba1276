"""Files of each format (made up), and a reading of one."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.coaching.terms import MassUnit
from bot.transfer.read import read_file
from bot.transfer.reading import Reading

FILES = Path(__file__).parent / "files"
LIFTER = "a" * 32
NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
STRONG = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Seconds,Notes,Workout Notes,RPE\n"
HEVY = "title,start_time,exercise_title,exercise_notes,set_index,set_type,weight_kg,reps,duration_seconds,rpe\n"

ReadText = Callable[..., Reading]


def read(name: str, unit: MassUnit = MassUnit.KG) -> Reading:
    """A file of the folder."""
    return read_file(FILES / name, LIFTER, unit, NOW)


@pytest.fixture
def read_text(tmp_path: Path) -> ReadText:
    """Reads a text as a file."""

    def reading(text: str | bytes, unit: MassUnit = MassUnit.KG, **given: object) -> Reading:
        path = tmp_path / "log.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_file(path, LIFTER, unit, NOW, **given)  # type: ignore[arg-type]

    return reading
