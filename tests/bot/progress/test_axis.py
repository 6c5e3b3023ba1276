"""Marks of the axes: round, few, around everything, at days that mean something."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.progress.axis import Scale, day_marks, gaps, round_marks

FIRST = date(2020, 2, 29)
VALUES = st.floats(0, 1e6)


@settings(deadline=None)
@given(values=st.tuples(VALUES, VALUES), most=st.integers(3, 6))
def test_marks_lie_around_all_values_evenly_and_are_few(values: tuple[float, float], most: int) -> None:
    low, high = sorted(values)
    marks = round_marks(low, high, most)
    assert marks[0] <= low + 1e-4
    assert high <= marks[-1] + 1e-4
    assert 2 <= len(marks) <= most
    steps = [other - one for one, other in pairwise(marks)]
    assert max(steps) - min(steps) <= 1e-3 * max(steps)


@settings(deadline=None)
@given(values=st.tuples(st.integers(0, 200), st.integers(0, 200)))
def test_counts_have_whole_marks(values: tuple[int, int]) -> None:
    assert all(mark == int(mark) for mark in round_marks(*sorted(values), 4, whole=True))


def test_marks_are_round() -> None:
    assert round_marks(112, 131, 5) == (110, 120, 130, 140)
    assert round_marks(0, 11250, 5) == (0, 5000, 10000, 15000)
    assert round_marks(80, 80, 5) == (79, 79.5, 80, 80.5, 81)
    assert round_marks(45, 45, 4, whole=True) == (44, 45, 46)


@settings(deadline=None)
@given(days=st.integers(0, 6000), most=st.integers(3, 5))
def test_days_are_marked_in_order_and_inside(days: int, most: int) -> None:
    last = FIRST + timedelta(days=days)
    marks = day_marks(FIRST, last, most)
    assert marks == tuple(sorted(set(marks)))
    assert 1 <= len(marks) <= most
    assert marks[0] >= FIRST
    assert marks[-1] <= last


def test_months_and_years_are_marked_at_their_first() -> None:
    assert day_marks(date(2025, 10, 6), date(2026, 3, 6)) == (date(2025, 11, 1), date(2026, 1, 1), date(2026, 3, 1))
    assert day_marks(date(2021, 3, 12), date(2026, 3, 6)) == tuple(date(year, 1, 1) for year in (2022, 2024, 2026))
    assert day_marks(date(2026, 1, 19), date(2026, 2, 27)) == tuple(
        date(2026, 1, 19) + timedelta(days=13 * at) for at in range(4)
    )


def test_a_line_breaks_where_nothing_was_done_for_a_month() -> None:
    days = [FIRST + timedelta(days=at) for at in (0, 7, 14, 60, 67, 200)]
    assert gaps(days) == [(0, 2), (3, 4), (5, 5)]
    monthly = [FIRST + timedelta(days=30 * at) for at in range(5)]
    assert gaps(monthly) == [(0, 4)]
    assert gaps([]) == []
    assert gaps(days[:1]) == [(0, 0)]


def test_a_scale_maps_ends_to_ends_and_one_value_to_the_middle() -> None:
    scale = Scale(100, 200, 10, 30)
    assert [scale(each) for each in (100, 150, 200)] == [10, 20, 30]
    assert Scale(5, 5, 0, 100)(5) == 50
