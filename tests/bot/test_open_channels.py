"""Channels are opened as credentials.yml names them, over one post office; reminders and greetings come into them."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from rasa.shared.exceptions import RasaException

from bot.channels.channel import Channel, Surroundings
from bot.channels.telegram import TelegramChannel
from bot.channels.web import WebChannel
from bot.dialogue.coach import Coach
from bot.downloads import Downloads
from bot.open_channels import ChannelsError, channels_in, open_channels, reminders_for
from bot.settings import TelegramSettings, settings
from bot.store.handover_records import Agreement, AgreementKind
from bot.store.interface import Stores
from bot.store.log_records import Reminder, new_id
from bot.store.memory import memory_stores
from bot.store.postbox_records import IncomingMessage
from bot.switchboard import Switchboard
from bot.trainer_desk import CLEARED
from bot.waking import wake
from tests.bot.channels.conftest import until
from tests.bot.channels.handed_over import taken
from tests.bot.channels.telegram.fake_telegram import FakeTelegram

EMERGENCY = "crushing chest pain and my left arm is numb"


class PaperChannel(Channel):
    """Shows what a channel is given."""

    title = "Paper"

    @classmethod
    def name(cls) -> str:
        return "telegram"

    @property
    def why_off(self) -> str:
        return ""

    def open(self, given: Surroundings) -> None:
        self.given = given


@pytest.fixture(scope="module")
def stores() -> Stores:
    return memory_stores()


@pytest.fixture
def channel() -> PaperChannel:
    return PaperChannel(settings())


@pytest.fixture(scope="module")
def own_coach(model: Path, stores: Stores) -> Coach:
    return wake(model, settings(), stores)


def test_the_channels_are_those_of_the_file_in_its_order(tmp_path: Path) -> None:
    paths = "bot.channels.telegram.TelegramChannel:\nbot.channels.web.WebChannel:\n"
    (file := tmp_path / "credentials.yml").write_text(paths)
    assert [type(each) for each in channels_in(file, settings())] == [TelegramChannel, WebChannel]


def test_all_three_channels_are_named_and_those_without_a_token_say_that_they_are_off() -> None:
    found = {
        each.title: each.why_off for each in channels_in(settings().project_folder / "credentials.yml", settings())
    }
    assert list(found) == ["Website chat", "Slack", "Telegram"]
    assert found["Website chat"] == ""
    assert "slack.bot_token" in found["Slack"]
    assert "telegram.bot_token" in found["Telegram"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("bot.channels.nowhere.NoChannel:", "no bot.channels.nowhere.NoChannel"),
        ("rasa.core.channels.rest.RestInput:", "none of Spotter's channels"),
        ("- rest", "expected lines"),
        ("rest: [", "cannot be read"),
    ],
)
def test_a_file_that_names_what_is_no_channel_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (file := tmp_path / "credentials.yml").write_text(text)
    with pytest.raises(ChannelsError, match=message) as caught:
        channels_in(file, settings())
    assert str(file) in str(caught.value)


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ChannelsError, match=r"nothing\.yml"):
        channels_in(tmp_path / "nothing.yml", settings())


def test_rasas_own_server_is_told_where_channels_are_served() -> None:
    with pytest.raises(RasaException, match="spotter serve"):
        WebChannel.from_credentials(None).blueprint(lambda _: None)


async def test_a_greeting_comes_once_for_an_id(
    channel: PaperChannel, own_coach: Coach, stores: Stores, tmp_path: Path
) -> None:
    office = open_channels([channel], own_coach, stores, Downloads(tmp_path), settings())
    for _ in range(2):
        await channel.given.greet("telegram:11", "greeting")
    await channel.given.greet("telegram:11", "start:2")
    texts = [json.loads(each.body)["text"] for each in stores.outbox.after("telegram:11", 0, 99)]
    assert len(texts) == 2
    assert "Spotter" in texts[0]
    assert texts[1] != texts[0]
    await office.stop()


@pytest.fixture
async def far() -> AsyncIterator[FakeTelegram]:
    """A Telegram where two people know Spotter."""
    fake = FakeTelegram(known={21, 22})
    await fake.start()
    yield fake
    await fake.stop()
    assert fake.wrong == []


async def test_a_reminder_is_sent_through_its_channel_and_not_while_a_red_flag_stands(
    far: FakeTelegram, own_coach: Coach, stores: Stores, tmp_path: Path
) -> None:
    here = replace(settings(), telegram=TelegramSettings(far.token, api_url=far.url))
    channel = TelegramChannel(here)
    office = open_channels([channel], own_coach, stores, Downloads(tmp_path), here)
    await own_coach.answer("telegram:22", EMERGENCY)
    now = datetime.now(UTC)
    for chat in ("telegram:21", "telegram:22"):
        stores.reminders.keep(reminder(stores, chat, now))
    worker = reminders_for([channel], own_coach, office, stores, lambda: now)
    assert await worker.send_due() == 1
    office.start()
    async with asyncio.timeout(20):
        while stores.outbox.waiting("telegram")[0]:  # noqa: ASYNC110  the outbox is worked off beside us
            await asyncio.sleep(0.02)
    assert [chat for chat in far.chats if any("18:00" in text for text in far.texts(chat))] == [21]
    await office.stop()
    await channel.stop()


async def test_while_a_trainer_has_it_nobody_is_reminded_or_greeted(
    channel: PaperChannel, own_coach: Coach, stores: Stores, tmp_path: Path
) -> None:
    office, now = open_channels([channel], own_coach, stores, Downloads(tmp_path), settings()), datetime.now(UTC)
    found, who = taken(stores, "telegram:31")
    stores.reminders.keep(reminder(stores, "telegram:31", now))
    assert await reminders_for([channel], own_coach, office, stores, lambda: now).send_due() == 0
    await channel.given.greet("telegram:31", "start:1")
    assert stores.outbox.latest("telegram:31", 9) == ()
    stores.handovers.close(found.id, who, now)
    await channel.given.greet("telegram:31", "start:1")
    assert len(stores.outbox.latest("telegram:31", 9)) == 1
    await office.stop()


async def test_a_red_flag_told_to_a_trainer_stands_until_the_trainer_clears_it(
    channel: PaperChannel, own_coach: Coach, stores: Stores, tmp_path: Path
) -> None:
    """With the real coach: its warning alone, an alert, silence, the end of the handover in spite of the red flag."""
    office, where = open_channels([channel], own_coach, stores, Downloads(tmp_path), settings()), "telegram:32"
    found, who = taken(stores, where)
    office.start()
    for number, text in enumerate(("how many reps for size", EMERGENCY, "/restart")):
        await office.take(IncomingMessage(where, f"m{number}", datetime.now(UTC), text))
    await until(lambda: not stores.inbox.waiting()[0])
    said = [each for each in texts(stores, where) if each["kind"] == "spotter"]
    assert [each["text"] for each in said] == [own_coach.last_words(EMERGENCY)]
    await until(lambda: stores.handovers.find(found.id).escalated_at)
    assert "red_flag" in stores.profiles.profile(found.lifter)
    cleared = Agreement("Looked into.", AgreementKind.NOTE, CLEARED)
    assert stores.handovers.hand_back(found.id, who, "", [cleared], datetime.now(UTC))
    board = Switchboard(stores, office, own_coach)
    await board.look()
    assert "Robin" in texts(stores, where)[-1]["text"]
    assert "red_flag" not in stores.profiles.profile(found.lifter)
    await office.stop()


async def test_what_is_no_coaching_is_said_while_a_red_flag_stands(own_coach: Coach) -> None:
    await own_coach.answer("telegram:33", EMERGENCY)
    assert not (await own_coach.prompt("telegram:33", "utter_greet")).replies
    assert (await own_coach.announce("telegram:33", "utter_greet")).replies


def texts(stores: Stores, conversation: str) -> list[dict[str, str]]:
    return [json.loads(each.body) for each in stores.outbox.latest(conversation, 99)]


def reminder(stores: Stores, chat: str, now: datetime) -> Reminder:
    lifter = stores.lifters.lifter_of(chat, now).id
    due = now - timedelta(minutes=1)
    return Reminder(
        id=new_id(), lifter=lifter, conversation=chat, weekdays=tuple(range(7)), local_time=time(18, 0), zone="UTC",
        next_due=due,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("message", "is_public"),
    [
        ("how many reps for size", True), ("hello", True), ("what is rpe", True), ("thanks!", True), ("👍", True),
        ("my knee hurts when i squat", False), (EMERGENCY, False), ("i'm 15, can i lift", False),
        ("squatted 100 for 3x5", False), ("write me a program", False), ("what did i bench last week", False),
        ("i weigh 84 kg, how much protein", False), ("delete my data", False), ("remind me on monday at 6", False),
    ],
)  # fmt: skip
async def test_what_is_about_the_lifter_is_not_answered_in_public(
    own_coach: Coach, message: str, is_public: bool
) -> None:
    assert await own_coach.is_public(message, "slack:T:1") is is_public


async def test_nothing_is_public_while_a_red_flag_stands_in_private(own_coach: Coach) -> None:
    await own_coach.answer("slack:T:7", EMERGENCY)
    assert not await own_coach.is_public("how many reps for size", "slack:T:7")
    await own_coach.clear_red_flag("slack:T:7")
    assert await own_coach.is_public("how many reps for size", "slack:T:7")


async def test_what_cannot_be_read_is_not_answered_in_public(own_coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(own_coach._agent.processor, "parse_message", broken)
    assert not await own_coach.is_public("how many reps for size", "slack:T:1")


def test_the_last_words_to_an_emergency_are_its_own(own_coach: Coach) -> None:
    assert "emergency" in own_coach.last_words(EMERGENCY).lower()
    assert "trainer" in own_coach.last_words("how many reps")
    assert own_coach.last_words("my knee hurts a bit") == own_coach.last_words("how many reps")
