"""Reads numbers with their meaning: loads, sets, reps, times, percentages, and facts about the person.

The patterns are in lexicon/quantities.yml. They see the canonical text; a figure that one has read is out of
sight of the next, so each number is read once.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.nlu.canonical import Canonical, read_lexicon
from bot.nlu.quantity_fields import FIELDS, MASSES, values_of

READ = "~"
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_ONE_REP_MAX = re.compile(r"(?<!\S)(?:e 1 rm|1 rm|1 rep max|1 rep pr|1 repetition max|1 rep maximum)(?!\S)")
_ANY_EXERCISE = re.compile("EX(?![WB])")
_MACRO = re.compile(r"(?<!\?P)<(\w+)(!?)>")


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity in tokens `first` to before `end`; `match` is the same for those that one pattern read together."""

    kind: str
    value: Any
    first: int
    end: int
    match: int = -1


_UNIT = r"kg|lb|k(?! (?:calorie|run|race|steps?|a|total))"


@dataclass(frozen=True)
class Section:
    """Patterns that are tried together."""

    name: str
    patterns: tuple[re.Pattern[str], ...]
    anywhere: bool = False
    needs: frozenset[str] = frozenset()

    def may_match(self, tokens: frozenset[str], has_figures: bool) -> bool:
        """Whether a text of these tokens can hold anything for it."""
        return (has_figures or self.anywhere) and (not self.needs or not self.needs.isdisjoint(tokens))


def _expand(source: str, macros: dict[str, str]) -> str:
    def expansion(match: re.Match[str]) -> str:
        name, is_strict = match.group(1), match.group(2)
        if name in MASSES:
            unit = f" (?P<unit>{_UNIT})"
            return rf"(?P<{name}>\d+(?:\.\d+)?)" + (unit if is_strict else f"(?:{unit})?")
        if name in FIELDS:
            return f"(?P<{name}>{FIELDS[name].pattern})"
        return _expand(macros[name], macros)

    return _MACRO.sub(expansion, source)


def _wording(pattern: str) -> str:
    """Between blanks; EX stands for both sorts of exercise."""
    return rf"(?<!\S)(?:{_ANY_EXERCISE.sub('EX[WB]', pattern)})(?!\S)"


@cache
def sections() -> tuple[Section, ...]:
    """The patterns of lexicon/quantities.yml, in their order."""
    content = read_lexicon("quantities")
    return tuple(
        Section(
            section["name"],
            tuple(re.compile(_wording(_expand(rule, content["macros"]))) for rule in section["rules"]),
            section.get("anywhere", False),
            frozenset(section.get("needs", ())),
        )
        for section in content["sections"]
    )


def masked(text: str) -> str:
    """The text with "1 rm" as ORM, of the same length, so that its 1 is not read as a number."""
    return _ONE_REP_MAX.sub(lambda match: "ORM".ljust(len(match.group()), READ), text)


def read_quantities(canonical: Canonical) -> list[Found]:
    """Every quantity of a message, in the order of the sections. Time grows with its length, not faster."""
    text, found, count = masked(canonical.text), [], 0
    has_figures, tokens = bool(_DIGIT.search(text)), frozenset(canonical.text.split())
    for section in sections():
        if not section.may_match(tokens, has_figures):
            continue
        for pattern in section.patterns:
            hits = [(match, values) for match in pattern.finditer(text) if (values := values_of(match)) is not None]
            if not hits:
                continue
            for match, values in hits:
                count += 1
                found += [_found(canonical, match, group, kind, value, count) for group, kind, value in values]
            text = _hide([match for match, _ in hits], text)
            has_figures = bool(_DIGIT.search(text))
            if not (has_figures or section.anywhere):
                break
    return found


def _hide(matches: list[re.Match[str]], text: str) -> str:
    """The text with the figures of the matches crossed out."""
    pieces, at = [], 0
    for match in matches:
        pieces += [text[at : match.start()], _FIGURE.sub(lambda figure: READ * len(figure.group()), match.group())]
        at = match.end()
    return "".join([*pieces, text[at:]])


def _found(canonical: Canonical, match: re.Match[str], group: str, kind: str, value: Any, count: int) -> Found:
    start, end = match.span(group)
    if group in MASSES and match["unit"]:
        end = match.end("unit")
    return Found(kind, value, canonical.first_token(start), canonical.end_token(end), count)
