"""Gives each exercise of a routine's day its sets and reps, which stand behind it or before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.nlu.routine_sets import Scheme
from bot.nlu.routine_text import group


@dataclass
class Entry:
    """An exercise in tokens `first` to before `end`, with its sets and reps; `is_own` unless they are another's too.

    `is_talk`: it is told or asked about, and not done, unless it has sets of its own.
    """

    exercise: str
    first: int
    end: int
    scheme: Scheme | None = None
    is_own: bool = False
    is_talk: bool = False


Item = Entry | Scheme


class Pairing:
    """One day: its exercises and schemes in their order. `run` fills the exercises' schemes."""

    def __init__(self, entries: Iterable[Entry], schemes: Iterable[Scheme], texts: Sequence[str], start: int) -> None:
        self._texts = texts
        self._items: list[Item] = sorted([*entries, *schemes], key=lambda each: each.first)
        self._drop_strange(start)
        self._is_before = bool(self._items) and isinstance(self._items[0], Scheme)
        self._done: list[Entry] = []
        self._carried: Scheme | None = None
        self._is_fresh = False

    def run(self) -> None:
        """Go through the day once."""
        for at, item in enumerate(self._items):
            if isinstance(item, Entry):
                self._take(item)
            elif self._goes_back(at, item):
                self._attach(at, item)
            else:
                before = self._items[at - 1] if at else None
                adds = self._is_fresh and before is not None and not self._has_words(before, item)
                self._carried = self._carried.plus(item) if adds and self._carried else item
                self._is_fresh = True

    def _drop_strange(self, start: int) -> None:
        """Sets at the start that belong to an exercise which is not known: "svend things 3x10, bench 3x5"."""
        match self._items:
            case [Scheme() as first, Entry() as second, *_] if not first.for_all:
                strange = _are_words(self._texts[start : first.first])
                if strange and self._has_break(first, second):
                    self._items = self._items[1:]

    def _take(self, entry: Entry) -> None:
        if self._carried and (self._is_fresh or not entry.is_talk):
            entry.scheme, entry.is_own = self._carried, self._is_fresh
        self._is_fresh = False
        self._done.append(entry)

    def _goes_back(self, at: int, scheme: Scheme) -> bool:
        """Whether a scheme belongs to what stands before it."""
        if not self._done:
            return False
        before, last = self._items[at - 1], self._done[-1]
        behind = self._items[at + 1] if at + 1 < len(self._items) else None
        leads = isinstance(behind, Entry) and not self._has_break(scheme, behind)
        if isinstance(before, Entry) and _completes(scheme, last.scheme) and not leads:
            return True
        if self._is_before:
            return not leads and (not self._has_break(before, scheme) or not isinstance(behind, Entry))
        return not (leads and last.is_own and self._has_break(before, scheme) and not self._is_followed(at + 1))

    def _is_followed(self, at: int) -> bool:
        """Whether sets stand directly behind an exercise."""
        behind = self._items[at + 1] if at + 1 < len(self._items) else None
        return isinstance(behind, Scheme) and not self._has_break(self._items[at], behind)

    def _attach(self, at: int, scheme: Scheme) -> None:
        last, before = self._done[-1], self._items[at - 1]
        is_strange = self._has_words(before, scheme) and (last.is_own or self._has_break(before, scheme))
        if is_strange and not scheme.for_all:
            return
        if last.is_own and last.scheme:
            last.scheme = last.scheme.plus(scheme)
            return
        last.scheme, last.is_own = scheme.filled(last.scheme) if last.scheme else scheme, True
        self._spread(scheme)

    def _spread(self, scheme: Scheme) -> None:
        """To the exercises before it that have none: "curls + pushdowns 3x12", "squat, bench, row 3x5"."""
        is_only = sum(isinstance(each, Scheme) for each in self._items) == 1 and not scheme.seconds
        for at in range(len(self._done) - 1, 0, -1):
            before, behind = self._done[at - 1], self._done[at]
            is_list = "," in self._texts[before.end : behind.first]
            if before.scheme or before.is_talk or (is_list and not is_only and not scheme.for_all):
                return
            before.scheme = scheme

    def _has_break(self, first: Item, second: Item) -> bool:
        return not group("breaks").isdisjoint(self._texts[first.end : second.first])

    def _has_words(self, first: Item, second: Item) -> bool:
        return _are_words(self._texts[first.end : second.first])


def _are_words(texts: Sequence[str]) -> bool:
    """Whether they may name an exercise that is not known."""
    return any(text.isalpha() and text not in group("glue") for text in texts)


def _completes(scheme: Scheme, other: Scheme | None) -> bool:
    """Whether each tells what the other leaves open: sets, reps."""
    if other is None:
        return False
    return (other.reps is None and scheme.sets is None) or (other.sets is None and scheme.reps is None)


def fill(entries: Iterable[Entry], schemes: Iterable[Scheme]) -> None:
    """What is told for all of them: to those without, from the scheme behind them, else from the one before."""
    shared = [each for each in schemes if each.for_all]
    for entry in entries:
        behind = [each for each in shared if each.first > entry.first]
        found = behind[0] if behind else shared[-1] if shared else None
        if found and (entry.scheme is None or not entry.scheme.for_all):
            entry.scheme = entry.scheme.filled(found) if entry.scheme else found
