"""A message as canonical tokens: lower case, numbers in digits, units in one form, small typing errors repaired.

"Benched two twenty five lbs x5 w/ 90secs rest" -> "benched 225 lb x 5 with 90 sec rest". Every token knows where it
stood, so that what is found in the canonical text can be pointed out in the message.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.halves import with_counts, with_halves
from bot.nlu.number_words import merge_number_words
from bot.nlu.shorthand import contractions, written_out
from bot.nlu.token import Token

LEXICON_FOLDER = Path(__file__).parent / "lexicon"
LONGEST_NUMBER = 7
_TOKEN = re.compile(
    r"""https?://\S+
    |(?P<mixed>(?<![\d.])\d{1,2}(?:[ ]1/2(?![\d/])|½))
    |(?P<half>½|(?<![\d/])1/2(?=[ -]?(?:an?[ ]|h|min)))
    |(?P<number>\d{1,3}(?:,\d{3})+(?![\d,])|\d+,5(?=[ ]?(?:kg|k\b))|\d+(?:\.\d+)?|\.\d+)
    |(?<=[\d ])(?P<unit>kgs?|lbs?)(?=x[ ]?\d)
    |w/o?(?![^\W\d_])
    |[^\W\d_]+(?:['’´`][^\W\d_]+)*
    |(?P<dash>[ ]*[-–—‐]+[ ]*)
    |(?P<times>[x×*](?=[ ]?\d))
    |[^\s\w]""",
    re.VERBOSE | re.IGNORECASE,
)
_APOSTROPHES = str.maketrans({"’": "'", "´": "'", "`": "'", "″": '"', "”": '"', "“": '"', "×": "x", "′": "'"})
_OTHER = "_"


def read_lexicon(name: str) -> Any:
    """Content of lexicon/<name>.yml."""
    return yaml.load((LEXICON_FOLDER / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@dataclass(frozen=True)
class Canonical:
    """The tokens, and the text that they make, joined by single blanks."""

    tokens: tuple[Token, ...]
    text: str
    starts: tuple[int, ...]

    def first_token(self, at: int) -> int:
        """Index of the token that holds the character `at` of the canonical text."""
        return max(bisect_right(self.starts, at) - 1, 0)

    def end_token(self, end: int) -> int:
        """Index behind the last token that begins before `end`."""
        return bisect_left(self.starts, end)

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Where the tokens `first` to before `end` stand in the message."""
        return self.tokens[first].start, self.tokens[end - 1].end


def join(tokens: list[Token]) -> Canonical:
    """Tokens with the text they make."""
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token.text) + 1
    return Canonical(tuple(tokens), " ".join(token.text for token in tokens), tuple(starts))


def canonical_tokens(text: str) -> list[Token]:
    """The tokens of a message, not yet repaired for typing errors."""
    raw = [_token(match) for match in _TOKEN.finditer(text)]
    units = _units(merge_number_words([token for token in raw if token.text]))
    return with_counts(with_halves(written_out(units)))


def _token(match: re.Match[str]) -> Token:
    start, end, kind = match.start(), match.end(), match.lastgroup
    text = match.group()
    if kind == "number":
        return _number(text, start, end)
    if kind == "mixed":
        return Token(f"{int(re.split('[ ½]', text)[0])}.5", start, end)
    if kind == "half":
        return Token("0.5", start, end)
    if kind == "dash":
        return Token(_dash(match), start, end)
    if kind == "times":
        return Token("x", start, end)
    lower = text.translate(_APOSTROPHES).lower()
    if lower.startswith("http"):
        return Token(_OTHER, start, end)
    plain = contractions().get(lower) or (lower.replace("'", "") if len(lower) > 1 else lower)
    return Token(plain if " " not in plain else _OTHER, start, end)


def _number(text: str, start: int, end: int) -> Token:
    plain = re.sub(r",(?=\d{3})", "", text).replace(",", ".")
    if len(plain) > LONGEST_NUMBER:
        return Token(_OTHER, start, end)
    return Token(f"{float(plain):.7g}", start, end)


def _dash(match: re.Match[str]) -> str:
    """Between figures "-"; between letters nothing; else a comma, for a pause."""
    text, dash = match.string, match.group()
    before, behind = text[: match.start()][-1:], text[match.end() : match.end() + 1]
    if before.isdigit() and behind.isdigit():
        return "-"
    return "," if " " in dash else ""


@cache
def _unit_forms() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    units = read_lexicon("units")
    anywhere, after = (
        {form: unit for unit, forms in units[place].items() for form in forms} for place in ("anywhere", "after_number")
    )
    return anywhere, after, frozenset(units["before_decades"])


@cache
def unit_forms() -> set[str]:
    """Every way to write a unit."""
    return set(_unit_forms()[0]) | set(_unit_forms()[1])


def _units(tokens: list[Token]) -> list[Token]:
    anywhere, after, decades = _unit_forms()
    found: list[Token] = []
    for token, following in zip(tokens, [*(each.text for each in tokens[1:]), ""], strict=False):
        text = anywhere.get(token.text, token.text)
        if text in after and found and found[-1].is_number and following != "/":
            is_decade = text == "s" and len(found) > 1 and found[-2].text in decades
            text = "decade" if is_decade else after[text]
        found.append(Token(text, token.start, token.end))
    return found
