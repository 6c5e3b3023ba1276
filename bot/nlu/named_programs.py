"""Messages that are little else than the name of a program: "give me gzclp", "starting strength", "531 pls"."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.nlu.bare_facts import PROFILE
from bot.nlu.scope import words

NAME = "named_program"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def is_named_program(text: str, entities: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a message names one program and asks nothing about it; facts about the lifter may stand beside it."""
    kinds = {entity["entity"] for entity in entities}
    if NAME not in kinds or not kinds <= PROFILE | {NAME}:
        return False
    others = [each.group() for each in _WORD.finditer(text) if not _is_covered(each.start(), entities)]
    return words("of_a_named_program").issuperset(word.lower().replace("’", "'") for word in others)


def _is_covered(at: int, entities: Sequence[Mapping[str, Any]]) -> bool:
    return any(entity["start"] <= at < entity["end"] for entity in entities)
