"""Body parts whose complaint is over: "my shoulder is ok again", "the knee doesn't hurt anymore".

The patterns are in lexicon/recovered.yml. A part that is merely fine, or not yet well, is none.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from bot.nlu.canonical import read_lexicon
from bot.nlu.complaints import PAIN, SORE, is_free_of_pain
from bot.nlu.lexicon import Phrase, near
from bot.nlu.scope import words

REACH = 14
BEHIND = 10
CLAUSES_BEHIND = 3
BESIDE = 2
SIDES = frozenset({"left", "right", "other"})
_MACRO = re.compile(r"<(\w+)>")


@cache
def _lexicon() -> dict[str, Any]:
    content: dict[str, Any] = read_lexicon("recovered")
    return content


@cache
def _pattern(group: str) -> re.Pattern[str]:
    macros = _lexicon()["macros"]
    ways = (_MACRO.sub(lambda name: macros[name.group(1)], way) for way in _lexicon()[group])
    return re.compile(rf"(?<!\S)(?:{'|'.join(ways)})(?!\S)")


def read_recoveries(texts: Sequence[str], parts: Sequence[Phrase], signs: Sequence[Phrase]) -> Iterator[Phrase]:
    """`recovered`, each body part, or condition that implies one ("sciatica"), that troubles no more."""
    pains = [sign for sign in signs if sign.value in (PAIN, SORE)]
    conditions = [sign for sign in signs if sign not in pains]
    named = sorted([*parts, *conditions], key=lambda each: each.first)
    for each in named:
        is_condition = any(each is other or _is_of(each, other) for other in near(conditions, each, REACH))
        if _is_over(texts, each, named, pains, is_condition):
            yield Phrase("recovered", each.value, each.first, each.end)


def _is_over(
    texts: Sequence[str], part: Phrase, named: Sequence[Phrase], pains: Sequence[Phrase], is_condition: bool
) -> bool:
    first, end = _clause(texts, part)
    clause = " ".join(_marked(texts, first, end, part, near(named, part, REACH), near(pains, part, REACH)))
    is_said = _pattern("over").search(clause) or (is_condition and _pattern("condition_over").search(clause))
    if not is_said and (is_condition or "PAIN" in clause):
        return _is_over_behind(texts, end, named, CLAUSES_BEHIND if is_condition else 1)
    if not is_said or _asks(texts, first, part):
        return False
    if not set(_lexicon()["not_yet"]).isdisjoint(clause[: is_said.end()].split()):
        return False
    return not _goes_on_hurting(texts, end, near(named, part, REACH + BEHIND), near(pains, part, REACH + BEHIND))


def _is_of(part: Phrase, condition: Phrase) -> bool:
    """Whether a part is the one that a condition is of: "torn labrum, left shoulder"."""
    return part.value == condition.value and 0 <= part.first - condition.end <= BESIDE


def _is_over_behind(texts: Sequence[str], end: int, named: Sequence[Phrase], clauses: int) -> bool:
    """Whether one of the next clauses, before another part is named, says it: "a broken ankle (fine now)"."""
    first = end
    for _ in range(clauses):
        if texts[first : first + 1] == ["."]:
            return False
        while first < len(texts) and texts[first] in words("breaks"):
            first += 1
        stop = first
        while stop < min(first + BEHIND, len(texts)) and texts[stop] not in words("breaks"):
            stop += 1
        if any(first <= each.first < stop for each in near(named, Phrase("", "", first, first), BEHIND)):
            return False
        if _pattern("behind").fullmatch(" ".join(texts[first:stop])):
            return True
        first = stop
    return False


def _clause(texts: Sequence[str], part: Phrase) -> tuple[int, int]:
    first, end = part.first, part.end
    while first > max(part.first - REACH, 0) and texts[first - 1] not in words("breaks"):
        first -= 1
    while end < min(part.end + REACH, len(texts)) and (texts[end] not in words("breaks") or texts[end] == "just"):
        end += 1
    return first, end


def _marked(
    texts: Sequence[str], first: int, end: int, part: Phrase, named: Sequence[Phrase], pains: Sequence[Phrase]
) -> Iterator[str]:
    """The tokens from `first` to before `end`, each phrase as one mark."""
    marks = {each.first: ("PAIN", each.end) for each in pains}
    marks |= {each.first: ("PART", each.end) for each in named}
    marks |= {part.first: ("SELF", part.end)}
    at = first
    while at < end:
        mark, following = marks.get(at, (texts[at], at + 1))
        yield mark
        at = following


def _asks(texts: Sequence[str], first: int, part: Phrase) -> bool:
    """Whether the clause is a question ("is my knee ok again"), and does not tell it on the way ("now that")."""
    lead = texts[first : part.first]
    return bool(lead) and lead[0] in words("asking") and "that" not in lead


def _goes_on_hurting(texts: Sequence[str], end: int, named: Sequence[Phrase], pains: Sequence[Phrase]) -> bool:
    """Whether pain is told behind the clause that is of no other part: "ok again but hurts when I squat"."""
    last = min(end + BEHIND, len(texts))
    for at in range(end, last):
        if any(each.first == at for each in named):
            return False
        if texts[at] in words("sentence_ends") and not {*texts[at + 1 : at + 2]} & set(_lexicon()["same_part"]):
            return False
        if any(each.first == at for each in pains) and not is_free_of_pain(texts, at):
            return True
    return False


def without_the_outlived(texts: Sequence[str], complaints: Sequence[Phrase], over: Sequence[Phrase]) -> list[Phrase]:
    """The complaints that nothing later calls over: "a torn meniscus … the knee is fine now" has none."""
    last = {(each.value, _side(texts, each)): each.first for each in over}
    return [each for each in complaints if last.get((each.value, _side(texts, each)), -1) < each.end]


def _side(texts: Sequence[str], part: Phrase) -> frozenset[str]:
    return SIDES & frozenset(texts[max(part.first - 2, 0) : part.first])
