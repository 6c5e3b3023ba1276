"""Body parts that trouble the lifter: a part and a word of complaint near it, not denied."""

from collections.abc import Iterator, Sequence
from functools import cache

from bot.nlu.canonical import read_lexicon
from bot.nlu.lexicon import Phrase, near
from bot.nlu.scope import is_free_of, sentence_of, words

PAIN, SORE = "pain", "sore"
NEAR = 5
AFTER = 4
BESIDE = 2
ADJECTIVES = frozenset({"bad", "bum", "dodgy", "dodgey", "weak", "wonky"})
HYPOTHETICAL = frozenset({"will", "would", "might", "does", "do", "can", "could", "gonna", "your", "you"})
VERBS = frozenset({"hurt", "injure", "tear", "strain", "tweak", "break", "dislocate"})


@cache
def _joints() -> frozenset[str]:
    return frozenset(read_lexicon("complaint")["joints"])


@cache
def _gone() -> frozenset[str]:
    return frozenset(str(word) for word in read_lexicon("complaint")["gone"])


def read_complaints(texts: Sequence[str], parts: Sequence[Phrase], signs: Sequence[Phrase]) -> Iterator[Phrase]:
    """Each body part with a complaint, and each condition that implies one ("tennis elbow")."""
    pains = [sign for sign in signs if sign.value in (PAIN, SORE)]
    for sign in signs:
        if sign.value not in (PAIN, SORE) and not is_free_of(texts, sign.first):
            yield Phrase("complaint", sign.value, sign.first, sign.end)
    for part in parts:
        if any(_troubles(texts, part, sign) for sign in near(pains, part, NEAR)):
            yield Phrase("complaint", part.value, part.first, part.end)


def parts_near_signs(parts: Sequence[Phrase], signs: Sequence[Phrase]) -> list[Phrase]:
    """Body parts that stand beside a word of pain, denied or not: they are not named as muscles to train."""
    pains = [sign for sign in signs if sign.value == PAIN]
    return [part for part in parts if near(pains, part, BESIDE)]


def _troubles(texts: Sequence[str], part: Phrase, sign: Phrase) -> bool:
    first, end = sentence_of(texts, part.first)
    if not first <= sign.first < end:
        return False
    if sign.value == SORE and part.value not in _joints():
        return False
    word = texts[sign.first]
    begin, between = min(part.first, sign.first), texts[min(part.end, sign.end) : max(part.first, sign.first)]
    if word in ADJECTIVES and (sign.first > part.first or len(between) > 1 or "for" in between):
        return word == "bad" and sign.first > part.first and between in (["is"], ["are"], ["feels"], ["feel"])
    before = texts[max(first, sign.first - AFTER) : part.first]
    if word in VERBS and sign.first < part.first and not HYPOTHETICAL.isdisjoint(before):
        return False
    behind = texts[max(part.end, sign.end) : max(part.end, sign.end) + AFTER]
    denied = is_free_of(texts, begin) or not words("no_complaint").isdisjoint(between)
    return not denied and not _is_over(behind)


def _is_over(behind: Sequence[str]) -> bool:
    clause = []
    for word in behind:
        if word in words("breaks"):
            break
        clause.append(word)
    return not _gone().isdisjoint(clause) and words("negations").isdisjoint(clause)
