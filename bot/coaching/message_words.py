"""A message as plain words: case, accents, apostrophes, dragged-out letters and small typing errors do not count."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

STOP, PAUSE = ".", ","
_UNHEARD = str.maketrans(
    {"'": None, "\u2019": None, "\u2018": None, "`": None, "\u201c": " ", "\u201d": " ", "\u2013": " "}
)
_FEET = re.compile(r"(?<=[0-9])['\u2019](?=[0-9\s]|$)")
_I_WILL = re.compile(r"\bi['\u2019]ll\b", re.IGNORECASE)
_NOT = re.compile(r"\b(could|would|should|did|does|do|is|are|was|were|has|have|had)\s+not\b")
_CAN_NOT, _WILL_NOT = re.compile(r"\bcan\s*not\b"), re.compile(r"\bwill\s+not\b")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
_DRAGGED = re.compile(r"([a-z])\1\1+")
_WORD = re.compile(r"[a-z]+|[0-9]+|%|[!?;\n]|\.(?=\s|$)|[,:()]")
_SILENT = ("Mn", "Cf")  # accents; zero-width signs
_MARKS = dict.fromkeys("!?;\n.", STOP) | dict.fromkeys(",:()", PAUSE)


def words_of(text: str) -> tuple[str, ...]:
    """Lower-case words and numbers in order; STOP where a sentence ends, PAUSE at a comma, colon or bracket.

    "I'm 15yo… knee paaain!" gives im, 15, yo, STOP, knee, pain, STOP; "could not" gives couldnt.
    """
    plain = _I_WILL.sub("i will", _THOUSANDS.sub("", _FEET.sub(" ", text))).translate(_UNHEARD)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in decomposed if unicodedata.category(char) not in _SILENT)
    words = _WORD.findall(_contracted(_DRAGGED.sub(r"\1", plain.lower())))
    return tuple(_MARKS.get(word, word) for word in words)


def _contracted(text: str) -> str:
    """The short form for "could not", so that both are the same words."""
    if "not" not in text:
        return text
    return _WILL_NOT.sub("wont", _CAN_NOT.sub("cant", _NOT.sub(r"\1nt", text)))


@dataclass(frozen=True)
class Typing:
    """What is forgiven: one slip in a `guarded` word, unless that makes another word, one of the `look_alikes`.

    Words of more than `longest` letters mean nothing. `remembered`: how many words are kept with their symbols.
    """

    guarded: frozenset[str]
    look_alikes: frozenset[str]
    longest: int
    remembered: int


class Lexicon:
    """Which symbols a word has: the word itself, `stem*`, `*ending` and `<group>`, as phrases name them."""

    def __init__(self, groups: Mapping[str, Iterable[str]], entries: Iterable[str], typing: Typing) -> None:
        self._exact: dict[str, set[str]] = {}
        self._stems: dict[str, set[str]] = {}
        self._endings: dict[str, set[str]] = {}
        for entry in entries:
            self._add(entry, entry)
        for name in groups:
            for entry in _flat(name, groups):
                self._add(entry, f"<{name}>")
        self._lengths = tuple(sorted({len(stem) for stem in self._stems}))
        self._typing = typing
        self._slips = {short: word for word in sorted(typing.guarded) for short in _one_missing(word)}
        self._shortest = min(map(len, typing.guarded)) - 1
        self._remembered = lru_cache(maxsize=typing.remembered)(self._look_up)

    def symbols(self, word: str) -> frozenset[str]:
        """The symbols of a word, none if nothing asks for it."""
        return self._remembered(word) if len(word) <= self._typing.longest else frozenset()

    def _add(self, entry: str, symbol: str) -> None:
        kind = self._stems if entry.endswith("*") else self._endings if entry.startswith("*") else self._exact
        kind.setdefault(entry.strip("*"), set()).add(symbol)

    def _look_up(self, word: str) -> frozenset[str]:
        known = self._known(word)
        if known or len(word) < self._shortest or word in self._typing.look_alikes:
            return known
        meant = self._meant(word)
        return self._known(meant) if meant else known

    def _known(self, word: str) -> frozenset[str]:
        symbols = set(self._exact.get(word, ()))
        for length in self._lengths:
            symbols.update(self._stems.get(word[:length], ()))
        for ending in self._endings:
            symbols.update(self._endings[ending] if word.endswith(ending) else ())
        return frozenset(symbols)

    def _meant(self, word: str) -> str | None:
        """The guarded word that is one slip away: a letter missing, added, wrong, or two swapped."""
        if word in self._slips:
            return self._slips[word]
        for short in _one_missing(word):
            if short in self._typing.guarded:
                return short
            near = self._slips.get(short)
            if near and _one_wrong_or_swapped(word, near):
                return near
        return None


def _flat(name: str, groups: Mapping[str, Iterable[str]]) -> Iterable[str]:
    for entry in groups[name]:
        if entry.startswith("<"):
            yield from _flat(entry[1:-1], groups)
        else:
            yield entry


def _one_missing(word: str) -> tuple[str, ...]:
    return tuple(word[:at] + word[at + 1 :] for at in range(len(word)))


def _one_wrong_or_swapped(word: str, other: str) -> bool:
    if len(word) != len(other):
        return False
    wrong = [at for at, (mine, theirs) in enumerate(zip(word, other, strict=True)) if mine != theirs]
    first, last = wrong[0], wrong[-1]
    swapped = last == first + 1 and word[first] == other[last] and word[last] == other[first]
    return first == last or swapped
