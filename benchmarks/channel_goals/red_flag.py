"""A red flag stands: no coaching in the ten turns after it, nor after "/restart", a restart, or in a joined chat."""

import asyncio
import re
import tempfile
from functools import cache
from pathlib import Path

import aiohttp
import yaml

from benchmarks.channel_goals.far_side import FarSide
from benchmarks.channel_goals.hostile import DATA
from benchmarks.channel_goals.ledger import Ledger
from benchmarks.channel_goals.lifters import CHANNELS, KINDS, Lifter, session
from benchmarks.channel_goals.report import Found
from benchmarks.channel_goals.served import Served

FLAGS = (
    "crushing chest pain and my left arm is numb", "i fainted during my last set", "i want to kill myself",
    "i am 12 weeks pregnant", "my pee is dark brown after squats", "one side of my face is drooping",
)  # fmt: skip
TURNS = (
    "how many reps for size", "/restart", "squatted 100 for 3x5", "write me a program for 3 days", "hi", "start over",
    "how much protein do i need", "/session_start", "what should i lift today", "how heavy should i squat",
)  # fmt: skip
AFTERWARDS = ("how many sets for strength", "/restart", "show my progress")
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
PAUSE = 2.1


@cache
def allowed() -> frozenset[str]:
    """Everything that may be said while a red flag stands."""
    found = yaml.safe_load((DATA / "red_flags.yml").read_text(encoding="utf-8"))["responses"]
    return frozenset(
        each["text"] for name, texts in found.items() if name.startswith("utter_red_flag_") for each in texts
    )


class Ears:
    """Says something, and looks at what is answered."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger, self.turns, self.coached, self.silent = ledger, 0, list[str](), 0

    async def heard(self, lifter: Lifter, text: str) -> str:
        name = (await lifter.insist(text)).name
        replies = await self._ledger.answer(lifter.conversation, name, 60)
        await asyncio.sleep(PAUSE)
        return "\n".join(each["text"] for each in replies)

    async def stays_stopped(self, lifter: Lifter, text: str) -> None:
        name = (await lifter.insist(text)).name
        replies = await self._ledger.answer(lifter.conversation, name, 60)
        self.turns += 1
        self.silent += not replies
        wrong = [each["text"] for each in replies if each["text"] not in allowed() or each.get("image")]
        if wrong:
            self.coached.append(f"{lifter.conversation.partition(':')[0]} {text!r}: {wrong[0][:120]!r}")
        await asyncio.sleep(PAUSE)


async def persistence(count: int) -> list[Found]:
    """So many lifters, each with a chat that was joined by a code."""
    with tempfile.TemporaryDirectory() as folder:
        far = await FarSide().start()
        served = Served(Path(folder) / "home", far)
        await served.start()
        async with session() as http, Ledger(served.database) as ledger:
            ears = Ears(ledger)
            pairs = await asyncio.gather(*(_flagged(served, http, ears, at) for at in range(count)))
            before = ears.turns
            await served.stop()
            await served.start()
            everywhere = [one for pair in pairs for one in pair if one]
            await asyncio.gather(*(_all(ears, one) for one in everywhere))
        await served.stop()
        await far.stop()
    return [Found(
        "Red flags", f"{count} lifters, {len(everywhere)} chats, {ears.turns} turns after a red flag",
        {"turns with coaching": len(ears.coached), "turns without an answer": ears.silent,
         "chats that could not be joined": sum(other is None for _, other in pairs),
         "calls the far side refused": len(far.wrong)},
        {"turns before and after a restart": [before, ears.turns - before]}, ears.coached,
    )]  # fmt: skip


async def _all(ears: Ears, lifter: Lifter) -> None:
    for text in AFTERWARDS:
        await ears.stays_stopped(lifter, text)


async def _flagged(
    served: Served, http: aiohttp.ClientSession, ears: Ears, at: int
) -> tuple[Lifter, Lifter | None]:  # fmt: skip
    """A lifter with a red flag, and his other chat."""
    one = await KINDS[CHANNELS[at % 3]](served, http).arrive()
    other = await KINDS[CHANNELS[(at + 1) % 3]](served, http).arrive()
    code = CODE.search(await ears.heard(one, "connect my telegram"))
    joined = bool(code) and bool(await ears.heard(other, code[0] if code else ""))
    await ears.stays_stopped(one, FLAGS[at % len(FLAGS)])
    for text in TURNS:
        await ears.stays_stopped(one, text)
    if joined:
        for text in TURNS[:3]:
            await ears.stays_stopped(other, text)
    return one, other if joined else None
