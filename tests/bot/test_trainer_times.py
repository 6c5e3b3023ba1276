"""What was measured of closed handovers, and nothing of those that say nothing."""

from datetime import timedelta

import pytest

from bot.handover.waiting import Measured
from bot.store.handover_records import HandoverReason
from bot.store.interface import Stores
from bot.store.memory import memory_stores
from bot.trainer_times import LOOKS_BACK, MOST, measured
from tests.bot.handover.gyms import GYM, MONDAY_9
from tests.bot.store.conftest import handover, trainer

NOW = MONDAY_9 + timedelta(hours=6)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def stores() -> Stores:
    return memory_stores()


def closed(stores: Stores, number: int, ago: timedelta, reply: int | None = 3, talk: int = 12) -> None:
    """A handover that was asked for so long ago, replied to after some minutes, and closed after the talk."""
    name = f"web:{number}"
    lifter, coach, asked_at = stores.lifters.lifter_of(name, NOW).id, trainer(stores), NOW - ago
    made = stores.handovers.ask(handover(lifter, conversation=name, asked_at=asked_at, reason=HandoverReason.ASKED))
    stores.handovers.claim(made.id, coach, asked_at + MINUTE)
    if reply is not None:
        stores.handovers.replied(made.id, coach, asked_at + reply * MINUTE)
    stores.handovers.close(made.id, coach, asked_at + ((reply or 0) + talk) * MINUTE)


def test_minutes_to_the_first_reply_and_from_there_to_the_end(stores: Stores) -> None:
    assert measured(stores, NOW) == Measured()
    closed(stores, 1, 3 * HOUR, reply=4, talk=10)
    closed(stores, 2, 2 * HOUR, reply=1, talk=25)
    assert measured(stores, NOW) == Measured((4, 1), (10, 25))


def test_what_is_open_was_never_replied_to_or_is_long_over_is_left_out(stores: Stores) -> None:
    closed(stores, 1, 2 * HOUR, reply=None)
    closed(stores, 2, LOOKS_BACK + HOUR)
    stores.handovers.ask(handover(stores.lifters.lifter_of("web:3", NOW).id, conversation="web:3", asked_at=NOW))
    assert measured(stores, NOW) == Measured()


def test_who_asked_at_night_waited_for_the_morning_which_is_no_measure_of_a_trainer(stores: Stores) -> None:
    closed(stores, 1, NOW - MONDAY_9 + 8 * HOUR, reply=300)  # at one in the night
    closed(stores, 2, HOUR, reply=2)
    assert measured(stores, NOW).replies == (300, 2)
    assert measured(stores, NOW, GYM).replies == (2,)


def test_the_latest_count(stores: Stores) -> None:
    for number in range(MOST + 5):
        closed(stores, number, (MOST + 10 - number) * MINUTE, reply=number)
    assert measured(stores, NOW).replies == tuple(range(5, MOST + 5))
