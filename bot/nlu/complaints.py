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
        near_signs = near(pains, part, NEAR)
        if any(_troubles(texts, part, sign) and not _is_of_another(texts, part, sign, parts) for sign in near_signs):
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


def is_free_of_pain(texts: Sequence[str], at: int) -> bool:
    """Whether the word of pain at token `at` is denied, or over ("no more pain", "pain is gone")."""
    return is_free_of(texts, at) or _is_over(texts[at + 1 : at + 1 + AFTER])


def _is_of_another(texts: Sequence[str], part: Phrase, sign: Phrase, parts: Sequence[Phrase]) -> bool:
    """Whether the pain is of a later part, and this one is fine: "the knee is fine but my shoulder hurts"."""
    between = [each for each in near(parts, part, NEAR) if part.end <= each.first < sign.first]
    return bool(between) and _is_over(texts[part.end : between[0].first])


def _is_over(behind: Sequence[str]) -> bool:
    clause = []
    for word in behind:
        if word in words("breaks"):
            break
        clause.append(word)
    return not _gone().isdisjoint(clause) and words("negations").isdisjoint(clause)
