"""Days that a log names, seen from Wednesday 18 November 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.log_dates import find_days
from bot.nlu.weekdays import DAYS

TODAY = date(2026, 11, 18)
FULL_NAMES = sorted((number, name) for name, number in DAYS.items() if name.endswith("day"))


def days(text: str, today: date = TODAY, month_first: bool = False) -> list[str]:
    return [each.day.isoformat() for each in find_days(text, today, month_first)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("yesterday", "2026-11-17"), ("Yesterday's workout", "2026-11-17"), ("last night", "2026-11-17"),
        ("this morning", "2026-11-18"), ("the day before yesterday", "2026-11-16"), ("2 days ago", "2026-11-16"),
        ("a week ago", "2026-11-11"), ("a couple of days ago", "2026-11-16"), ("last Monday", "2026-11-16"),
        ("on monday", "2026-11-16"), ("last wednesday", "2026-11-11"), ("on wednesday", "2026-11-18"),
        ("monday last week", "2026-11-09"), ("on the 14th", "2026-11-14"), ("on the 31st", "2026-10-31"),
        ("on 14/11", "2026-11-14"), ("14/11: squat", "2026-11-14"), ("(14/11)", "2026-11-14"),
        ("on 28/12", "2025-12-28"), ("14.11.2026", "2026-11-14"), ("14/11/26", "2026-11-14"),
        ("2026-11-10", "2026-11-10"), ("Nov 14", "2026-11-14"),
        ("14th of November", "2026-11-14"), ("1 jan 2025", "2025-01-01"), ("tomorrow", "2026-11-19"),
        ("next friday", "2026-11-20"), ("on 20/11", "2026-11-20"), ("Mon: bench", "2026-11-16"),
    ],
)  # fmt: skip
def test_a_day_is_found(text: str, day: str) -> None:
    assert days(text) == [day]


@pytest.mark.parametrize(
    "text",
    [
        "sat down and benched", "12/10/8 curls", "bench 12/10", "bench 60 12/10/10", "every monday", "mondays", "5/3/1",
        "on 12.5 kg", "the 3rd set", "may 5x5", "on 31/31", "30/2/2026 days", "week 3 day 2", "3 days a week", "",
    ],
)  # fmt: skip
def test_what_looks_like_a_day_is_none(text: str) -> None:
    assert days(text) == []


def test_the_order_of_a_date_is_that_of_the_lifters_unit_unless_it_is_impossible() -> None:
    assert days("on 11/3", month_first=True) == ["2026-11-03"]
    assert days("on 3/11", month_first=False) == ["2026-11-03"]
    assert days("on 14/11", month_first=True) == days("on 11/14", month_first=False) == ["2026-11-14"]


def test_two_readings_of_a_date_are_both_given_where_the_other_is_recent() -> None:
    (found,) = find_days("on 11/3", TODAY)
    assert [each.isoformat() for each in found.candidates] == ["2026-11-03", "2026-03-11"]


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(FULL_NAMES))
def test_a_weekday_is_the_last_one_of_its_name(today: date, weekday: tuple[int, str]) -> None:
    number, name = weekday
    (on,), (last,) = find_days(f"on {name}", today), find_days(f"last {name}", today)
    assert on.day.weekday() == last.day.weekday() == number
    assert timedelta(0) <= today - on.day < timedelta(7)
    assert timedelta(0) < today - last.day <= timedelta(7)


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)), st.integers(0, 300))
def test_a_past_date_is_read_back_in_every_notation(today: date, back: int) -> None:
    day = today - timedelta(days=back)
    written = (
        f"on {day:%Y-%m-%d}",
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        f"on {day:%d %B %Y}",
        f"{day:%b} {day.day}, {day.year}",
    )
    for text in written[:1] + written[3:]:
        assert [each.day for each in find_days(text, today)] == [day]
    for text in written[1:3]:
        assert day in [each for found in find_days(text, today) for each in (found.day, *found.candidates)]


@given(st.text(max_size=80), st.dates(date(1999, 1, 1), date(2100, 1, 1)))
def test_any_text_is_read_without_an_error(text: str, today: date) -> None:
    for found in find_days(text, today):
        assert 0 <= found.start < found.end <= len(text)
