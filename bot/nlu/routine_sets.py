"""Reads the sets and reps of a routine's exercises: "3x5", "3 sets of 8-12", "12/10/8", "60kg x 8", "3 x AMRAP"."""

import re
from dataclasses import dataclass, replace

from bot.nlu.canonical import Canonical

Reps = tuple[int, int | None]
Groups = dict[str, str]
MOST_SETS = 12  # "60 x 8" is a load and its reps
SWAPPED_SETS, SWAPPED_REPS = range(8, 31), range(2, 6)  # "12x3" is three sets of twelve
MOST_REPS = 100
FEWEST_BARE = 5  # "10 pull-ups"; the number in "2 squats" is that of a list
SECONDS = {"sec": 1, "s": 1, "min": 60}
READ = "~"
SEEN_BEFORE, SEEN_BEHIND = 40, 30


@dataclass(frozen=True)
class Scheme:
    """Sets and reps in tokens `first` to before `end`; None where not told. Reps with no upper end are "or more".

    `seconds`: the reps are seconds. `for_all`: meant for every exercise. `by_load`: one set, told with its load.
    """

    first: int
    end: int
    sets: int | None
    reps: Reps | None
    seconds: bool = False
    for_all: bool = False
    by_load: bool = False

    def filled(self, other: "Scheme") -> "Scheme":
        """This one, with what it leaves open from the other."""
        sets = self.sets if self.sets is not None else other.sets
        return replace(self, sets=sets, reps=self.reps or other.reps, seconds=self.seconds or other.seconds)

    def plus(self, other: "Scheme") -> "Scheme":
        """The sets of both; where one leaves open what the other tells, they are of the same sets."""
        if self.sets is None or other.sets is None or self.reps is None or other.reps is None:
            return self.filled(other)
        (low, high), (other_low, other_high) = self.reps, other.reps
        top = None if high is None or other_high is None else max(high, other_high)
        return replace(self, sets=self.sets + other.sets, reps=(min(low, other_low), top))


_FAIL = r"amrap|failure|fail|max|maximum|f"
_SERIES = r"(?P<series>\d+(?: / \d+){%d,}|\d+(?: , \d+){2,})"
_REPS = rf"(?:{_SERIES % 1}|(?P<low>\d+)(?: (?:-|to) (?P<high>\d+))?(?P<open> PLUS)?|(?P<fail>{_FAIL}))"
_SETS = r"(?P<sets>\d+)(?: (?:-|to) \d+)?"
_SET = r"(?:(?:work|working|hard|straight|heavy|total) )?set"
_LENGTH = r"(?: (?P<unit>sec|min|m|meters?|metres?|yards?|ft|feet|steps?|s))?"
_END = r"(?! (?:set|kg|lb|%|hour|week|exercise|rir)(?!\S))"
_LAST = rf"{_END}(?! x(?!\S))"
_TAIL = r"(?P<tail> x \d+(?:\.\d+)?(?: (?:kg|lb|%))?)?(?: rep)?"
_FIGURE = r"\d+(?:\.\d+)?(?: (?:-|to) \d+(?:\.\d+)?)?"
_SETS_LAST = r"(?: x (?P<sets_last>\d+)(?: set)?)?"
_IGNORED = (
    r"\d+(?: (?:-|to) \d+)? (?:x|time) (?:a|per|/|each|every|in a|weekly|week)(?: week| day)?",
    rf"{_FIGURE} (?:easy )?(?:warm up|warmup|warm|ramp up|ramping)(?: set)?(?: (?:of|x) \d+)?",
    rf"(?:rest|resting|rests)(?: for| is| of| :| at)? {_FIGURE}(?: (?:sec|min))?(?! x)",
    rf"{_FIGURE} (?:sec|min)(?: of)? (?:rests?|resting|between|break|breaks|off)",
    rf"(?:rpe|@|rir|tempo) {_FIGURE}(?: [-/] \d+)*(?: (?:kg|lb|%))?(?! x)",
    rf"{_FIGURE} (?:%|rir|rpe)(?! [\d{READ}])",
)
_PATTERNS = (
    rf"(?:(?P<sets>\d+) x )?(?P<load>\d+(?:\.\d+)?) (?:kg|lb) x {_REPS}(?: rep)?{_SETS_LAST}{_END}",
    rf"{_SETS} (?:x (?:set of )?|by |{_SET} (?:x |of |at |for |@ |with )?){_REPS}{_LENGTH}{_END}{_TAIL}",
    rf"{_SETS} {_SET} (?:: |, |\( ){_REPS}{_LENGTH}{_LAST}(?: rep)?",
    rf"{_SETS} (?:set )?x(?P<fail>{_FAIL})",
    rf"{_REPS} rep (?:x |for |, |of |\( )?{_SETS} set",
    rf"{_SETS} {_SET}(?: to| till| until| @)? (?P<fail>{_FAIL})",
    rf"(?:x )?{_SETS} (?P<rounds>rounds?|circuits?|times? through|laps?)",
    rf"(?:x )?{_SETS} {_SET}(?! (?:a|per) (?:week|muscle|body))",
    rf"{_SETS} x(?= EX)",
    rf"(?:x |for |: )?{_REPS} rep",
    rf"(?<=EX) (?:: |, |\( )?{_SERIES % 2}{_LAST}",
    rf"(?<=EX) (?:: |\( )?(?P<low>\d+) (?:-|to) (?P<high>\d+){_LAST}",
    rf"x {_REPS}{_LENGTH}{_LAST}",
    r"(?:to |till |until )?(?P<fail>amrap|failure)",
    r"(?P<low>\d+)(?P<bare>)(?= EX)",
)
_ALL_BEFORE = re.compile(
    r"(?<!\S)(?:all|everything|each|every)(?: exercises?| lifts?| one| movement| of (?:them|it|these|those))?"
    r"(?: for| :| is| at| are| ,| in| done| set| with| as| \()* ?$"
)
_ALL_BEHIND = re.compile(
    r"^(?: rep)?(?: \))?(?: ,)? (?:each|all|everything|across|throughout|(?:for|on|of|per|with) "
    r"(?:each|all|everything|every|exercises?|lift))(?! (?:leg|side|arm|hand|way|set|week|day|direction|workout))(?!\S)"
)


