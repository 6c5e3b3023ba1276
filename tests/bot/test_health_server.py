"""What whoever runs Spotter asks it: alive, ready, and what it has counted."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import health_server
from bot.channels.post_office import PostOffice
from bot.downloads import Downloads
from bot.health_server import health_blueprint
from bot.reminders.worker import ReminderWorker
from bot.server import House
from bot.store.errors import StoreUnavailableError
from bot.store.interface import InboxStore, Stores
from bot.store.memory import memory_stores
from bot.switchboard import Switchboard
from tests.bot.board import AnnouncingCoach
from tests.bot.channels.fakes import FakeCoach, FarSide
from tests.bot.serving import serving

SECRET_WORDS = "postgresql://me:passw0rd@db"


@dataclass
class Troubled:
    """An inbox that does what the one behind it does, and can be made to fail or to hang when asked what waits."""

    inbox: InboxStore
    fails: bool = False
    seconds: float = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inbox, name)

    def waiting(self) -> tuple[int, datetime | None]:
        time.sleep(self.seconds)
        if self.fails:
            raise StoreUnavailableError(f"The database {SECRET_WORDS} cannot be used")
        return self.inbox.waiting()


@dataclass
class Running:
    """A server that runs, and what can be made to fail in it."""

    http: httpx.AsyncClient
    office: PostOffice
    inbox: Troubled
    stores: Stores
    reminders: ReminderWorker
    is_awake: bool = True

    async def ready(self) -> tuple[int, list[str]]:
        answer = await self.http.get("/readyz")
        found = answer.json()
        assert found["ready"] is (answer.status_code == 200)
        assert SECRET_WORDS not in answer.text
        return answer.status_code, found["not_ready"]


@pytest.fixture
def running(tmp_path: Path) -> Callable[[], AbstractAsyncContextManager[Running]]:
    @asynccontextmanager
    async def run() -> AsyncIterator[Running]:
        memory = memory_stores()
        inbox = Troubled(memory.inbox)
        stores = replace(memory, inbox=inbox)
        office, reminders = PostOffice(stores, FakeCoach().answer), ReminderWorker(stores.reminders, {})
        office.deliver("slack", FarSide().send)
        found = Running(httpx.AsyncClient(), office, inbox, stores, reminders)
        health = health_blueprint(stores, office, ["web", "slack"], lambda: found.is_awake)
        async with serving(House(Downloads(tmp_path), stores, (), office, reminders, (health,))) as address:
            found.http = httpx.AsyncClient(base_url=address, trust_env=False)
            yield found
            await found.http.aclose()

    return run


async def test_alive_is_ok_in_plain_text(running: Callable[..., Any]) -> None:
    async with running() as server:
        server.inbox.fails = True
        answer = await server.http.get("/healthz")
        assert (answer.status_code, answer.text) == (200, "ok")
        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.headers["cache-control"] == "no-store"


async def test_ready_when_everything_is(running: Callable[..., Any]) -> None:
    async with running() as server:
        assert await server.ready() == (200, [])


async def test_not_ready_while_the_database_fails_and_ready_again_after_it(running: Callable[..., Any]) -> None:
    async with running() as server:
        server.inbox.fails = True
        assert await server.ready() == (503, ["database"])
        server.inbox.fails = False
        assert await server.ready() == (200, [])


async def test_a_database_that_hangs_is_not_waited_for_and_holds_up_nobody(
    running: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health_server, "STORE_SECONDS", 0.1)
    async with running() as server:
        server.inbox.seconds = 0.6
        started = time.monotonic()
        for _ in range(4):
            assert await server.ready() == (503, ["database"])
            assert (await server.http.get("/healthz")).text == "ok"
        assert time.monotonic() - started < 2
        server.inbox.seconds = 0
        time.sleep(1)  # noqa: ASYNC251  what hung has ended after it
        assert await server.ready() == (200, [])


async def test_not_ready_without_the_model(running: Callable[..., Any]) -> None:
    async with running() as server:
        server.is_awake = False
        assert await server.ready() == (503, ["model"])


async def test_not_ready_when_nobody_looks_at_handovers(tmp_path: Path) -> None:
    stores = memory_stores()
    coach = FakeCoach()
    office, reminders = PostOffice(stores, coach.answer), ReminderWorker(stores.reminders, {})
    board = Switchboard(stores, office, AnnouncingCoach())
    health = health_blueprint(stores, office, [], lambda: True)
    house = House(Downloads(tmp_path), stores, (), office, reminders, (health,), switchboard=board)
    async with serving(house) as address, httpx.AsyncClient(base_url=address, trust_env=False) as http:
        assert (await http.get("/readyz")).json() == {"ready": True, "not_ready": []}
        await board.stop()
        assert (await http.get("/readyz")).json()["not_ready"] == ["handovers"]


async def test_not_ready_when_nobody_answers_or_delivers_or_reminds(running: Callable[..., Any]) -> None:
    async with running() as server:
        server.office._worker._rounds._round.cancel()
        assert await server.ready() == (503, ["inbox"])
        server.office._deliveries["slack"]._rounds._round.cancel()
        server.reminders.stop()
        assert (await server.ready())[1][:2] == ["inbox", "slack outbox"]
        assert await server.ready() == (503, ["inbox", "slack outbox", "reminders"])


async def test_not_ready_when_the_office_has_closed(running: Callable[..., Any]) -> None:
    async with running() as server:
        assert server.office.resting() == ()
        await server.office.stop()
        assert await server.ready() == (503, ["inbox", "slack outbox"])


async def test_metrics_are_text_for_prometheus(running: Callable[..., Any]) -> None:
    async with running() as server:
        answer = await server.http.get("/metrics")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/plain; version=")
        assert "\nspotter_store_answers 1.0\n" in answer.text
        assert 'spotter_outbox_waiting{channel="slack"} 0.0\n' in answer.text
        assert "\nprocess_resident_memory_bytes " in answer.text


async def test_metrics_without_a_database_show_no_old_figures(running: Callable[..., Any]) -> None:
    async with running() as server:
        await server.http.get("/metrics")
        server.inbox.fails = True
        answer = await server.http.get("/metrics")
        assert answer.status_code == 200
        assert "\nspotter_store_answers 0.0\n" in answer.text
        assert "\nspotter_inbox_waiting NaN\n" in answer.text
        assert "spotter_outbox_waiting{" not in answer.text
        assert SECRET_WORDS not in answer.text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
async def test_metrics_are_not_for_who_comes_through_a_proxy(running: Callable[..., Any], header: str) -> None:
    async with running() as server:
        answer = await server.http.get("/metrics", headers={header: "1.2.3.4"})
        assert (answer.status_code, answer.text) == (404, "Not found")


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
async def test_they_are_only_read(running: Callable[..., Any], path: str) -> None:
    async with running() as server:
        for method in ("POST", "PUT", "DELETE"):
            answer = await server.http.request(method, path)
            assert (answer.status_code, answer.text) == (405, "Refused")
