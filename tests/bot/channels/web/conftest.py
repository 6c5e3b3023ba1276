"""Servers with the web channel, and guests who talk to them."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout, TCPConnector

from bot.store.interface import Stores
from bot.store.sql import open_stores
from tests.bot.channels.conftest import QUICK, until
from tests.bot.channels.fakes import FakeCoach
from tests.bot.channels.web.guest import Guest
from tests.bot.channels.web.serving import Served, build

MakeServed = Callable[..., Served]


@pytest.fixture
def stores(url: str) -> Stores:
    """Of a database in a file."""
    return open_stores(url)


@pytest.fixture
def make_served(stores: Stores, coach: FakeCoach, tmp_path: Path) -> Iterator[MakeServed]:
    """Starts servers: make_served(member_secret=""). Those that run at the end are stopped."""
    made: list[Served] = []

    def make(own: Stores | None = None, **options: Any) -> Served:
        options = {"answer": coach.answer, "pace": QUICK} | options
        built = Served(lambda served: build(own or stores, tmp_path / "downloads", served.port, **options))
        made.append(built.start())
        return made[-1]

    yield make
    for each in made:
        each.stop()


@pytest.fixture
def served(make_served: MakeServed) -> Served:
    return make_served()


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession(connector=TCPConnector(limit=0), timeout=ClientTimeout(total=20)) as session:
        yield session


@pytest.fixture
def make_guest(http: ClientSession, served: Served) -> Callable[..., Guest]:
    """Makes somebody who is new here: each with an address of their own."""
    made: list[Guest] = []

    def make(at: Served = served, **options: Any) -> Guest:
        place = len(made)
        made.append(Guest(http, at.origin, f"10.0.{place // 250}.{place % 250 + 1}", **options))
        return made[-1]

    return make


@pytest.fixture
async def guest(make_guest: Callable[..., Guest], served: Served) -> Guest:
    """Somebody who has just come in, and was greeted."""
    someone = await make_guest().entered()
    built = served.built
    assert built
    await until(lambda: not built.channel._greetings)
    return someone
