"""The load of the benchmark of the channels: so many open conversations, and how long they waited."""

import asyncio
import math
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from benchmarks.channels_messages import MESSAGES
from benchmarks.channels_systems import Server
from benchmarks.channels_talkers import NEVER, Heard, Talker

OPENED_AT_ONCE, TURNS = 5, 9
"""After so many a new visitor takes over: one who sends more at once is refused, and stock Rasa slows by the turn."""


@dataclass(frozen=True)
class Side:
    """A system and one of its channels."""

    server: Server
    kind: type[Talker]

    def talker(self, number: int) -> Talker:
        return self.kind(self.server.url, number)


@dataclass
class Waited:
    """What was measured of one system in one place."""

    heard: list[Heard] = field(default_factory=list)
    seconds: float = 0.0

    def answered(self, quantile: float) -> float:
        """Seconds to the first bubble; what never came counts as for ever."""
        return percentile([each.answered for each in self.heard], quantile)

    def acknowledged(self, quantile: float) -> float:
        return percentile([each.acknowledged for each in self.heard], quantile)

    @property
    def unanswered(self) -> int:
        return sum(each.answered == NEVER for each in self.heard)

    @property
    def statuses(self) -> Counter[int]:
        return Counter(each.status for each in self.heard)

    @property
    def per_second(self) -> float:
        return (len(self.heard) - self.unanswered) / self.seconds


def in_batches(talkers: Sequence[Talker], size: int) -> Iterator[Sequence[Talker]]:
    return (talkers[start : start + size] for start in range(0, len(talkers), size))


def percentile(values: Sequence[float], quantile: float) -> float:
    """The smallest value that so many are at or below."""
    return sorted(values)[max(0, math.ceil(quantile * len(values)) - 1)] if values else math.nan


async def converse(
    side: Side, people: int, seconds: float, into: Waited, *, pause: tuple[float, float], seed: int
) -> None:  # fmt: skip
    """So many conversations at once for so long, each with a pause between an answer and the next message.

    All are open before the clock starts. What was said before the end is waited for, and counts.
    """
    numbers, chances = count(seed * 10_000), [random.Random(f"{seed} {place}") for place in range(people)]
    first = [side.talker(next(numbers)) for _ in chances]
    for some in in_batches(first, OPENED_AT_ONCE):
        await asyncio.gather(*(each.open() for each in some))
    ends_at, started = asyncio.get_running_loop().time() + seconds, time.perf_counter()
    places = (_place(side, numbers, each, ends_at, into, pause) for each in zip(first, chances, strict=True))
    await asyncio.gather(*places)
    into.seconds += time.perf_counter() - started


async def _place(
    side: Side, numbers: "count[int]", first: tuple[Talker, random.Random], ends_at: float, into: Waited,
    pause: tuple[float, float],
) -> None:  # fmt: skip
    """One visitor after the other in the same place; each asks some of the questions, in an order of his own."""
    (talker, chance), now = first, asyncio.get_running_loop().time
    await asyncio.sleep(chance.uniform(0, pause[1]))
    for turn in count():
        if now() >= ends_at:
            break
        if turn % TURNS == 0:
            texts = iter(chance.sample(MESSAGES, TURNS))
            if turn:
                await talker.close()
                talker = side.talker(next(numbers))
                await talker.open()
        into.heard.append(await talker.say(next(texts)))
        await asyncio.sleep(chance.uniform(*pause))
    await talker.close()