def _whole(pattern: str) -> re.Pattern[str]:
    """Between blanks."""
    start = "" if pattern.startswith("(?<=") else r"(?<!\S)"
    return re.compile(rf"{start}(?:{pattern})(?!\S)")


IGNORED = tuple(map(_whole, _IGNORED))
PATTERNS = tuple(map(_whole, _PATTERNS))


def read_schemes(canonical: Canonical) -> list[Scheme]:
    """Every scheme, in its order. Exercises stand as EX in the text, and a plus close to its number as PLUS."""
    text = canonical.text
    for pattern in IGNORED:
        text = pattern.sub(lambda match: re.sub(r"\d", READ, match.group()), text)
    found: list[Scheme] = []
    for pattern in PATTERNS:
        hits = [(match, scheme) for match in pattern.finditer(text) if (scheme := _scheme(canonical, match, text))]
        found += [scheme for _, scheme in hits]
        text = _hidden([match.span() for match, _ in hits], text)
    return sorted(found, key=lambda each: each.first)


def _hidden(spans: list[tuple[int, int]], text: str) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], re.sub(r"\S", READ, text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])


def _scheme(canonical: Canonical, match: re.Match[str], text: str) -> Scheme | None:
    groups: Groups = {name: each for name, each in match.groupdict().items() if each is not None}
    sets, reps, by_load = _settled(groups)
    seconds = groups.get("unit") in SECONDS
    if "bare" in groups and (reps is None or reps[0] < FEWEST_BARE):
        return None
    if reps and not (1 <= reps[0] <= MOST_REPS or seconds):
        return None
    start = match.end() - len(match.group().lstrip())
    first, end = canonical.first_token(start), canonical.end_token(match.end())
    return Scheme(first, end, sets, reps, seconds, "rounds" in groups or _is_for_all(text, match), by_load)


def _settled(groups: Groups) -> tuple[int | None, Reps | None, bool]:
    """Sets and reps the right way round, and whether it is one set of a load; "225x5x3" has its sets last."""
    sets = int(groups["sets"]) or None if "sets" in groups else None
    reps = _reps(groups)
    if "sets_last" in groups and reps:
        return _load_first(reps, int(groups["sets_last"]))
    if sets is None and "load" in groups:
        return 1, reps, True
    if sets is None:
        return (len(re.findall(r"\d+", groups["series"])) if "series" in groups else None), reps, False
    if not reps:
        return (sets, None, False) if sets <= MOST_SETS else (None, None, False)
    low, high = reps
    if sets in SWAPPED_SETS and low in SWAPPED_REPS and low == high and "tail" not in groups:
        return low, (sets, sets), False
    if sets <= MOST_SETS:
        return sets, reps, False
    last = int(float(groups["tail"].split()[1])) if "tail" in groups else 0
    return (last, reps, False) if 0 < last <= MOST_SETS else (1, reps, True)


def _load_first(reps: Reps, last: int) -> tuple[int, Reps, bool]:
    """ "60kg x 5 x 3" are three sets of five, "60kg x 3 x 8" three of eight."""
    if reps[0] in SWAPPED_REPS and last >= SWAPPED_REPS.stop:
        return reps[0], (last, last), False
    return last, reps, False


def _reps(groups: Groups) -> Reps | None:
    if "unit" in groups and groups["unit"] not in SECONDS:
        return None  # metres and steps
    factor = SECONDS.get(groups.get("unit", ""), 1)
    if "series" in groups:
        figures = [int(each) for each in re.findall(r"\d+", groups["series"])]
        return min(figures), max(figures)
    if "low" not in groups:
        return None
    low = int(groups["low"])
    high = max(low, int(groups.get("high", low)))
    return low * factor, None if "open" in groups else high * factor


def _is_for_all(text: str, match: re.Match[str]) -> bool:
    before = text[max(match.start() - SEEN_BEFORE, 0) : match.start()]
    behind = text[match.end() : match.end() + SEEN_BEHIND]
    return bool(_ALL_BEFORE.search(before) or _ALL_BEHIND.search(behind))
