"""A knowledge folder of a test's own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.coaching.guideline import guideline
from bot.coaching.source import all_sources

SOURCES = {
    "coach_2001": {"mark": "Coach 2001", "title": "A made review", "kind": "review", "seen": "itself", "year": 2001},
    "coach_2002": {"mark": "Coach 2002", "title": "A made trial", "kind": "trial", "seen": "as reported"},
}
WriteFile = Callable[[str, Any], Path]


def forget() -> None:
    guideline.cache_clear()
    all_sources.cache_clear()


@pytest.fixture
def write_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WriteFile]:
    """Writes a file (text, bytes, or what is dumped as YAML) into a made knowledge folder, which holds two sources."""

    def write(name: str, content: Any) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        if not isinstance(content, bytes):
            content = (content if isinstance(content, str) else yaml.safe_dump(content)).encode()
        path.write_bytes(content)
        return path

    for module in ("guideline", "source"):
        monkeypatch.setattr(f"bot.coaching.{module}.FOLDER", tmp_path)
    write("sources.yml", SOURCES)
    forget()
    yield write
    forget()
