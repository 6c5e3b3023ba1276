"""The words: short, plain, without a figure of their own, all of them used, and none missing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import textstat

from actions.gym_business import IN_THE_FILE
from bot.coaching.errors import KnowledgeError
from bot.coaching.red_flags import all_hazards
from bot.handover import words as reader
from bot.handover.booking import Refusal
from bot.handover.matching import Why
from bot.handover.terms import DayTime, Speciality
from bot.handover.words import language, say, words
from bot.nlu.gym_questions import Asked
from bot.store.handover_records import HandoverReason

SECTIONS = [name for name, content in words().items() if isinstance(content, dict) and name != "languages"]
TEXTS = [(f"{section}.{name}", text) for section in SECTIONS for name, text in words()[section].items()]
SENTENCES = [(key, text) for key, text in TEXTS if text.endswith((".", "?"))]
HERE = Path(reader.__file__).parent
FILES = [*HERE.glob("*.py"), *HERE.parent.glob("tr*_*.py"), *(HERE.parents[1] / "actions").glob("*.py")]
CODE = "".join(path.read_text(encoding="utf-8") for path in FILES)
BUILT = {
    *(f"{section}.{each}" for section in ("offers", "reasons") for each in HandoverReason),
    *(f"because.{each}" for each in Why),
    *(f"times.{each}" for each in DayTime),
    *(f"booking.{each}" for each in Refusal),
    *(f"hazards.{each}" for each in all_hazards()),
    *(f"specialities.{each}" for each in Speciality),
    *(f"subjects.{each}" for each in Asked if each not in IN_THE_FILE),
    *(f"brief.by_{each}" for each in ("lifter", "spotter", "trainer")),
    "when.noon", "when.midnight",
    "booking.confirmed", "booking.moved", "booking.cancelled",
}  # fmt: skip
"""Keys that are put together."""


def used() -> Iterator[str]:
    yield from re.findall(r"[\"']([a-z]+\.(?!yml)[a-z_]+)[\"']", CODE)
    yield from BUILT


def test_every_text_is_used_and_every_text_that_is_used_is_there() -> None:
    written = {key for key, _ in TEXTS}
    assert written <= set(used()), sorted(written - set(used()))
    assert written >= {key for key in used() if key.split(".")[0] in SECTIONS}
    assert written >= BUILT


@pytest.mark.parametrize(("key", "text"), TEXTS)
def test_a_text_is_one_line_and_holds_no_figure_of_its_own(key: str, text: str) -> None:
    assert "\n" not in text, key
    assert not re.search(r"\d", text), key


@pytest.mark.parametrize(("key", "text"), SENTENCES)
def test_a_sentence_is_short_and_plain(key: str, text: str) -> None:
    told = re.sub(r"\{[a-z]+\}", "Monday", text.replace("{low}–{high}", "some"))
    assert len(told.split()) <= 40, key
    assert textstat.flesch_kincaid_grade(told) <= 8, f"{key}: {told}"


def test_a_language_has_its_name() -> None:
    assert (language("de"), language("no")) == ("German", "Norwegian")
    assert all(re.fullmatch("[a-z]{2,3}", code) for code in words()["languages"])


@pytest.mark.parametrize("key", ["languages.xx", "nothing.at_all", "when.at"])
def test_what_is_missing_is_named(key: str) -> None:
    with pytest.raises(KnowledgeError, match=r"words\.yml"):
        say(key)
