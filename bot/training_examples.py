"""The training examples in Rasa's YAML files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Example = tuple[str, str]
"""A text, and its intent."""


def read_examples(folder: Path) -> list[Example]:
    """Every example under a folder, sorted. Raises OSError, UnicodeDecodeError or yaml.YAMLError."""
    return sorted(example for path in folder.rglob("*.yml") for example in examples_in(read_yaml(path)))


def read_yaml(path: Path) -> Any:  # noqa: ANN401  whatever the file holds
    """The content of a file. Raises OSError, UnicodeDecodeError or yaml.YAMLError."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def examples_in(content: object) -> Iterator[Example]:
    """The examples in a file's content; none in what is no entry of intent and examples."""
    for entry in (content.get("nlu") or ()) if isinstance(content, dict) else ():
        if is_entry(entry):
            yield from ((text, entry["intent"]) for text in lines_of(entry["examples"]))


def is_entry(entry: object) -> bool:
    """Whether this is an intent with its examples, and nothing else."""
    is_pair = isinstance(entry, dict) and set(entry) == {"intent", "examples"}
    return is_pair and all(isinstance(value, str) for value in entry.values())  # type: ignore[attr-defined]


def lines_of(examples: str) -> list[str]:
    """The texts in a list of examples, a dash before each."""
    return [line.removeprefix("-").strip() for line in map(str.strip, examples.splitlines()) if line.startswith("-")]
