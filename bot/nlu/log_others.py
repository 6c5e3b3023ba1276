"""Numbers of a log that are none of a set: rests, runs, times, labels in front of sets, who the lifter is."""

import re
from collections.abc import Callable, Iterable
from itertools import chain

from bot.coaching.exercise import exercise
from bot.nlu.log_text import LogText
from bot.nlu.log_words import patterns, words
from bot.nlu.quantities import sections
from bot.nlu.quantity_fields import values_of

PERSONAL = ("person", "body mass", "height")
"""Sections of lexicon/quantities.yml."""


def read_others(text: LogText, read: set[int]) -> None:
    """Add their tokens to `read`."""
    is_timed = any(exercise(each.exercise).timed for each in text.exercises.values())
    groups = ("labels", "others") if is_timed else ("labels", "others", "distances")
    _read(text, chain.from_iterable(map(patterns, groups)), read)
    if is_timed:
        return
    _read(text, patterns("clock"), read, lambda match: _is_close(text, match))
    if not words("hints_of_persons").isdisjoint(text.texts):
        personal = (pattern for section in sections() if section.name in PERSONAL for pattern in section.patterns)
        _read(text, personal, read, lambda match: values_of(match) is not None)


def _read(
    text: LogText,
    found_by: Iterable[re.Pattern[str]],
    read: set[int],
    accept: Callable[[re.Match[str]], bool] | None = None,
) -> None:
    for _ in text.find(found_by, read, accept):
        continue


def _is_close(text: LogText, match: re.Match[str]) -> bool:
    """Whether nothing stands between the figures of "1:30"."""
    tokens = text.tokens(match)
    start, end = text.span(tokens.start, tokens.stop)
    return " " not in text.said[start:end]
