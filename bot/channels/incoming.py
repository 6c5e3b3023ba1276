"""What may come in: its size, its shape, and its characters. All raise RefusedError, in words for the lifter.

Text is kept as it was typed, without what is not seen and makes other text look different. That nothing in it is taken
for an order, however it begins, is the gate's work (bot.dialogue.gate): a channel hands on text as text, and a payload
only for a button that it can prove to have shown (bot.channels.buttons).
"""

import json
import re
from typing import Any

from bot.channels.errors import RefusedError

MOST_BYTES, MOST_CHARACTERS, MOST_DEPTH = 16_384, 2_000, 10
_MESSAGE_ID = re.compile(r"[A-Za-z0-9._:-]{1,100}")
_IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")
"""No program that means well sends these, and no database keeps them."""
_UNSEEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Controls, and marks that turn the direction of what follows: they come along when text is pasted."""
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")


def read_json(body: bytes) -> dict[str, Any]:
    """The object in a request's body."""
    if len(body) > MOST_BYTES:
        raise RefusedError("too_long", "That is too long for me. Please say it in fewer words.", 413)
    try:
        found = json.loads(body.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _bad_request() from error
    if not isinstance(found, dict) or _depth(found) > MOST_DEPTH:
        raise _bad_request()
    return found


def text_of(value: object) -> str:
    """A text that somebody typed."""
    if not isinstance(value, str) or _IMPOSSIBLE.search(value):
        raise _bad_request()
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", value)).strip()
    if not text:
        raise RefusedError("bad_request", "There was nothing in that message. What would you like to know?")
    if len(text) > MOST_CHARACTERS:
        words = f"That is too long for me: {MOST_CHARACTERS:,} characters at most, please. What is the main question?"
        raise RefusedError("too_long", words, 413)
    return text


def message_id_of(value: object) -> str:
    """The id that a lifter's program gave a message, so that it can send it again."""
    if not isinstance(value, str) or not _MESSAGE_ID.fullmatch(value):
        raise _bad_request()
    return value


def _bad_request() -> RefusedError:
    return RefusedError("bad_request", "I could not read that message. Please type it again.")


def _no_number(_: str) -> None:
    raise ValueError("NaN and Infinity are no JSON")


def _depth(value: object) -> int:
    """How many lists and objects lie in one another."""
    level, depth = [value], 0
    while level := [each for each in level if isinstance(each, dict | list)]:
        depth += 1
        level = [one for each in level for one in (each.values() if isinstance(each, dict) else each)]
    return depth
