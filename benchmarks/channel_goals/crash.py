"""R1: kill -9 while lifters write on all channels. R2: SIGTERM with messages in flight.

Every lifter brings numbered messages, the next one when the last is acknowledged, and after a kill the same one again.
What was acknowledged must be answered once, in order, and the answer must have arrived. What arrives twice is counted
apart: Telegram cannot be asked whether it has a message, and one that may be lost is sent again.
"""

import asyncio
import random
import signal
import sqlite3
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.channel_goals.far_side import FarSide
from benchmarks.channel_goals.ledger import Key, Ledger
from benchmarks.channel_goals.lifters import CHANNELS, Lifter, WebLifter, lifters, session
from benchmarks.channel_goals.report import Found
from benchmarks.channel_goals.served import EndedError, QuickServed, Served
from benchmarks.inbox_crash import STEPS

POLLED = ("web", "slack", "polled")
LATEST_KILL_SECONDS = 0.6
DONE_SECONDS = 60
MOST_WAITING = 3
"""Messages of a lifter that are not answered yet, before he writes the next one."""
QUESTIONS = (
    "how many reps for size",
    "how long should i rest",
    "how many sets per week",
    "what is rpe",
    "thanks",
    "how heavy should i lift for strength",
    "what does amrap mean",
    "do i need to warm up",
)


@dataclass
class Load:
    """Lifters who write all the time. `acknowledged` is what they were promised, in the order of the promises."""

    people: list[Lifter]
    ledger: Ledger
    quick: bool
    pause: float = 0.0
    acknowledged: list[Key] = field(default_factory=list)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _is_ending: bool = False

    def start(self) -> None:
        self._tasks = [asyncio.create_task(self._write(each)) for each in self.people]

    async def stop(self) -> None:
        """Ends with what is begun: all that was brought is acknowledged then."""
        self._is_ending = True
        await asyncio.gather(*self._tasks)

    async def _write(self, lifter: Lifter) -> None:
        while not self._is_ending:
            name = lifter.next_name()
            text = str(lifter.messages) if self.quick else random.choice(QUESTIONS)
            while not (found := await lifter.bring(text, name)).is_acknowledged:  # noqa: ASYNC110
                await asyncio.sleep(2.1 if found.status == 429 else 0.05)
            self.acknowledged.append((lifter.conversation, name))
            await asyncio.sleep(self.pause)
            while lifter.messages - len(self.ledger.order[lifter.conversation]) > MOST_WAITING:  # noqa: ASYNC110
                await asyncio.sleep(0.05)


async def kill_quick(folder: Path, kills: int, at_each_step: int, seed: int, kinds: tuple[str, ...]) -> Found:
    """Kills of the channels over a quick coach, at random moments and at steps of inbox and outbox."""
    chance, far = random.Random(seed), await FarSide().start()
    served = QuickServed(folder, far, webhook="polled" not in kinds)
    deaths = [""] * kills + [step for step in STEPS for _ in range(at_each_step)]
    chance.shuffle(deaths)
    died: Counter[str] = Counter()
    await served.start()
    async with session() as http, Ledger(served.database) as ledger:
        load = Load(await lifters(served, http, 4, kinds), ledger, quick=True)
        served.kill()
        await served.ended()
        load.start()
        for step in deaths:
            with suppress(EndedError):  # there may be work enough for the step before it listens
                await served.start(step, chance.randint(1, 40))
            if not step:
                await asyncio.sleep(chance.uniform(0, LATEST_KILL_SECONDS))
                served.kill()
            code = await served.ended()
            if code is None:
                served.kill()
                await served.ended()
            elif code != -signal.SIGKILL:
                raise EndedError(served.log[-2000:])
            died[step or "random"] += 1
        await served.start()
        await load.stop()
        taken = await ledger.done(DONE_SECONDS)
        shown = await web_shows(load.people)
        await served.stop()
        found = look(f"R1 ({kinds[-1]})", load, ledger, far, shown, taken)
    found.count = f"{died.total()} kills ({_list(died)}), {len(load.acknowledged)} acknowledged"
    found.wrong["turns of the coach twice"] = _turns_twice(folder / "coach.db")
    await served.close()
    await far.stop()
    return found


