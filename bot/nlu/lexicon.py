"""The reader's vocabulary: phrases and what they mean, found with spaCy's PhraseMatcher.

The tokens are our own and unknown words enter a Doc as one placeholder, so spaCy's string store does not grow with
what strangers type.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import spacy
import yaml
from spacy.matcher import PhraseMatcher
from spacy.strings import StringStore
from spacy.tokens import Doc

from bot.coaching.exercise import find_alias_table
from bot.nlu.canonical import canonical_tokens, read_lexicon, unit_forms
from bot.nlu.spelling import Speller
from bot.nlu.token import Token

FACTS = ("exercise", "named_program", "training_age", "equipment", "muscle", "ignored")
LAYERS = (FACTS, ("training_goal",), ("priority",), ("wish",), ("body_part",), ("complaint",))
NOTHING = "nothing"
UNKNOWN = "_"
ALIASES_OF_TERMS = Path(__file__).parents[1] / "coaching" / "definition_aliases.yml"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the vocabulary in a message: tokens `first` to before `end`."""

    kind: str
    value: str
    first: int
    end: int

    def lies_in(self, other: "Phrase") -> bool:
        return other.first <= self.first and self.end <= other.end

    def parts(self) -> Iterator["Phrase"]:
        """One phrase for each of its values, which a plus joins."""
        for value in self.value.split("+"):
            yield Phrase(self.kind, value, self.first, self.end)


class Vocabulary:
    """Finds phrases in tokens. Read-only once built; threads may share it."""

    def __init__(self, phrases: dict[tuple[str, str], list[list[str]]], words: set[str]) -> None:
        nlp = spacy.blank("en")
        self._vocab = nlp.vocab
        self._matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._meanings: dict[int, tuple[str, str]] = {}
        self._words = {word for forms in phrases.values() for form in forms for word in form}
        self._speller = Speller(self._words | words, **read_lexicon("spelling"))
        for (kind, value), forms in phrases.items():
            key = f"{kind}:{value}"
            self._meanings[nlp.vocab.strings.add(key)] = (kind, value)
            self._matcher.add(key, [Doc(nlp.vocab, words=form) for form in forms])

    @property
    def strings(self) -> StringStore:
        """Every string that spaCy remembers for it."""
        return self._vocab.strings

    def repair(self, tokens: list[Token]) -> list[Token]:
        """The tokens with misspelt words put right."""
        repaired = []
        for token in tokens:
            word = self._speller.repair(token.text)
            repaired.append(token if word == token.text else Token(word, token.start, token.end))
        return repaired

    def find(self, tokens: list[Token]) -> list[Phrase]:
        """Every phrase in the tokens, overlapping ones too."""
        words = [token.text if token.text in self._words else UNKNOWN for token in tokens]
        if not words:
            return []
        matches = self._matcher(Doc(self._vocab, words=words))
        return [Phrase(*self._meanings[key], first, end) for key, first, end in matches]


def near(phrases: Sequence[Phrase], phrase: Phrase, reach: int) -> Sequence[Phrase]:
    """Of phrases in their order, those that begin at most `reach` tokens before or behind it."""
    first = bisect_left(phrases, phrase.first - reach, key=lambda each: each.first)
    end = bisect_right(phrases, phrase.end + reach, key=lambda each: each.first)
    return phrases[first:end]


def longest(phrases: list[Phrase], order: tuple[str, ...]) -> list[Phrase]:
    """Of phrases that overlap the longest; of equal ones the kind that comes first in `order`, then the earlier."""
    ranked = sorted(phrases, key=lambda each: (each.first - each.end, order.index(each.kind), each.first))
    taken: set[int] = set()
    kept = []
    for phrase in ranked:
        places = range(phrase.first, phrase.end)
        if taken.isdisjoint(places):
            kept.append(phrase)
            taken.update(places)
    return sorted(kept, key=lambda each: each.first)


def layered(phrases: list[Phrase]) -> dict[str, list[Phrase]]:
    """Phrases by kind: in each layer the longest, and none that lies within a fact ("power" in "power clean")."""
    found: dict[str, list[Phrase]] = {kind: [] for kind in chain.from_iterable(LAYERS)}
    facts = longest([each for each in phrases if each.kind in FACTS], FACTS)
    hiding = {place: fact for fact in facts if _hides(fact) for place in range(fact.first, fact.end)}
    for layer in LAYERS:
        kept = facts if layer is FACTS else longest([each for each in phrases if each.kind in layer], layer)
        for phrase in kept:
            fact = None if layer is FACTS else hiding.get(phrase.first)
            if phrase.value != NOTHING and not (fact and phrase.lies_in(fact)):
                found[phrase.kind].append(phrase)
    return found


def _hides(fact: Phrase) -> bool:
    return fact.kind in ("exercise", "named_program", "equipment", "training_age", "ignored") or fact.value == NOTHING


def _entries() -> Iterator[tuple[str, str, str]]:
    """Kind, value and wording of every phrase of the files and the exercise catalogue."""
    for kind in chain.from_iterable(LAYERS):
        if kind == "exercise":
            yield from ((kind, exercise, wording) for wording, exercise in find_alias_table().items())
        elif kind == "complaint":
            content = read_lexicon(kind)
            yield from ((kind, "pain", str(word)) for word in content["words"])
            yield from ((kind, "sore", str(word)) for word in content["sore_words"])
            yield from ((kind, part, str(each)) for part, forms in content["conditions"].items() for each in forms)
        else:
            yield from ((kind, str(value), str(each)) for value, forms in read_lexicon(kind).items() for each in forms)


def _phrases(entries: Iterator[tuple[str, str, str]]) -> dict[tuple[str, str], list[list[str]]]:
    phrases: dict[tuple[str, str], dict[tuple[str, ...], None]] = {}
    for kind, value, wording in entries:
        words = tuple(token.text for token in canonical_tokens(wording))
        phrases.setdefault((kind, value), {})[words] = None
    return {key: [list(words) for words in forms] for key, forms in phrases.items()}


@cache
def vocabulary() -> Vocabulary:
    """Everything that is named; built at the first use."""
    return Vocabulary(_phrases(_entries()), unit_forms() | set(term_words()))


@cache
def term_words() -> tuple[str, ...]:
    """Words of the glossary, for the repair of spelling."""
    return tuple({word for wording in term_aliases() for word in wording.split()})


@cache
def term_aliases() -> dict[str, str]:
    """What the glossary's terms are called, to the key of the term."""
    content: dict[str, list[Any]] = yaml.load(ALIASES_OF_TERMS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    aliases = {str(alias).lower(): key for key, forms in content.items() for alias in forms}
    return {key.replace("_", " "): key for key in content} | aliases


@cache
def terms_vocabulary() -> Vocabulary:
    """The glossary; built at the first question for a meaning."""
    entries = (("term", key, alias) for alias, key in term_aliases().items())
    return Vocabulary(_phrases(entries), set())
