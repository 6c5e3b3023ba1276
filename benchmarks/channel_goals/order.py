"""R6: many conversations in which ten messages come one after the other, without waiting for answers."""

import asyncio
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.channel_goals.crash import QUESTIONS
from benchmarks.channel_goals.far_side import FarSide
from benchmarks.channel_goals.ledger import Ledger
from benchmarks.channel_goals.lifters import WebLifter, session
from benchmarks.channel_goals.report import Found
from benchmarks.channel_goals.served import QuickServed, Served

RAPID, AT_ONCE, ANSWER_SECONDS = 10, 16, 600


async def order(served: Served, conversations: int, text: Callable[[int], str], what: str) -> Found:
    """Ten messages in each conversation; what the streams tell then."""
    await served.start()
    brought: dict[str, list[str]] = {}
    people: list[WebLifter] = []
    refused = 0
    async with session() as http, Ledger(served.database) as ledger:
        left = iter(range(conversations))

        async def lane() -> None:
            nonlocal refused
            for _ in left:
                lifter = WebLifter(served, http)
                await lifter.arrive()
                people.append(lifter)
                found = [await lifter.bring(text(number)) for number in range(1, RAPID + 1)]
                refused += sum(not each.is_acknowledged for each in found)
                brought[lifter.conversation] = [each.name for each in found if each.is_acknowledged]

        await asyncio.gather(*(lane() for _ in range(AT_ONCE)))
        taken = await ledger.done(ANSWER_SECONDS)
        unordered = unshown = 0
        for each in people:
            events = [event for event in await each.events(30) if event.get("message_id")]
            answered = [event["message_id"] for event in events if event["kind"] == "spotter"]
            unordered += list(dict.fromkeys(answered)) != brought[each.conversation]
            unshown += len({*brought[each.conversation]} - {*answered})
    await served.stop()
    messages = sum(map(len, brought.values()))
    return Found(
        f"R6 ({what})", f"{conversations:,} conversations, {messages:,} messages",
        {"conversations out of order": unordered, "not answered": unshown, "refused": refused},
        {"all answered after the last, s": round(taken, 1)},
    )  # fmt: skip


async def r6(count: int) -> list[Found]:
    """So many conversations with a quick coach, and a thirtieth of them with the real one."""
    with tempfile.TemporaryDirectory() as folder:
        far = await FarSide().start()
        quick = QuickServed(Path(folder) / "quick", far)
        found = [await order(quick, count, str, "quick coach")]
        await quick.close()
        real = Served(Path(folder) / "serve", far)
        found.append(await order(real, max(1, count // 30), lambda _: random.choice(QUESTIONS), "spotter serve"))
        await far.stop()
        return found
