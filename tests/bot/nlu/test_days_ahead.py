"""Days that come, as people name them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.days_ahead import read_days_ahead
from bot.nlu.reminder_text import Unread, plain

MONDAY = date(2026, 11, 23)


def days(text: str, today: date = MONDAY) -> list[str]:
    """The first day of each naming, as "24.11."; "" for one that is unsure."""
    found = read_days_ahead(Unread(plain(text)), today)
    return [f"{each.days[0]:%d.%m.%Y}" if each.days else "" for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", ["23.11.2026"]),
        ("tonight", ["23.11.2026"]),
        ("tomorow", ["24.11.2026"]),
        ("tmrw?", ["24.11.2026"]),
        ("the day after tomorrow", ["25.11.2026"]),
        ("in 3 days", ["26.11.2026"]),
        ("in a week", ["30.11.2026"]),
        ("in two weeks on tuesday", ["08.12.2026"]),
        ("wednesday", ["25.11.2026"]),
        ("weds or thurs", ["25.11.2026", "26.11.2026"]),
        ("thrusday", ["26.11.2026"]),
        ("monday", ["23.11.2026"]),
        ("this friday", ["27.11.2026"]),
        ("next friday", ["04.12.2026"]),
        ("friday next week", ["04.12.2026"]),
        ("next week tuesday or wednesday", ["01.12.2026", "02.12.2026"]),
        ("a week on wednesday", ["02.12.2026"]),
        ("this weekend", ["28.11.2026"]),
        ("next weekend", ["05.12.2026"]),
        ("next week", ["30.11.2026"]),
        ("the week after next", ["07.12.2026"]),
        ("any weekday", ["23.11.2026"]),
        ("3 dec", ["03.12.2026"]),
        ("Dec 3rd", ["03.12.2026"]),
        ("december the 3rd", ["03.12.2026"]),
        ("thursday 3rd of december", ["03.12.2026"]),
        ("5 january", ["05.01.2027"]),
        ("5 january 2028", ["05.01.2028"]),
        ("the 28th", ["28.11.2026"]),
        ("the 3rd", ["03.12.2026"]),
        ("sat the 28th", ["28.11.2026"]),
        ("28.11.", ["28.11.2026"]),
        ("5.12.2026", ["05.12.2026"]),
        ("2026-12-05", ["05.12.2026"]),
        ("24/12", ["24.12.2026"]),
        ("12/24", ["24.12.2026"]),
        ("6/12", [""]),
        ("31 feb", [""]),
        ("24/7", []),
        ("christmas", ["25.12.2026"]),
        ("new year's eve", ["31.12.2026"]),
        ("Boxing Day", ["26.12.2026"]),
        ("how many sets", []),
        ("5x5 at 80", []),
    ],
)
def test_a_day_is_the_one_that_is_meant(text: str, expected: list[str]) -> None:
    assert days(text) == expected


def test_the_name_of_today_is_today_or_in_a_week() -> None:
    (said,) = read_days_ahead(Unread("monday"), MONDAY)
    assert said.days == (MONDAY, MONDAY + timedelta(weeks=1))


def test_a_weekend_has_two_days_and_a_week_those_that_are_left() -> None:
    (weekend,) = read_days_ahead(Unread("this weekend"), MONDAY)
    (week,) = read_days_ahead(Unread("this week"), MONDAY + timedelta(days=4))
    assert [each.day for each in weekend.days] == [28, 29]
    assert [each.day for each in week.days] == [27, 28, 29]


def test_only_feasts_say_that_they_are() -> None:
    feast, day = read_days_ahead(Unread("christmas or the 28th"), MONDAY)
    assert (feast.is_feast, day.is_feast) == (True, False)


WORDS = ["mon", "next", "week", "the", "3rd", "dec", "6/12", "31", "of", "in", "2", "days", "weekend", "or", ",", "feb"]


@given(text=st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=60), today=st.dates(
    date(2024, 1, 1), date(2030, 12, 31)
))  # fmt: skip
def test_no_text_fails_and_no_day_but_a_written_out_one_is_over(text: str, today: date) -> None:
    for each in read_days_ahead(Unread(plain(text)), today):
        assert all(day >= today or "20" in each.words or "." in each.words or "/" in each.words for day in each.days)
