"""The words of what is drawn and printed: a words.yml of sections, each text with {} to fill in."""

from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.coaching.errors import KnowledgeError


class Words:
    """The words in a file, read when they are first needed."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @cached_property
    def content(self) -> dict[str, Any]:
        """The file as it stands."""
        content: dict[str, Any] = yaml.load(self._file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return content

    def say(self, key: str, **values: str) -> str:
        """The words at "section.name", {} filled. Raises KnowledgeError, naming file and key, if it cannot be."""
        section, name = key.split(".")
        try:
            text: str = self.content[section][name]
            return text.format(**values)
        except KeyError as error:
            told = f"{self._file.name}: {section}/{name}: no key {error}; add it or correct the name"
            raise KnowledgeError(told) from error
