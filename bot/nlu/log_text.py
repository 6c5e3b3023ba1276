"""A message about what was lifted, prepared for reading: a token for each exercise and line, a sign for each token.

The signs (table `signs` in lexicon/log.yml) make a text as long as the tokens are many: what a pattern finds in it
stands at the same places in the tokens.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from bot.coaching.exercise import Loading, exercise, find_alias_table
from bot.nlu.canonical import Canonical, join
from bot.nlu.collapsed import WITH_THE_BODY, WITH_WEIGHTS
from bot.nlu.log_words import lexicon, words
from bot.nlu.reading import Reading
from bot.nlu.routine_text import NAME, RoutineText, routine_text
from bot.nlu.token import Token

LINE = "¶"
OF_ANOTHER = "lift"
NUMBER, EXERCISE, PLAIN, WORD, READ = "n", "E", "i", "_", "~"
_DECIMAL_COMMA = re.compile(
    r"(?<![\d,.])(\d{0,2}[27]),(5)(?![\d,.])|(?<![\d,.])(\d{1,3}),(25|75)(?![\d,.])"
    r"|(?<![\d,.])(\d{2,3}),(5)(?=[ ]?(?:kgs?|lbs?|k|kilos?|pounds?)\b)",
    re.IGNORECASE,
)
_PLURAL_FIGURE = re.compile(r"(?<=\d)['’](?=s\b)")
_BULLET = re.compile(r"^[ \t]*(?:[-*•·–—>+]+(?=[ \t]|[A-Za-z])|\d{1,2}[.)](?=[ \t]+[^\W\d]))", re.MULTILINE)
_WITH = re.compile(r"(?<=\d )w(?= \d)", re.IGNORECASE)
"""Between figures; the tokens would make weeks of it."""
_WARM_UP = re.compile(r"\bw[/-]u(?:p)?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """An exercise that is named: its id, and the words for it."""

    exercise: str
    words: str


@dataclass(frozen=True)
class LogText:
    """The message `said`, its tokens with EXW or EXB for an exercise, and what they stand for by token.

    `others` are the tokens of clauses about another person or about the past.
    """

    said: str
    canonical: Canonical
    exercises: dict[int, Named]
    others: frozenset[int]
    programs: frozenset[int]

    @classmethod
    def of(cls, said: str, hidden: Iterable[tuple[int, int]] = ()) -> "LogText":
        """Read the words; the parts `hidden` of the message count as blanks."""
        reading = Reading.of(_prepared(said, hidden))
        text = routine_text(reading.canonical, reading.phrases["exercise"])
        named = {at: Named(each, _words(reading, text, at)) for at, each in text.exercises.items()}
        named = _without_doubles(named)
        named |= {at: each for at, each in _by_initials(text.canonical.tokens).items() if at not in named}
        tokens = [
            replace(token, text=_mark(named[at])) if at in named else token
            for at, token in enumerate(text.canonical.tokens)
        ]
        inside = {at for each in reading.phrases["named_program"] for at in range(each.first, each.end)}
        return cls(
            said,
            join(tokens),
            named,
            frozenset(at for at in range(len(tokens)) if _is_others(reading, text.places[at])),
            frozenset(at for at in range(len(tokens)) if text.places[at] in inside),
        )

    @cached_property
    def texts(self) -> list[str]:
        return [token.text for token in self.canonical.tokens]

    @cached_property
    def signs(self) -> str:
        """One sign for each token."""
        return "".join(map(_sign, self.canonical.tokens))

    def without(self, read: Collection[int]) -> str:
        """The signs, with a tilde for tokens that were read before."""
        return "".join(READ if at in read else sign for at, sign in enumerate(self.signs))

    def masked(self, read: Collection[int]) -> str:
        """The canonical text of the same length, with tildes for the tokens that were read before."""
        return " ".join(READ * len(text) if at in read else text for at, text in enumerate(self.texts))

    def find(
        self, patterns: Iterable[re.Pattern[str]], read: set[int], accept: Callable[[re.Match[str]], bool] | None = None
    ) -> Iterator[tuple[re.Match[str], range]]:
        """What patterns of the canonical text find, one after the other, with its tokens, which are added to `read`.

        What was read before is out of their sight. `accept` tells which matches count.
        """
        masked = self.masked(read)
        for pattern in patterns:
            hits = [match for match in pattern.finditer(masked) if accept is None or accept(match)]
            for match in hits:
                tokens = self.tokens(match)
                read.update(tokens)
                yield match, tokens
            masked = self.masked(read) if hits else masked

    def tokens(self, match: re.Match[str]) -> range:
        """The tokens of a part of the canonical text."""
        return range(self.canonical.first_token(match.start()), self.canonical.end_token(match.end()))

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Where tokens stand in the message."""
        return self.canonical.span(first, end)

    def words_of(self, first: int, end: int) -> str:
        """The part of the message that tokens stand for."""
        start, stop = self.span(first, end)
        return " ".join(self.said[start:stop].split())

    def loading(self, exercise_id: str | None) -> Loading | None:
        return exercise(exercise_id).loading if exercise_id else None


