"""Repairs typing errors towards the words that the reader knows, and leaves real English words alone."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST, LONG_ENOUGH, LONG, LONGEST = 5, 7, 9, 24
ENDINGS = ("s", "es", "d", "ed", "r", "er", "ers", "ing", "ings", "ly", "y")
REMEMBERED = 4096
_DOUBLED = re.compile(r"([b-df-hj-np-tvz])\1(?=(?:ed|ing|ers?)$)")
"""A consonant that an ending doubles; written once it often looks like English: "squat" and "ed"."""


@cache
def common_words() -> frozenset[str]:
    """The words that the sentence encoder's vocabulary holds in one piece: the frequent ones of English."""
    path = Path(__file__).parent / "encoder" / "tokenizer.json"
    vocabulary = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    return frozenset(word for word in vocabulary if len(word) >= SHORTEST - 1 and word.isalpha())


class Speller:
    """Knows a set of words; `repair` gives the one that a misspelt word stands for.

    `short_targets` are the frequent English words under LONG_ENOUGH letters that may be meant; `real_words` stay.
    """

    def __init__(self, words: Iterable[str], short_targets: Iterable[str], real_words: Iterable[str]) -> None:
        known, targets = set(words), set(short_targets)
        self._words = frozenset(known | set(real_words))
        doubled = {_DOUBLED.sub(r"\1", word): word for word in sorted(known) if _DOUBLED.search(word)}
        self._doubled = {slip: word for slip, word in doubled.items() if slip not in self._words | common_words()}
        self._nearest = Nearest(
            word
            for word in sorted(known)
            if len(word) >= LONG_ENOUGH or word in targets or word not in common_words()
            if len(word) >= SHORTEST and word.isalpha()
        )

    def repair(self, word: str) -> str:
        """The known word one slip away (two in a long word) that begins alike; else the word itself."""
        if word in self._doubled:
            return self._doubled[word]
        if word in self._words or not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or is_english(word):
            return word
        return self._nearest(word)


class Nearest:
    """Finds, among words in the order in which they are preferred, the one that a misspelt word stands for."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in words:
            self._by_letter[word[0]].append(word)
        self._found = lru_cache(REMEMBERED)(self._find)

    def __call__(self, word: str) -> str:
        """The word one slip away (two in a long word) that begins alike; else the word itself."""
        return self._found(word)

    def _find(self, word: str) -> str:
        slips = 2 if len(word) >= LONG else 1
        best = process.extractOne(word, self._by_letter[word[0]], scorer=OSA.distance, score_cutoff=slips)
        return best[0] if best else word


def is_english(word: str) -> bool:
    """A frequent word, or one with an ending."""
    words = common_words()
    return word in words or any(word.endswith(end) and word[: -len(end)] in words for end in ENDINGS)
