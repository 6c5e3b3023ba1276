"""Trainers at work, in a process of their own: they say what they are told to, through the trainer's desk.

    python -m benchmarks.handover_trainers <database>

Reads lines of JSON, [handover, trainer, text, reply id], and answers each with the moments (of the machine's clock) at
which it began and ended to say that, or with null where the desk refused.
"""

import asyncio
import json
import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.store.handover_records import Handover, HandoverReason, HandoverState, TrainerAccount
from bot.store.interface import Stores
from bot.store.log_records import new_id
from bot.store.sql import open_stores
from bot.trainer_desk import TrainerDesk

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Said:
    """Something that a trainer is to say."""

    handover: str
    trainer: str
    text: str
    reply_id: str


class Trainers:
    """That process. It may be killed, and begun anew."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.handover_trainers", self._database, cwd=ROOT, stdin=pipe, stdout=pipe,
            env=os.environ | {"PYTHONWARNINGS": "ignore"},
        )  # fmt: skip
        await self._line()

    async def say(self, said: Said) -> tuple[float, float] | None:
        """When it began and ended to say that; None if it may not."""
        assert self._process
        assert self._process.stdin
        self._process.stdin.write((json.dumps(list(vars(said).values())) + "\n").encode())
        found = json.loads(await self._line())
        return tuple(found) if found else None

    async def kill(self) -> None:
        assert self._process
        self._process.kill()
        await self._process.wait()

    async def _line(self) -> bytes:
        assert self._process
        assert self._process.stdout
        async with asyncio.timeout(60):
            return await self._process.stdout.readline()


def taken(stores: Stores, conversation: str, name: str) -> tuple[Handover, str]:
    """A handover that a trainer of that name has, and the trainer."""
    now, there = datetime.now(UTC), stores.trainers.find_by_login(name.lower())
    account = there or TrainerAccount(new_id(), name, name.lower(), "none")
    stores.trainers.keep(account)
    lifter = stores.lifters.lifter_of(conversation, now).id
    new = Handover(new_id(), conversation, lifter, HandoverReason.ASKED, HandoverState.WAITING, now)
    found = stores.handovers.ask(new)
    assert stores.handovers.claim(found.id, account.id, now)
    return found, account.id


def main() -> None:
    desk = TrainerDesk(open_stores(sys.argv[1]))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        begun = time.monotonic()
        is_said = desk.reply(*json.loads(line))
        sys.stdout.write(json.dumps([begun, time.monotonic()] if is_said else None) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
