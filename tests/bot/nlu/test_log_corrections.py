"""What puts a log right: the messages of log_corrections.yml, and that any text can be read."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.canonical import read_lexicon
from bot.nlu.log_corrections import GROUPS, read_correction

TODAY = date(2026, 11, 18)
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "log_corrections.yml").read_text(encoding="utf-8")
)
DEFAULTS = {"count": 1, "is_warm_up": False}
PIECES = [
    "no,", "sorry", "last set", "was", "not", "5", "4 reps", "102.5", "kg", "that", "yesterday", "undo", "delete",
    "the", "squats", "bench", "3x5", "rpe 8", "on the 14th", "instead of", "warm up", "?", "!", "first two sets", "*",
]  # fmt: skip


def told(text: str) -> dict[str, Any]:
    """What was read, without what was not said."""
    found = read_correction(text, TODAY, "kg")
    if found is None:
        return {"nothing": True}
    values = asdict(found)
    return {name: value for name, value in values.items() if value is not None and value != DEFAULTS.get(name)}


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_a_correction_is_read_as_its_file_says(case: dict[str, Any]) -> None:
    assert told(case["text"]) == {name: value for name, value in case.items() if name != "text"}


def test_the_file_holds_every_kind_and_messages_that_are_no_correction() -> None:
    assert {case.get("kind") for case in CASES} == {"undo", "change", "day", None}
    assert len([case for case in CASES if case.get("nothing")]) >= 20


def test_the_patterns_of_the_lexicon_are_those_that_are_tried() -> None:
    lists = {"openers", "closers", "telling", "of_days", "hints"}
    assert set(read_lexicon("log_corrections")) == lists | set(GROUPS)


def test_a_day_is_counted_from_the_lifters_own_date() -> None:
    correction = read_correction("that was yesterday", date(2026, 3, 1))
    assert correction is not None
    assert correction.day == date(2026, 2, 28)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = read_correction(text, TODAY)
    assert found is None or found.count >= 1
