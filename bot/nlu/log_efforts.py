"""How hard the sets of a message were: "RPE 8", "2 in the tank", "felt like a 9", "to failure"."""

import re
from dataclasses import dataclass
from functools import cache

from bot.nlu.log_text import LogText
from bot.nlu.log_words import patterns, words
from bot.nlu.quantity_fields import FIELDS

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_FOR_ALL = frozenset({"all", "each", "every", "everything", "both"})
_SPENT = "spent"
_ON_LAST = re.compile(r"(?:on|in|for) (?:the |my )?(?:last|final)(?! (?:2|3))")


@dataclass(frozen=True, slots=True)
class Effort:
    """The effort of sets, in tokens `first` to before `end`: one value for all, or one for each of the last sets.

    `for_all`: of every set of the exercise; `of_last`: of the last one alone. `is_off_scale`: no such effort is.
    """

    first: int
    end: int
    rpe: tuple[float, ...] = ()
    rir: tuple[float, ...] = ()
    for_all: bool = False
    of_last: bool = False
    is_off_scale: bool = False


def read_efforts(text: LogText, read: set[int], first: bool = False) -> list[Effort]:
    """Every effort that is told in words, in order; their tokens are added to `read`.

    `first`: only "last set @9", whose figure might else be read as reps.
    """
    if words("hints_of_effort").isdisjoint(text.texts):
        return []
    group = "efforts_of_last" if first else "efforts"
    found = [_effort(text, match, tokens) for match, tokens in text.find(patterns(group), read)]
    return sorted(found, key=lambda each: each.first)


def _effort(text: LogText, match: re.Match[str], tokens: range) -> Effort:
    first, end = tokens.start, tokens.stop
    said = match.groupdict()
    rpe, rir = _values(said, "rpe"), _values(said, "rir")
    if said.get(_SPENT) is not None:
        rir = (0.0,)
    before = text.texts[max(first - 4, 0) : first]
    inside = match.group().split()
    behind = " ".join(text.texts[end : end + 4])
    of_last = bool(_last_set(before) or _ON_LAST.match(behind)) or "last" in inside
    limits = ((FIELDS["rpe"], rpe), (FIELDS["rir"], rir))
    is_off = any(not field.low <= value <= field.high for field, values in limits for value in values)
    for_all = not _FOR_ALL.isdisjoint([*before[-2:], *inside, *text.texts[end : end + 2]])
    return Effort(first, end, rpe, rir, for_all and not of_last, of_last, is_off)


def _values(said: dict[str, str | None], kind: str) -> tuple[float, ...]:
    """One value, the middle of a range, or several."""
    if listed := said.get(f"{kind}s"):
        return tuple(float(each) for each in _FIGURE.findall(listed))
    value = said.get(kind) or said.get(f"{kind}_felt") or ("1" if said.get(f"{kind}_one") else None)
    if value is None:
        return ()
    low = said.get(f"{kind}_low")
    return ((float(low) + float(value)) / 2 if low else float(value),)


@cache
def _last_words() -> re.Pattern[str]:
    return re.compile(r"(?:^| )(?:last|final)(?: (?:set|one|1))?(?: (?:was|at|@|an?|:|the|felt|done|to))*$")


def _last_set(before: list[str]) -> re.Match[str] | None:
    return _last_words().search(" ".join(before))
