"""Numbers by the gym's own days, charts from numbers, and nothing divided by nobody."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.console.chart import HEIGHT, LEFT, WIDTH, chart_of, round_top
from bot.console.numbers import Counts, counts_of, numbers_of, percentile
from bot.console.owner import minutes_text
from bot.store.handover_records import HandoverReason
from bot.store.interface import Stores
from bot.store.memory import memory_stores
from bot.store.records import UnreadMessage
from tests.bot.handover.gyms import GYM
from tests.bot.store.conftest import MESSAGE, handover, incoming, trainer

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 30, 22, 30, tzinfo=UTC)  # in Berlin it is the 31st, and the clocks went forward on the 29th
ASKED_AT = datetime(2026, 3, 30, 6, tzinfo=UTC)  # Monday, 8:00: the gym has been open for two hours
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def stores() -> Stores:
    return memory_stores()


def test_days_are_the_gyms_own_also_when_the_clocks_change(stores: Stores) -> None:
    for number, at in enumerate([
        datetime(2026, 3, 28, 22, 59, tzinfo=UTC),  # 28 March, 23:59
        datetime(2026, 3, 28, 23, tzinfo=UTC),  # midnight
        datetime(2026, 3, 29, 21, 59, tzinfo=UTC),  # 29 March, 23:59: that day had 23 hours
        datetime(2026, 3, 29, 22, tzinfo=UTC),
        NOW - MINUTE,
    ]):  # fmt: skip
        stores.inbox.take(incoming(f"web:{number}", "m", received_at=at))
    found = numbers_of(stores, NOW, BERLIN, 7)
    assert [each.day for each in found.days] == [date(2026, 3, 25) + timedelta(days=ahead) for ahead in range(7)]
    assert [each.talks for each in found.days] == [0, 0, 0, 1, 2, 1, 1]
    assert found.talks == 5


def test_what_is_no_longer_kept_is_not_known_rather_than_none(stores: Stores) -> None:
    stores.unread.keep(UnreadMessage(**{**vars(MESSAGE), "said_at": NOW - timedelta(days=2)}))
    found = numbers_of(stores, NOW, BERLIN, 90)
    assert [each.talks for each in found.days] == [None] * 59 + [0] * 31
    assert [each.unread for each in found.days][-4:] == [1, 0, 0, 0], "it was half past eleven"
    assert found.days[0].unread is None
    assert found.days[0].counts == Counts()
    assert found.unread == 1


def test_handovers_are_counted_by_what_became_of_them(stores: Stores) -> None:
    coach = trainer(stores)
    for number, (reply, rating) in enumerate([(4, 1), (2, 0), (30, 1), (None, None), (6, None)]):
        name, at = f"web:{number}", NOW - HOUR - number * MINUTE
        lifter = stores.lifters.lifter_of(name, at).id
        asked = handover(lifter, conversation=name, asked_at=at, reason=HandoverReason.TECHNIQUE)
        made = stores.handovers.ask(asked)
        if number == 2:
            stores.handovers.escalate(made.id, at + 20 * MINUTE)
        stores.handovers.claim(made.id, coach, at)
        if reply is not None:
            stores.handovers.replied(made.id, coach, at + reply * MINUTE)
        stores.handovers.close(made.id, coach, at + HOUR)
        if rating is not None:
            stores.handovers.rate(made.id, rating)
    for name, is_cancelled in (("web:called-off", True), ("web:waits", False)):
        made = stores.handovers.ask(handover(stores.lifters.lifter_of(name, NOW).id, conversation=name, asked_at=NOW))
        if is_cancelled:
            stores.handovers.cancel(made.id, NOW)
    found = numbers_of(stores, NOW, BERLIN, 7)
    counts = found.counts
    assert counts == Counts(7, (2, 4, 6, 30), called_off=1, unanswered=1, open=1, late=2, good=2, not_good=1)
    assert (counts.middle, counts.most, counts.satisfaction) == (4, 30, 67)
    assert (found.waiting, found.reasons) == (1, (("technique", 5), ("asked", 2)))


@pytest.mark.parametrize(
    ("changes", "is_late"),
    [
        ({"replied_at": ASKED_AT + 10 * MINUTE}, False),
        ({"replied_at": ASKED_AT + 11 * MINUTE}, True),
        ({"replied_at": ASKED_AT + 11 * MINUTE, "reason": HandoverReason.TECHNIQUE}, False),
        ({"ended_at": ASKED_AT + 9 * MINUTE}, False),
        ({"ended_at": ASKED_AT + HOUR}, True),
        ({}, True),
        ({"asked_at": ASKED_AT - 4 * HOUR, "replied_at": ASKED_AT - 115 * MINUTE}, False),
        ({"replied_at": ASKED_AT + 3 * MINUTE, "reason": HandoverReason.RED_FLAG}, True),
    ],
)  # fmt: skip
def test_what_waited_longer_than_the_gyms_minutes_is_late(changes: dict[str, Any], is_late: bool) -> None:
    waited = replace(handover("a" * 32, asked_at=ASKED_AT), **changes)
    assert counts_of([waited], ASKED_AT + HOUR, GYM).late == is_late


def test_a_red_flag_behind_a_reply_in_time_makes_nothing_late() -> None:
    alerted = replace(
        handover("a" * 32, asked_at=ASKED_AT), replied_at=ASKED_AT + 5 * MINUTE, escalated_at=ASKED_AT + 20 * MINUTE,
        reason=HandoverReason.RED_FLAG,
    )  # fmt: skip
    assert counts_of([alerted], ASKED_AT + HOUR, GYM).late == 0


def test_of_nothing_there_is_no_middle() -> None:
    assert (counts_of([], NOW).middle, counts_of([], NOW).satisfaction) == (None, None)
    assert [percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], share) for share in (0.01, 0.5, 0.9, 1)] == [1, 5, 9, 10]


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(None, "–"), (0.4, "under 1 min"), (1, "1 min"), (119, "119 min"), (120, "2 h"), (150, "2.5 h")],
)
def test_minutes_in_words(minutes: float | None, told: str) -> None:
    assert minutes_text(minutes) == told


@pytest.mark.parametrize(("highest", "top"), [(0, 1), (1, 1), (3, 5), (7, 10), (10, 10), (11, 20), (4999, 5000)])
def test_the_scale_ends_at_a_round_number(highest: float, top: float) -> None:
    assert round_top(highest) == top


def test_bars_stand_on_the_axis_within_the_picture_and_what_is_not_known_is_no_zero() -> None:
    chart = chart_of([0, None, 5, 0.01], ["Mon", "Tue", "Wed", "Thu"], ["a", "b", "c", "d"])
    assert (chart.top, chart.ends) == ("5", ("Mon", "Thu"))
    assert [each.is_known for each in chart.bars] == [True, False, True, True]
    assert [each.height > 0 for each in chart.bars] == [False, False, True, True]
    assert all(each.y + each.height == pytest.approx(chart.lower, abs=0.02) for each in chart.bars)
    assert all(each.x >= LEFT and each.x + each.width <= WIDTH and 0 <= each.y <= HEIGHT for each in chart.bars)
    assert chart_of([], [], []).bars == ()
