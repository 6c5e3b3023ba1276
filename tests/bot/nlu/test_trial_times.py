"""When somebody could come for a trial, as people type it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.trial_times import MOST, Span, read_trial_times

MONDAY = date(2026, 11, 23)


def clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def shown(span: Span) -> str:
    """ "18:00", "19:00-24:00", with a bar behind an hour at which it is to be over."""
    if span.first == span.last:
        return clock(span.first)
    return f"{clock(span.first)}-{clock(span.last)}{'|' if span.is_end else ''}"


def wanted(text: str) -> list[str]:
    """ "24. 18:00", with what it may mean besides behind a stroke."""
    found = read_trial_times(text, MONDAY).wanted
    return [f"{each.days[0].day}. {'/'.join(map(shown, each.spans))}" for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tue 6pm or thu after 7", ["24. 18:00", "26. 19:00-24:00/7:00-24:00"]),
        ("tomorrow morning", ["24. 6:00-11:59"]),
        ("tomorrow at 10", ["24. 10:00/22:00"]),
        ("Tuesday or Thursday at 6", ["24. 18:00/6:00", "26. 18:00/6:00"]),
        ("6pm tue or thu", ["24. 18:00", "26. 18:00"]),
        ("tue 6pm or 7pm", ["24. 18:00", "24. 19:00"]),
        ("tue thu 6pm", ["24. 18:00", "26. 18:00"]),
        ("mon, wed or fri evening", ["23. 17:00-21:59", "25. 17:00-21:59", "27. 17:00-21:59"]),
        ("next tuesday 17:30", ["1. 17:30"]),
        ("sat 10am, sun 11am", ["28. 10:00", "29. 11:00"]),
        ("saturday between 10 and 12", ["28. 10:00-12:00|"]),
        ("wed 5-7pm", ["25. 17:00-19:00|"]),
        ("tuesday from 5 to 7", ["24. 17:00-19:00|/5:00-7:00|"]),
        ("monday the 30th between 5 and 7pm", ["30. 17:00-19:00|"]),
        ("sat 10 to 2", ["28. 10:00-14:00|"]),
        ("any weekday after 6pm", ["23. 18:00-24:00"]),
        ("friday before 9am", ["27. 0:00-9:00|"]),
        ("dec 3rd at 10am", ["3. 10:00"]),
        ("3 december 9:30", ["3. 9:30/21:30"]),
        ("24/12 10am", ["24. 10:00"]),
        ("the 28th at noon", ["28. 12:00"]),
        ("thursday half past six", ["26. 18:30/6:30"]),
        ("tues 6ish or weds lunchtime", ["24. 18:00/6:00", "25. 11:00-13:59"]),
        ("i can do monday mornings", ["23. 6:00-11:59"]),
        ("tonight", ["23. 17:00-21:59"]),
        ("whenever", ["23. 0:00-23:59"]),
        ("any evening next week", ["30. 17:00-21:59"]),
        ("next week tuesday or wednesday around 18:00", ["1. 18:00", "2. 18:00"]),
        ("thurday 19h or friday 7am, otherwise saturday 10am", ["26. 19:00", "27. 7:00", "28. 10:00"]),
        ("Mon 30 Nov 6pm", ["30. 18:00"]),
        ("would 8am on wednesday work?", ["25. 8:00"]),
        ("tue or wed after work pls", ["24. 17:00-20:59", "25. 17:00-20:59"]),
        ("tue 6:30pm / wed 7:15 pm / fri noon", ["24. 18:30", "25. 19:15", "27. 12:00"]),
        ("first choice tue 6pm, second choice wed 7am", ["24. 18:00", "25. 7:00"]),
        ("what about tomorow eve", ["24. 17:00-21:59"]),
        ("30.11. 18 Uhr", ["30. 18:00"]),
        ("2026-11-25 09:00", ["25. 9:00"]),
    ],
)
def test_each_day_gets_its_times(text: str, expected: list[str]) -> None:
    assert wanted(text) == expected
    assert read_trial_times(text, MONDAY).is_all


def test_what_lacks_a_time_or_a_day_is_told_apart() -> None:
    assert [each.day for each in read_trial_times("this weekend", MONDAY).days] == [28, 29]
    assert [shown(each) for each in read_trial_times("after 7pm", MONDAY).spans] == ["19:00-24:00"]
    assert not read_trial_times("this weekend", MONDAY).wanted


def test_a_date_that_can_be_read_in_two_ways_is_unsure() -> None:
    assert read_trial_times("6/12 at 10am", MONDAY).is_unsure
    assert not read_trial_times("24/12 at 10am", MONDAY).is_unsure


@pytest.mark.parametrize("text", ["other times", "another day please", "can we change the time", "different time"])
def test_other_times_are_wanted_without_saying_which(text: str) -> None:
    said = read_trial_times(text, MONDAY)
    assert (said.wants_others, said.says_when) == (True, False)


@pytest.mark.parametrize("text", ["how many sets should i do on tuesday", "squat 5x5 on monday", "my knee hurts"])
def test_a_message_that_says_something_else_is_not_all_about_times(text: str) -> None:
    assert not read_trial_times(text, MONDAY).is_all


@pytest.mark.parametrize(
    ("text", "is_order"),
    [
        ("book a session with a trainer for tue 6pm", True),
        ("could you book me in for a trial on tuesday at 6", True),
        ("schedule a one to one, wed noon", True),
        ("arrange an intro session for friday at 9", True),
        ("what time do you open on tuesday", False),
        ("remind me tue 6pm", False),
        ("booked a hotel for tuesday 6pm", False),
    ],
)
def test_an_order_names_what_it_orders(text: str, is_order: bool) -> None:
    assert read_trial_times(text, MONDAY).is_order is is_order


WORDS = [
    "tue",
    "or",
    "6pm",
    "after",
    "between",
    "5",
    "and",
    "7",
    "-",
    "morning",
    "the",
    "3rd",
    "dec",
    ",",
    "noon",
    "any",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join) | st.text(max_size=80))
def test_no_text_fails_and_no_span_ends_before_it_begins(text: str) -> None:
    said = read_trial_times(text, MONDAY)
    assert len(said.wanted) <= MOST
    for span in [*said.spans, *(each for one in said.wanted for each in one.spans)]:
        assert 0 <= span.first <= span.last <= 24 * 60
    assert all(each.days and each.spans for each in said.wanted)
