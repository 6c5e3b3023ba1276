"""The load of the benchmark of the channels: so many open conversations, and how long they waited."""

import asyncio
import math
import random
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

from benchmarks.channels_messages import MESSAGES
from benchmarks.channels_systems import Server
from benchmarks.channels_talkers import FAILURES, NEVER, Heard, Talker

TURNS = 9
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


def percentile(values: Sequence[float], quantile: float) -> float:
    """The smallest value that so many are at or below."""
    return sorted(values)[max(0, math.ceil(quantile * len(values)) - 1)] if values else math.nan


async def converse(
    side: Side, people: int, seconds: float, into: Waited, *, pause: tuple[float, float], seed: int
) -> None:  # fmt: skip
    """So many conversations at once for so long, each with a pause between an answer and the next message.

    What was said before the end is waited for, and counts.
    """
    numbers, ends_at = count(seed * 10_000), asyncio.get_running_loop().time() + seconds
    started = time.perf_counter()
    await asyncio.gather(*(
        _place(side, numbers, random.Random(f"{seed} {place}"), ends_at, into, pause) for place in range(people)
    ))  # fmt: skip
    into.seconds += time.perf_counter() - started


async def _place(
    side: Side, numbers: "count[int]", chance: random.Random, ends_at: float, into: Waited,
    pause: tuple[float, float],
) -> None:  # fmt: skip
    """One visitor after the other in the same place; each asks some of the questions, in an order of his own."""
    now = asyncio.get_running_loop().time
    await asyncio.sleep(chance.uniform(0, pause[1]))
    while now() < ends_at:
        talker = side.talker(next(numbers))
        try:
            await talker.open()
            for text in chance.sample(MESSAGES, TURNS):
                if now() >= ends_at:
                    break
                into.heard.append(await talker.say(text))
                await asyncio.sleep(chance.uniform(*pause))
        except FAILURES:
            into.heard.append(Heard())  # could not even come in
            await asyncio.sleep(1)
        finally:
            with suppress(*FAILURES):
                await talker.close()
