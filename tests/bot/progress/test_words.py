"""The words of the pictures: none idle, none missing, no figure of their own, short and plain."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.coaching.errors import KnowledgeError
from bot.coaching.terms import MassUnit
from bot.progress.words import FILE, day, from_to, large, say, short_large, spanned, weekday, words

TEXTS = {
    f"{section}.{name}": text
    for section, content in words().items()
    if isinstance(content, dict)
    for name, text in content.items()
}
CODE = "\n".join(path.read_text(encoding="utf-8") for path in Path(FILE).parent.glob("*.py"))


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_holds_no_figure_of_its_own_and_is_not_long(key: str) -> None:
    assert not re.search(r"\d", TEXTS[key].replace("1RM", ""))
    assert len(TEXTS[key].split()) <= 30


def test_no_words_are_idle() -> None:
    said = set(re.findall(r'f?"([a-z_{}]+\.[a-z_{}\' ]+)', CODE))
    patterns = [re.compile(re.sub(r"\{[^}]*\}?", ".*", each) + ".*" * ("{" in each)) for each in said]
    assert not [key for key in TEXTS if not any(each.fullmatch(key) for each in patterns)]


def test_a_missing_word_names_file_and_key() -> None:
    with pytest.raises(KnowledgeError, match=r"words.yml: strength/no_such"):
        say("strength.no_such")
    with pytest.raises(KnowledgeError, match=r"words.yml: strength/now.*middle"):
        say("strength.now", span="1–2 kg")


def test_days_are_written_short() -> None:
    assert [weekday(0), weekday(6)] == ["Mon", "Sun"]
    assert (day(date(2026, 3, 6)), day(date(2026, 3, 6), year=True)) == ("6 Mar", "6 Mar 2026")
    assert from_to(date(2026, 3, 2), date(2026, 3, 6)) == "2 to 6 Mar 2026"
    assert from_to(date(2026, 2, 23), date(2026, 3, 1)) == "23 Feb to 1 Mar 2026"
    assert from_to(date(2025, 12, 29), date(2026, 3, 1)) == "29 Dec 2025 to 1 Mar 2026"
    assert from_to(date(2026, 3, 6), date(2026, 3, 6)) == "6 Mar 2026"


def test_masses_are_written_in_the_lifters_unit() -> None:
    assert spanned(112.6, 117.4, MassUnit.KG) == "112.5–117.5 kg"
    assert spanned(102.05828325, 102.05828325, MassUnit.LB) == "225 lb"
    assert large(12340.4, MassUnit.KG) == "12,340 kg"
    assert large(453.59237, MassUnit.LB) == "1,000 lb"
    assert [short_large(each) for each in (0, 500, 1000, 12340, 250000)] == ["0", "500", "1k", "12.3k", "250k"]
