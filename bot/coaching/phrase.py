"""Phrases to look for in a message, and where they stand in it.

A phrase is a line of words: `chest <pain>`. `<pain>` is any word of a group, `diabet*` one that begins and `*itis` one
that ends so, `tore|torn` either. `..` lets a few other words stand between, `...` more; `a & b` takes both orders;
`!much` wants the next word to be another. Light words (the, really, my) may always stand between. A phrase does not
reach over the end of a sentence, unless it says so with a full stop.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.coaching.message_words import STOP

LIGHT, NEGATION = "<light>", "<negation>"
Span = tuple[int, int]
"""First word, and the one after the last."""


@dataclass(frozen=True)
class Reach:
    """How many words may stand between two of a phrase: light ones, others at `..`, others at `...`."""

    light: int
    few: int
    many: int


@dataclass(frozen=True)
class Step:
    """One item: its symbols, how many other words may stand before it, or that it must not come next."""

    symbols: frozenset[str]
    others: int = 0
    unwanted: bool = False


@dataclass(frozen=True)
class Phrase:
    """`text` as it was written; `needs`: the symbols of each step, without which a message need not be searched."""

    text: str
    steps: tuple[Step, ...]
    needs: tuple[frozenset[str], ...]
    light: int

    @property
    def rarest(self) -> frozenset[str]:
        """Symbols of the step that few messages have, guessed: long words are rarer than short ones and groups."""
        return min(self.needs, key=lambda symbols: sum(map(_commonness, symbols)))


@dataclass(frozen=True)
class Message:
    """Words, and the symbols of each."""

    words: tuple[str, ...]
    symbols: tuple[frozenset[str], ...]


Named = tuple[str, Phrase]
"""The name of the set that a phrase belongs to, and the phrase."""
Index = Mapping[str, Sequence[Named]]
"""By symbols that a message must have somewhere for the phrase to be found."""


def parse(text: str, reach: Reach) -> tuple[Phrase, ...]:
    """The phrases that one line stands for: two for `a & b`, else one."""
    if " & " not in text:
        return (_phrase(text, text, reach),)
    one, other = text.split(" & ")
    return _phrase(text, f"{one} ... {other}", reach), _phrase(text, f"{other} ... {one}", reach)


def _phrase(text: str, order: str, reach: Reach) -> Phrase:
    steps = tuple(_steps(order, reach))
    needs = tuple(step.symbols for step in steps if not step.unwanted)
    return Phrase(text, steps, needs, reach.light)


def _steps(text: str, reach: Reach) -> Iterable[Step]:
    gaps = {"..": reach.few, "...": reach.many}
    others = 0
    for item in text.split():
        if item in gaps:
            others = gaps[item]
            continue
        yield Step(frozenset(item.lstrip("!").split("|")), others, item.startswith("!"))
        others = 0


def _commonness(symbol: str) -> float:
    """How often a symbol may stand in messages, guessed: a group like a word of one or two letters."""
    return 1 / (1 + 1) if symbol.startswith("<") else 1 / len(symbol) / len(symbol)


def index_of(sets: Mapping[str, Iterable[Phrase]]) -> Index:
    """The phrases of each set by their rarest symbols."""
    index: dict[str, list[Named]] = defaultdict(list)
    for name, phrases in sets.items():
        for phrase in phrases:
            for symbol in phrase.rarest:
                index[symbol].append((name, phrase))
    return dict(index)


def find(message: Message, index: Index) -> dict[str, set[Span]]:
    """Where the phrases of each set stand. Time grows with the message's length, not faster."""
    found: dict[str, set[Span]] = defaultdict(set)
    possible = _possible(frozenset().union(*message.symbols), index)
    for start, symbols in enumerate(message.symbols):
        for symbol in symbols:
            for name, phrase in possible.get(symbol, ()):
                end = _end(message, start + 1, phrase.steps, 1, phrase.light)
                if end is not None:
                    found[name].add((start, end))
    return found


def _possible(present: frozenset[str], index: Index) -> Mapping[str, Sequence[Named]]:
    """The phrases that a message with these symbols may have, by the symbols they begin with."""
    beginnings: dict[str, list[Named]] = defaultdict(list)
    for symbol in present & index.keys():
        for named in index[symbol]:
            needs = named[1].needs
            if all(not symbols.isdisjoint(present) for symbols in needs):
                for first in needs[0] & present:
                    beginnings[first].append(named)
    return beginnings


def _end(message: Message, at: int, steps: tuple[Step, ...], done: int, light: int) -> int | None:
    """Where the phrase ends whose first `done` steps end before word `at`; None if the rest does not come."""
    if done == len(steps):
        return at
    step = steps[done]
    if step.unwanted:
        comes = at < len(message.words) and not step.symbols.isdisjoint(message.symbols[at])
        return None if comes else _end(message, at, steps, done + 1, light)
    others, spare = step.others, light
    for here in range(at, len(message.words)):
        symbols = message.symbols[here]
        if not step.symbols.isdisjoint(symbols):
            end = _end(message, here + 1, steps, done + 1, light)
            if end is not None:
                return end
        if message.words[here] == STOP:
            return None
        if LIGHT in symbols and spare:
            spare -= 1
        elif others and NEGATION not in symbols:
            others -= 1
        else:
            return None
    return None
