"""Delivery: every reply arrives, in order, once as far as the far side allows."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.delivery import Delivery, Patience
from bot.channels.errors import NeverError, TryLaterError
from bot.channels.threads import Threads
from bot.store.errors import StoreUnavailableError
from bot.store.interface import Stores
from tests.bot.channels.conftest import PATIENT, until
from tests.bot.channels.fakes import FarSide

Make = Callable[..., Delivery]
NOW = datetime.now(UTC)


@pytest.fixture
def far_side() -> FarSide:
    return FarSide()


@pytest.fixture
def make_delivery(stores: Stores, far_side: FarSide) -> Make:
    def make(patience: Patience = PATIENT) -> Delivery:
        return Delivery(stores.outbox, "slack", far_side.send, Threads(), patience)

    return make


def post(stores: Stores, conversation: str = "slack:1", texts: str = "abc", id: str = "p", at: datetime = NOW) -> None:
    bodies = [f'{{"kind": "spotter", "text": "{text}"}}' for text in texts]
    assert stores.outbox.post(conversation, id, bodies, at)


async def deliver(delivery: Delivery, stores: Stores, seconds: float = 20) -> None:
    """Lets a delivery send everything that waits."""
    delivery.start()
    await until(lambda: stores.outbox.waiting("slack")[0] == 0, seconds)
    assert await delivery.stop(5)


def texts(far_side: FarSide, conversation: str = "slack:1") -> str:
    return "".join(text for to, text in far_side.arrived if to == conversation)


async def test_replies_arrive_in_order_and_once(stores: Stores, far_side: FarSide, make_delivery: Make) -> None:
    for number in range(10):
        post(stores, f"slack:{number}", "abcde")
    post(stores, "telegram:1", "x")
    other = make_delivery()
    other.start()
    await deliver(make_delivery(), stores)
    assert await other.stop(5)
    assert [texts(far_side, f"slack:{number}") for number in range(10)] == ["abcde"] * 10
    assert len(far_side.arrived) == 50
    assert not any(each.may_be_there for each in far_side.bodies)


@pytest.mark.parametrize(
    "failure",
    [TryLaterError("429", seconds=0.05), TryLaterError("500"), OSError("reset"), TimeoutError(), ValueError("a bug")],
)
async def test_what_fails_is_sent_later_and_what_comes_after_it_waits(
    failure: Exception, stores: Stores, far_side: FarSide, make_delivery: Make
) -> None:
    far_side.failures = [failure, failure, failure]
    post(stores)
    await deliver(make_delivery(), stores)
    assert texts(far_side) == "abc"
    assert [each.may_be_there for each in far_side.bodies] == [False, True, True, True, False, False]
    assert len({each.key for each in far_side.bodies}) == 3


async def test_the_pause_that_the_far_side_asks_for_is_kept(
    stores: Stores, far_side: FarSide, make_delivery: Make
) -> None:
    far_side.failures = [TryLaterError("429", seconds=0.6)]
    post(stores)
    started = datetime.now(UTC)
    await deliver(make_delivery(), stores)
    assert datetime.now(UTC) - started > timedelta(seconds=0.6)
    assert texts(far_side) == "abc"


async def test_a_far_side_that_hangs_is_asked_again(stores: Stores, far_side: FarSide, make_delivery: Make) -> None:
    far_side.hangs = 2
    post(stores)
    post(stores, "slack:2", "xyz")
    await deliver(make_delivery(replace(PATIENT, send_seconds=0.2)), stores)
    assert (texts(far_side), texts(far_side, "slack:2")) == ("abc", "xyz")


async def test_a_conversation_that_fails_holds_up_no_other(
    stores: Stores, far_side: FarSide, make_delivery: Make
) -> None:
    far_side.failures = [TryLaterError("429", seconds=60)]
    post(stores, "slack:1", "a")
    post(stores, "slack:2", "xyz", at=NOW + timedelta(microseconds=1))
    delivery = make_delivery()
    delivery.start()
    await until(lambda: texts(far_side, "slack:2") == "xyz")
    assert await delivery.stop(5)
    assert stores.outbox.waiting("slack")[0] == 1


async def test_what_can_never_arrive_is_given_up_and_said_without_its_text(
    stores: Stores, far_side: FarSide, make_delivery: Make, caplog: pytest.LogCaptureFixture
) -> None:
    far_side.failures = [NeverError("secretword blocked")]
    post(stores, texts=["secretword", "b"])
    with caplog.at_level(logging.DEBUG, "bot"):
        await deliver(make_delivery(), stores)
    assert texts(far_side) == "b"
    assert "given up after NeverError" in caplog.text
    assert "secretword" not in caplog.text
    assert "slack:1" not in caplog.text


async def test_what_fails_without_a_word_why_is_given_up_after_some_attempts(
    stores: Stores, far_side: FarSide, make_delivery: Make
) -> None:
    far_side.failures = [ValueError("a bug")] * 3
    post(stores)
    await deliver(make_delivery(replace(PATIENT, most_surprises=3)), stores)
    assert texts(far_side) == "bc"


async def test_what_is_too_old_is_given_up(stores: Stores, far_side: FarSide, make_delivery: Make) -> None:
    far_side.failures = [TryLaterError("500")]
    post(stores, at=NOW - timedelta(days=2))
    await deliver(make_delivery(), stores)
    assert texts(far_side) == "bc"


async def test_a_reply_that_was_claimed_as_the_process_died_is_sent_by_the_next_one(
    stores: Stores, far_side: FarSide, make_delivery: Make
) -> None:
    post(stores)
    now = datetime.now(UTC)
    stores.outbox.due("slack", now, now + timedelta(seconds=0.3))
    await deliver(make_delivery(), stores)
    assert texts(far_side) == "abc"
    assert [each.may_be_there for each in far_side.bodies] == [True, False, False]


async def test_that_a_reply_was_sent_is_kept_though_the_database_is_away_for_a_moment(
    stores: Stores, far_side: FarSide, make_delivery: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failures = stores.outbox.sent, [StoreUnavailableError("away")] * 2

    def sent(reply):
        if failures:
            raise failures.pop()
        return real(reply)

    monkeypatch.setattr(stores.outbox, "sent", sent)
    post(stores)
    await deliver(make_delivery(), stores)
    assert texts(far_side) == "abc"
    assert len(far_side.bodies) == 3


async def test_through_an_outage_of_the_far_side_everything_arrives_in_order_once(
    stores: Stores, far_side: FarSide, make_delivery: Make, tell
) -> None:
    far_side.failures = [TryLaterError("500"), TryLaterError("429", 0.02), OSError(), None] * 100
    for number in range(50):
        post(stores, f"slack:{number}", "abcdef")
    await deliver(make_delivery(), stores, 60)
    assert [texts(far_side, f"slack:{number}") for number in range(50)] == ["abcdef"] * 50
    tell(f"R5 (base): 300 replies through {len(far_side.bodies) - 300} failures: 300 arrived, in order, once")
