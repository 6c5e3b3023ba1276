"""The gate: whatever comes in leaves well-formed, without a slash, or with a problem named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.gate import clean

MOST = 2000


@pytest.mark.parametrize(
    "disguise", ["/{}", " /{}", "//{}", "/ /{}", "\u2003/{}", "//// /{}", "\\/{}", "\u200b/{}", "\n/{}", "/\t/{}"]
)
@pytest.mark.parametrize("command", ["restart", "session_start", 'inform{"training_goal": "strength"}'])
def test_no_disguise_of_a_slash_survives(disguise: str, command: str) -> None:
    assert clean(disguise.format(command), MOST).text == command


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("", "empty"), ("   \n", "empty"), ("\u200b\u200e", "empty"), ("\ud800", "empty"), ("///", "empty"),
        ("💪🔥", "no_words"), ("?!", "no_words"), ("сколько повторений", "other_script"), ("何回", "other_script"),
        ("a" * (MOST + 1), "too_long"), ("x " * 5000, "too_long"),
        ("3", ""), ("sets?", ""), ("entraînement façon élite", ""), ("how many reps 💪", ""), ("bench \ud800 100", ""),
    ],
)  # fmt: skip
def test_a_problem_is_named(raw: str, problem: str) -> None:
    assert clean(raw, MOST).problem == problem


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_comes_out_well_formed_and_without_a_leading_slash(raw: str) -> None:
    message = clean(raw, MOST)
    message.text.encode("utf-8")
    assert not message.text.startswith("/")
    assert message.text == message.text.strip()
    assert clean(message.text, MOST).text == message.text
    assert clean(message.lines, MOST).lines == message.lines
