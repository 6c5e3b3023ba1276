"""Finds the headings that divide a pasted routine into days: "Day 1", "Mon/Thu", "Workout A", "B)", "Push:"."""

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache
from itertools import pairwise

from bot.nlu.canonical import Canonical, read_lexicon
from bot.nlu.weekdays import DAYS


class Level(IntEnum):
    """What a heading is, the surest sort first. Under a surer one the others are parts of its day."""

    DAY = 0
    LETTER = 1
    PART = 2
    MUSCLE = 3


FEWEST_PER_DAY = {Level.DAY: 1.0, Level.LETTER: 2.0, Level.PART: 1.5, Level.MUSCLE: 3.0}
"""Exercises that headings of a sort have under them on average; with fewer they are no days ("A. bench B. row")."""
JOINS = frozenset({":", ",", "(", ")", "/", "&", "and", "+", "|", "day", "the", "[", "]", "•", "="})
WEEKDAY = "weekday"
SIGNS = ("|", ";", "/", ".")
MOST_PARTS = 2  # of one workout; three groups of exercises are days
SEEN = 40
_SAME = re.compile(r"(?:same as|same thing as|repeat|repeat of|repeats|like|as on)(?: the)? ?$")


@dataclass(frozen=True)
class Heading:
    """Tokens `first` to before `end`. `names` are days ("weekday 0", "day a"); each of one sort is a day of its own.

    `same_as`: it does not begin a day but says which one to repeat.
    """

    first: int
    end: int
    level: Level
    names: tuple[str, ...] = ()
    same_as: bool = False

    @property
    def count(self) -> int:
        """How many days it is for: two for "Mon/Thu", one for "Day 1 (Mon)"."""
        sorts = [name.split()[0] for name in self.names]
        return max((sorts.count(each) for each in sorts), default=1)


@dataclass(frozen=True)
class Day:
    """Tokens that a heading stands over; None for the heading of one that has none."""

    span: range
    heading: Heading | None = None


