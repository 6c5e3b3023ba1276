"""R3: the database is locked by somebody else. R4: the action server is down, raises, or hangs.

R3 tells lifters' body masses before, and asks what needs them in the middle of it; others log a workout meanwhile.
What is answered must be right, or say that the notes are out of reach; what is said to be logged must be in the store.
"""

import asyncio
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from benchmarks.channel_goals.far_side import FarSide
from benchmarks.channel_goals.ledger import Ledger
from benchmarks.channel_goals.lifters import CHANNELS, KINDS, Brought, Lifter, lifters, session
from benchmarks.channel_goals.report import Found, percentile
from benchmarks.channel_goals.served import Served
from bot.store.sql import open_stores

SHORT_SECONDS = (0.1, 0.5, 1, 2, 4, 8)
LONG_SECONDS = 60
RED_FLAG, ITS_ANSWER = "crushing chest pain and my left arm is numb", "call your local emergency number"
HELLO = ("utter_greet", "utter_welcome_back")
SENTENCES = ("cannot get at my notes", "lost my words", "something broke on my side")
"""What may be said in place of an answer."""
NO_NOTES = SENTENCES[0]
ALERTS = ("failed with", "last words", "while running action")
"""Lines of the log by which somebody who watches it is told."""
SLOWEST, OTHERS = 12, 1.0


@dataclass
class Asked:
    """A message, and what its answer has to say; when it was brought and answered."""

    lifter: Lifter
    text: str
    wanted: str
    seconds: float = 0.0
    brought: Brought | None = None
    refused: list[str] = field(default_factory=list)
    answer: str = ""

    async def go(self, ledger: Ledger, seconds: float = 150) -> "Asked":
        """Bring it until it is acknowledged, and wait for the answer."""
        name, started = self.lifter.next_name(), time.monotonic()
        while not (found := await self.lifter.bring(self.text, name)).is_acknowledged:
            self.refused.append(found.said)
            if time.monotonic() - started > seconds:
                break
            await asyncio.sleep(2.1 if found.status == 429 else 0.5)
            self.refused += self.lifter.served.far.texts(self.lifter.conversation)
        self.brought = found
        await ledger.answer(self.lifter.conversation, name, seconds)
        self.seconds, self.answer = time.monotonic() - started, ledger.text(self.lifter.conversation, name)
        return self


def locked(path: Path, seconds: float) -> None:
    """Holds the database; blocks."""
    other = sqlite3.connect(path, isolation_level=None, timeout=30)
    other.execute("BEGIN EXCLUSIVE")
    time.sleep(seconds)
    other.execute("ROLLBACK")
    other.close()


@dataclass
class Others:
    """How long somebody waits who asks for what needs no database: while it is locked, and else."""

    is_locked: bool = False
    waits: dict[bool, list[float]] = field(default_factory=lambda: {True: [], False: []})

    @property
    def held_up(self) -> list[float]:
        """Waits that are too long, and longer than any without a lock: those are the machine's."""
        usual = max(OTHERS, *self.waits[False])
        return [each for each in self.waits[True] if each > usual]


async def _watch(served: Served, http: aiohttp.ClientSession, others: Others) -> None:
    while True:
        started, is_locked = time.monotonic(), others.is_locked
        async with http.get(f"{served.url}/nothing-here") as answer:
            await answer.read()
        others.waits[is_locked].append(time.monotonic() - started)
        await asyncio.sleep(0.1)


async def r3(
    count: int, long_seconds: float = LONG_SECONDS, short: tuple[float, ...] = SHORT_SECONDS, known: int = 8
) -> list[Found]:
    """So many short locks, and one long one."""
    chance, asked, told, flags, others = random.Random(1), [], [], [], Others()
    with tempfile.TemporaryDirectory() as folder:
        far = await FarSide().start()
        served = Served(Path(folder) / "home", far)
        await served.start()
        async with session() as http, Ledger(served.database) as ledger:
            people = await _known(served, http, ledger, known)
            watching = asyncio.create_task(_watch(served, http, others))
            for number in range(count + 1):
                seconds = chance.choice(short) if number < count else long_seconds
                trial = await _trial(served, http, people, number)
                going = [asyncio.create_task(_later(each, chance.uniform(0, 0.5), ledger)) for each in trial]
                await asyncio.sleep(chance.uniform(0, 0.4))
                others.is_locked = True
                await asyncio.to_thread(locked, served.database, seconds)
                others.is_locked = False
                done = await asyncio.gather(*going)
                asked, told, flags = [*asked, *done[:3]], [*told, *done[3:6]], [*flags, *done[6:]]
            watching.cancel()
            await ledger.done(60)
            found = _look_at_outage(served, ledger, asked, told, flags, others)
        await served.stop()
        found.wrong["calls the far side refused"] = len(far.wrong)
        found.count = f"{count} locks of {short[0]}–{short[-1]} s and one of {long_seconds} s"
        await far.stop()
    return [found]


