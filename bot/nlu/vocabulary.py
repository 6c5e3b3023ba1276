"""The words of the training examples, and the way back to them from a slip of the thumb."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from bot.nlu.spelling import LONGEST, Nearest, common_words, is_english

SHORTEST_TELLING = 4
KNOWN, MEANT = 2, 4
"""In how many examples a word stands that is taken as it is, and one that a misspelt word may mean."""
_WORD = re.compile(r"[a-z]+")
_ANY_WORD = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall(text.lower())


class Vocabulary:
    """Words, and in how many examples each stands."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        meant = [word for word, count in counts.items() if count >= MEANT and len(word) >= SHORTEST_TELLING]
        self._nearest = Nearest(sorted(meant, key=lambda word: (-counts[word], word)))

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Vocabulary":
        """The vocabulary of examples."""
        return cls(dict(sorted(Counter(word for text in texts for word in set(words_of(text))).items())))

    def knows_a_word_of(self, text: str) -> bool:
        """Whether any word of a text is in an example, is frequent English, or is too short to tell."""
        known = (self.counts, common_words())
        return any(len(word) < SHORTEST_TELLING or any(word in each for each in known) for word in words_of(text))

    def repaired(self, text: str) -> str:
        """The text with the words that nobody writes put right: a frequent word of the examples one slip away."""
        return _ANY_WORD.sub(lambda found: self._repaired(found[0]), text)

    def _repaired(self, said: str) -> str:
        word = said.lower()
        if not SHORTEST_TELLING <= len(word) <= LONGEST or self.counts.get(word, 0) >= KNOWN or is_english(word):
            return said
        meant = self._nearest(word)
        return said if meant == word else meant
