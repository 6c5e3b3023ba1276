"""A pasted routine with each exercise as one token, also those whose names are cut short ("press 3x5, calves 4x20")."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from bot.nlu.canonical import Canonical, join, read_lexicon
from bot.nlu.lexicon import Phrase
from bot.nlu.token import Token, is_figure

NAME, CLOSE_PLUS = "EX", "PLUS"
LONGEST_SHORT_NAME = 3
LIST_ENDS = (".", ";", "?", "!", ")")


@dataclass(frozen=True)
class RoutineText:
    """The text with EX for each exercise, and PLUS for a plus close to its number ("3x5+").

    `places`: where its tokens, and last its end, stand in the message. `exercises`: their ids by token.
    """

    canonical: Canonical
    places: tuple[int, ...]
    exercises: dict[int, str]

    @property
    def texts(self) -> list[str]:
        return [token.text for token in self.canonical.tokens]


@cache
def group(name: str) -> frozenset[str]:
    """A group of words of lexicon/routine.yml."""
    return frozenset(str(word) for word in read_lexicon("routine")[name])


@cache
def _short_names(name: str) -> dict[str, str]:
    content: dict[str, Any] = read_lexicon("routine")
    return {str(words): str(meant) for words, meant in content[name].items()}


def routine_text(canonical: Canonical, exercises: Sequence[Phrase]) -> RoutineText:
    """Put one token in the place of each exercise; `exercises` are those that are known by their names."""
    tokens = list(canonical.tokens)
    named = {each.first: (each.end, each.value) for each in exercises}
    hidden = {at for each in exercises for at in range(each.first, each.end)}
    texts = [NAME if at in hidden else token.text for at, token in enumerate(tokens)]
    found = named | {at: each for at, each in _cut_short(texts).items() if at not in hidden}
    kept: list[Token] = []
    places: list[int] = []
    at = 0
    while at < len(tokens):
        end = found[at][0] if at in found else at + 1
        places.append(at)
        is_close = tokens[at].text == "+" and at and tokens[at - 1].is_number and tokens[at - 1].end == tokens[at].start
        text = NAME if at in found else CLOSE_PLUS if is_close else tokens[at].text
        kept.append(replace(tokens[at], text=text, end=tokens[end - 1].end))
        at = end
    ids = {new: found[old][1] for new, old in enumerate(places) if old in found}
    return RoutineText(join(kept), (*places, len(tokens)), ids)


def _cut_short(texts: Sequence[str]) -> dict[int, tuple[int, str]]:
    """End and id of each name that is cut short, by its first token."""
    found: dict[int, tuple[int, str]] = {}
    for at in range(len(texts)):
        if at and texts[at - 1].isalpha() and texts[at - 1] not in group("before_short"):
            continue
        for end in range(min(at + LONGEST_SHORT_NAME, len(texts)), at, -1):
            if meant := _meant(texts, at, end):
                found[at] = (end, meant)
                break
    return found


def _meant(texts: Sequence[str], at: int, end: int) -> str | None:
    words = " ".join(texts[at:end])
    meant = _short_names("short_names").get(words) if _stands_alone(texts, end) else None
    if _has_sets(texts, end):
        meant = meant or _short_names("short_names_with_sets").get(words)
    if _has_sets(texts, end) or _ends_a_list(texts, at, end):
        meant = meant or _short_names("short_names_of_muscles").get(words)
    return meant


def _stands_alone(texts: Sequence[str], end: int) -> bool:
    return end >= len(texts) or not texts[end].isalpha() or texts[end] in group("before_short")


def _has_sets(texts: Sequence[str], end: int) -> bool:
    behind = [text for text in texts[end : end + 2] if text not in (":", ",", "(")]
    return bool(behind) and is_figure(behind[0])


def _ends_a_list(texts: Sequence[str], at: int, end: int) -> bool:
    is_last = end >= len(texts) or texts[end] in LIST_ENDS or texts[end] in group("day_words")
    return at > 1 and texts[at - 1] in (",", "and") and NAME in texts[at - 3 : at] and is_last
