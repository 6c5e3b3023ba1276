"""What every message passes on its way in: size, Unicode and slashes."""

import re
import unicodedata
from dataclasses import dataclass

_SURROGATES = re.compile("[\ud800-\udfff]")
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn"}
_LEADING_SLASHES = re.compile(r"^[\s/\\]+")


@dataclass(frozen=True)
class Message:
    """A cleaned text. `problem` names the response that answers it when Rasa should not: `utter_gate_<problem>`.

    `lines` is the same text with its line breaks: a log is told in lines.
    """

    text: str
    problem: str = ""
    lines: str = ""


def clean(raw: str, max_chars: int) -> Message:
    """The text of a message as Rasa may see it: well-formed, NFC, one line, no leading slash.

    A leading slash would be taken for an intent, so none survives, however often it is repeated or spaced.
    Problems: "empty", "too_long", "no_words" (emoji or signs only), "other_script" (no Latin letters).
    """
    whole = unicodedata.normalize("NFC", _SURROGATES.sub("", raw))
    lines = "\n".join(filter(None, (_one_line(line) for line in whole.splitlines())))
    text = _one_line(whole)
    return Message(text, _problem(text, max_chars), lines)


def _one_line(text: str) -> str:
    text = "".join(" " if char.isspace() else char for char in text if char.isspace() or _is_seen(char))
    return _LEADING_SLASHES.sub("", " ".join(text.split())).strip()


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in _UNSEEN


def _problem(text: str, max_chars: int) -> str:
    if not text:
        return "empty"
    if len(text) > max_chars:
        return "too_long"
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return "" if any(char.isdigit() for char in text) else "no_words"
    latin = sum("LATIN" in unicodedata.name(char, "") for char in letters)
    return "" if latin * 2 >= len(letters) else "other_script"
