"""The day or the week of a program that is asked about: "day 2", "the 4th week", "what's on wednesday"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from bot.nlu.canonical import Canonical, read_lexicon
from bot.nlu.quantities import Found
from bot.nlu.scope import asks, last_correction, sentence_of
from bot.nlu.token import is_figure
from bot.nlu.weekdays import DAYS

KINDS = ("program_day", "program_week")
HINTS = frozenset({"day", "workout", "session", "week"})
NAMED_SHORT = frozenset({"mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"})
BEHIND_SHORT = frozenset({"on", "for", "show", "about", "next", "this", "whats", "do"})
ALL_THAT_IS_SAID = 3


@cache
def _lexicon() -> dict[str, Any]:
    content: dict[str, Any] = read_lexicon("program_places")
    return content


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(str(word) for word in _lexicon()[group])


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<!\S)(?:{pattern})(?!\S)") for pattern in _lexicon()[kind])


def read_program_places(canonical: Canonical) -> Iterator[Found]:
    """`program_day` and `program_week` from 1, and `weekday`, 0 for Monday; of each the one that is asked about.

    Where a message names several, as a routine does, none is; a correction of one ("day 2, sorry, day 3") stays.
    """
    texts = [token.text for token in canonical.tokens]
    if not HINTS.isdisjoint(texts):
        for kind in KINDS:
            found = [each for each in _numbered(canonical, texts, kind) if _is_place(texts, each)]
            if len({each.value for each in found}) == 1 or last_correction(texts) >= 0:
                yield from found
    if not DAYS.keys().isdisjoint(texts) and (weekday := _weekday(canonical, texts)):
        yield weekday


def _numbered(canonical: Canonical, texts: Sequence[str], kind: str) -> Iterator[Found]:
    for pattern in _patterns(kind):
        for match in pattern.finditer(canonical.text):
            yield Found(kind, _number(match), canonical.first_token(match.start()), canonical.end_token(match.end()))


def _number(match: re.Match[str]) -> int:
    said = match.groupdict()
    if said.get("ordinal"):
        return int(_lexicon()["ordinals"][said["ordinal"]])
    if said.get("letter"):
        return int(_lexicon()["letters"][said["letter"]])
    return int(said["number"])


def _is_place(texts: Sequence[str], found: Found) -> bool:
    before = texts[found.first - 1] if found.first else ""
    behind = [*texts[found.end : found.end + 2], "", ""]
    is_counted = is_figure(before) and " ".join(texts[max(found.first - 2, 0) : found.first - 1]) not in HINTS
    if is_counted or before in _words("not_behind") or (before == "my" and texts[found.first] == "first"):
        return False
    if behind[0] == "of":
        return behind[1] in _words("of_a_program")
    if behind[0] in _words("joints"):  # "workout 3 or 4 days"
        return not is_figure(behind[1])
    names_another = behind[0] in ("day", "week") and is_figure(behind[1])
    return names_another or behind[0] not in _words("not_before")


def _weekday(canonical: Canonical, texts: Sequence[str]) -> Found | None:
    """The only weekday that is named, if it is one day and it is asked about."""
    places = [at for at, text in enumerate(texts) if text in DAYS]
    if len({DAYS[texts[at]] for at in places}) > 1:
        return None
    at = places[0]
    behind = texts[at + 1] if at + 1 < len(texts) else ""
    has_workout = behind in _words("workouts")
    is_one = _is_singular(canonical, at) or has_workout
    if not is_one or not _is_day(texts, at, has_workout) or not (has_workout or _is_asked(texts, at)):
        return None
    return Found("weekday", DAYS[texts[at]], at, at + 1)


def _is_singular(canonical: Canonical, at: int) -> bool:
    """ "Wednesday", "wednesday's"; not "wednesdays": the canonical form has lost its apostrophe, its place has not."""
    token = canonical.tokens[at]
    return not token.text.endswith("days") or token.end - token.start > len(token.text)


def _is_day(texts: Sequence[str], at: int, has_workout: bool) -> bool:
    """Whether a day that is to come is meant: short names are words too ("sat", "sun"), and days are told of."""
    before = texts[at - 1] if at else ""
    is_alone = not any(text.isalnum() for other, text in enumerate(texts) if other != at)
    if texts[at] in NAMED_SHORT and not (is_alone or has_workout or before in BEHIND_SHORT):
        return False
    first, end = sentence_of(texts, at)
    near = texts[max(at - 2, first) : at]
    return _words("not_weekday_behind").isdisjoint(near) and _words("did").isdisjoint(texts[first:end])


def _is_asked(texts: Sequence[str], at: int) -> bool:
    first, end = sentence_of(texts, at)
    return len(texts) <= ALL_THAT_IS_SAID or asks(texts, first, end) or texts[first] in _words("showing")
