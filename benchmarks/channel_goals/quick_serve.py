"""A warm process that forks servers: the real channels, store and HTTP over a coach that is quick and keeps its turns.

Reads lines "step times" and answers each with the child's id, and then with its exit code (below 0: the signal). At
the named step (benchmarks.inbox_crash has them) the child kills itself, the n-th time that it is reached.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import bot.store.migrations  # noqa: F401  else every child would spend its life importing it
from benchmarks import inbox_crash
from bot.channels.channel import Surroundings
from bot.channels.delivery import Patience, Send
from bot.channels.post_office import PostOffice
from bot.channels.rate_limit import Allowance, RateLimit
from bot.channels.secret import secret_of
from bot.dialogue.answer import Answer, Reply
from bot.downloads import Downloads
from bot.open_channels import CREDENTIALS, channels_in
from bot.reminders.worker import ReminderWorker
from bot.server import House, bound, serve
from bot.settings import settings
from bot.store.interface import Stores
from bot.store.sql import open_database, open_stores
from bot.switchboard import Switchboard

NO_LIMIT = Allowance(10**9, 10**9)
HELLO = "Hi, I am quick."


class QuickCoach(inbox_crash.Coach):
    """Says what it heard; the same answer again to an id that it has heard."""

    async def greet(self, conversation: str) -> Answer:
        return Answer(conversation, "", "greet", 1.0, replies=(Reply(HELLO),))

    async def announce(self, conversation: str, response: str, **values: str) -> Answer:
        said = " ".join([response, *values.values()])
        return Answer(conversation, "", "", 0.0, replies=(Reply(said),))

    async def clear_red_flag(self, conversation: str) -> None:
        """Nothing stands."""

    async def is_public(self, *_: str) -> bool:
        return True


class Office(PostOffice):
    """A post office in which what a killed process had in hand is soon the next one's, unless LEASE_SECONDS is set."""

    def deliver(self, channel: str, send: Send, patience: Patience | None = None) -> None:
        lease = timedelta(seconds=float(os.environ.get("LEASE_SECONDS", "0.5")))
        super().deliver(channel, send, replace(inbox_crash.PATIENCE, lease=lease, send_seconds=15))


def house_of(stores: Stores, coach: QuickCoach) -> House:
    """As bot.open_channels has it, without limits and with short leases."""
    here = settings()
    downloads = Downloads(here.downloads_folder, here.public_url)
    office = Office(stores, coach.answer, RateLimit(NO_LIMIT, NO_LIMIT), pace=inbox_crash.PACE)
    channels = [each for each in channels_in(here.project_folder / CREDENTIALS, here) if not each.why_off]
    secret = secret_of(here.secret, here.secret_file)

    async def greet(conversation: str, id: str = "greeting") -> None:
        from bot.channels.replies import bodies_of

        await office.post(conversation, id, bodies_of((await coach.greet(conversation)).replies))

    for each in channels:
        each.open(Surroundings(here, office, stores, secret, downloads.read, greet, coach.is_public))
    _lift_limits(channels)
    reminders, board = ReminderWorker(stores.reminders, {}), Switchboard(stores, office, coach)
    return House(downloads, stores, channels, office, reminders, proxies=here.proxies, switchboard=board)


def _lift_limits(channels: list[Any]) -> None:
    """The chat on websites has limits of its own, for visitors and streams."""
    for each in channels:
        for name in ("_newcomers", "_listeners"):
            if hasattr(each, name):
                setattr(each, name, RateLimit(NO_LIMIT, NO_LIMIT))


def child(step: str, times: int) -> None:
    """Serves until it is killed, or told to end."""
    here, left = settings(), [times]

    def reached(name: str) -> None:
        if name == step:
            left[0] -= 1
            if left[0] <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    watched = partial(inbox_crash.Watched, reached=reached)
    stores = open_stores(here.database)
    stores = replace(stores, inbox=watched(stores.inbox), outbox=watched(stores.outbox))
    coach = QuickCoach(here.settings_file.parent / "coach.db")
    serve(house_of(stores, coach), bound(here.port), lambda: None)


def _forked(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(2, 1)
        work()
        code = 0
    except BaseException as error:  # noqa: BLE001  a child must not go on as its parent
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        os._exit(code)


def main() -> None:
    Path(settings().settings_file.parent).mkdir(exist_ok=True)
    open_database(settings().database).dispose()
    import httpx  # noqa: F401  and so on: what a child would import
    import slack_sdk.web.async_client  # noqa: F401

    asyncio.set_event_loop(None)
    while line := sys.stdin.buffer.readline():
        step, times = line.decode().split()
        pid = _forked(partial(child, step, int(times)))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
