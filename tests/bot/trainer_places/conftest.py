"""A process with the trainers' places in it, and the Slack and the Chatwoot that it talks to."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from sanic import Sanic

from bot.channels.buttons import Buttons
from bot.channels.channel import Channel, Surroundings
from bot.channels.post_office import PostOffice
from bot.channels.rate_limit import Allowance, RateLimit
from bot.channels.slack import SlackChannel
from bot.downloads import Downloads
from bot.reminders.worker import ReminderWorker
from bot.server import House, bound, make_app
from bot.settings import ChatwootSettings, Settings, SlackSettings, settings
from bot.store.handover_records import Handover, HandoverReason, HandoverState, TrainerAccount
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind, new_id
from bot.trainer_desk import TrainerDesk
from bot.trainer_places import Place, PlaceSurroundings, TrainersChatwoot, TrainersSlack
from bot.trainer_places.chatwoot import watch
from tests.bot.channels.conftest import (  # noqa: F401  fixtures
    PATIENT,
    QUICK,
    _empty_file,
    coach,
    hasty,
    stores,
    tell,
    until,
    url,
)
from tests.bot.channels.fakes import FakeCoach
from tests.bot.channels.slack import fake_slack
from tests.bot.channels.slack.fake_slack import FakeSlack, signed
from tests.bot.trainer_places import fake_chatwoot
from tests.bot.trainer_places.fake_chatwoot import FakeChatwoot

ROOM, LIFTERS = "C0TRAINERS", ("web:1", "telegram:2")
KIM, LEE, STRANGER = "U0KIM", "U0LEE", "U0STRANGER"
NO_LIMIT = Allowance(10**9, 10**9)
ZONE = ZoneInfo("Europe/Berlin")


@dataclass
class Gym:
    """Stores with two trainers and lifters who can ask for one."""

    stores: Stores
    kim: str
    lee: str
    told: int = field(default=0)

    def ask(self, conversation: str = "web:1", **more: Any) -> Handover:
        now = datetime.now(UTC)
        lifter = self.stores.lifters.lifter_of(conversation, now).id
        asked = Handover(new_id(), conversation, lifter, HandoverReason.ASKED, HandoverState.WAITING, now)
        return self.stores.handovers.ask(replace(asked, **more))

    def allow_health(self, handover: Handover) -> None:
        self.stores.consents.give(handover.lifter, ConsentKind.HEALTH, "May I?", datetime.now(UTC))

    def tell(self, place: str, handover: Handover, kind: str, text: str, **more: Any) -> None:
        """A row as the switchboard posts it."""
        self.told += 1
        body = json.dumps({"kind": kind, "text": text, **more})
        self.stores.outbox.post(f"{place}:{handover.id}", f"t{self.told}", [body], datetime.now(UTC))

    def heard(self, conversation: str = "web:1") -> list[str]:
        """The trainer's words that have gone to a lifter."""
        bodies = [json.loads(each.body) for each in self.stores.outbox.after(conversation, 0, 10_000)]
        return [each["text"] for each in bodies if each["kind"] == "trainer"]

    def now(self, handover: Handover) -> Handover:
        found = self.stores.handovers.find(handover.id)
        assert found
        return found


def account(stores: Stores, login: str) -> str:  # noqa: F811
    id = new_id()
    stores.trainers.keep(TrainerAccount(id, f"Trainer {login}", login, "hash", capacity=100))
    return id


@pytest.fixture
def gym(stores: Stores) -> Gym:  # noqa: F811
    return Gym(stores, account(stores, "kim"), account(stores, "lee"))


@dataclass
class Spotter:
    """One process."""

    gym: Gym
    office: PostOffice
    url: str
    http: aiohttp.ClientSession
    end: Callable[[], Awaitable[None]]

    async def send(self, path: str, body: bytes, **headers: str) -> int:
        async with self.http.post(f"{self.url}{path}", data=body, headers=headers) as answer:
            await answer.read()
            return answer.status

    async def slack(self, payload: Any) -> int:
        """An event of Slack's; signed."""
        body = json.dumps(payload).encode()
        return await self.send("/slack/events", body, **signed(body), **{"Content-Type": "application/json"})

    async def press(self, payload: Any) -> int:
        body = FakeSlack.form(payload)
        kind = "application/x-www-form-urlencoded"
        return await self.send("/slack/interactive", body, **signed(body), **{"Content-Type": kind})

    async def hook(self, payload: Any, secret: str = fake_chatwoot.SECRET) -> int:
        return await self.send(
            f"/chatwoot/{secret}", json.dumps(payload).encode(), **{"Content-Type": "application/json"}
        )

    async def told(self, place: str, seconds: float = 30) -> None:
        """Until all that waits for a place has arrived."""
        await until(lambda: not self.gym.stores.outbox.waiting(place)[0], seconds)


