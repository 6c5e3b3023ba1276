"""Whether what was read of a message is told clearly enough to be a log."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.nlu.log_claims import ENDS, Claims
from bot.nlu.log_doubts import lacks_load
from bot.nlu.log_text import WORD, LogText
from bot.nlu.log_words import words
from bot.nlu.said_workout import Unsure
from bot.nlu.set_drafts import Draft

MOST_STRANGE_WORDS = 2
"""Words of a sentence without a deed that may be unknown; with more it may tell of anything."""
MOST_IN_A_DEED = 12
MOST_TOKENS = 30
"""Tokens of a message in which a deed holds for every sentence."""
SHORT = 18
"""Tokens of a message in which a load without reps is one that was lifted."""
LOADLIKE = 20
MOST_REPS = 30
NEAR = 4


@dataclass(frozen=True)
class Evidence:
    """What speaks for a log. `is_done`: a deed is told, or a day that is over; `names`: tokens that name exercises."""

    log: LogText
    claims: Claims
    is_done: bool
    is_asked: bool
    names: frozenset[int]
    read: frozenset[int]
    is_plan: bool = False

    def kept(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The sets that are told as done."""
        told = [each for each in drafts if self._is_told(each)]
        whole = [each for each in told if self._is_whole(each)]
        if self.is_done or self.is_asked:
            return [each for each in told if self._is_whole(each) or self._is_worth_asking(each, told)]
        is_open = any(Unsure.REPS in each.doubts for each in whole)
        lacks = any(each.reps is not None and lacks_load(each) for each in told)
        return [] if lacks or is_open or self.is_plan or self._is_question() or self._is_other() else whole

    def _is_told(self, draft: Draft) -> bool:
        """Whether the words around a set are those of a log."""
        if draft.reps == 0:
            return False
        first, end = self._sentence(draft.first)
        strange = len(list(self._strange(first, end)))
        is_short = len(self.log.texts) <= MOST_TOKENS and self.claims.is_done
        has_deed = is_short or any(first <= at < end for at in self.claims.deeds)
        if draft.exercise is None and not self._is_bare_set(draft, strange, has_deed):
            return False
        return strange <= (MOST_IN_A_DEED if has_deed or self.is_asked else MOST_STRANGE_WORDS)

    def _is_bare_set(self, draft: Draft, strange: int, has_deed: bool) -> bool:
        """Whether a set of no exercise that is known has load and reps beyond doubt."""
        if draft.reps is None or draft.load.value is None or draft.is_loose or Unsure.REPS in draft.doubts:
            return False
        is_load = draft.load.unit is not None or draft.load.value >= LOADLIKE
        is_named = any(at in self.names for at in range(max(draft.first - NEAR, 0), draft.first))
        return (
            is_load
            and draft.reps <= MOST_REPS
            and (is_named or strange <= (NEAR if has_deed else 0))
            and not self._is_question()
        )

    def _is_whole(self, draft: Draft) -> bool:
        return draft.reps is not None and not lacks_load(draft)

    def _is_worth_asking(self, draft: Draft, told: Sequence[Draft]) -> bool:
        """Whether a set lacks no more than a question can bring: in a short message, or with its sets counted."""
        if self._is_question() or (draft.reps is None and _is_unlikely(draft)):
            return False
        is_counted = draft.reps is not None or sum(each.entry == draft.entry for each in told) > 1
        return len(self.log.texts) <= SHORT or is_counted

    def _is_question(self) -> bool:
        return "?" in self.log.signs or self.claims.is_asking

    def _is_other(self) -> bool:
        """Whether it offers a choice, tells who the lifter is, or asks for an opinion."""
        return any(not words(group).isdisjoint(self.log.texts) for group in ("choices", "profile", "opinions"))

    def _sentence(self, at: int) -> tuple[int, int]:
        signs = self.log.signs
        first = at
        while first > 0 and signs[first - 1] not in ENDS:
            first -= 1
        end = at
        while end < len(signs) and signs[end] not in ENDS:
            end += 1
        return first, end

    def _strange(self, first: int, end: int) -> Iterator[int]:
        """Tokens that are words no log has."""
        for at in range(first, end):
            if (
                self.log.signs[at] == WORD
                and at not in self.names
                and at not in self.read
                and at not in self.claims.deeds
            ):
                yield at


def _is_unlikely(draft: Draft) -> bool:
    return draft.load.value is not None and draft.load.unit is None and abs(draft.load.value) < LOADLIKE
