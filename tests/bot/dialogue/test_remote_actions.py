"""A separate action server that fails: the lifter hears it at once, and no log quotes what it said."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from rasa.utils.endpoints import ClientResponseError

from bot.dialogue import remote_actions
from bot.dialogue.remote_actions import RemoteActions

SORRY = {"events": [], "responses": [{"response": "utter_action_failed"}]}
GOOD = {"events": [], "responses": [{"text": "6–12 reps"}]}
Handler = Callable[[web.Request], Awaitable[web.Response]]


async def good(_: web.Request) -> web.Response:
    return web.json_response(GOOD)


async def raises(_: web.Request) -> web.Response:
    return web.json_response({"error": "db password is hunter2", "slots": "my knee"}, status=500)


async def rejects(_: web.Request) -> web.Response:
    return web.json_response({"error": "no", "action_name": "action_x"}, status=400)


async def hangs(_: web.Request) -> web.Response:
    await asyncio.sleep(60)
    raise AssertionError("nobody waits so long")


@pytest.fixture
async def served() -> AsyncIterator[Callable[[Handler], Awaitable[str]]]:
    runners = []

    async def serve(handler: Handler) -> str:
        app = web.Application()
        app.router.add_post("/webhook", handler)
        runners.append(web.AppRunner(app, shutdown_timeout=0.1))
        await runners[-1].setup()
        await web.TCPSite(runners[-1], "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runners[-1].addresses[0][1]}/webhook"

    yield serve
    for each in runners:
        await each.cleanup()


async def test_what_it_answers_is_handed_on(served: Callable[[Handler], Awaitable[str]]) -> None:
    assert await RemoteActions(await served(good)).request(json={}) == GOOD


async def test_one_that_fails_is_apologised_for_and_not_quoted(
    served: Callable[[Handler], Awaitable[str]], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert await RemoteActions(await served(raises)).request(json={}) == SORRY
        assert await RemoteActions("http://127.0.0.1:9/webhook").request(json={}) == SORRY
    assert "status 500" in caplog.text
    assert "hunter2" not in caplog.text
    assert "knee" not in caplog.text


async def test_a_form_may_still_reject_a_message(served: Callable[[Handler], Awaitable[str]]) -> None:
    with pytest.raises(ClientResponseError):
        await RemoteActions(await served(rejects)).request(json={})


async def test_one_that_hangs_is_not_asked_again_for_a_while(
    served: Callable[[Handler], Awaitable[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_actions, "SECONDS", 0.2)
    actions = RemoteActions(await served(hangs))
    began = time.monotonic()
    assert [await actions.request(json={}) for _ in range(20)] == [SORRY] * 20
    assert time.monotonic() - began < 30  # each would hang for 60
