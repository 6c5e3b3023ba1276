"""A console on the loopback, over stores in memory, with lifters and trainers to meet in it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from threading import Thread
from typing import Any
from zoneinfo import ZoneInfo

import uvicorn
from starlette.applications import Starlette

from bot.channels.rate_limit import Allowance, RateLimit
from bot.channels.replies import plain
from bot.console.app import make_console
from bot.console.passwords import hash_of
from bot.console.server import server_of
from bot.console.surroundings import Surroundings
from bot.server import bound
from bot.store.handover_records import Handover, HandoverReason, HandoverState, Presence, Role, TrainerAccount
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind, new_id
from bot.store.memory import memory_stores
from bot.store.postbox_records import IncomingMessage
from tests.bot.handover.gyms import GYM

PASSWORD = "correct horse battery"
HASH = hash_of(PASSWORD)
MANY = Allowance(1000, 1000)


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Served:
    """A console that runs; `restart` ends it and begins another one on the same port, with the same stores."""

    stores: Stores = field(default_factory=memory_stores)
    brief: str = "Why: asked for a human.\nbarbell, 3 days per week"
    more: dict[str, Any] = field(default_factory=dict)
    """Of Surroundings, in place of what they are else."""
    app: Starlette | None = None
    """In place of the console itself: with more routes, say."""
    at_the_end: list[Callable[[], object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._socket = bound(0)
        self.port = self._socket.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        given = {"limit": RateLimit(MANY, MANY)} | self.more
        zone = ZoneInfo("Europe/Berlin")
        self.here = Surroundings(self.stores, GYM, zone, b"s" * 32, lambda _: self.brief, **given)
        self._begin()

    def stop(self) -> None:
        for each in self.at_the_end:
            each()
        self._server.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive()
        self._socket.close()

    def restart(self) -> None:
        """Again, after `stop`."""
        self._socket = bound(self.port)
        self._begin()

    def _begin(self) -> None:
        self._server: uvicorn.Server = server_of(self.app or make_console(self.here))
        self._thread = Thread(target=partial(self._server.run, sockets=[self._socket]), daemon=True)
        self._thread.start()
        ends = time.monotonic() + 10
        while not self._server.started and time.monotonic() < ends:
            time.sleep(0.005)
        assert self._server.started

    def trainer(self, name: str, login: str = "", role: Role = Role.TRAINER) -> TrainerAccount:
        """A trainer with PASSWORD; `login` is the name in small letters."""
        login = login or "".join(name.lower().split())[:100]
        made = TrainerAccount(new_id(), name, login, HASH, role, presence=Presence.HERE, capacity=3)
        self.stores.trainers.keep(made)
        return made

    def lifter(
        self, conversation: str, *said: str, reason: HandoverReason = HandoverReason.ASKED, passes_on: bool = True,
        wanted: str | None = None, languages: tuple[str, ...] = (),
    ) -> Handover:  # fmt: skip
        """A lifter who said something, and waits for a trainer."""
        lifter = self.stores.lifters.lifter_of(conversation, now())
        for each in said:
            self.says(conversation, each)
        asked = Handover(
            new_id(), conversation, lifter.id, reason, HandoverState.WAITING, now(), languages, wanted,
            passes_on=passes_on,
        )  # fmt: skip
        return self.stores.handovers.ask(asked)

    def says(self, conversation: str, text: str) -> None:
        """The lifter says something."""
        assert self.stores.inbox.take(IncomingMessage(conversation, new_id(), now(), text))

    def spotter_says(self, conversation: str, text: str, **more: object) -> None:
        """Spotter says something."""
        assert self.stores.outbox.post(conversation, new_id(), [plain(text, **more)], now())

    def agrees(self, handover: Handover, kind: ConsentKind) -> None:
        """The lifter agrees to something."""
        self.stores.consents.give(handover.lifter, kind, "May I keep it?", now())
