"""The estimated wait: a span of what was measured, or "I cannot tell"."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handover.hours import DAY, Hours, Span
from bot.handover.matching import Desk
from bot.handover.waiting import LONGEST, Measured, Queue, Wait, estimated_wait, wait_at, wait_text
from tests.bot.handover.gyms import GYM, MONDAY_9, ONE, utc

MEASURED = Measured((1, 2, 2, 3, 4, 5, 9), (8, 10, 10, 12, 15, 20))


def test_with_a_place_free_it_is_what_a_first_reply_takes() -> None:
    assert estimated_wait(Queue(0, 2, 4), MEASURED) == Wait(2, 5)


def test_without_one_a_talk_has_to_end_first() -> None:
    assert estimated_wait(Queue(0, 0, 4), MEASURED) == Wait(0, 20)  # at once, or a talk (15) and a reply (5) later
    assert estimated_wait(Queue(4, 0, 4), MEASURED) == Wait(10, 35)  # after a whole turn of four


def test_those_ahead_take_the_free_places_first() -> None:
    assert estimated_wait(Queue(1, 2, 4), MEASURED) == estimated_wait(Queue(0, 2, 4), MEASURED)
    assert estimated_wait(Queue(2, 2, 4), MEASURED) == estimated_wait(Queue(0, 0, 4), MEASURED)


@pytest.mark.parametrize(
    ("queue", "measured", "minutes_left"),
    [
        (Queue(0, 0, 0), MEASURED, None),
        (Queue(0, 1, 1), Measured((1, 2, 3, 4)), None),
        (Queue(0, 0, 1), Measured(MEASURED.replies), None),
        (Queue(30, 0, 1), MEASURED, None),
        (Queue(0, 0, 4), MEASURED, 15),
    ],
    ids=["nobody here", "too few measured", "no talks measured", "more than two hours", "they leave before"],
)
def test_it_says_so_when_it_cannot_tell(queue: Queue, measured: Measured, minutes_left: float | None) -> None:
    assert estimated_wait(queue, measured, minutes_left) is None


@pytest.mark.parametrize(
    ("present", "load", "now", "wait"),
    [
        ({"trainer-one"}, {}, MONDAY_9, Wait(2, 5)),
        ({"trainer-one"}, {"trainer-one": 4}, MONDAY_9, Wait(0, 20)),
        ({"trainer-two"}, {}, MONDAY_9, None),  # not before 14:00
        (set(), {}, MONDAY_9, None),
        ({"trainer-one"}, {"trainer-one": 4}, utc(2026, 11, 23, 12, 50), None),  # gone in ten minutes
        ({"trainer-one"}, {}, utc(2026, 11, 23, 12, 50), Wait(2, 5)),
    ],
)
def test_who_is_here_and_for_how_long_decides(present: set, load: dict, now: datetime, wait: Wait | None) -> None:
    assert wait_at(GYM, Desk(frozenset(present), load), 0, MEASURED, now) == wait


def test_where_somebody_is_always_there_no_end_is_in_sight() -> None:
    always = replace(GYM, trainers=(replace(ONE, hours=Hours(((Span(0, DAY),),) * 7)),))
    full = Desk(frozenset({"trainer-one"}), {"trainer-one": 4})
    assert wait_at(always, full, 0, MEASURED, utc(2026, 11, 23, 22, 59)) == Wait(0, 20)


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (Wait(5, 15), "The wait is about 5–15 minutes."),
        (Wait(0, 5), "You should hear from us within 5 minutes."),
        (Wait(3, 3), "You should hear from us within 3 minutes."),
        (None, "I cannot tell how long it will take."),
    ],
)
def test_the_wait_in_words(wait: Wait | None, words: str) -> None:
    assert wait_text(wait) == words


MINUTES = st.lists(st.floats(0, 200), max_size=30).map(tuple)


@given(ahead=st.integers(0, 60), places=st.integers(0, 12), replies=MINUTES, talks=MINUTES, data=st.data())
def test_a_span_is_in_order_and_a_longer_queue_never_waits_less(
    ahead: int, places: int, replies: tuple, talks: tuple, data: st.DataObject
) -> None:
    free = data.draw(st.integers(0, places))
    measured = Measured(replies, talks)
    wait, longer = (estimated_wait(Queue(more, free, places), measured) for more in (ahead, ahead + 1))
    if wait is None:
        # who is first may wait for an unknown talk, and nobody behind them is told more
        assert longer is None
        return
    assert 0 <= wait.low <= wait.high <= LONGEST
    assert longer is None or longer.high >= wait.high
