"""Numbers in words, as lifters say them: "two twenty five" is 225, "a hundred" 100, "twenty five" 25."""

from functools import cache
from pathlib import Path

import yaml

from bot.nlu.token import Token

HUNDRED = 100
Values = dict[str, int]


@cache
def _values() -> tuple[Values, Values, Values, Values]:
    path = Path(__file__).parent / "lexicon" / "number_words.yml"
    words = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return words["units"], words["teens"], words["tens"], words["others"]


def merge_number_words(tokens: list[Token]) -> list[Token]:
    """The tokens with every run of number words as one number."""
    found: list[Token] = []
    at = 0
    words = [token.text for token in tokens]
    while at < len(tokens):
        value, end = _number_at(words, at)
        if value is None:
            found.append(tokens[at])
        else:
            found.append(Token(str(value), tokens[at].start, tokens[end - 1].end))
        at = end
    return found


def _number_at(words: list[str], at: int) -> tuple[int | None, int]:
    """The number that begins at a word and where it ends, or None and the next word."""
    units, _, _, others = _values()
    word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
    if word in ("a", "an") and following == "hundred":
        return _rest(words, at + 2, HUNDRED)
    if word == "hundred":
        return _rest(words, at + 1, HUNDRED)
    if word in others:
        return others[word], at + 1
    if word in units:
        if following == "hundred":
            return _rest(words, at + 2, units[word] * HUNDRED)
        return _said_short(words, at)
    small, end = _below_hundred(words, at)
    return (small, end) if small is not None else (None, at + 1)


def _said_short(words: list[str], at: int) -> tuple[int, int]:
    """ "three fifteen" is 315, "four oh five" 405; "three" alone is 3."""
    units, _, _, _ = _values()
    value = units[words[at]]
    if words[at + 1 : at + 2] in (["oh"], ["o"]) and at + 2 < len(words) and words[at + 2] in units:
        return value * HUNDRED + units[words[at + 2]], at + 3
    small, end = _below_hundred(words, at + 1)
    return (value * HUNDRED + small, end) if small is not None else (value, at + 1)


def _rest(words: list[str], at: int, hundreds: int) -> tuple[int, int]:
    units, _, _, _ = _values()
    begin = at + 1 if words[at : at + 1] == ["and"] else at
    small, end = _below_hundred(words, begin)
    if small is not None:
        return hundreds + small, end
    if begin < len(words) and words[begin] in units:
        return hundreds + units[words[begin]], begin + 1
    return hundreds, at


def _below_hundred(words: list[str], at: int) -> tuple[int | None, int]:
    """10 to 99 in words."""
    units, teens, tens, _ = _values()
    if at >= len(words):
        return None, at
    if words[at] in teens:
        return teens[words[at]], at + 1
    if words[at] not in tens:
        return None, at
    if at + 1 < len(words) and words[at + 1] in units:
        return tens[words[at]] + units[words[at + 1]], at + 2
    return tens[words[at]], at + 1
