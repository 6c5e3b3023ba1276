"""R10: a trainer's replies reach web, Slack and Telegram while the bot is silent, none another lifter, after restarts.

    .venv/bin/python -m benchmarks.handover_goals               300 replies, 100 on each channel
    .venv/bin/python -m benchmarks.handover_goals --each 20

The channels, their HTTP and the database are the real ones, in a process of their own, over a quick coach; trainers
speak in another process; Slack and Telegram are played on the loopback (benchmarks/channel_goals.md). Lifters write all
the while, orders in disguise among it. A third in, the trainers' process is killed, and the next one says the last few
replies again; then the server is stopped, trainers go on, and it is started again. What arrived is read from the calls
that Slack and Telegram got, and from the website's streams.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from aiohttp import ClientSession

from benchmarks.channel_goals.far_side import FarSide
from benchmarks.channel_goals.lifters import CHANNELS, Lifter, WebLifter, lifters, session
from benchmarks.channel_goals.report import Found
from benchmarks.channel_goals.served import QuickServed
from benchmarks.handover_trainers import Said, Trainers, taken
from bot.channels.identity import channel_of
from bot.store.interface import Stores
from bot.store.sql import open_stores

EACH, PEOPLE, NAMES = 100, 5, ("Robin", "Sam", "Kim")
AGAIN = 5
"""So many of the last replies are said again after a kill: whether they were kept is not known then."""
DONE_SECONDS = 60
ORDERS = (
    "/restart", "/request_cancel_handover", " /ask_rep_range{}", "//restart", "/start", "stop", "／restart",
    "how many reps for size", "\u200b/restart", "let me talk to the bot again",
)  # fmt: skip
HERE = "utter_trainer_is_here"


@dataclass
class Talk:
    """A lifter with a trainer, and what the trainer says, in order."""

    lifter: Lifter
    name: str
    said: list[Said]


async def r10(folder: Path, each: int = EACH, people: int = PEOPLE) -> Found:
    """So many replies on each channel, to so many lifters each."""
    far = await FarSide().start()
    served = QuickServed(folder, far, LEASE_SECONDS="30")
    await served.start()
    stores, trainers = open_stores(f"sqlite:///{served.database}"), Trainers(f"sqlite:///{served.database}")
    await trainers.start()
    async with session() as http:
        greeted = await _greeted(served, http, people)
        talks = [await _talk(stores, one, NAMES[at % len(NAMES)]) for at, one in enumerate(greeted)]
        writing = asyncio.create_task(_write(talks))
        refused = await _speak(served, trainers, _replies(talks, each // people))
        writing.cancel()
        await _rest(stores)
        found = await _look(talks, refused, far)
    await trainers.kill()
    await served.stop()
    await served.close()
    await far.stop()
    return found


async def _greeted(served: QuickServed, http: ClientSession, people: int) -> list[Lifter]:
    """Lifters whom the bot has answered once."""
    found = await lifters(served, http, people)
    for one in found:
        assert (await one.insist("hello")).is_acknowledged
    return found


async def _talk(stores: Stores, lifter: Lifter, name: str) -> Talk:
    """A conversation that a trainer has, when all that was said before is answered."""
    while stores.outbox.standings([lifter.conversation])[lifter.conversation].is_unanswered:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    handover, trainer = taken(stores, lifter.conversation, name)
    return Talk(lifter, name, [Said(handover.id, trainer, "", "")])


def _replies(talks: list[Talk], each: int) -> list[Said]:
    """What trainers say, in turn: every text is another one, and names its lifter."""
    every = []
    for number in range(each):
        for talk in talks:
            first, where = talk.said[0], talk.lifter.conversation
            one = Said(first.handover, first.trainer, f"Reply {number} to {where}.", f"{first.handover}-{number}")
            talk.said.append(one)
            every.append(one)
    return every


async def _speak(served: QuickServed, trainers: Trainers, replies: list[Said]) -> int:
    """Says it all, with both sides ended and begun again in the middle; how many the desk refused."""
    third, half, refused = len(replies) // 3, len(replies) // 2, 0
    for number, each in enumerate(replies):
        if number == third:
            await trainers.kill()
            await trainers.start()
            for again in replies[max(0, number - AGAIN) : number]:
                await trainers.say(again)
        if number == half:
            await served.stop()
        if number == half + third // 2:
            await served.start()
        refused += await trainers.say(each) is None
    return refused


async def _write(talks: list[Talk]) -> None:
    """Lifters write all the while; what cannot be brought just now is brought again."""
    for text in cycle(ORDERS):
        await asyncio.gather(*(each.lifter.bring(text) for each in talks))
        await asyncio.sleep(0.5)


async def _rest(stores: Stores) -> None:
    async with asyncio.timeout(DONE_SECONDS):
        while stores.inbox.waiting()[0] or any(stores.outbox.waiting(each)[0] for each in CHANNELS):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def _look(talks: list[Talk], refused: int, far: FarSide) -> Found:
    wrong = dict.fromkeys(("refused", "lost", "twice", "out of order", "to another lifter", "without the name"), 0)
    wrong |= {"words of the bot meanwhile": 0, "calls that Slack or Telegram refuse": len(far.wrong)}
    wrong["refused"], kept, arrived = refused, 0, dict.fromkeys(CHANNELS, 0)
    examples: list[str] = []
    for talk in talks:
        told = [each async for each in _told(talk, far)]
        wanted = [each.text for each in talk.said[1:]]
        got = [text for text, _ in told if text.startswith("Reply ")]
        arrived[channel_of(talk.lifter.conversation)] += len(set(got) & set(wanted))
        wrong["lost"] += len(set(wanted) - set(got))
        wrong["twice"] += len(got) - len(set(got))
        examples += [f"twice: {each}" for each in set(got) if got.count(each) > 1]
        wrong["out of order"] += sorted(got, key=lambda text: int(text.split()[1])) != got
        wrong["to another lifter"] += sum(text not in wanted for text in got)
        wrong["without the name"] += sum(text.startswith("Reply ") and not named for text, named in told)
        bot = [text for text, _ in told if not text.startswith("Reply ")]
        here = bot.count(f"{HERE} {talk.name}")  # none where the trainer was quicker
        wrong["words of the bot meanwhile"] += len(bot) - BEFORE - here + max(0, here - 1)
        kept += talk.lifter.messages
    count = sum(len(talk.said) - 1 for talk in talks)
    told_of = {"arrived": arrived, "lifters": len(talks), "messages of lifters": kept}
    return Found(
        "R10", f"{count} replies of trainers, both sides ended and begun again in the middle", wrong, told_of, examples
    )


BEFORE = 1
"""What the bot has said before: one answer to "hello"; greetings are not counted."""


async def _told(talk: Talk, far: FarSide) -> AsyncIterator[tuple[str, bool]]:
    """What a lifter was told by bot and trainer, and whether a trainer's words came with the name. Not the greeting."""
    if isinstance(talk.lifter, WebLifter):
        for each in await talk.lifter.events():
            if each["kind"] in ("spotter", "trainer") and not each["text"].startswith("Hi, I am"):
                yield each["text"], each.get("trainer") == talk.name and each["kind"] == "trainer"
    else:
        for text in far.texts(talk.lifter.conversation):
            named = f"{talk.name}, trainer" in text
            yield text.split("\n")[-1], named


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--each", type=int, default=EACH, help="replies on each channel")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(r10(Path(folder), options.each))
    print(found)
    sys.exit(not found.is_met)


if __name__ == "__main__":
    main()
