"""Red flags: what must reach a medical answer before any training number, found in a message's own words.

The patterns are in red_flags.yml and hazards/. Same words, same answer: no state, no chance, nothing learned.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.coaching.message_words import STOP, words_of
from bot.coaching.phrase import NEGATION, Message, Span, find
from bot.coaching.red_flag_book import CLEARED, Book, Excuse, Rule, book


@dataclass(frozen=True)
class RedFlag:
    """`severity` is "emergency", "medical" or "caution"; `matched` are the words that raised it."""

    hazard: str
    severity: str
    matched: str


def check(text: str) -> RedFlag | None:
    """The worst red flag in a message, or None. Ordinary soreness, "no pain" and old, healed injuries raise none."""
    reading = read(text)
    for rule in reading.book.rules if reading.spans else ():
        span = reading.standing(rule)
        if span is not None:
            return RedFlag(rule.hazard, rule.severity, " ".join(reading.message.words[slice(*span)]))
    return None


def suspected(hazard: str) -> RedFlag:
    """The red flag of a hazard that is told of in words no rule knows. Raises KeyError for an unknown hazard."""
    return RedFlag(hazard, book().suspected[hazard], "")


def is_clearance(text: str) -> bool:
    """Whether the lifter says, as a fact, that a professional has cleared them: "doc gave me the all clear"."""
    reading = read(text)
    return reading.standing(reading.book.clearance) is not None


def all_hazards() -> tuple[str, ...]:
    """Every hazard that `check` can report, the gravest rules first."""
    return tuple(dict.fromkeys(rule.hazard for rule in book().rules))


@dataclass(frozen=True)
class Reading:
    """One message, and where everything of the book stands in it."""

    book: Book
    message: Message
    spans: Mapping[str, set[Span]]
    starts: Mapping[str, set[int]]
    ends: Mapping[str, set[int]]

    def standing(self, rule: Rule) -> Span | None:
        """The first span of a rule that no excuse covers."""
        spans = self.spans.get(rule.name)
        if not spans or (rule.also and not self.spans.get(f"{rule.name} also")):
            return None
        for span in sorted(spans):
            if not any(self._excused(span, name) for name in rule.unless):
                return span
        return None

    def _excused(self, span: Span, name: str) -> bool:
        if name == CLEARED:
            return self.standing(self.book.clearance) is not None
        if not self.starts.get(name):
            return False
        excuse = self.book.excuses[name]
        tests = {"before": self._before, "after": self._after, "around": self._around, "message": self._anywhere}
        return tests[excuse.where](span, excuse)

    def _before(self, span: Span, excuse: Excuse) -> bool:
        ends, listing = self.ends[excuse.name], False
        for at in range(span[0], max(span[0] - self.book.limits["before"], 0), -1):
            if at in ends:
                return not self._void(span[1], excuse)
            listing = listing or self._lists(at - 1, excuse)
            crossed = excuse.over | excuse.connectors | excuse.listed if listing else excuse.over
            if crossed.isdisjoint(self.message.symbols[at - 1]):
                return False
        return False

    def _lists(self, at: int, excuse: Excuse) -> bool:
        """Whether the word joins complaints, as in "no chest pain or numbness"."""
        joins = at > 0 and not excuse.connectors.isdisjoint(self.message.symbols[at])
        return joins and not excuse.listed.isdisjoint(self.message.symbols[at - 1])

    def _after(self, span: Span, excuse: Excuse) -> bool:
        starts = self.starts[excuse.name]
        for at in self._next_few(span[1]):
            if at in starts:
                return True
            if not excuse.over & self.message.symbols[at]:
                return False
        return False

    def _around(self, span: Span, excuse: Excuse) -> bool:
        low, high = self._remark(span)
        starts = self.starts[excuse.name]
        return any(
            at in starts and not self._denied(at) and not self._void(max(at + 1, span[1]), excuse)
            for at in range(low, high)
        )

    def _anywhere(self, span: Span, excuse: Excuse) -> bool:
        return not self._void(span[1], excuse)

    def _remark(self, span: Span) -> Span:
        """The words around a span, within its sentence."""
        low, high, words, limit = *span, self.message.words, self.book.limits["around"]
        while low > 0 and span[0] - low < limit and words[low - 1] != STOP:
            low -= 1
        while high < len(words) and high - span[1] < limit and words[high] != STOP:
            high += 1
        return low, high

    def _denied(self, at: int) -> bool:
        return at > 0 and NEGATION in self.message.symbols[at - 1]

    def _void(self, end: int, excuse: Excuse) -> bool:
        starts = self.starts.get(f"{excuse.name} void", set())
        for at in self._next_few(end):
            if at in starts:
                return True
            if self.message.words[at] == STOP:
                return False
        return False

    def _next_few(self, at: int) -> range:
        return range(at, min(at + self.book.limits["few"], len(self.message.words)))


def read(text: str) -> Reading:
    """Words of a message with their symbols, and where each set of phrases stands.

    Most messages hold no alarm at all: only for the others are look-alikes and remarks searched.
    """
    pages = book()
    words = words_of(text)
    message = Message(words, tuple(map(pages.lexicon.symbols, words)))
    spans = find(message, pages.alarm_index)
    if spans:
        plain = without_look_alikes(message, pages)
        spans = find(plain, pages.alarm_index)
        if spans:
            spans |= find(plain, pages.also_index) | find(message, pages.remark_index)
    starts = {name: {start for start, _ in each} for name, each in spans.items()}
    ends = {name: {end for _, end in each} for name, each in spans.items()}
    return Reading(pages, message, spans, starts, ends)


def without_look_alikes(message: Message, pages: Book) -> Message:
    """The message in which words that only look alike ("chest day") mean nothing."""
    neutral = find(message, pages.neutral_index).get("", ())
    covered = {at for start, end in neutral for at in range(start, end)}
    nothing: frozenset[str] = frozenset()
    symbols = tuple(nothing if at in covered else each for at, each in enumerate(message.symbols))
    return Message(message.words, symbols) if covered else message
