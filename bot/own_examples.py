"""The owner's own examples: `data/own_examples.yml`, which `spotter review` writes and `spotter train` reads.

OwnExamplesError: a file of examples cannot be read or written; names the file, what was expected and what to do.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.dialogue.gate import clean
from bot.training_examples import examples_in, is_entry, lines_of, read_yaml

FILE = "own_examples.yml"
HEADING = 'version: "3.1"\n\n# Written by `spotter review`, which keeps it sorted and drops comments.\nnlu:\n'
MOST_CHARACTERS = 2000
_BREAKING = re.compile(r"[\[\]{}\\]")
_EXPECTED = "expected `version` and under `nlu` entries of `intent` and `examples`, as `spotter review` writes them"


class OwnExamplesError(Exception):
    """A file of examples cannot be used."""


@dataclass(frozen=True)
class Known:
    """Where an example stands: its intent, and its file within the data folder."""

    intent: str
    file: str


@dataclass(frozen=True)
class Taught:
    """What became of texts: how many are new examples, and why each of the others is none."""

    added: int
    refused: tuple[str, ...]


class OwnExamples:
    """All examples of a data folder, of which those in its own_examples.yml can grow."""

    def __init__(self, data_folder: Path) -> None:
        self.path = data_folder / FILE
        self._own = _read_own(self.path)
        self._known = {text.casefold(): known for text, known in _examples_of(data_folder)}

    @property
    def intents(self) -> tuple[str, ...]:
        """Intents that have examples, sorted."""
        return tuple(sorted({known.intent for known in self._known.values()}))

    def add(self, intent: str, texts: Iterable[str]) -> Taught:
        """Make texts examples of an intent, and write the file.

        An example of the owner's own moves from another intent; one that came with Spotter stays where it is.
        """
        added, refused = 0, []
        for text in texts:
            example = as_example(text)
            known = self._known.get(example.casefold())
            if not example:
                refused.append(f"{shortened(text)!r} is nothing to learn from.")
            elif known and known.file != FILE and known.intent != intent:
                refused.append(f"{shortened(example)!r} is an example of {known.intent} in data/{known.file}.")
            elif known is None or known.intent != intent:
                self._put(example, intent)
                added += 1
        if added:
            _write(self.path, self._own)
        return Taught(added, tuple(refused))

    def _put(self, example: str, intent: str) -> None:
        same = example.casefold()
        self._own = {owner: {each for each in its if each.casefold() != same} for owner, its in self._own.items()}
        self._own.setdefault(intent, set()).add(example)
        self._known[same] = Known(intent, FILE)


def as_example(text: str) -> str:
    """A text as a line that can be nothing but one example; "" if nothing readable is left of it.

    Brackets and braces would mark entities and name variables of the environment; Rasa reads a backslash as the
    beginning of any character; a slash at the beginning names an intent, and a line break begins another example.
    """
    message = clean(_BREAKING.sub("", text), MOST_CHARACTERS)
    return "" if message.problem else message.text


def shortened(text: str, most: int = 200) -> str:
    """A text that fits a few lines of a terminal, without control characters."""
    line = clean(text, MOST_CHARACTERS).text
    return line if len(line) <= most else f"{line[:most]}…"


def _examples_of(folder: Path) -> Iterator[tuple[str, Known]]:
    for path in sorted(folder.rglob("*.yml")):
        file = path.relative_to(folder).as_posix()
        yield from ((text, Known(intent, file)) for text, intent in examples_in(_read(path)))


def _read_own(path: Path) -> dict[str, set[str]]:
    if not path.exists():
        return {}
    content = _read(path)
    if not isinstance(content, dict) or not set(content) <= {"version", "nlu"}:
        raise OwnExamplesError(f"{path}: {_EXPECTED}.")
    own: dict[str, set[str]] = {}
    for entry in content.get("nlu") or ():
        if not is_entry(entry):
            raise OwnExamplesError(f"{path}: {_EXPECTED}; found {shortened(str(entry), 80)}.")
        own.setdefault(entry["intent"], set()).update(lines_of(entry["examples"]))
    return own


def _read(path: Path) -> Any:  # noqa: ANN401  whatever the file holds
    try:
        return read_yaml(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise OwnExamplesError(f"{path} cannot be read: {error}") from error


def _write(path: Path, examples: Mapping[str, Iterable[str]]) -> None:
    lines = []
    for intent, texts in sorted(examples.items()):
        if texts:
            lines += [f"- intent: {intent}", "  examples: |"]
            lines += [f"    - {text}" for text in sorted(texts, key=lambda text: (text.casefold(), text))]
    arriving = path.with_suffix(".new")
    try:
        arriving.write_text(HEADING + "\n".join(lines) + "\n", encoding="utf-8")
        arriving.replace(path)
    except OSError as error:
        raise OwnExamplesError(f"{path} cannot be written: {error.strerror}. Nothing was deleted.") from error
