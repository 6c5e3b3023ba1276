"""The fixed words: none missing, none idle, plain, without figures, and in the font."""

import re
from pathlib import Path

import pytest
import textstat
from reportlab.pdfbase.ttfonts import TTFont

from bot.coaching.errors import KnowledgeError
from bot.coaching.exercise import all_exercises
from bot.coaching.source import all_sources
from bot.coaching.terms import MovementPattern
from bot.documents.words import FILE, say, weekday, words
from bot.programs.template import all_templates
from tests.bot.documents.programs import KINDS

ROOT = Path(__file__).parents[3]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot/documents").glob("*.py")))
BUILDER = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot/programs").glob("*.py")))
SENTENCES = [
    (f"{section}.{name}", text)
    for section in ("warm_up", "notes", "gave_up")
    for name, text in words()[section].items()
    if text.endswith(".")
]
HARDEST_GRADE = 8
VALUES = {
    "what": "rows", "asked": "9 days", "planned": "6 days", "parts": "knee", "easy_cardio": "5 minutes",
    "bar_reps": "10 reps", "steps": "5 reps with 40% and 3 reps with 60%",
}  # fmt: skip


@pytest.mark.parametrize(("key", "text"), SENTENCES, ids=[key for key, _ in SENTENCES])
def test_a_sentence_is_short_and_plain_and_holds_no_figure(key: str, text: str) -> None:
    assert not re.search(r"\d", text.replace("1RM", "")), key
    filled = say(key, **VALUES)
    assert "{" not in filled
    assert len(filled.split()) <= 30
    assert textstat.flesch_kincaid_grade(filled) <= HARDEST_GRADE, filled


def test_everything_that_a_program_can_give_up_has_its_words() -> None:
    kinds = set(re.findall(r"GivenUp\(\s*\"([a-z_]+)\"", BUILDER))
    assert len(kinds) > 5
    assert kinds <= set(words()["gave_up"]) == set(KINDS)


def test_every_movement_has_plain_words() -> None:
    assert set(words()["patterns"]) == set(MovementPattern)


@pytest.mark.parametrize("section", ["headings", "columns", "labels", "warm_up", "notes", "calendar"])
def test_no_words_are_idle(section: str) -> None:
    idle = [name for name in words()[section] if not re.search(rf"[\"./]{name}\b", SOURCE)]
    assert not idle


def test_a_missing_word_names_file_and_key() -> None:
    with pytest.raises(KnowledgeError, match=r"words\.yml: labels/nonsense"):
        say("labels.nonsense")
    with pytest.raises(KnowledgeError, match=r"words\.yml: labels/week: no key 'number'"):
        say("labels.week")


def test_weeks_begin_on_monday() -> None:
    assert (weekday(0), weekday(6)) == ("Monday", "Sunday")


def test_the_font_has_every_sign_that_can_come_up() -> None:
    known = TTFont("Vera", "Vera.ttf").face.charToGlyph
    texts = [FILE.read_text(encoding="utf-8"), (ROOT / "bot/programs/rules.yml").read_text(encoding="utf-8")]
    texts += [path.read_text(encoding="utf-8") for path in (ROOT / "bot/programs/templates").glob("*.yml")]
    texts += [each.name for each in all_exercises().values()]
    texts += [f"{each.mark} {each.title} {each.where}" for each in all_sources().values()]
    assert len(all_templates()) > 10
    assert not {sign for text in texts for sign in text if ord(sign) not in known and sign != "\n"}
