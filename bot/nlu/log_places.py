"""What was different in one of the sets: "but 4 on the last set", "last set 3", "missed the last rep"."""

import re
from dataclasses import dataclass
from functools import cache

from bot.nlu.log_text import LogText
from bot.nlu.log_words import lexicon, patterns, whole, words

SPENT = frozenset({"amrap", "failure", "max"})


@dataclass(frozen=True, slots=True)
class Different:
    """Reps or load of some sets, in tokens `first` to before `end`. `places` count from 1, from the last with -1.

    `fewer`: so many reps fewer than the others; `is_spent`: it went to failure.
    """

    first: int
    end: int
    places: tuple[int, ...]
    reps: int | None = None
    load: float | None = None
    unit: str | None = None
    fewer: int = 0
    is_spent: bool = False


def read_different(text: LogText, read: set[int]) -> list[Different]:
    """Every set told to differ, in order; their tokens are added to `read`."""
    has_plus = "PLUS" in text.texts
    if words("hints_of_places").isdisjoint(text.texts) and not has_plus:
        return []
    tried = (*_patterns(), *(patterns("open_sets") if has_plus else ()))
    found = [_different(match, tokens) for match, tokens in text.find(tried, read)]
    return sorted(found, key=lambda each: each.first)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    content = lexicon()["different"]
    place = "|".join(lexicon()["places"])
    return tuple(whole(source.replace("PLACE", f"(?P<place>{place})")) for source in content)


def _different(match: re.Match[str], tokens: range) -> Different:
    first, end = tokens.start, tokens.stop
    said = {name: value for name, value in match.groupdict().items() if value is not None}
    place = int(lexicon()["places"].get(said.get("place", "last"), -1))
    count = int(said.get("count", 1))
    places = tuple(range(-count, 0)) if place < 0 else tuple(range(place, place + count))
    if "fewer" in said:
        return Different(first, end, places, fewer=int(said["fewer"]) if said["fewer"].isdigit() else 1)
    reps = int(said["reps"]) if "reps" in said else None
    load = float(said["load"]) if "load" in said else None
    unit = {"k": "kg"}.get(said.get("unit", ""), said.get("unit"))
    return Different(first, end, places, reps, load, unit, is_spent=not SPENT.isdisjoint(match.group().split()))
