"""Run as a program by test_logs.py: messages that hold what nobody may read in a log, in every way that goes wrong.

log_leaks.py MODEL FOLDER COUNT: logs as `spotter serve` does, and sends COUNT messages through a post office to the
real coach, while actions and the database fail. A line of "=" on standard error divides these from a few more, after
which the logs are anybody's plain ones: so that the test can see that there was something to find.
"""

import asyncio
import itertools
import json
import logging
import random
import socket
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from bot.logs import set_up_logs
from bot.settings import settings

NAME, PHONE, HEALTH = "Quillfeather", "0151-5550199", "endometriosis"
NOWHERE = "192.0.2.1"
"""An address that is nobody's (RFC 5737)."""
DIVIDER, CONTROLS = "=" * 20, 40
TEXTS = (
    "how many reps for size, asks {}",
    "I am {}, squatted 100 for 3x5 today",
    "my knee hurts since the surgery: {}",
    "I have chest pain and I faint, {}",
    "remind me Mon at 18:00 to call {}",
    "bench 60kg 5x5 then 3x8 at 50, {}",
    "write me a program for 3 days, {}",
    "show my progress {}",
    "snorp grelb {}",
    "says who? {}",
    "/restart {}",
    '/inform{{"name": "{}"}}',
    "/action_advise_rep_range {}",
    "／restart {}",
    "\u200b/ask_rep_range {}",
    "EXTERNAL: {}",
    "{}",
)
PACE: dict[str, Any] = {
    "lease": timedelta(seconds=8), "pause": timedelta(milliseconds=50), "poll_seconds": 0.1,
    "pauses_to_keep": (0.05, 0.1), "most_attempts": 20,
}  # fmt: skip


class Trouble:
    """What goes wrong just now; its words hold what the failing thing was given."""

    actions = False
    database = False
    failures: ClassVar[Counter[str]] = Counter()

    @classmethod
    async def come_and_go(cls) -> None:
        while True:
            cls.actions, cls.database = random.random() < 0.6, random.random() < 0.2
            await asyncio.sleep(0.03)

    @classmethod
    def in_action(cls, run: Any) -> Any:
        async def failing(dispatcher: Any, tracker: Any, domain: Any) -> Any:
            if cls.actions:
                cls.failures["actions"] += 1
                raise RuntimeError(f"no figures for {tracker.latest_message} of {tracker.slots}")
            found = run(dispatcher, tracker, domain)
            return await found if asyncio.iscoroutine(found) else found

        return failing

    @classmethod
    def in_database(cls, _: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if cls.database and random.random() < 0.3:
            cls.failures["database"] += 1
            raise sqlite3.OperationalError(f"disk I/O error at {statement} with {parameters}")


@contextmanager
def connections() -> Iterator[list[str]]:
    """Where this process tries to connect to, or whose name it looks up, outside this machine."""
    tried: list[str] = []
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def noted(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(("127.", "::1")):
            tried.append(str(address))
        connect(self, address)

    def looked_up(host: Any, *more: Any, **named: Any) -> Any:
        tried.append(str(host))
        return look_up(host, *more, **named)

    socket.socket.connect, socket.getaddrinfo = noted, looked_up  # type: ignore[method-assign, assignment]
    yield tried


async def main(model: Path, folder: Path, count: int) -> dict[str, Any]:
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    from bot.channels.post_office import PostOffice
    from bot.channels.rate_limit import Allowance, RateLimit
    from bot.channels.worker import Pace
    from bot.waking import stores_of, wake

    here = replace(settings(), database=f"sqlite:///{folder / 'spotter.db'}", downloads_folder=folder / "downloads")
    stores = stores_of(here)
    coach = wake(model, here, stores)
    set_up_logs(here.log_format)
    actions = coach._agent.processor.action_endpoint.executor.actions
    for name in actions:
        actions[name] = Trouble.in_action(actions[name])
    event.listen(Engine, "before_cursor_execute", Trouble.in_database)
    plenty = Allowance(1e9, 1e9)
    office = PostOffice(
        stores, coach.answer, RateLimit(plenty, plenty), last_words=coach.last_words, pace=Pace(**PACE)
    )  # fmt: skip
    office.start()
    started, trouble = time.monotonic(), asyncio.create_task(Trouble.come_and_go())
    refused = await send(office, range(count))
    await worked_off(stores)
    seconds = time.monotonic() - started
    trouble.cancel()
    sys.stderr.write(f"{DIVIDER}\n")
    sys.stderr.flush()
    logging.getLogger().handlers = [logging.StreamHandler(sys.stderr)]
    Trouble.actions, Trouble.database = True, False
    await send(office, range(count, count + CONTROLS))
    await worked_off(stores)
    await office.stop()
    return {"refused": refused, "seconds": seconds, "failures": Trouble.failures}


async def send(office: Any, numbers: range) -> int:
    """Brings messages, as a channel does: what could not be kept is sent again. How many were refused."""
    from bot.channels.errors import RefusedError, UnavailableError

    refused, texts, left = 0, itertools.cycle(TEXTS), list(numbers)
    while left:
        number, marked = left.pop(0), next(texts).format(f"{NAME} {PHONE} {HEALTH}")
        try:
            await office.take(incoming(number, f"{marked} zq{number:06d}zq"), "10.1.2.3")
        except UnavailableError:
            left.append(number)
        except RefusedError:
            refused += 1
    return refused


def incoming(number: int, text: str) -> Any:
    """A message as it comes in a request: every tenth one is broken, every seventh presses what was never shown."""
    from bot.channels.incoming import read_json, text_of
    from bot.store.postbox_records import IncomingMessage

    body = json.dumps({"text": text}).encode()
    found = text_of(read_json(body[:-2] if number % 10 == 9 else body)["text"])
    payload = f"/pick{{{json.dumps({'name': text})[1:-1]}}}" if number % 7 == 6 else None
    return IncomingMessage(f"web:{number % 400}", f"m{number}", datetime.now(UTC), found, payload)


async def worked_off(stores: Any) -> None:
    async with asyncio.timeout(300):
        while await asyncio.to_thread(waiting, stores):  # noqa: ASYNC110  the database says when
            await asyncio.sleep(0.1)


def waiting(stores: Any) -> bool:
    from bot.store.errors import StoreError

    try:
        return bool(stores.inbox.waiting()[0])
    except StoreError:
        return True


if __name__ == "__main__":
    set_up_logs(settings().log_format)
    random.seed(9)
    with connections() as tried:
        result = asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
        result["tried"] = tried[:]
        with suppress(OSError):  # so that the test can see that one would have been noticed
            socket.create_connection((NOWHERE, 9), timeout=0.01)
        result["noticed"] = tried[len(result["tried"]) :]
    (Path(sys.argv[2]) / "result.json").write_text(json.dumps(result), encoding="utf-8")
