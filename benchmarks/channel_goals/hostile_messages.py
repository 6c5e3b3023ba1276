"""S1: messages as nobody should send them, over three channels, to `spotter serve` with the trained model.

Each lane takes a lifter who has been silent long enough, brings a message, and goes on when it is answered or was not
taken. After a while a lifter goes, and another one comes, so that limits are kept and no conversation stays stopped.
"""

import asyncio
import tempfile
import time
from collections import Counter, deque
from pathlib import Path

import aiohttp

from benchmarks.channel_goals.far_side import FarSide
from benchmarks.channel_goals.hostile import messages
from benchmarks.channel_goals.ledger import INTERNALS, Key, Ledger
from benchmarks.channel_goals.lifters import CHANNELS, KINDS, Lifter, WebLifter, session
from benchmarks.channel_goals.report import Found, percentile
from benchmarks.channel_goals.served import Served

LANES, MESSAGES_OF_ONE, SILENT_SECONDS, ANSWER_SECONDS = 16, 40, 2.1, 40
SHOWN_EVERY = 20
"""Of so many websites' conversations one is looked at as the widget would: every answer must be shown."""


class Crowd:
    """Lifters who take turns; none writes more often than he may."""

    def __init__(self, served: Served, http: aiohttp.ClientSession, of_one: int = MESSAGES_OF_ONE) -> None:
        self._served, self._http, self._of_one = served, http, of_one
        self._free: dict[str, deque[Lifter]] = {kind: deque() for kind in CHANNELS}
        self.came: Counter[str] = Counter()

    async def next(self, kind: str) -> Lifter:
        free = self._free[kind]
        if free and time.monotonic() - free[0].used_at > SILENT_SECONDS:
            return free.popleft()
        self.came[kind] += 1
        return await KINDS[kind](self._served, self._http).arrive()

    def back(self, lifter: Lifter, kind: str) -> bool:
        """Gives a lifter back; whether he has gone."""
        if lifter.messages < self._of_one:
            self._free[kind].append(lifter)
        return lifter.messages >= self._of_one


class Run:
    """What happens to so many messages."""

    def __init__(self, crowd: Crowd, ledger: Ledger, seed: int, count: int, seconds: float) -> None:
        self._crowd, self._ledger, self._messages = crowd, ledger, messages(seed)
        self._left, self._until = count, time.monotonic() + seconds
        self.statuses: Counter[int] = Counter()
        self.by_channel: Counter[str] = Counter()
        self.accepted: set[Key] = set()
        self.unanswered: list[str] = []
        self.wrong: list[str] = []
        self.not_shown = self.gone = 0
        self.seconds: list[float] = []

    async def lane(self, number: int) -> None:
        turn = number
        while self._left > 0 and time.monotonic() < self._until:
            self._left -= 1
            turn += 1
            await self._one(CHANNELS[turn % len(CHANNELS)], next(self._messages))

    async def _one(self, kind: str, fragment: str) -> None:
        lifter = await self._crowd.next(kind)
        started = time.monotonic()
        brought = await lifter.bring_json(fragment)
        self.statuses[brought.status] += 1
        self.by_channel[kind] += 1
        if brought.status >= 500 or brought.status == 0:
            self.wrong.append(f"{brought.status} {kind} {fragment[:80]!r}")
        if INTERNALS.search(brought.said):
            self.wrong.append(f"said {kind} {fragment[:80]!r} {brought.said[:80]!r}")
        if brought.is_acknowledged and self._ledger.is_taken(lifter.conversation, brought.name):
            key = (lifter.conversation, brought.name)
            self.accepted.add(key)
            replies = await self._ledger.answer(*key, ANSWER_SECONDS)
            self.seconds.append(time.monotonic() - started)
            if not any(each["text"].strip() or each.get("image") for each in replies):
                self.unanswered.append(f"{kind} {fragment[:80]!r}")
        if self._crowd.back(lifter, kind):
            await self._goes(lifter)

    async def _goes(self, lifter: Lifter) -> None:
        self.gone += 1
        if isinstance(lifter, WebLifter) and self.gone % SHOWN_EVERY == 0:
            shown = {each.get("message_id") for each in await lifter.events() if each["kind"] == "spotter"}
            own = {name for conversation, name in self.accepted if conversation == lifter.conversation}
            self.not_shown += len(own - shown)


async def s1(count: int, seconds: float = 840, seed: int = 1, lanes: int = LANES) -> list[Found]:
    """So many messages, or as many as there is time for."""
    with tempfile.TemporaryDirectory() as folder:
        far = await FarSide().start()
        served = Served(Path(folder) / "home", far)
        await served.start()
        pid = served.pid
        async with session() as http, Ledger(served.database) as ledger:
            crowd = Crowd(served, http)
            run = Run(crowd, ledger, seed, count, seconds)
            started = time.monotonic()
            await asyncio.gather(*(run.lane(number) for number in range(lanes)))
            taken = time.monotonic() - started
            await ledger.done(60)
            exits = int(not served.is_running or served.pid != pid)
            found = _look(run, ledger, far, exits)
            found.told |= {"messages/s": round(sum(run.statuses.values()) / taken, 1), "lifters": dict(crowd.came)}
        await served.stop()
        tracebacks = served.log.count("SystemExit")
        found.wrong["SystemExit in the log"] = tracebacks
        failures = Counter(line[:100] for line in served.log.splitlines() if "failed with" in line)
        found.told["lines of the log that tell of a failure"] = dict(failures.most_common(5))
        await far.stop()
        return [found]


def _look(run: Run, ledger: Ledger, far: FarSide, exits: int) -> Found:
    texts = [each["text"] for replies in (*ledger.replies.values(), *ledger.posts.values()) for each in replies]
    texts += [each.text for arrived in far.arrived.values() for each in arrived]
    internal = sorted({text for text in texts if INTERNALS.search(text)})
    failed = ledger.undelivered()
    examples = [*run.wrong, *(f"unanswered {each}" for each in run.unanswered), *(each[:160] for each in internal)]
    said = sum(run.statuses.values())
    return Found(
        "S1",
        f"{said:,} messages ({_list(run.by_channel)}), {len(run.accepted):,} of them taken",
        {
            "process exits": exits,
            "HTTP 5xx or no answer": sum(n for s, n in run.statuses.items() if s >= 500 or s == 0),
            "replies with internals": len(internal),
            "taken and not answered": len(run.unanswered),
            "answers not shown by the stream": run.not_shown,
            "replies not delivered": sum(failed.values()),
            "empty bubbles": sum(not text.strip() for text in texts),
            "calls the far side refused": len(far.wrong),
        },
        {
            "statuses": dict(sorted(run.statuses.items())),
            "replies read": len(texts),
            "answer p50, p99 in s": [round(percentile(run.seconds, part), 2) for part in (0.5, 0.99)],
        },
        [*examples, *far.wrong],
    )


def _list(counts: Counter[str]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items()))
