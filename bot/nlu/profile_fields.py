"""Which facts of a profile a message names: "forget my body weight and my knee"."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bot.nlu.canonical import read_lexicon


@dataclass(frozen=True)
class NamedFacts:
    """Fields of the profile by name, and parts of the body whose complaints are meant."""

    fields: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def named_facts(text: str) -> NamedFacts:
    """The facts that a message names, in its order."""
    fields, parts = _Words.of("profile_field"), _Words.of("body_part")
    return NamedFacts(tuple(dict.fromkeys(fields.meant_in(text))), tuple(dict.fromkeys(parts.meant_in(text))))


@dataclass(frozen=True)
class _Words:
    """A lexicon as one pattern, in which of two phrases the longer one is found, and what each means."""

    pattern: re.Pattern[str]
    meanings: Mapping[str, tuple[str, ...]]

    @classmethod
    @cache
    def of(cls, name: str) -> "_Words":
        meanings: dict[str, tuple[str, ...]] = {}
        for meant, phrases in read_lexicon(name).items():
            for phrase in phrases:
                meanings[phrase] = (*meanings.get(phrase, ()), meant)
        return cls(re.compile(rf"\b(?:{_alternatives(meanings)})\b"), meanings)

    def meant_in(self, text: str) -> Iterator[str]:
        for found in self.pattern.finditer(" ".join(text.lower().replace("’", "'").split())):
            yield from self.meanings[found[0]]


def _alternatives(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(each) for each in sorted(phrases, key=len, reverse=True))
