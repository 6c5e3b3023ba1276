"""Reads words.yml and fills it in."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.coaching.errors import KnowledgeError

FILE = Path(__file__).parent / "words.yml"


@cache
def words() -> dict[str, Any]:
    """The file as it stands."""
    content: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return content


def say(key: str, **values: str) -> str:
    """The words at "section.name", {} filled. Raises KnowledgeError, naming file and key, if it cannot be."""
    section, name = key.split(".")
    try:
        text: str = words()[section][name]
        return text.format(**values)
    except KeyError as error:
        raise KnowledgeError(f"{FILE.name}: {section}/{name}: no key {error}; add it or correct the name") from error


def language(code: str) -> str:
    """ "German" for "de". Raises KnowledgeError for a code that words.yml does not name."""
    return say(f"languages.{code}")
