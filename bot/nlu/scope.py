"""What the words around a phrase do to it: negate it, correct it, or offer it as one of a choice."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from bot.nlu.canonical import read_lexicon

REACH = 5


@cache
def words(group: str) -> frozenset[str]:
    """A group of lexicon/scope.yml."""
    content: dict[str, list[Any]] = read_lexicon("scope")
    return frozenset(str(word) for word in content[group])


def is_negated(texts: Sequence[str], first: int, more: frozenset[str] = frozenset()) -> bool:
    """Whether one of the few words before token `first`, in the same clause, denies what begins there."""
    for at in range(first - 1, max(first - 1 - REACH, -1), -1):
        word = texts[at]
        if word in words("negations"):
            return texts[at + 1] not in words("no")
        if word in more:
            return {"and", "or", "but"}.isdisjoint(texts[at:first])
        if word in words("wishes"):
            return at > 0 and texts[at - 1] in words("negations") and word not in ("im", "id")
        if word in words("breaks") or word == "while":
            return False
    return False


def is_free_of(texts: Sequence[str], first: int) -> bool:
    """Whether the complaint that begins at token `first` is denied ("no knee pain"); "not with bad knees" is not."""
    for at in range(first - 1, max(first - 1 - REACH, -1), -1):
        if texts[at] in words("no_complaint"):
            return texts[at + 1] not in words("no")
        if texts[at] in words("breaks") or texts[at] in words("causes"):
            return False
    return False


@cache
def _corrections() -> dict[str, frozenset[str]]:
    """The corrections by their first word: what may follow it, "" for nothing."""
    pairs = [correction.partition(" ")[::2] for correction in words("corrections")]
    return {first: frozenset(second for other, second in pairs if other == first) for first, _ in pairs}


def last_correction(texts: Sequence[str]) -> int:
    """Index of the last word that corrects ("sorry, I meant strength"), or -1."""
    starts = _corrections()
    if starts.keys().isdisjoint(texts):
        return -1
    for at in range(len(texts) - 1, -1, -1):
        behind = starts.get(texts[at])
        if behind is None:
            continue
        is_pair = bool(texts[at + 1 : at + 2]) and texts[at + 1] in behind
        is_opening = at == 0 or texts[at - 1] in words("breaks")
        if is_pair or ("" in behind and (texts[at] != "actually" or is_opening)):
            return at
    return -1


def sentence_of(texts: Sequence[str], at: int, reach: int = 40) -> tuple[int, int]:
    """First token, and end, of the sentence that token `at` is in; at most `reach` tokens to either side."""
    ends = words("sentence_ends")
    first = at
    while first > max(at - reach, 0) and texts[first - 1] not in ends:
        first -= 1
    end = at
    while end < min(at + reach, len(texts)) and texts[end] not in ends:
        end += 1
    return first, end


def asks(texts: Sequence[str], first: int, end: int) -> bool:
    """Whether the sentence of tokens `first` to `end` is a question."""
    is_marked = end < len(texts) and texts[end] == "?"
    return is_marked or (first < end and texts[first] in words("asking"))


def is_choice(texts: Sequence[str], first: int, end: int) -> bool:
    """Whether the tokens between two phrases offer them as a choice."""
    return not words("choices").isdisjoint(texts[first:end])
