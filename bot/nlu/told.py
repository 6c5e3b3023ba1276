"""Whose a fact is, and of when: not every number in a long message is the lifter's own, and so now.

The words are in lexicon/told.yml. Of a sentence without another subject the lifter is it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar

from bot.nlu.canonical import Canonical, read_lexicon
from bot.nlu.scope import words as scope_words

OTHER, PAST, HOPED, ASKED, AVAILABLE = "other", "past", "hoped", "asked", "available"
NOT_MEANT = {
    "training_goal": {OTHER, PAST},
    "priority": {OTHER, PAST},
    "wish": {OTHER, PAST},
    "training_age": {OTHER},
    "body_part": {OTHER},
    "complaint": {OTHER},
    "equipment": {PAST, HOPED},
    "days_per_week": {OTHER, PAST, HOPED, ASKED},
    "training_weekdays": {OTHER, PAST, HOPED, ASKED},
    "workout_minutes": {OTHER, PAST, HOPED, ASKED},
    "body_mass": {OTHER, PAST, HOPED},
    "age_years": {OTHER, PAST},
    "sex": {OTHER},
}
"""By the kind of a fact, what it must not be."""
LONG = 18
"""Tokens of a message from which on a figure that is asked about is not taken for the answer."""


class Kinded(Protocol):
    """A phrase or a quantity."""

    @property
    def kind(self) -> str: ...
    @property
    def first(self) -> int: ...


Fact = TypeVar("Fact", bound=Kinded)
Places = frozenset[int]


@dataclass(frozen=True, slots=True)
class Told:
    """The tokens at which the subject is another, and those of clauses about the past, of hope and of questions."""

    places: dict[str, Places]

    @classmethod
    def of(cls, canonical: Canonical) -> "Told":
        """Reads each sentence once."""
        texts = [token.text for token in canonical.tokens]
        asked = _clauses(canonical, texts, "asked") if len(texts) >= LONG else ()
        return cls(
            {
                OTHER: frozenset(_others(texts)),
                PAST: frozenset([*_clauses(canonical, texts, "past"), *_clauses(canonical, texts, "past_around")]),
                HOPED: frozenset(_clauses(canonical, texts, "hoped")),
                ASKED: frozenset(asked),
                AVAILABLE: frozenset(_clauses(canonical, texts, "available")),
            }
        )

    def meant(self, found: list[Fact]) -> list[Fact]:
        """Those that are."""
        return [each for each in found if self.is_meant(each.kind, each.first)]

    def is_available(self, at: int) -> bool:
        """Whether token `at` is in a clause about what is wanted or possible."""
        return at in self.places[AVAILABLE]

    def is_of_another(self, at: int) -> bool:
        """Whether the subject at token `at` is not the lifter."""
        return at in self.places[OTHER]

    def is_meant(self, kind: str, at: int) -> bool:
        """Whether a fact of this kind at token `at` is the lifter's, and true now."""
        return all(at not in self.places[turn] for turn in NOT_MEANT.get(kind, ()))


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(str(word) for word in read_lexicon("told")[group])


@cache
def _pattern(group: str) -> re.Pattern[str]:
    ways: Any = read_lexicon("told")[group]
    return re.compile(rf"(?<!\S)(?:{'|'.join(ways)})(?!\S)")


@cache
def _all_others() -> frozenset[str]:
    groups = ("relatives", "people", "pronouns", "their_own")
    return frozenset().union(*(_words(group) for group in groups))


def _others(texts: Sequence[str]) -> Iterator[int]:
    """Tokens behind a subject that is not the lifter, up to the next subject or the end of the sentence."""
    if _all_others().isdisjoint(texts):
        return
    is_other, met = False, 0
    for at, word in enumerate(texts):
        if word in scope_words("sentence_ends"):
            is_other = False
        elif word in _words("own"):
            if not at or texts[at - 1] not in _words("not_own_behind"):
                is_other = False
        elif _is_other(texts, at) or (met > 1 and word in _words("plural_pronouns")):
            is_other = True
            met += 2 if word in _words("people") or word in _words("several") else word in _words("relatives")
        if is_other and not _is_own_body(texts, at):
            yield at


def _is_own_body(texts: Sequence[str], at: int) -> bool:
    """Whether "my" stands before: "he dropped a plate on my left foot"."""
    return not _words("body_possessors").isdisjoint(texts[max(at - 2, 0) : at])


def _is_other(texts: Sequence[str], at: int) -> bool:
    """Whether a person is named as a subject."""
    word = texts[at]
    if word in _words("pronouns") or (
        word in _words("their_own") and (not at or texts[at - 1] in scope_words("breaks"))
    ):
        return True
    return (
        _is_relative(texts, at) if word in _words("relatives") else word in _words("people") and _is_told_of(texts, at)
    )


def _is_told_of(texts: Sequence[str], at: int) -> bool:
    """Whether people stand for others: "a guy at my gym", "everyone says"; not "for someone who", "hey guys"."""
    if _stands_behind(texts, at, "calls", 2) is not None or _is_self(texts, at) or _is_object(texts, at):
        return False
    is_pointed_at = texts[at] not in _words("anyone") and _stands_behind(texts, at, "pointing", 2) is not None
    return is_pointed_at or not _words("saying").isdisjoint(texts[at + 1 : at + 2])


def _is_relative(texts: Sequence[str], at: int) -> bool:
    """Whether one of "my" family or friends is the subject: not "me and my wife", "with my brother", "as a dad"."""
    first = _stands_behind(texts, at, "possessors", 3)
    if first is None:
        is_opening = not at or texts[at - 1] in scope_words("breaks")
        return is_opening and not _words("doing").isdisjoint(texts[at + 1 : at + 2])
    is_beside = first > 1 and texts[first - 1] == "and" and texts[first - 2] in _words("own")
    if is_beside or _is_object(texts, first):
        return False
    is_anyones = texts[first] in ("a", "1")
    return not (is_anyones and (_is_self(texts, at) or texts[max(first - 1, 0)] == "for"))


def _stands_behind(texts: Sequence[str], at: int, group: str, reach: int) -> int | None:
    """Where one of the group stands, at most `reach` tokens before."""
    places = range(at - 1, max(at - 1 - reach, -1), -1)
    return next((each for each in places if texts[each] in _words(group)), None)


def _is_self(texts: Sequence[str], at: int) -> bool:
    return _stands_behind(texts, at, "being", 4) is not None


def _is_object(texts: Sequence[str], first: int) -> bool:
    return first > 0 and texts[first - 1] in _words("prepositions")


def _clauses(canonical: Canonical, texts: Sequence[str], group: str) -> Iterator[int]:
    """Tokens from what a pattern of the group finds to where its clause ends."""
    ends = scope_words("sentence_ends") if group == "past" else scope_words("breaks")
    ends = ends | _words("told_in_question" if group == "asked" else "present")
    reached = 0
    for match in _pattern(group).finditer(canonical.text):
        first, at = canonical.first_token(match.start()), canonical.end_token(match.end())
        if group == "asked" and not _opens(texts, first):
            continue
        while group == "past_around" and first > reached and texts[first - 1] not in scope_words("breaks"):
            first -= 1
        at = max(at, reached)
        while at < len(texts) and texts[at] not in ends:
            at += 1
        yield from range(max(first, reached), at)
        reached = at


def _opens(texts: Sequence[str], first: int) -> bool:
    """Whether a clause begins at token `first`."""
    while first > 0 and texts[first - 1] in _words("asked_behind"):
        first -= 1
    return first == 0 or texts[first - 1] in scope_words("breaks")