async def kill_serve(folder: Path, kills: int, seed: int) -> Found:
    """Kills of `spotter serve` with the trained model, at random moments after it listens or just before."""
    chance, far = random.Random(seed), await FarSide().start()
    served, longest = Served(folder, far), 0.0
    await served.start()
    async with session() as http, Ledger(served.database) as ledger:
        load = Load(await lifters(served, http, 4), ledger, quick=False, pause=1.0)
        load.start()
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.2, 4))
            served.kill()
            await served.ended()
            pending = [key for key in load.acknowledged if not ledger.replies.get(key)]
            await served.start()
            longest = max(longest, await _answered(ledger, pending))
        await load.stop()
        taken = await ledger.done(DONE_SECONDS)
        shown = await web_shows(load.people)
        await served.stop()
        found = look("R1 (spotter serve)", load, ledger, far, shown, taken)
    found.count = f"{kills} kills, {len(load.acknowledged)} acknowledged"
    found.wrong["not answered within 60 s"] = int(longest > DONE_SECONDS)
    found.told["longest wait for an answer after a start, s"] = round(longest, 1)
    await far.stop()
    return found


async def _answered(ledger: Ledger, keys: list[Key]) -> float:
    """How long until all these are answered."""
    started = asyncio.get_running_loop().time()
    for conversation, name in keys:
        await ledger.answer(conversation, name, DONE_SECONDS * 2)
    return asyncio.get_running_loop().time() - started


