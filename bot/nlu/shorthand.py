"""Words that are cut short: "bout" is about, "w/o" without, "40ish min" 40 min."""

from functools import cache
from pathlib import Path

import yaml

from bot.nlu.token import Token

_TIMES = frozenset({"min", "hour", "day", "week", "month", "year"})


@cache
def _lexicon() -> dict[str, dict[str, str]]:
    path = Path(__file__).parent / "lexicon" / "shorthand.yml"
    content: dict[str, dict[str, str]] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return content


@cache
def _known() -> frozenset[str]:
    return frozenset([*_lexicon()["words"], *_lexicon()["vague"]])


def contractions() -> dict[str, str]:
    """Words with an apostrophe that stand for their first word."""
    return _lexicon()["contractions"]


def written_out(tokens: list[Token]) -> list[Token]:
    """The tokens with short words as long ones; "~" between figures is a dash, "w" in "m/w/f" stays."""
    words, vague = _lexicon()["words"], _lexicon()["vague"]
    if _known().isdisjoint([token.text for token in tokens]):
        return tokens
    found: list[Token] = []
    for at, token in enumerate(tokens):
        before = found[-1] if found else None
        if token.text in vague and before and (before.is_number or before.text in _TIMES):
            continue
        is_between = before is not None and before.is_number and any(each.is_number for each in tokens[at + 1 : at + 2])
        text = words.get(token.text, token.text)
        if token.text == "~" and is_between:
            text = "-"
        if before and before.text == "/" and len(token.text) == 1:
            text = token.text
        found.append(token if text == token.text else Token(text, token.start, token.end))
    return found