def _without_doubles(named: dict[int, Named]) -> dict[int, Named]:
    """Of two names side by side that are one exercise ("trap bar deads") the first, or what they are together."""
    kept: dict[int, Named] = {}
    for at, each in sorted(named.items()):
        before = kept.get(at - 1)
        if before is None:
            kept[at] = each
        elif together := find_alias_table().get(f"{before.words} {each.words}"):
            kept[at - 1] = Named(together, f"{before.words} {each.words}")
        elif exercise(before.exercise).pattern is not exercise(each.exercise).pattern:
            kept[at] = each
    return kept


def _by_initials(tokens: Sequence[Token]) -> dict[int, Named]:
    """Exercises by short forms that only a number behind shows: "SQ 120x3", "rowed 60 kg", not "rowed 2 km"."""
    names: dict[str, str] = lexicon()["initials"]
    found = {}
    for at, token in enumerate(tokens[:-1]):
        behind = next((place for place in range(at + 1, min(at + 3, len(tokens))) if tokens[place].is_number), None)
        if token.text in names and behind is not None:
            unit = tokens[behind + 1].text if behind + 1 < len(tokens) else ""
            if unit not in words("distances_in"):
                found[at] = Named(names[token.text], token.text)
    return found


def _prepared(said: str, hidden: Iterable[tuple[int, int]]) -> str:
    """The message with points for decimal commas, and signs for lines; of the same length."""
    text = _BULLET.sub(lambda match: " " * len(match.group()), said)
    for start, end in hidden:
        text = text[:start] + " " * (end - start) + text[end:]
    text = _DECIMAL_COMMA.sub(lambda match: match.group().replace(",", "."), text)
    text = _WARM_UP.sub(lambda match: "wu".ljust(len(match.group())), _PLURAL_FIGURE.sub(" ", text))
    text = _WITH.sub("@", text)
    return text.replace("\n", LINE)


def _words(reading: Reading, text: RoutineText, at: int) -> str:
    return " ".join(reading.texts[text.places[at] : text.places[at + 1]])


def _text(token: Token, named: Named | None) -> str:
    """EXW or EXB for an exercise; the second name of one says nothing."""
    if named is not None:
        return _mark(named)
    return OF_ANOTHER if token.text == NAME else token.text


def _mark(named: Named) -> str:
    return WITH_THE_BODY if exercise(named.exercise).loading is Loading.BODYWEIGHT else WITH_WEIGHTS


def _is_others(reading: Reading, at: int) -> bool:
    return reading.told.is_of_another(at) or not reading.told.is_meant("days_per_week", at)


@cache
def _signs() -> dict[str, str]:
    table: dict[str, list[Any]] = lexicon()["signs"]
    found: dict[str, str] = {}
    for sign, forms in table.items():
        for word in forms:
            found.setdefault(str(word), str(sign))
    return found


def _sign(token: Token) -> str:
    if token.text in (WITH_THE_BODY, WITH_WEIGHTS):
        return EXERCISE
    if token.is_number:
        return NUMBER
    if token.text == "PLUS":
        return "p"
    known = _signs().get(token.text)
    return known or (token.text if token.text in ",/-:()" else PLAIN if token.text in words("plain") else WORD)
