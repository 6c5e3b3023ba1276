"""Reads when somebody could come for a trial: "tue 6pm or thu after 7", "tomorrow morning", "dec 3rd at 10".

Takes any text and never raises. Several times stand in their order; which of them can be had is not its business.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from functools import cache
from typing import Any

from bot.nlu.canonical import read_lexicon
from bot.nlu.days_ahead import SaidDays, read_days_ahead
from bot.nlu.reminder_clock import half_of_day, read_bare_hour, read_times
from bot.nlu.reminder_text import Unread, between_words, plain
from bot.nlu.reminder_text import lexicon as reminder_lexicon

HOUR, HALF, DAY = 60, 12 * 60, 24 * 60
"""Minutes."""
EARLY = 8 * HOUR
"""From then on an hour is rather in the morning: "at 8"; "at 6" is rather in the evening."""
DAYS_HERE, SPAN_HERE = "\ue000", "\ue001"
MOST = 12
"""Times that are read."""


@dataclass(frozen=True)
class Span:
    """Minutes since midnight: a trial is to begin from `first` to `last`, at `best` if that can be had.

    `is_end`: it is to be over at `last`.
    """

    first: int
    last: int
    is_end: bool = False
    best: int | None = None


@dataclass(frozen=True)
class WantedTime:
    """A time as it was said: any of the days, in any of the spans, those that are likelier first."""

    days: tuple[date, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class TrialTimes:
    """What a message says of when.

    `days`: those for which no time is said; `spans`: for which no day is. `is_unsure`: a date that can be read in two
    ways. `wants_others`: times that it does not say. `is_order`: it orders a trial by name. `is_all`: the message says
    nothing else.
    """

    wanted: tuple[WantedTime, ...] = ()
    days: tuple[date, ...] = ()
    spans: tuple[Span, ...] = ()
    is_unsure: bool = False
    wants_others: bool = False
    is_order: bool = False
    is_all: bool = False

    @property
    def says_when(self) -> bool:
        """Whether it says anything of days or times."""
        return bool(self.wanted or self.days or self.spans or self.is_unsure)


@dataclass(frozen=True)
class _Piece:
    """What stands between two "or"s."""

    days: tuple[tuple[date, ...], ...]
    spans: tuple[tuple[Span, ...], ...]


def read_trial_times(text: str, today: date) -> TrialTimes:
    """When a text says that one could come; `today` is the date at the gym."""
    words = plain(text)
    unread = Unread(words)
    others = unread.take(_phrases("others"))
    said = read_days_ahead(unread, today)
    marked, ranges = _marked(unread.text, said, half_of_day(words))
    pieces, rest = [], []
    days_left, ranges_left = iter(said), iter(ranges)
    for part in _joints().split(marked):
        piece, left = _read(part, days_left, ranges_left, half_of_day(words))
        pieces.append(piece)
        rest += left
    found = _paired(pieces)
    return replace(
        found,
        wanted=found.wanted[:MOST],
        is_unsure=any(not each.days for each in said),
        wants_others=others,
        is_order=bool(_phrases("orders").search(words)),
        is_all=not set(rest) - _beside(),
    )


@cache
def _lexicon() -> dict[str, Any]:
    content: dict[str, Any] = read_lexicon("trial_times")
    return content


@cache
def _phrases(group: str) -> re.Pattern[str]:
    return between_words(_lexicon()[group])


@cache
def _beside() -> frozenset[str]:
    return frozenset(map(str, (*_lexicon()["beside"], *reminder_lexicon()["beside"])))


@cache
def _joints() -> re.Pattern[str]:
    words = "|".join(_lexicon()["joining"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)|[,;/\n]|\.(?=\s|$)")


@cache
def _ranges() -> re.Pattern[str]:
    clock = r"(?P<{0}>\d{{1,2}})(?:[:.h](?P<{0}_minute>[0-5]\d))? ?(?P<{0}_half>[ap]\.?m?\b\.?)?"
    first, last = clock.format("first"), clock.format("last")
    return re.compile(
        rf"(?<![\w:.,])(?:(?P<between>between) {first} ?(?:and|&|-|to) ?|(?:from )?"
        + first.replace("P<first", "P<start")
        + rf" ?(?:-|to|till|til|until) ?){last}(?: ?(?:h|uhr|oclock))?(?![\w:%])"
    )


def _marked(text: str, said: tuple[SaidDays, ...], half: str) -> tuple[str, list[tuple[Span, ...]]]:
    """The text with one mark for each naming of days, and one for each range of hours; and those ranges."""
    for each in reversed(said):
        text = f"{text[: each.first]} {DAYS_HERE} {text[each.end :]}"
    found: list[tuple[Span, ...]] = []

    def mark(match: re.Match[str]) -> str:
        spans = _range(match, half)
        if spans:
            found.append(spans)
        return f" {SPAN_HERE} " if spans else match.group()

    return _ranges().sub(mark, text), found


def _range(match: re.Match[str], half: str) -> tuple[Span, ...]:
    """ "between 5 and 7", "10-12", "17:00 to 19:00": in the half of the day that is said, or in either."""
    start = "first" if match["between"] else "start"
    first = _minutes(match[start], match[f"{start}_minute"])
    last = _minutes(match["last"], match["last_minute"])
    if first is None or last is None:
        return ()
    halves = [(match[f"{start}_half"] or match["last_half"] or "")[:1], (match["last_half"] or "")[:1]]
    if not any(halves) and half and last <= HALF:
        halves = ["a" if half == "am" else "p"] * 2
    begins, ends = _in_half(first, halves[0]), _in_half(last, halves[1])
    if halves[1] == "p" and not match[f"{start}_half"] and begins >= ends:  # "10 to 2pm"
        begins = first
    if not any(halves) and ends <= begins:  # "10 to 2"
        ends += HALF
    if not begins < ends <= DAY:
        return ()
    is_open = not any(halves) and ends <= HALF and first < EARLY
    later = (Span(begins + HALF, ends + HALF, is_end=True),) if is_open else ()
    return (*later, Span(begins, ends, is_end=True))


def _minutes(hour: str, minute: str | None) -> int | None:
    found = int(hour) * HOUR + int(minute or 0)
    return found if found <= DAY else None


def _in_half(minutes: int, half: str) -> int:
    """A time of the clock, in a half of the day ("a", "p", or "" where none is said)."""
    if not half or minutes > HALF + HOUR - 1:
        return minutes
    return minutes % HALF + (HALF if half == "p" else 0)


def _read(
    text: str, days: Iterator[SaidDays], ranges: Iterator[tuple[Span, ...]], half: str
) -> tuple[_Piece, list[str]]:
    """A piece of a message, and the words in it that were not read."""
    said = [next(days) for _ in range(text.count(DAYS_HERE))]
    spans = [next(ranges) for _ in range(text.count(SPAN_HERE))]
    unread = Unread(text.replace(DAYS_HERE, " ").replace(SPAN_HERE, " "))
    bound, unread.text = _bound(unread.text)
    clock = read_times(unread, half_of_day(text) or half, False)
    times = [(each, True) for each in clock.clear] + [(each, False) for each in clock.open]
    if not (times or spans) and (bare := read_bare_hour(unread, half_of_day(text) or half)):
        times.append(bare)
    spans += [_spans(each, bound, is_clear=is_clear) for each, is_clear in times]
    parts = _parts_in(unread, " ".join(each.words for each in said))
    spans = spans or parts
    return _Piece(tuple(each.days for each in said if each.days), tuple(spans)), unread.words()


def _bound(text: str) -> tuple[str, str]:
    """Whether an hour is the earliest or the latest one, and the text with "at" before it."""
    hour = r"(?=(?:half |quarter )?(?:past )?(?:\d|noon|midday))"
    for kind in ("until", "after"):
        pattern = re.compile(rf"(?<!half )(?<!quarter )(?<!\d ){_phrases(kind).pattern} {hour}")
        if pattern.search(text):
            return kind, pattern.sub("at ", text)
    if re.search(r"\d ?(?:[ap]m)? ?(?:onwards?|or later|and later|at the earliest|\+)", text):
        return "after", text
    return "", text


def _spans(said: time, bound: str, *, is_clear: bool) -> tuple[Span, ...]:
    """A time of day as one or, where the half of the day is not said, two; the likelier one first."""
    minutes = said.hour * HOUR + said.minute
    both = [minutes] if is_clear else [minutes, minutes + HALF]
    if not is_clear and minutes < EARLY:
        both.reverse()
    return tuple(_bounded(each, bound) for each in both)


def _bounded(minutes: int, bound: str) -> Span:
    if bound == "after":
        return Span(minutes, DAY)
    return Span(0, minutes, is_end=True) if bound == "until" else Span(minutes, minutes)


@cache
def _parts() -> tuple[tuple[re.Pattern[str], tuple[int, int, int]], ...]:
    return tuple((between_words([pattern]), tuple(hours)) for pattern, hours in _lexicon()["parts"].items())


def _parts_in(unread: Unread, named: str) -> list[tuple[Span, ...]]:
    """The parts of the day that a piece names, or the naming of a day in it: "tonight", "whenever"."""
    beside = Unread(named)
    found = [hours for pattern, hours in _parts() if unread.take(pattern) | beside.take(pattern)]
    return [(Span(first * HOUR, last * HOUR - 1, best=best * HOUR),) for first, last, best in found]


def _paired(pieces: Iterable[_Piece]) -> TrialTimes:
    """Each day with its times: what lacks one of them takes that of its neighbour."""
    wanted: list[WantedTime] = []
    lonely_days: tuple[tuple[date, ...], ...] = ()
    last_days: tuple[tuple[date, ...], ...] = ()
    lonely_spans: tuple[tuple[Span, ...], ...] = ()
    last_spans: tuple[tuple[Span, ...], ...] = ()
    for piece in pieces:
        days, spans = piece.days, piece.spans
        if days and not spans:
            lonely_days, spans = (*lonely_days, *days), lonely_spans
            if not spans:
                continue
            days = ()
        days = (*lonely_days, *days) or (last_days if spans else ())
        if spans and not days:
            lonely_spans = (*lonely_spans, *spans)
            continue
        if spans:
            wanted += [WantedTime(each, span) for each in days for span in spans]
            last_days, last_spans, lonely_days = days, spans, ()
    if lonely_days and last_spans:
        wanted += [WantedTime(each, span) for each in lonely_days for span in last_spans]
        lonely_days = ()
    left = tuple(dict.fromkeys(day for days in lonely_days for day in days))
    spans_left = lonely_spans if not wanted else ()
    return TrialTimes(tuple(dict.fromkeys(wanted)), left, tuple(each for some in spans_left for each in some))
