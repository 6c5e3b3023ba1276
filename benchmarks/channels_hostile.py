"""One who means no good, beside 20 people who type: the benchmark of the channels, goals S7 and S8."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle, islice

from benchmarks.channels_load import Side, Waited, converse, percentile
from benchmarks.channels_talkers import FAILURES, Talker

PEOPLE, TYPING = 20, (2.0, 5.0)
ATTACKER = 9_999_999
A_QUESTION = "how many sets should i do"
TOO_LONG = ("how many sets " * 1_500, "how many sets " * 160)
"""Of 21,000 bytes, and of 2,240 characters."""
BIG_ONES = 100


@dataclass
class Attacked:
    """How long the others waited without and with the attack, and what the attacker was told."""

    without: Waited = field(default_factory=Waited)
    beside: Waited = field(default_factory=Waited)
    told: Counter[int] = field(default_factory=Counter)

    def noise(self, quantile: float) -> float:
        """The later half without the attack beside the earlier one: what the machine alone does."""
        heard = [each.answered for each in self.without.heard]
        half = len(heard) // 2
        return percentile(heard[half:], quantile) / percentile(heard[:half], quantile)

    def ratio(self, quantile: float) -> float:
        return self.beside.answered(quantile) / self.without.answered(quantile)


async def flooded(side: Side, seconds: float, per_second: float, rounds: int, seed: int) -> Attacked:
    """One identity that sends ever the same question."""
    return await _attacked(side, seconds, per_second, cycle([A_QUESTION]), rounds, seed)


async def burdened(side: Side, seconds: float, rounds: int, seed: int) -> Attacked:
    """One identity that sends what is too long, a hundred times in all."""
    texts = islice(cycle(TOO_LONG), BIG_ONES)
    return await _attacked(side, seconds, BIG_ONES / seconds / rounds, texts, rounds, seed)


async def _attacked(
    side: Side, seconds: float, per_second: float, texts: Iterator[str], rounds: int, seed: int
) -> Attacked:  # fmt: skip
    """Without and with it in turn, so that what else the machine does slows both alike."""
    found = Attacked()
    for turn in range(rounds):
        await side.server.calm()
        await converse(side, PEOPLE, seconds, found.without, pause=TYPING, seed=seed + 2 * turn)
        async with _attack(side.talker(ATTACKER + seed + turn), per_second, texts, found.told):
            await converse(side, PEOPLE, seconds, found.beside, pause=TYPING, seed=seed + 2 * turn + 1)
    return found


@asynccontextmanager
async def _attack(
    attacker: Talker, per_second: float, texts: Iterator[str], told: Counter[int]
) -> AsyncIterator[None]:  # fmt: skip
    await attacker.open()
    attack = asyncio.create_task(_keep_sending(attacker, per_second, texts, told))
    yield
    attack.cancel()
    with suppress(asyncio.CancelledError):
        await attack
    await attacker.close()


async def _keep_sending(attacker: Talker, per_second: float, texts: Iterator[str], told: Counter[int]) -> None:
    """At that rate, whether it is answered or not."""
    loop, begun, sent = asyncio.get_running_loop(), asyncio.get_running_loop().time(), 0
    async with asyncio.TaskGroup() as under_way:
        for text in texts:
            await asyncio.sleep(max(0.0, begun + sent / per_second - loop.time()))
            sent += 1
            under_way.create_task(_send(attacker, text, told))


async def _send(attacker: Talker, text: str, told: Counter[int]) -> None:
    status = 0
    try:
        status = await attacker.shove(text)
    except FAILURES:
        pass
    finally:
        told[status] += 1
