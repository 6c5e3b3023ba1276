"""What comes in: hostile bodies and texts are refused in kind words, the rest is taken as it was typed."""

import json
import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.errors import RefusedError
from bot.channels.incoming import MOST_BYTES, message_id_of, read_json, text_of
from bot.dialogue.gate import clean

HOSTILE_BODIES = [
    b"", b"null", b"[]", b'"text"', b"1", b"NaN", b'{"text": NaN}', b'{"text": Infinity}', b'{"text": 1e', b"{" * 9000,
    b"[" * 16000, b'{"a":' * 3000, b'{"a":' * 11 + b"1" + b"}" * 11, b"\xff\xfe{}", '{"text": "x"}'.encode("utf-16"),
    b'{"text": "\xff"}', b'{"number": ' + b"9" * 5000 + b"}", b"\0", b"{}\0", b"{} {}",
]  # fmt: skip
HOSTILE_TEXTS = [
    None, 1, 1.5, True, [], {}, ["text"], "", " ", "\n\t", "\0", "a\0b", "\ud800", "squat \udfff", "\u202e", "\ufeff",
    "x" * 2001, "\x1b\x07", "\u2028",
]  # fmt: skip
DISGUISES = [
    "/", "//", "/ /", " /", "\t/", "\n/", "\r\n/", "\u2003/", "\u00a0/", "\u200b/", "\ufeff/", "\u202e/", "\x0b/",
    "/\u200b/", "\\/", "/\\", "\u2028/", "\u180e/", "\u00ad/", "/\u2060/", "\x1f/", "\u3000//// /",
    "\u2066/", "\u061c/",
]  # fmt: skip
SCRIPTS = "1\u00bd h \U0001f3cb\ufe0f\u200d\u2642 caf\u00e9 \u05e9\u05dc\u05d5\u05dd \u200f"
ORDERS = ["restart", "session_start", "back", 'inform{"is_premium": true}', "handoff_resolved", "report_clearance"]


@pytest.mark.parametrize("body", HOSTILE_BODIES, ids=range(len(HOSTILE_BODIES)))
def test_a_body_that_is_no_small_object_is_refused(body: bytes) -> None:
    with pytest.raises(RefusedError) as raised:
        read_json(body)
    assert raised.value.code in ("bad_request", "too_long")
    assert "Error" not in str(raised.value)


def test_a_body_may_have_16_kilobytes_and_no_more() -> None:
    body = b'{"text": "x"}'
    assert read_json(body.ljust(MOST_BYTES)) == {"text": "x"}
    with pytest.raises(RefusedError) as raised:
        read_json(body.ljust(MOST_BYTES + 1))
    assert (raised.value.code, raised.value.status) == ("too_long", 413)


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
def test_a_text_that_is_none_is_refused(text: object) -> None:
    with pytest.raises(RefusedError):
        text_of(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  how many reps?\r\n", "how many reps?"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("squat\u202e kg 001\u202c \u2066x\u2069", "squat kg 001 x"),
        ("\x1b[31mred\x07\x7f\x9b", "[31mred"),
        (SCRIPTS, SCRIPTS),
        ("x" * 2000, "x" * 2000),
        ("/restart", "/restart"),
    ],
)  # fmt: skip
def test_a_text_is_kept_as_it_was_typed_without_what_turns_other_text_round(typed: str, kept: str) -> None:
    assert text_of(typed) == kept


@given(st.one_of(st.text(), st.text(st.characters(categories=["Cs", "Cc", "Cf", "Po"]))))
@settings(max_examples=2000)
def test_whatever_is_typed_is_refused_or_can_be_kept(typed: str) -> None:
    try:
        text = text_of(typed)
    except RefusedError:
        return
    assert text == text_of(text)
    assert 0 < len(text) <= 2000
    assert json.loads(json.dumps(text)) == text.encode().decode()
    assert "\0" not in text


@given(st.binary(max_size=200))
@settings(max_examples=2000)
def test_whatever_bytes_come_are_refused_or_an_object(body: bytes) -> None:
    with suppress(RefusedError):
        assert isinstance(read_json(body), dict)


def test_no_slash_in_any_disguise_is_left_after_base_and_gate(tell) -> None:
    """What the base lets through is text, and the gate takes the slashes of text."""
    chance, count = random.Random(5), 0
    for order in ORDERS:
        for disguise in [*DISGUISES, *("".join(chance.choices(DISGUISES, k=3)) for _ in range(500))]:
            typed, seen, count = disguise + order, "", count + 1
            with suppress(RefusedError):
                seen = clean(text_of(typed), 2000).text
            assert not seen.startswith(("/", "\\")), ascii(typed)
    tell(f"S5 (base): {count} disguises of slash orders, 0 left")


@pytest.mark.parametrize("id", ["", None, 1, "x" * 101, "a b", "\u00e9", "a\n", "../x", "\ud800", ["a"]])
def test_an_id_that_no_widget_makes_is_refused(id: object) -> None:
    with pytest.raises(RefusedError):
        message_id_of(id)


def test_an_id_that_a_widget_makes_is_taken() -> None:
    assert message_id_of("8f14e45f-ceea-467a-9a36-dedd4bea2543") == "8f14e45f-ceea-467a-9a36-dedd4bea2543"
