"""Questions about one's own log: what is asked, and for which days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.log_questions import LogKind, find_span, read_log_question

TODAY = date(2026, 3, 15)
"""A Sunday."""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("show my log", "list"), ("what did I squat last week", "list"), ("what did i do on monday", "list"),
        ("show me my last three workouts", "list"), ("my numbers last month", "list"),
        ("what was my last workout", "latest"), ("how much did I bench last time", "latest"),
        ("how heavy was my last deadlift", "latest"), ("most recent entry", "latest"), ("last leg day?", "latest"),
        ("when did I last train legs", "when"), ("how long since i did dips", "when"), ("last time i squatted", "when"),
        ("what's my best deadlift", "best"), ("bench PR?", "best"), ("my squat record and when was it", "best"),
        ("what was my top set last month", "best"), ("the most I've pressed", "best"),
        ("how many workouts this month", "count"), ("how often did i train", "count"), ("count my visits", "count"),
        ("how many reps did I do on tuesday", "list"), ("how many kg did I squat last week", "list"), ("", "list"),
    ],
)  # fmt: skip
def test_a_question_has_its_kind(text: str, kind: str) -> None:
    assert read_log_question(text, TODAY).kind is LogKind(kind)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("this week", "2026-03-09", "2026-03-15"), ("last week", "2026-03-02", "2026-03-08"),
        ("this month", "2026-03-01", "2026-03-15"), ("last month", "2026-02-01", "2026-02-28"),
        ("this year", "2026-01-01", "2026-03-15"), ("last year", "2025-01-01", "2025-12-31"),
        ("two weeks ago", "2026-02-23", "2026-03-01"), ("in the last 30 days", "2026-02-14", "2026-03-15"),
        ("the past three weeks", "2026-02-23", "2026-03-15"), ("over the past month", "2026-02-14", "2026-03-15"),
        ("in february", "2026-02-01", "2026-02-28"), ("in October", "2025-10-01", "2025-10-31"),
        ("in feb 2024", "2024-02-01", "2024-02-29"), ("since june", "2025-06-01", "2026-03-15"),
        ("since new year", "2026-01-01", "2026-03-15"), ("since tuesday", "2026-03-10", "2026-03-15"),
        ("yesterday", "2026-03-14", "2026-03-14"), ("on tuesday", "2026-03-10", "2026-03-10"),
        ("on the 3rd", "2026-03-03", "2026-03-03"), ("on feb 3", "2026-02-03", "2026-02-03"),
        ("in the last 9999 years", None, None), ("the last 999 years", "2016-03-27", "2026-03-15"),
    ],
)  # fmt: skip
def test_days_are_found(text: str, first: str | None, last: str | None) -> None:
    found = find_span(f"what did I squat {text}?", TODAY)
    assert [each and each.isoformat() for each in found] == [first, last]


@pytest.mark.parametrize("text", ["show my log", "tomorrow", "", "last time"])
def test_without_a_day_that_was_there_is_no_limit(text: str) -> None:
    assert find_span(text, TODAY) == (None, None)


@pytest.mark.parametrize("text", ["more", "Show more!", "older ones please", "the rest", "show me more of my log"])
def test_more_is_the_rest_of_what_was_shown(text: str) -> None:
    assert read_log_question(text, TODAY).is_more


@pytest.mark.parametrize("text", ["more weight", "did I do more last week", "no more"])
def test_more_of_something_is_not(text: str) -> None:
    assert not read_log_question(text, TODAY).is_more


@given(st.text(max_size=200), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_any_text_is_read_and_no_day_to_come_is_found(text: str, today: date) -> None:
    read = read_log_question(text, today)
    assert (read.first is None) == (read.last is None)
    if read.first and read.last:
        assert read.first <= read.last


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(["week", "month", "year"]))
def test_the_last_span_ends_where_this_one_begins(today: date, unit: str) -> None:
    last, this = find_span(f"last {unit}", today), find_span(f"this {unit}", today)
    assert last[1]
    assert this[0] == last[1] + timedelta(days=1)
    assert this[1] == today
