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
BEHIND_SIGN = 3
JOINING = frozenset({",", "and", "&", "/", "+", "my", "both", "left", "right", "the"})
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
    following: Phrase | None = None
    for part in reversed(parts):
        near_signs = near(pains, part, NEAR)
        is_listed = following is not None and JOINING.issuperset(texts[part.end : following.first])
        if is_listed or any(
            _troubles(texts, part, sign) and not _is_of_another(texts, part, sign, parts) for sign in near_signs
        ):
            yield Phrase("complaint", part.value, part.first, part.end)
            is_said_behind = any(sign.first >= part.end for sign in near_signs)
            following = part if is_listed or is_said_behind else None
        else:
            following = None


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
    before = _clause_of(texts, max(first, sign.first - AFTER), sign.first, part.first)
    if word in VERBS and sign.first < part.first and not HYPOTHETICAL.isdisjoint(before):
        return False
    behind = texts[max(part.end, sign.end) : max(part.end, sign.end) + AFTER]
    denied = is_free_of(texts, begin) or not words("no_complaint").isdisjoint(between)
    return not denied and not _is_over(behind)


def _clause_of(texts: Sequence[str], first: int, sign: int, end: int) -> Sequence[str]:
    """The tokens from `first` to `end`, without those before a break in front of the word of pain."""
    ends = [at for at in range(first, min(sign, end)) if texts[at] in words("breaks")]
    return texts[ends[-1] + 1 if ends else first : end]


def is_free_of_pain(texts: Sequence[str], at: int) -> bool:
    """Whether the word of pain at token `at` is denied, or over ("no more pain", "pain is gone")."""
    return is_free_of(texts, at) or _is_over(texts[at + 1 : at + 1 + AFTER])


def _is_of_another(texts: Sequence[str], part: Phrase, sign: Phrase, parts: Sequence[Phrase]) -> bool:
    """Whether the pain is of a later part: "the knee is fine but my shoulder hurts", "hips, from pain in my knee"."""
    if part.end > sign.first:
        return False
    later = [each for each in near(parts, part, NEAR + BEHIND_SIGN) if part.end <= each.first]
    between = [each for each in later if each.first < sign.first]
    if between:
        return _is_over(texts[part.end : between[0].first])
    named = [each for each in later if sign.end <= each.first <= sign.end + BEHIND_SIGN]
    return texts[sign.end : sign.end + 1] == ["in"] and bool(named) and named[0].value != part.value


def with_sides(texts: Sequence[str], parts: Sequence[Phrase]) -> list[Phrase]:
    """The parts, and "the right one" as the part that was named before it in the sentence."""
    found = list(parts)
    for at in (at for at, text in enumerate(texts) if text in ("left", "right") and texts[at + 1 : at + 2] == ["1"]):
        first, _ = sentence_of(texts, at)
        named = [each for each in near(parts, Phrase("", "", at, at), at - first) if each.first < at]
        found += [Phrase(each.kind, each.value, at, at + 2) for each in named[-1:]]
    return sorted(found, key=lambda each: each.first)


def _is_over(behind: Sequence[str]) -> bool:
    clause = []
    for word in behind:
        if word in words("breaks"):
            break
        clause.append(word)
    return not _gone().isdisjoint(clause) and words("negations").isdisjoint(clause)