async def terminate(folder: Path, times: int, in_flight: int, streams: int) -> Found:
    """SIGTERM of `spotter serve` in the moment in which so many messages are brought; then it is started again."""
    far, seconds, codes, lost, twice, open_streams = await FarSide().start(), [], [], 0, 0, 0
    served, brought, waiting = Served(folder, far), 0, 0
    await served.start()
    async with session() as http, Ledger(served.database) as ledger:
        for _ in range(times):
            people = await lifters(served, http, -(-in_flight // len(CHANNELS)))
            listening = [
                asyncio.create_task(_listen(each)) for each in people[: streams * 3] if isinstance(each, WebLifter)
            ]
            await asyncio.sleep(2)
            open_streams += sum(not each.done() for each in listening)
            bringing = [asyncio.create_task(each.insist(random.choice(QUESTIONS))) for each in people[:in_flight]]
            await asyncio.sleep(random.uniform(0.05, 0.4))
            taken, code = await served.stop()
            waiting += ledger.waiting()
            seconds.append(taken)
            codes.append(code)
            await served.start()
            found = await asyncio.gather(*bringing)
            await asyncio.gather(*listening, return_exceptions=True)
            brought += len(found)
            await ledger.done(DONE_SECONDS)
            for lifter, each in zip(people, found, strict=False):
                replies = ledger.replies.get((lifter.conversation, each.name), [])
                lost += each.is_acknowledged and not replies
                twice += len({reply["text"] for reply in replies}) < len(replies)
        await served.stop()
    await far.stop()
    return Found(
        "R2",
        f"{times} times SIGTERM with {in_flight} messages in flight, {open_streams} open streams",
        {
            "lost": lost,
            "answered twice": twice,
            "slower than 30 s": sum(each > 30 for each in seconds),
            "exit codes that are not 0": sum(code != 0 for code in codes),
            "calls the far side refused": len(far.wrong),
        },
        {
            "brought": brought,
            "answered after the restart": waiting,
            "longest exit, s": round(max(seconds), 1),
            "exit codes": codes,
        },
    )


async def _listen(lifter: WebLifter) -> None:
    """An open stream, until the server ends it."""
    headers = {"Authorization": f"Bearer {lifter.token}", "X-Forwarded-For": lifter.address}
    with suppress(Exception):
        async with lifter.http.get(f"{lifter.served.url}/chat/events?after=0", headers=headers, timeout=None) as answer:
            async for _ in answer.content:
                pass


async def web_shows(people: list[Lifter]) -> dict[Key, list[str]]:
    """What the streams of websites tell, by the message that it answers."""
    shown: dict[Key, list[str]] = {}
    for each in people:
        if isinstance(each, WebLifter):
            for event in await each.events(30):
                if event["kind"] == "spotter" and event.get("message_id"):
                    shown.setdefault((each.conversation, event["message_id"]), []).append(event["text"])
    return shown


def look(goal: str, load: Load, ledger: Ledger, far: FarSide, shown: dict[Key, list[str]], taken: float) -> Found:
    """What became of what was acknowledged."""
    ledger.look()
    lost = [key for key in load.acknowledged if not ledger.replies.get(key)]
    single = load.quick
    twice = [key for key in load.acknowledged if single and len(ledger.replies.get(key, ())) > 1]
    promised: dict[str, list[str]] = {}
    for conversation, name in load.acknowledged:
        promised.setdefault(conversation, []).append(name)
    unordered = sum(
        [name for name in ledger.order[conversation] if name in set(names)] != names
        for conversation, names in promised.items()
    )
    last_words = sum("lost my words" in ledger.text(*key) for key in load.acknowledged)
    missing, again = _delivered(load, ledger, far, shown)
    return Found(
        goal,
        "",
        {
            "lost": len(lost),
            "answered twice": len(twice),
            "conversations out of order": unordered,
            "replies that did not arrive": missing,
            "arrived twice at Slack": again["slack"],
            "arrived twice on websites": again["web"],
            "calls the far side refused": len(far.wrong),
        },
        {
            "arrived twice at Telegram": again["telegram"],
            "last words": last_words,
            "all done after, s": round(taken, 1),
        },
    )


def _delivered(load: Load, ledger: Ledger, far: FarSide, shown: dict[Key, list[str]]) -> tuple[int, Counter[str]]:
    """Replies that did not arrive, and how many arrived more than once, by channel."""
    missing, again = 0, Counter[str]()
    wanted: dict[str, Counter[str]] = {}
    for key in load.acknowledged:
        conversation = key[0]
        texts = [each["text"] for each in ledger.replies.get(key, ())]
        if conversation.startswith("web:"):
            missing += shown.get(key, []) != texts and not set(texts) <= set(shown.get(key, []))
            again["web"] += max(0, len(shown.get(key, [])) - len(texts))
        else:
            wanted.setdefault(conversation, Counter()).update(texts if load.quick else ["any"] * len(texts))
    for conversation, texts in wanted.items():
        arrived = Counter(far.texts(conversation)) if load.quick else Counter(["any"] * len(far.arrived[conversation]))
        missing += sum((texts - arrived).values())
        again[conversation.partition(":")[0]] += sum(
            arrived[text] - texts[text] for text in texts if text in arrived and arrived[text] > texts[text]
        )
    return missing, again


def _turns_twice(path: Path) -> int:
    turns = sqlite3.connect(path)
    counts = Counter(id for (id,) in turns.execute("SELECT id FROM work"))
    turns.close()
    return sum(count > 1 for count in counts.values())


def _list(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))


async def r1(count: int) -> list[Found]:
    """So many kills of the quick server at random moments, and a twentieth as many at each step."""
    with tempfile.TemporaryDirectory() as folder:
        return [await kill_quick(Path(folder) / "home", count, -(-count // 20), 1, CHANNELS)]


async def r1_polled(count: int) -> list[Found]:
    """The same where updates of Telegram are fetched."""
    with tempfile.TemporaryDirectory() as folder:
        return [await kill_quick(Path(folder) / "home", count, -(-count // 20), 2, POLLED)]


async def r1_serve(count: int) -> list[Found]:
    """So many kills of `spotter serve`."""
    with tempfile.TemporaryDirectory() as folder:
        return [await kill_serve(Path(folder) / "home", count, 3)]


async def r2(count: int) -> list[Found]:
    """So many times."""
    with tempfile.TemporaryDirectory() as folder:
        return [await terminate(Path(folder) / "home", count, 100, 20)]