Serve = Callable[..., Awaitable[Spotter]]


@pytest.fixture
async def slack(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeSlack]:
    found = FakeSlack()
    await found.open()
    yield found
    await found.close()
    assert not found.problems


@pytest.fixture
async def chatwoot() -> AsyncIterator[FakeChatwoot]:
    found = FakeChatwoot()
    await found.open()
    yield found
    await found.close()
    assert not found.problems


def slack_settings(fake: FakeSlack, **more: Any) -> Settings:
    given = SlackSettings(fake_slack.TOKEN, fake_slack.SECRET, "", f"{fake.url}/api/", ROOM, {KIM: "kim", LEE: "lee"})
    return replace(settings(), slack=replace(given, **more))


def chatwoot_settings(fake: FakeChatwoot, **more: Any) -> Settings:
    given = ChatwootSettings(
        fake.url, fake_chatwoot.ACCOUNT, fake_chatwoot.INBOX, fake_chatwoot.API_TOKEN, fake_chatwoot.BOT_TOKEN,
        fake_chatwoot.SECRET, {"kim@gym.example": "kim", "lee@gym.example": "lee"},
    )  # fmt: skip
    return replace(settings(), chatwoot=replace(given, **more))


@pytest.fixture
async def serve(
    gym: Gym, coach: FakeCoach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> AsyncIterator[Serve]:  # fmt: skip
    """Serves a place; several on the same stores stand for several processes, or a restart."""
    monkeypatch.setattr(Sanic, "test_mode", True)
    monkeypatch.setattr("bot.channels.slack.desk.RateLimit", lambda: RateLimit(NO_LIMIT, NO_LIMIT))
    monkeypatch.setattr(watch, "PAUSE", 0.05)
    for each in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(each, raising=False)
    running: list[Spotter] = []

    async def start(here: Settings, stores: Stores | None = None, send_seconds: float = 15) -> Spotter:  # noqa: F811
        found = replace(gym, stores=stores) if stores else gym
        office = PostOffice(found.stores, coach.answer, RateLimit(NO_LIMIT, NO_LIMIT), pace=QUICK)
        patience, deliver = replace(PATIENT, send_seconds=send_seconds), office.deliver
        office.deliver = lambda name, send: deliver(name, send, patience)
        secret, downloads = b"s" * 32, Downloads(tmp_path / "downloads", "https://spotter.example")
        channels: list[Channel] = [each for each in (SlackChannel(here),) if not each.why_off]
        for each in channels:
            each.open(Surroundings(here, office, found.stores, secret, downloads.read, _greet, _is_public))
        places: Sequence[Place] = [each for each in (TrainersSlack(here), TrainersChatwoot(here)) if not each.why_off]
        given = PlaceSurroundings(office, found.stores, TrainerDesk(found.stores), Buttons(secret), ZONE, channels)
        for each in places:
            each.open(given)
        reminders = ReminderWorker(found.stores.reminders, {})
        app = make_app(House(downloads, found.stores, [*channels, *places], office, reminders))
        listening = bound(0)
        server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.start_serving()
        await server.after_start()
        http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=20))

        async def end() -> None:
            if spotter in running:
                running.remove(spotter)
                await http.close()
                await server.before_stop()
                server.close()
                await server.after_stop()

        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        spotter = Spotter(found, office, address, http, end)
        running.append(spotter)
        return spotter

    yield start
    for each in list(running):
        await each.end()


async def _greet(conversation: str, id: str) -> None:
    raise AssertionError("nobody in the trainers' channel is greeted")


async def _is_public(text: str, private: str) -> bool:
    return True