def words(group: str) -> str:
    """A group of lexicon/routine.yml as a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, map(str, read_lexicon("routine")[group])), key=len, reverse=True))


@cache
def _patterns() -> tuple[tuple[Level, re.Pattern[str]], ...]:
    weekdays = "|".join(sorted(DAYS, key=len, reverse=True))
    number = r"(?:\d|[a-g])(?! (?:x|set|rep|week|bit|split|-)(?!\S))(?!\S)"
    behind = r"(?= (?:[:,(/&|.)+•=;]|EX|and|day|workout)(?!\S)|$)"
    tail = r"(?: day)?(?: [abcd123](?! (?:x|set|rep)(?!\S))(?!\S))?"
    sources = (
        (Level.DAY, rf"(?:day|d) (?P<days>{number}(?: (?:,|/|&|and|\+) (?:day )?{number})*)"),
        (Level.DAY, rf"(?P<weekday>{weekdays})(?!\S)"),
        (Level.DAY, rf"(?:{words('workouts')}) (?P<days>[a-d1-6](?! (?:x|set|rep|day|week|time|bit)(?!\S))(?!\S))"),
        (Level.LETTER, r"(?P<days>[a-d])(?= (?:[:).,]|EX)(?!\S))"),
        (Level.PART, rf"(?P<part>(?:{words('parts')}){tail}){behind}"),
        (Level.MUSCLE, rf"(?P<part>(?:{words('muscles')}){tail}){behind}"),
    )
    return tuple((level, re.compile(rf"(?<!\S){source}")) for level, source in sources)


def find_headings(canonical: Canonical, taken: set[int]) -> list[Heading]:
    """Every heading, those that stand side by side as one. `taken` are tokens of exercises and sets."""
    found: list[Heading] = []
    for level, pattern in _patterns():
        for match in pattern.finditer(canonical.text):
            first, end = canonical.first_token(match.start()), canonical.end_token(match.end())
            if taken.isdisjoint(range(first, end)):
                found.append(Heading(first, end, level, _names(match), _is_reference(canonical.text, match)))
                taken = taken | set(range(first, end))
    return _joined(canonical, _lettered(sorted(found, key=lambda each: each.first)))


def _names(match: re.Match[str]) -> tuple[str, ...]:
    groups = match.groupdict()
    if weekday := groups.get("weekday"):
        return (f"{WEEKDAY} {DAYS[weekday]}",)
    if days := groups.get("days"):
        return tuple(f"day {each}" for each in re.findall(r"(?<!\S)[a-g\d](?!\S)", days))
    return ()


def _is_reference(text: str, match: re.Match[str]) -> bool:
    return bool(_SAME.search(text[max(match.start() - SEEN, 0) : match.start()]))


def _lettered(found: list[Heading]) -> list[Heading]:
    """Without an "a" that is an article, as there is no "b"."""
    letters = {name for each in found if each.level is Level.LETTER for name in each.names}
    return [each for each in found if each.level is not Level.LETTER or {"day a", "day b"} <= letters]


def _joined(canonical: Canonical, found: list[Heading]) -> list[Heading]:
    """Headings with nothing but signs between them as one: "Mon / Thu", "Day 1 - Push", "Chest and triceps"."""
    texts = [token.text for token in canonical.tokens]
    joined = found[:1]
    for before, each in pairwise(found):
        gap, last = texts[before.end : each.first], joined[-1]
        if not JOINS.issuperset(gap) or each.same_as or _begins_anew(before, each, gap):
            joined.append(each)
        else:
            names = last.names + each.names if each.level <= Level.LETTER else last.names
            joined[-1] = replace(last, end=each.end, level=min(last.level, each.level), names=names)
    return joined


def _begins_anew(before: Heading, each: Heading, gap: list[str]) -> bool:
    """Whether it starts another day: one surer than that before it ("Mon - A, Tue - B"), or behind a colon."""
    is_surer = each.level < before.level and before.level is not Level.PART
    return is_surer or (":" in gap and each.level is before.level and each.level <= Level.LETTER)


def divide(found: list[Heading], places: list[int], end: int) -> list[Day]:
    """The days by the surest headings that have exercises, at `places`, under them. Words before the first are in none.

    [] if no headings divide the text.
    """
    starts = [each for each in found if not each.same_as]
    for level in Level:
        days = _days([each for each in starts if each.level in (level, _lesser(level))], places, end)
        counts = [count for day in days if (count := sum(at in day.span for at in places))]
        if len(counts) > 1 and sum(counts) / len(counts) >= FEWEST_PER_DAY[level]:
            return days
    surest = [each for each in starts if each.level is Level.DAY]
    parts = bool(surest and places) and places[0] < surest[0].first < places[-1]
    return _days(surest, places, end) if len(surest) == 1 and not parts else []


def divide_at_signs(texts: list[str], exercises: dict[int, str], taken: set[int]) -> list[Day]:
    """Days that only a sign parts: "squat, bench, row / squat, press, deadlift".

    Some exercise comes in two of them, or they are three or more of several exercises each.
    """
    for sign in SIGNS:
        cuts = [at for at, text in enumerate(texts) if text == sign and at not in taken]
        days = [Day(range(first, end)) for first, end in pairwise([0, *cuts, len(texts)])]
        done = [each for day in days if (each := [name for at, name in exercises.items() if at in day.span])]
        is_again = sum(len(set(each)) for each in done) > len(set(exercises.values()))
        if len(done) > 1 and (is_again or len(done) > MOST_PARTS) and min(map(len, done)) > 1:
            return days
    return []


def _lesser(level: Level) -> Level:
    """What a muscle's heading goes with: "chest … back … legs"."""
    return Level.PART if level is Level.MUSCLE else level


def _days(found: list[Heading], places: list[int], end: int) -> list[Day]:
    if not found or not places:
        return []
    if places[0] < found[0].first and places[-1] < found[-1].first:  # "squat mon, bench wed"
        starts = [0, *(each.end for each in found[:-1])]
        return [Day(range(start, each.first), each) for start, each in zip(starts, found, strict=True)]
    ends = [*(each.first for each in found[1:]), end]
    return [Day(range(each.end, stop), each) for each, stop in zip(found, ends, strict=True)]
