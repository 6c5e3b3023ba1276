"""The time that there is for one workout, this once: "only 40 minutes today"."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from bot.nlu.canonical import Canonical, read_lexicon
from bot.nlu.quantities import Found
from bot.nlu.quantity_fields import WORKOUT_MINUTES
from bot.nlu.scope import sentence_of

NEAR = 16
HINTS = frozenset({"today", "todays", "tonight", "tonights", "this", "once"})
_NOT_A_UNIT = r"(?= (?:[.?!,;)]|so|but|and|what|which|can)(?!\S)|$)"


@cache
def _lexicon() -> dict[str, Any]:
    content: dict[str, Any] = read_lexicon("minutes_today")
    return content


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(_lexicon()[group])


@cache
def _today() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{_lexicon()['today']})(?!\S)")


@cache
def _bare() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(rf"(?<!\S)(?:{pattern.replace('<today>', _lexicon()['today'])}){_NOT_A_UNIT}")
        for pattern in _lexicon()["bare"]
    )


def read_minutes_today(canonical: Canonical, found: Sequence[Found]) -> list[Found]:
    """What was found, with `workout_minutes` as `minutes_today` where they are those of one workout to come."""
    texts = [token.text for token in canonical.tokens]
    if HINTS.isdisjoint(texts):
        return list(found)
    days = [canonical.first_token(match.start()) for match in _today().finditer(canonical.text)]
    days = [at for at in days if at == 0 or texts[at - 1] not in _words("not_behind")]
    if not days:
        return list(found)
    kept = [
        replace(each, kind="minutes_today") if each.kind == "workout_minutes" and _is_now(texts, each, days) else each
        for each in found
    ]
    return kept if any(each.kind == "minutes_today" for each in kept) else [*kept, *_without_unit(canonical, kept)]


def _is_now(texts: Sequence[str], minutes: Found, days: Sequence[int]) -> bool:
    first, end = sentence_of(texts, minutes.first)
    said = set(texts[first:end])
    if said & _words("lasting") or said & _words("over"):
        return False
    low, high = min(first, minutes.first - NEAR), max(end, minutes.first + NEAR)
    return bisect_left(days, low) < bisect_left(days, high)


def _without_unit(canonical: Canonical, found: Sequence[Found]) -> list[Found]:
    """A bare number that only minutes can be."""
    taken = {at for each in found for at in range(each.first, each.end)}
    for pattern in _bare():
        if (match := pattern.search(canonical.text)) and WORKOUT_MINUTES[0] <= int(match["minutes"]):
            at = canonical.first_token(match.start("minutes"))
            return [] if at in taken else [Found("minutes_today", int(match["minutes"]), at, at + 1)]
    return []