async def _known(served: Served, http: aiohttp.ClientSession, ledger: Ledger, each: int) -> list[tuple[Lifter, int]]:
    """Lifters of all channels who have told their body mass."""
    people = await lifters(served, http, each)
    for mass, one in enumerate(people, 60):
        name = (await one.insist(f"i weigh {mass} kg")).name
        assert str(mass) in "".join(reply["text"] for reply in await ledger.answer(one.conversation, name)), mass
    return list(zip(people, range(60, 60 + len(people)), strict=True))


async def _trial(
    served: Served, http: aiohttp.ClientSession, known: list[tuple[Lifter, int]], number: int
) -> list[Asked]:
    """Three who ask for what needs their body mass, three who log, and one with a red flag."""
    at = number * 3 % len(known)
    asking = [Asked(lifter, "how much protein do i need", f"At {mass} kg") for lifter, mass in known[at : at + 3]]
    logging = [
        Asked(each, f"squatted {50 + number / 2} kg for 3x5", "Logged") for each in await lifters(served, http, 1)
    ]
    flag = await KINDS[CHANNELS[number % 3]](served, http).arrive()
    return [*asking, *logging, Asked(flag, RED_FLAG, ITS_ANSWER)]


async def _later(asked: Asked, seconds: float, ledger: Ledger) -> Asked:
    await asyncio.sleep(seconds)
    return await asked.go(ledger)


def _look_at_outage(
    served: Served, ledger: Ledger, asked: list[Asked], told: list[Asked], flags: list[Asked], others: Others
) -> Found:
    stores = open_stores(f"sqlite:///{served.database}")
    amnesia = [each for each in asked if each.wanted not in each.answer and not _says_so(each)]
    kept = {each.lifter.conversation: _workouts(stores, each.lifter.conversation) for each in told}
    lost = [each for each in told if kept[each.lifter.conversation] == 0 and not _says_so(each)]
    not_kept = [each for each in told if kept[each.lifter.conversation] == 0 and _says_so(each)]
    false = [each for each in told if kept[each.lifter.conversation] == 1 and NO_NOTES in each.answer]
    silent_flags = [each for each in flags if each.wanted not in each.answer]
    refused = [each for each in flags if each.refused]
    without = [each for each in refused if not any(ITS_ANSWER in said for said in each.refused)]
    everybody = [*asked, *told, *flags]
    return Found(
        "R3",
        "",
        {
            "amnesia answers": len(amnesia),
            "acknowledged facts lost": len(lost),
            "acknowledged facts not kept, and told so": len(not_kept),
            "facts kept twice": sum(each > 1 for each in kept.values()),
            "messages never answered": sum(not each.answer for each in everybody),
            "bot events without their user event": sum(
                _bare_bot_events(ledger, each.lifter.conversation) for each in everybody
            ),
            "red flags without their answer in the end": len(silent_flags),
            "red flags refused without a word of help": len(without),
            "others held up more than 1 s": len(others.held_up),
        },
        {
            "asked": len(asked),
            "logged": len(told),
            "red flags": len(flags),
            "red flags refused at first": len(refused),
            "told that notes are out of reach": sum(NO_NOTES in each.answer for each in everybody),
            "last words": sum(SENTENCES[1] in each.answer for each in everybody),
            "kept, though told that notes are out of reach": len(false),
            "others waited at most while locked, and else, s": [
                round(max(each, default=0), 2) for each in others.waits.values()
            ],
            "looks at others while locked, and else": [len(each) for each in others.waits.values()],
            "red flag answered p50, p95, s": [
                round(percentile([each.seconds for each in flags], part), 1) for part in (0.5, 0.95)
            ],
        },
        [
            f"{each.text!r}: {each.answer[:150]!r}"
            for each in (*amnesia[:3], *lost[:2], *not_kept[:1], *silent_flags[:2])
        ]
        + [f"refused: {each.refused[0][:150]!r}" for each in without[:2]],
    )


def _says_so(asked: Asked) -> bool:
    return any(each in asked.answer for each in SENTENCES)


