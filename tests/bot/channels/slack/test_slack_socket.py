"""Socket Mode: the same desk, over a connection that is opened from here."""

import asyncio

import aiohttp
import pytest

from bot.store.errors import StoreUnavailableError
from bot.store.interface import Stores
from tests.bot.channels.conftest import until
from tests.bot.channels.fakes import FakeCoach
from tests.bot.channels.slack.conftest import Serve
from tests.bot.channels.slack.fake_slack import APP_TOKEN, KIM, SECRET, FakeSlack


async def say(fake: FakeSlack, id: str, payload: dict, kind: str = "events_api") -> None:
    envelope = {"envelope_id": id, "payload": payload, "type": kind, "accepts_response_payload": False}
    await fake.sockets[-1].send_json(envelope)


async def test_events_and_presses_come_over_the_socket_and_are_acknowledged_once_kept(
    serve: Serve, fake: FakeSlack, stores: Stores, coach: FakeCoach
) -> None:
    spotter = await serve(stores, APP_TOKEN, secret="")
    await until(lambda: fake.sockets)
    message = fake.message("how many reps")
    for id in ("e1", "e2"):
        await say(fake, id, message)
    await until(lambda: fake.posted)
    await say(fake, "e3", fake.press(fake.posted[0]), "interactive")
    await say(fake, "e4", {"command": "/spotter"}, "slash_commands")
    await until(lambda: len(fake.acknowledged) == 4)
    await spotter.rest()
    assert sorted(fake.acknowledged) == ["e1", "e2", "e3", "e4"]
    assert [each[1:] for each in coach.done] == [("how many reps", None), (None, "/why how many reps")]


async def test_without_a_signing_secret_nothing_can_be_called(serve: Serve, stores: Stores) -> None:
    spotter = await serve(stores, APP_TOKEN, secret="")
    assert await spotter.send("events", b"{}") == 404


async def test_what_cannot_be_kept_is_not_acknowledged(
    serve: Serve, fake: FakeSlack, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    await serve(stores, APP_TOKEN)
    await until(lambda: fake.sockets)

    def away(*_: object) -> bool:
        raise StoreUnavailableError

    monkeypatch.setattr(type(stores.inbox), "take", away)
    await say(fake, "e1", fake.message("how many reps"))
    await asyncio.sleep(0.3)
    assert not fake.acknowledged
    monkeypatch.undo()
    await say(fake, "e2", fake.message("how many reps"))
    await until(lambda: fake.acknowledged == ["e2"])


@pytest.mark.parametrize("how", ["asked", "dropped"])
async def test_a_connection_that_ends_is_opened_again(serve: Serve, fake: FakeSlack, stores: Stores, how: str) -> None:
    await serve(stores, APP_TOKEN)
    await until(lambda: fake.sockets)
    await asyncio.sleep(0.2)
    if how == "asked":
        await fake.sockets[0].send_json({"type": "disconnect", "reason": "refresh_requested"})
    else:
        await fake.sockets[0].close(code=aiohttp.WSCloseCode.GOING_AWAY)
    await until(lambda: fake.connections > 1, 10)
    await say(fake, "e1", fake.message("how many reps"))
    await until(lambda: fake.direct(KIM) == ["re: how many reps"])


async def test_an_app_token_that_is_not_taken_is_told_and_tried_again(
    serve: Serve, fake: FakeSlack, stores: Stores, caplog: pytest.LogCaptureFixture
) -> None:
    fake.errors["apps.connections.open"] = "invalid_auth"
    await serve(stores, APP_TOKEN)
    await until(lambda: "invalid_auth" in caplog.text)
    fake.errors.clear()
    await until(lambda: fake.sockets, 10)
    assert APP_TOKEN not in caplog.text
    assert SECRET not in caplog.text


async def test_a_door_that_stays_shut_is_tried_at_a_new_address(
    serve: Serve, fake: FakeSlack, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The SDK would knock at the same address for ever; each is good once."""
    monkeypatch.setattr("bot.channels.slack.socket.CONNECT_SECONDS", 0.3)
    fake.is_shut = True
    await serve(stores, APP_TOKEN)
    await until(lambda: fake.calls.count("apps.connections.open") > 1)
    assert not fake.sockets
    fake.is_shut = False
    await until(lambda: fake.sockets)
    await say(fake, "e1", fake.message("how many reps"))
    await until(lambda: fake.direct(KIM) == ["re: how many reps"])


async def test_a_connection_that_ends_while_slack_is_away_is_opened_again(
    serve: Serve, fake: FakeSlack, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.slack.socket.LOOK_SECONDS", 0.1)
    await serve(stores, APP_TOKEN)
    await until(lambda: fake.sockets)
    fake.is_shut = True
    await fake.sockets[0].close(code=aiohttp.WSCloseCode.GOING_AWAY)
    await asyncio.sleep(1)
    fake.is_shut = False
    await until(lambda: len(fake.sockets) > 1, 20)
    await say(fake, "e1", fake.message("how many reps"))
    await until(lambda: fake.direct(KIM) == ["re: how many reps"])
