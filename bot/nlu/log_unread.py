"""The parts of a log that say something else: a question, a wish, a remark."""

from collections.abc import Iterator, Sequence

from bot.nlu.log_claims import Claims
from bot.nlu.log_text import WORD, LogText
from bot.nlu.log_words import words
from bot.nlu.set_drafts import Draft

ENDS = ".?!l"
FEWEST_WORDS = 2


def read_unread(text: LogText, claims: Claims, drafts: Sequence[Draft], read: set[int]) -> tuple[str, ...]:
    """The words of each such part, as they were written."""
    used = {at for each in drafts for at in range(each.first, each.end)} | (read - claims.blocked)
    return tuple(_parts(text, claims.blocked, used))


def _parts(text: LogText, blocked: frozenset[int], used: set[int]) -> Iterator[str]:
    first = 0
    for at, sign in enumerate(text.signs + "."):
        if sign not in ENDS:
            continue
        span = range(first, at)
        first = at + 1
        told = [each for each in span if each in blocked]
        chosen = range(told[0], at) if told else span
        if told or (used.isdisjoint(span) and _says_something(text, span)):
            end = at + 1 if sign == "?" else at
            if len(chosen):
                yield text.words_of(chosen.start, min(end, len(text.texts)))


def _says_something(text: LogText, span: range) -> bool:
    strange = [at for at in span if text.signs[at] == WORD and text.texts[at] not in words("plain")]
    return len(strange) >= FEWEST_WORDS
