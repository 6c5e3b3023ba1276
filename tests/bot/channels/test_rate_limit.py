"""Limits: whoever is too quick is told how long to wait, and holds up nobody else."""

import pytest

from bot.channels.errors import SlowDownError
from bot.channels.rate_limit import PER_PERSON, Allowance, Buckets, RateLimit, network_of


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_burst_is_allowed_and_then_one_at_a_time(clock: Clock) -> None:
    limit = RateLimit(Allowance(3, 0.5), clock=clock)
    for _ in range(3):
        limit.check("web:1")
    with pytest.raises(SlowDownError) as raised:
        limit.check("web:1")
    assert (raised.value.seconds, raised.value.status, raised.value.code) == (2, 429, "slow_down")
    assert "2 seconds" in str(raised.value)
    clock.now += 1.9
    with pytest.raises(SlowDownError, match="a second"):
        limit.check("web:1")
    clock.now += 0.1
    limit.check("web:1")


def test_ten_rapid_messages_are_no_flood(clock: Clock) -> None:
    limit = RateLimit(clock=clock)
    for _ in range(10):
        limit.check("web:1", "192.0.2.1")


def test_people_do_not_wait_for_one_another_but_an_address_has_its_own_limit(clock: Clock) -> None:
    limit = RateLimit(Allowance(1, 1), Allowance(3, 1), clock)
    for person in ("web:1", "web:2", "web:3"):
        limit.check(person, "192.0.2.1")
    with pytest.raises(SlowDownError):
        limit.check("web:4", "192.0.2.1")
    limit.check("web:4", "192.0.2.2")
    with pytest.raises(SlowDownError):
        limit.check("web:4", "192.0.2.3")
    limit.check(None, "192.0.2.3")
    limit.check("web:5")


def test_what_is_refused_costs_nothing(clock: Clock) -> None:
    limit = RateLimit(Allowance(1, 1), Allowance(2, 0.001), clock)
    limit.check("web:1", "192.0.2.1")
    for _ in range(50):
        with pytest.raises(SlowDownError):
            limit.check("web:1", "192.0.2.1")
    limit.check("web:2", "192.0.2.1")


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3::4", "20010db800010002/64"),
     ("2001:db8:1:2:ffff::", "20010db800010002/64"), ("fe80::1%eth0", "fe80000000000000/64"), ("nonsense", "unknown")],
)  # fmt: skip
def test_an_ipv6_household_is_one_address(address: str, network: str) -> None:
    assert network_of(address) == network


def test_memory_is_bounded(clock: Clock) -> None:
    buckets = Buckets(PER_PERSON, most=100, clock=clock)
    for number in range(1000):
        buckets.take(f"web:{number}")
    assert len(buckets) == 100
    for _ in range(20):
        buckets.take("web:999")
    assert buckets.seconds_to_wait("web:999") > 0


def test_a_flood_gets_through_no_quicker_than_is_allowed(clock: Clock, tell) -> None:
    limit, taken, refused = RateLimit(clock=clock), 0, 0
    for number in range(50 * 60):
        clock.now += 1 / 50
        try:
            limit.check("web:flood", "192.0.2.1")
            taken += 1
        except SlowDownError:
            refused += 1
        if number % 100 == 0:
            limit.check(f"web:{number}", "192.0.2.9")
    assert taken <= PER_PERSON.at_once + 60 * PER_PERSON.per_second
    tell(f"S8 (base): {taken + refused} messages in 60 s from one person, {taken} taken, {refused} told to wait")


def test_what_is_allowed_is_taken_and_what_is_not_costs_nothing(clock: Clock) -> None:
    buckets = Buckets(Allowance(2, 0.5), clock=clock)
    assert [buckets.allow("web:1") for _ in range(5)] == [True, True, False, False, False]
    assert buckets.allow("web:2")
    clock.now += 2
    assert [buckets.allow("web:1") for _ in range(2)] == [True, False]
