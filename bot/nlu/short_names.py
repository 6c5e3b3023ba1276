"""Lifts by a word that is short for them only in front of a load: "squat 140 bench 100 dead 180"."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from bot.nlu.canonical import read_lexicon
from bot.nlu.lexicon import Phrase
from bot.nlu.token import is_figure

REACH = 5
LIGHTEST = 20


@cache
def _lexicon() -> tuple[dict[str, str], frozenset[str]]:
    content: dict[str, Any] = read_lexicon("short_names")
    return content["names"], frozenset(content["between"])


def with_short_names(texts: Sequence[str], found: dict[str, list[Phrase]]) -> dict[str, list[Phrase]]:
    """The phrases, with such words as exercises if the message names another exercise."""
    named = found["exercise"]
    names, _ = _lexicon()
    if not named or names.keys().isdisjoint(texts):
        return found
    taken = {place for each in named for place in range(each.first, each.end)}
    short = [
        Phrase("exercise", names[text], at, at + 1)
        for at, text in enumerate(texts)
        if text in names and at not in taken and _has_load(texts, at + 1)
    ]
    return found | {"exercise": sorted([*named, *short], key=lambda each: each.first)}


def _has_load(texts: Sequence[str], first: int) -> bool:
    """Whether a load, or "3 x 5", stands next or soon behind words that may lead to it."""
    _, between = _lexicon()
    for at in range(first, min(first + REACH, len(texts))):
        is_set = texts[at + 1 : at + 2] == ["x"]
        if is_figure(texts[at]) and (is_set or float(texts[at]) >= LIGHTEST):
            return True
        if texts[at] not in between:
            return False
    return False
