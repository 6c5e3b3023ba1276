"""Replies as Telegram shows them: well-formed whatever is in them, and in pieces that it takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.sending import ROW_CHARACTERS, parts_of_reply, rows_of
from bot.channels.telegram.text import LONGEST_TEXT, PHONE_COLUMNS, pieces_of, units
from tests.bot.channels.telegram.telegram_html import shown

NASTY = st.lists(st.sampled_from(
    ["<b>", "</pre>", "&amp;", "&", "<", ">", "\n", "\n\n", " | ", "- ", "a", "squat ", "💪🏽", "𝒳", "é", "—",
     "|", "---"]
), max_size=120).map("".join)  # fmt: skip


def html_of(text: str) -> str:
    return "\n\n".join(each.html for each in pieces_of(text))


def test_lists_get_bullets_and_signs_are_escaped() -> None:
    assert html_of("Do <this> & that:\n- squat > bench\n- rest") == (
        "Do &lt;this&gt; &amp; that:\n• squat &gt; bench\n• rest"
    )


def test_a_narrow_table_is_set_in_columns() -> None:
    found = html_of("Your week:\nLift | Sets | Reps\nSquat | 3 | 6–12\nBench press | 10 | 8\nGo!")
    assert found == (
        "Your week:\n<pre>Lift         Sets  Reps\nSquat           3  6–12\nBench press    10     8</pre>\nGo!"
    )


def test_a_wide_table_becomes_lines_with_their_heads() -> None:
    found = html_of(
        "Goal | Reps | Load | Rest between hard sets\nSize | 6–12 | 60–80 % | 1–3 min\nStrength | 1–5 |  | 3 min"
    )
    assert found == (
        "<b>Size</b>\nReps: 6–12\nLoad: 60–80 %\nRest between hard sets: 1–3 min\n"
        "<b>Strength</b>\nReps: 1–5\nRest between hard sets: 3 min"
    )


def test_one_line_with_a_bar_is_no_table_and_the_rule_of_a_table_is_not_shown() -> None:
    assert html_of("squat | bench") == "squat | bench"
    assert html_of("| A | B |\n| --- | --- |\n| 1 | 2 |") == "<pre>A  B\n1  2</pre>"


def test_a_long_text_is_cut_at_blank_lines_then_lines_then_words() -> None:
    paragraphs = [f"{at} " + "word " * 300 for at in range(6)]
    pieces = pieces_of("\n\n".join(paragraphs))
    assert [each.plain[0] for each in pieces] == ["0", "2", "4"]
    lines = pieces_of("\n".join(f"- line {at}" for at in range(1000)))
    assert all(re.fullmatch(r"• line \d+", line) for each in lines for line in each.plain.split("\n"))
    words = pieces_of("squat " * 2000)
    assert {word for each in words for word in each.plain.split()} == {"squat"}
    emoji = pieces_of("💪" * 5000)
    assert "".join(each.plain for each in emoji) == "💪" * 5000
    assert [units(each.plain) for each in emoji] == [4096, 4096, 1808]


@given(NASTY, st.integers(2, 60))
def test_every_piece_is_well_formed_short_enough_and_nothing_is_lost(text: str, longest: int) -> None:
    pieces = pieces_of(text, longest=longest)
    for each in pieces:
        assert shown(each.html) == each.plain
        assert 0 < units(each.plain) <= longest
        assert each.plain.strip()
    if " | " not in text:
        assert letters("".join(each.plain for each in pieces)) == letters(text)


@given(NASTY)
def test_no_column_is_wider_than_a_phone(text: str) -> None:
    set_in_columns = [line.text for each in pieces_of(text) for line in each.lines if line.mark == "pre"]
    assert all(len(each) <= PHONE_COLUMNS for each in set_in_columns)


def letters(text: str) -> str:
    """Without space, and without the marks of lists."""
    return re.sub(r"[\s•-]", "", text)


@given(st.lists(st.text("abc ", min_size=1, max_size=40), max_size=8))
def test_rows_of_buttons_keep_their_order_and_can_be_read(titles: list[str]) -> None:
    rows = rows_of([{"text": each} for each in titles])
    assert [one["text"] for row in rows for one in row] == titles
    assert all(rows)
    wide = [row for row in rows if len(row) > 1 and max(len(one["text"]) for one in row) * len(row) > ROW_CHARACTERS]
    assert wide == []


def test_a_trainer_is_named() -> None:
    found = parts_of_reply({"kind": "trainer", "text": "Rest <today>.", "trainer": "Jo & Co"})
    assert [each.piece.html for each in found if each.piece] == ["<b>Jo &amp; Co, trainer</b>\nRest &lt;today&gt;."]


@pytest.mark.parametrize("length", [1024, 1025])
def test_a_picture_has_its_text_under_it_or_after_a_longer_one(length: int) -> None:
    found = parts_of_reply({"kind": "spotter", "text": "a" * length, "image": {"url": "u", "alt": "a"}})
    assert [(bool(each.piece), each.url) for each in found] == (
        [(True, "u")] if length == 1024 else [(True, ""), (False, "u")]
    )
    assert LONGEST_TEXT == 4096
