"""README.txt of an export: what each of its files is, in plain words."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import wrap
from typing import Any

import yaml

FILE = Path(__file__).parent / "readme.yml"
WIDTH, INDENT = 100, "      "


def readme(day: date, tables: Iterable[str], pictures: Mapping[str, str], exact: Iterable[str]) -> str:
    """The text for files by their names; pictures come with their words."""
    told = words()["files"]
    sections = {
        "tables": {name: told[name] for name in tables},
        "pictures": pictures,
        "exact": {name: told[name] for name in exact},
    }
    blocks = [words()["head"].format(day=day.isoformat())]
    blocks += ["\n".join([words()[key], "", *_lines(files)]) + "\n" for key, files in sections.items() if files]
    return "\n".join([*blocks, words()["foot"]])


@cache
def words() -> dict[str, Any]:
    """readme.yml as it stands."""
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content


def _lines(files: Mapping[str, str]) -> Iterator[str]:
    for name, told in files.items():
        yield f"  {name}"
        yield from wrap(
            " ".join(told.split()), WIDTH, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False
        )
