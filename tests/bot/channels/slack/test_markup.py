"""What our plain text consists of."""

import time

import pytest

from bot.channels.markup import BulletList, Paragraph, Span, Table, parts_of, pieces_of, spans_of


def test_paragraphs_lists_and_tables_are_told_apart() -> None:
    text = "Hello\nthere\n- one\n- two\n\nGoal | Reps\nsize | 6–12\nstrength | 1–5 | more\nlone\nsquat | bench"
    assert parts_of(text) == (
        Paragraph(("Hello", "there")), BulletList(("one", "two")),
        Table(("Goal", "Reps"), (("size", "6–12"), ("strength", "1–5"))), Paragraph(("lone", "squat | bench")),
    )  # fmt: skip


def test_a_drawn_table_is_read_too() -> None:
    assert parts_of("| Goal | Reps |\n| --- | --- |\n| size | 6–12 |") == (
        Table(("Goal", "Reps"), (("size", "6–12"),)),
    )


@pytest.mark.parametrize("text", ["- ", " | \n | ", "| | |\n| | |", "- \n- "])
def test_what_holds_nothing_stays_text(text: str) -> None:
    assert parts_of(text) == (Paragraph(tuple(text.splitlines())),)


@pytest.mark.parametrize(("line", "addresses"), [
    ("see https://a.example/b?c=d#e.", ["https://a.example/b?c=d#e"]),
    ("(https://a.example/b_(c)), http://d.example!", ["https://a.example/b_(c)", "http://d.example"]),
    ("javascript:alert(1) ftp://a.example xhttp://a", []),
])  # fmt: skip
def test_addresses_are_found(line: str, addresses: list[str]) -> None:
    spans = spans_of(line)
    assert [each.address for each in spans if each.address] == addresses
    assert "".join(each.text for each in spans) == line
    assert Span("") not in spans


def test_pieces_break_between_paragraphs_first() -> None:
    text = "One. Two.\nThree.\n\nFour. Five."
    assert pieces_of(text, 24) == ("One. Two.\nThree.", "Four. Five.")
    assert pieces_of("One two three. Four five.", 18) == ("One two three.", "Four five.")
    assert pieces_of("  \n ", 24) == ()


@pytest.mark.parametrize(
    "text", ["https://" + "a)" * 20_000, "- " * 20_000, " | " * 20_000, "|" * 40_000, "http://" * 9_000]
)
def test_long_texts_are_read_at_once(text: str) -> None:
    started = time.perf_counter()
    for each in pieces_of(text, 3_000):
        parts_of(each)
        spans_of(each)
    assert time.perf_counter() - started < 1
