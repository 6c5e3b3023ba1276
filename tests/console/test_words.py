"""What the console says is short and plain; and every ready word is one that a trainer would say."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import textstat

from bot.console.canned import canned
from bot.console.pages import words
from bot.store.handover_records import HandoverReason, TrainerAccount
from bot.trainer_desk import LONGEST_REPLY
from tests.test_texts import HARDEST_GRADE, MOST_WORDS

CANNED = canned(TrainerAccount("a" * 32, "Robin", "robin", "x"))


def sentences(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for each in found.values():
            yield from sentences(each)
    elif found.endswith("."):
        yield re.sub(r"\{\w+\}", "Robin", found)


@pytest.mark.parametrize("text", [*sentences(words()), *(each.text for each in CANNED)])
def test_a_text_is_short_and_plain(text: str) -> None:
    assert len(text.split()) <= MOST_WORDS
    assert textstat.flesch_kincaid_grade(text) <= HARDEST_GRADE, text
    assert not re.search(r"\b(users?|clients?|agents?|sessions?)\b", text, re.IGNORECASE)


def test_ready_words_can_be_sent_as_they_are() -> None:
    assert len(CANNED) > 5
    assert len({each.title for each in CANNED}) == len(CANNED)
    assert all(0 < len(each.text) <= LONGEST_REPLY and "{" not in each.text for each in CANNED)
    assert "I am Robin" in CANNED[0].text


def test_every_reason_has_its_words() -> None:
    assert {*words()["reasons"]} == {*HandoverReason}
