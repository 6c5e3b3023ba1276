"""The channel itself: when it is on, and that neither its start nor its end waits for Telegram."""

import asyncio
import logging
import time
from dataclasses import replace

import pytest

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_webhook import token_of
from bot.settings import TelegramSettings, settings
from bot.store.interface import Stores
from bot.store.memory import memory_stores
from tests.bot.channels.conftest import until
from tests.bot.channels.telegram.conftest import GYM, SECRET, TEMPO, Serve
from tests.bot.channels.telegram.fake_telegram import TOKEN, FakeTelegram
from tests.bot.channels.telegram.persons import Person


@pytest.fixture
def stores() -> Stores:
    return memory_stores()


def why_off(token: str = TOKEN, public_url: str = GYM, *, webhook: bool = False) -> str:
    here = replace(settings(), telegram=TelegramSettings(token, webhook), public_url=public_url)
    return TelegramChannel(here).why_off


def test_it_is_on_with_a_token_and_says_what_is_missing() -> None:
    assert why_off() == ""
    assert why_off(webhook=True) == ""
    assert "telegram.bot_token is not set" in why_off("")
    assert "telegram.bot_token is no token" in why_off("xoxb-1")
    assert "telegram.webhook needs public_url" in why_off(webhook=True, public_url="")
    assert "telegram.webhook needs public_url" in why_off(webhook=True, public_url="http://gym.example")
    assert TOKEN not in why_off(TOKEN + " ")
    assert (TelegramChannel.name(), TelegramChannel.title) == ("telegram", "Telegram")


async def test_telegram_is_told_where_to_bring_updates_until_it_understands(
    serve: Serve, stores: Stores, far: FakeTelegram
) -> None:
    far.faults["setWebhook"] = [500, "cut", 429]
    await serve(stores, webhook=True)
    assert far.calls["setWebhook"] == 4
    assert far.webhook == {
        "url": f"{GYM}/telegram", "secret_token": token_of(SECRET), "max_connections": 20,
        "allowed_updates": ["message", "edited_message", "callback_query"],
    }  # fmt: skip
    assert SECRET.decode() not in far.webhook["secret_token"]


async def test_a_webhook_that_was_set_is_forgotten_when_updates_are_fetched(
    serve: Serve, stores: Stores, far: FakeTelegram, ann: Person
) -> None:
    far.webhook = {"url": "https://old.example/telegram"}
    far.faults["deleteWebhook"] = [500]
    served = await serve(stores)
    far.put(ann.says("hello"))
    await served.is_done(ann.id, 1)
    far.webhook = {"url": "https://old.example/telegram"}  # somebody has set it again
    await until(lambda: far.webhook == {})
    far.put(ann.says("still there?"))
    assert (await served.is_done(ann.id, 2))[1] == "re: still there?"


async def test_its_start_and_end_do_not_wait_for_telegram(serve: Serve, stores: Stores, far: FakeTelegram) -> None:
    far.faults = {each: ["hang"] for each in ("getMe", "setMyCommands", "deleteWebhook")}
    began = time.monotonic()
    hanging = await serve(stores)
    await asyncio.sleep(0.2)
    await hanging.ends()
    far.faults.clear()
    polling = await serve(stores, tempo=replace(TEMPO, poll_seconds=50))
    await until(lambda: far.calls["getUpdates"])
    await polling.ends()
    assert time.monotonic() - began < 5


async def test_without_the_right_token_it_says_so_once_and_goes_on_when_there_is_one(
    serve: Serve, stores: Stores, far: FakeTelegram, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    far.token = "1:" + "B" * 30
    with caplog.at_level(logging.INFO):
        served = await serve(stores, token=TOKEN)
        await until(lambda: far.calls["deleteWebhook"] >= 3)
        far.token = TOKEN
        await served.tell(ann.says("hello"))
        await served.is_done(ann.id, 1)
    assert caplog.text.count("check telegram.bot_token") == 1
    assert "the bot is @GymCoachBot" in caplog.text