def _workouts(stores: Any, conversation: str) -> int:
    lifter = stores.lifters.find(conversation)
    return len(stores.log.workouts(lifter.id)) if lifter else 0


def _bare_bot_events(ledger: Ledger, conversation: str) -> int:
    """Turns of a conversation in which Spotter spoke and nobody had asked; a greeting is its own word."""
    bare, has_user = 0, False
    for each in ledger.events(conversation):
        if each["event"] == "user":
            has_user = True
        elif each["event"] == "bot" and not has_user and each["metadata"].get("utter_action") not in HELLO:
            bare += 1
    return bare


class ActionServer:
    """What stands where the action server should be. `mode`: down, raises, hangs."""

    def __init__(self) -> None:
        self.mode, self.asked = "raises", 0
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def start(self) -> None:
        app = web.Application(client_max_size=50_000_000)
        app.router.add_post("/webhook", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        if self.mode == "hangs":
            await asyncio.sleep(60)
        return web.json_response({"error": "db password is hunter2", "action_name": "x"}, status=500)


@asynccontextmanager
async def in_mode(actions: ActionServer, mode: str) -> AsyncIterator[None]:
    """The action server as it should not be."""
    actions.mode = mode
    if mode == "down":
        await actions.stop()
    yield
    if mode == "down":
        await actions.start()


async def r4(count: int, at_once: int = 6, modes: tuple[str, ...] = ("down", "raises", "hangs")) -> list[Found]:
    """So many lifters in each way to fail, `at_once` of them at the same moment, each time one red flag too.

    Where it hangs, 20 at the same moment besides.
    """
    found, actions = [], ActionServer()
    await actions.start()
    with tempfile.TemporaryDirectory() as folder:
        far = await FarSide().start()
        address = f"http://127.0.0.1:{actions.port}/webhook"
        served = Served(Path(folder) / "home", far, SPOTTER_ACTION_SERVER=address)
        await served.start()
        async with session() as http, Ledger(served.database) as ledger:
            for mode, crowd in [*((each, at_once) for each in modes), *([("hangs", 20)] if "hangs" in modes else [])]:
                async with in_mode(actions, mode):
                    before = len(served.log)
                    people, flags = await _fail(served, http, ledger, count if crowd == at_once else 20, crowd)
                    log = served.log[before:]
                found.append(_look_at_failing(mode, crowd, people, flags, log))
        await served.stop()
        await far.stop()
    await actions.stop()
    return found


async def _fail(
    served: Served, http: aiohttp.ClientSession, ledger: Ledger, count: int, at_once: int
) -> tuple[list[Asked], list[Asked]]:
    people, flags = [], []
    while len(people) < count:
        wave = [
            Asked(each, "how many reps for size", "")
            for each in (await lifters(served, http, -(-at_once // 3)))[:at_once]
        ]
        await asyncio.sleep(0.3)
        flag = Asked(await KINDS[CHANNELS[len(flags) % 3]](served, http).arrive(), RED_FLAG, ITS_ANSWER)
        going = [asyncio.create_task(each.go(ledger)) for each in wave]
        await asyncio.sleep(0.3)
        await asyncio.gather(*going, flag.go(ledger))
        people, flags = [*people, *wave], [*flags, flag]
    return people, flags


def _look_at_failing(mode: str, crowd: int, people: list[Asked], flags: list[Asked], log: str) -> Found:
    errors = [line for line in log.splitlines() if any(each in line for each in ALERTS)]
    return Found(
        f"R4 ({mode}, {crowd} at once)",
        f"{len(people)} lifters, {len(flags)} red flags",
        {
            "without a sentence": sum(not each.answer.strip() for each in people),
            f"later than {SLOWEST} s": sum(each.seconds > SLOWEST for each in people),
            "red flags without their answer": sum(each.wanted not in each.answer for each in flags),
            f"red flags later than {SLOWEST} s": sum(each.seconds > SLOWEST for each in flags),
            "no error in the log": int(not errors),
            "internals told": sum("hunter2" in each.answer for each in people),
            "what the action server said, in the log": log.count("hunter2"),
        },
        {
            "sentence p50, max, s": [
                round(percentile([each.seconds for each in people], part), 1) for part in (0.5, 1)
            ],
            "red flag p50, max, s": [round(percentile([each.seconds for each in flags], part), 1) for part in (0.5, 1)],
            "errors in the log": len(errors),
            "said": json.dumps(sorted({each.answer[:70] for each in people})),
        },
    )
