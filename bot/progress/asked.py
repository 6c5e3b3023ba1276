"""Which picture a message asks for, in its words (asked.yml). Slips of the thumb in longer words are forgiven."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.progress.gallery import Kind
from bot.progress.theme import ThemeName

FILE = Path(__file__).parent / "asked.yml"
LONG, ALIKE = 6, 0.82
"""Words from so many letters on may be so much alike in place of the same, if they begin alike."""
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """What a message names; None for what it does not. `weeks_back` counts from the present week, 0."""

    kind: Kind | None
    theme: ThemeName | None
    weeks_back: int | None


def asked(text: str) -> Asked:
    """What a message names."""
    words = _words(text)
    kind, theme, weeks_back = (_longest(words, _phrases()[section]) for section in ("kinds", "themes", "weeks_back"))
    return Asked(
        None if kind is None else Kind(kind),
        None if theme is None else ThemeName(theme),
        None if weeks_back is None else int(weeks_back),
    )


@cache
def _phrases() -> dict[str, dict[str, tuple[Phrase, ...]]]:
    content: dict[str, dict[Any, list[str]]] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {
        section: {str(name): tuple(map(_words, phrases)) for name, phrases in entries.items()}
        for section, entries in content.items()
    }


def _words(text: str) -> Phrase:
    return tuple(re.findall(r"[a-z0-9]+", text.casefold().replace("'", "")))


def _longest(words: Sequence[str], entries: Mapping[str, Sequence[Phrase]]) -> str | None:
    """The entry whose longest phrase is in the words, by words and then letters; the first of equals."""
    found = {
        name: max(((len(each), len("".join(each))) for each in phrases if _is_in(each, words)), default=(0, 0))
        for name, phrases in entries.items()
    }
    best = max(found, key=lambda name: found[name])
    return best if found[best] > (0, 0) else None


def _is_in(phrase: Phrase, words: Sequence[str]) -> bool:
    starts = range(len(words) - len(phrase) + 1)
    return any(all(map(_alike, phrase, words[start : start + len(phrase)])) for start in starts)


def _alike(wanted: str, word: str) -> bool:
    if wanted[0] != word[0] or min(len(wanted), len(word)) < LONG:
        return wanted == word
    return SequenceMatcher(None, wanted, word).ratio() >= ALIKE
