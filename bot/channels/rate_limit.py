"""How much one person, and one address, may send. Each process counts for itself."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from bot.channels.errors import SlowDownError

_HOME = 64
"""Bits of an IPv6 address that a household or a phone has for itself."""


@dataclass(frozen=True)
class Allowance:
    """So many at once, and after that so many per second."""

    at_once: float
    per_second: float


PER_PERSON = Allowance(10, 0.5)
PER_ADDRESS = Allowance(120, 5.0)
"""A gym's members share its address."""


class Buckets:
    """A bucket of tokens for each name; of those that are not full the latest `most` are remembered."""

    def __init__(
        self, allowance: Allowance, most: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:  # fmt: skip
        self._allowance, self._most, self._clock = allowance, most, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def allow(self, name: str) -> bool:
        """Whether there is a token; then it is taken."""
        if self.seconds_to_wait(name) > 0:
            return False
        self.take(name)
        return True

    def seconds_to_wait(self, name: str) -> float:
        """How long until there is a token; 0 if there is one now."""
        return max(0.0, (1 - self._tokens(name)) / self._allowance.per_second)

    def take(self, name: str) -> None:
        """Take a token."""
        self._buckets[name] = self._tokens(name) - 1, self._clock()
        self._buckets.move_to_end(name)
        while len(self._buckets) > self._most:
            self._buckets.popitem(last=False)

    def _tokens(self, name: str) -> float:
        now = self._clock()
        tokens, at = self._buckets.get(name, (self._allowance.at_once, now))
        return min(self._allowance.at_once, tokens + (now - at) * self._allowance.per_second)


class RateLimit:
    """The limits of a person and of an address together."""

    def __init__(
        self, person: Allowance = PER_PERSON, address: Allowance = PER_ADDRESS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._people, self._addresses = Buckets(person, clock=clock), Buckets(address, clock=clock)

    def check(self, conversation: str | None, address: str | None = None) -> None:
        """Count a message of a person, if that is known, from an address, if that tells anything.

        Raises SlowDownError, and counts nothing, if it is too much.
        """
        names = [(self._people, conversation), (self._addresses, address and network_of(address))]
        known = [(buckets, name) for buckets, name in names if name]
        wait = max((buckets.seconds_to_wait(name) for buckets, name in known), default=0.0)
        if wait > 0:
            raise SlowDownError(math.ceil(wait))
        for buckets, name in known:
            buckets.take(name)


def network_of(address: str) -> str:
    """What counts as one address: of IPv6 the first half, which a household has for itself."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped) if mapped else f"{int(found) >> _HOME:x}/{_HOME}"
    return str(found)
