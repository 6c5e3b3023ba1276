"""What a lifter sees in Slack."""

import json
from dataclasses import replace

import pytest

from bot.channels.slack import SlackChannel
from bot.channels.slack.channel import EXAMPLES
from bot.settings import SlackSettings, settings
from bot.store.errors import StoreUnavailableError
from bot.store.interface import Stores
from tests.bot.channels.conftest import until
from tests.bot.channels.fakes import FakeCoach
from tests.bot.channels.slack.conftest import Serve
from tests.bot.channels.slack.fake_slack import APP_TOKEN, BOT, HALL, KIM, LEE, SECRET, TEAM, TOKEN, FakeSlack, signed


async def test_a_direct_message_is_answered_there(
    serve: Serve, fake: FakeSlack, stores: Stores, coach: FakeCoach
) -> None:
    spotter = await serve(stores)
    assert await spotter.event(fake.message("how many reps &amp; sets")) == 200
    await until(lambda: fake.posted)
    assert fake.direct(KIM) == ["re: how many reps &amp; sets"]
    assert coach.done == [(f"slack:{TEAM}:{KIM}", "how many reps & sets", None)]


async def test_a_mention_is_answered_in_its_thread(
    serve: Serve, fake: FakeSlack, stores: Stores, coach: FakeCoach
) -> None:
    spotter = await serve(stores)
    await spotter.event(fake.mention("how many reps", ts="1700000000.000100"))
    await spotter.event(fake.mention("and sets", person=LEE, ts="1700000000.000200", thread_ts="1700000000.000100"))
    await until(lambda: len(fake.posted) == 2)
    await spotter.rest()
    assert {(each["channel"], each["thread_ts"]) for each in fake.posted} == {(HALL, "1700000000.000100")}
    place = f"{HALL}:1700000000.000100"
    assert [each[0] for each in coach.done] == [f"slack:{TEAM}:{KIM}:{place}", f"slack:{TEAM}:{LEE}:{place}"]


async def test_the_address_is_verified(serve: Serve, stores: Stores) -> None:
    spotter = await serve(stores)
    body = json.dumps({"token": "old", "challenge": "3eZbrw1aB10", "type": "url_verification"}).encode()
    async with spotter.http.post(f"{spotter.url}/slack/events", data=body, headers=signed(body)) as answer:
        assert (answer.status, await answer.text()) == (200, "3eZbrw1aB10")


async def test_a_pressed_button_is_what_it_stands_for(
    serve: Serve, fake: FakeSlack, stores: Stores, coach: FakeCoach
) -> None:
    spotter = await serve(stores)
    await spotter.event(fake.message("how many reps"))
    await until(lambda: fake.posted)
    press = fake.press(fake.posted[0])
    assert [await spotter.press(press) for _ in range(3)] == [200] * 3
    await until(lambda: len(fake.posted) == 2)
    await spotter.rest()
    assert coach.done[1:] == [(f"slack:{TEAM}:{KIM}", None, "/why how many reps")]
    assert len(fake.posted) == 2


async def test_who_opens_the_chat_is_greeted_once(serve: Serve, fake: FakeSlack, stores: Stores) -> None:
    spotter = await serve(stores)
    opened = {"type": "app_home_opened", "user": KIM, "channel": f"D{KIM}", "tab": "messages", "event_ts": "1.000001"}
    await spotter.event(fake.envelope(opened))
    await until(lambda: fake.posted)
    await spotter.event(fake.envelope(opened))
    await spotter.event(fake.envelope(opened | {"tab": "home"}))
    await spotter.event(fake.mention(""))
    await until(lambda: len(fake.posted) == 2)
    assert spotter.greeted[0] == (f"slack:{TEAM}:{KIM}", "greeting")
    assert [each[0].count(":") for each in spotter.greeted] == [2, 4]


@pytest.mark.parametrize("more", [
    {"subtype": "channel_join"}, {"subtype": "message_changed"}, {"bot_id": "B2"}, {"user": BOT}, {"user": None},
    {"type": "reaction_added"}, {"channel": HALL, "channel_type": "channel"}, {"channel_type": "mpim"}, {"ts": "now"},
    {"team": "T1:U2"}, {"channel": "D1:2"},
])  # fmt: skip
async def test_what_is_not_for_spotter_is_ignored(serve: Serve, fake: FakeSlack, stores: Stores, more: dict) -> None:
    spotter = await serve(stores)
    event = fake.message("how many reps")
    event["event"] |= more
    assert await spotter.event(event) == 200
    assert stores.inbox.waiting()[0] == 0
    assert not fake.posted


async def test_what_cannot_be_taken_is_said_kindly_once(serve: Serve, fake: FakeSlack, stores: Stores) -> None:
    spotter = await serve(stores)
    long, picture = fake.message("reps " * 500), fake.message("", subtype="file_share", files=[{"id": "F1"}])
    for each in (long, long, picture, picture):
        assert await spotter.event(each) == 200
    await until(lambda: len(fake.posted) == 2)
    await spotter.rest()
    assert "too long for me" in fake.posted[0]["text"]
    assert "cannot look at pictures" in fake.posted[1]["text"]
    assert len(fake.posted) == 2


async def test_who_is_too_quick_is_told_once(serve: Serve, fake: FakeSlack, stores: Stores) -> None:
    spotter = await serve(stores, limit=None)
    assert {await spotter.event(fake.message(f"reps {each}")) for each in range(30)} == {200}
    await spotter.rest()
    told = [each for each in fake.direct(KIM) if "quicker than I am" in each]
    assert len(told) == 1
    assert len(fake.posted) < 15


async def test_what_cannot_be_kept_is_not_acknowledged_and_slack_brings_it_again(
    serve: Serve, fake: FakeSlack, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    spotter = await serve(stores)

    def away(*_: object) -> bool:
        raise StoreUnavailableError

    message = fake.message("how many reps")
    with monkeypatch.context() as outage:
        outage.setattr(type(stores.inbox), "take", away)
        assert await spotter.event(message) == 503
    assert await spotter.event(message, **{"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_error"}) == 200
    await spotter.rest()
    assert fake.direct(KIM) == ["re: how many reps"]


async def test_no_words_and_no_secrets_are_logged(
    serve: Serve, fake: FakeSlack, stores: Stores, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.slack.api.CALL_SECONDS", 0.5)
    caplog.set_level("DEBUG")
    spotter = await serve(stores, APP_TOKEN)
    spotter.personal.add("my marker hurts")
    fake.trouble, fake.errors["conversations.history"] = ["500", "hang", "lost"], "internal_error"
    for text in ("marker one", "", "marker " * 500):
        await spotter.event(fake.message(text))
    await spotter.event(fake.mention("my marker hurts"))
    await until(lambda: fake.calls.count("chat.postMessage") > 2)
    fake.errors.clear()
    await spotter.rest()
    words = caplog.text + repr(spotter.channel) + repr(spotter.channel._api)
    assert "TryLaterError" in words
    assert not [each for each in ("marker", SECRET, TOKEN, APP_TOKEN, "ticket") if each in words]


@pytest.mark.parametrize(("given", "missing"), [
    (SlackSettings(), ["slack.bot_token", "slack.signing_secret", "slack.app_token"]),
    (SlackSettings(bot_token=TOKEN), ["slack.signing_secret", "slack.app_token"]),
    (SlackSettings(signing_secret=SECRET), ["slack.bot_token"]),
    (SlackSettings(TOKEN, SECRET), []), (SlackSettings(TOKEN, "", APP_TOKEN), []),
])  # fmt: skip
def test_it_says_which_settings_are_missing(given: SlackSettings, missing: list[str]) -> None:
    why = SlackChannel(replace(settings(), slack=given)).why_off
    assert bool(why) == bool(missing)
    assert all(each in why for each in missing)


@pytest.mark.parametrize(("given", "says"), [
    (SlackSettings(APP_TOKEN, SECRET), "slack.bot_token begins with xapp-: that is the app token; the bot token begins"
     " with xoxb- (docs/slack.md)."),
    (SlackSettings(APP_TOKEN), "slack.bot_token begins with xapp-: that is the app token;"),
    (SlackSettings("", "", TOKEN), "slack.app_token begins with xoxb-: that is the bot token;"),
    (SlackSettings(APP_TOKEN, "", TOKEN), "slack.bot_token begins with xapp-: that is the app token;"),
    (SlackSettings(TOKEN, "", TOKEN), "slack.app_token begins with xoxb-: that is the bot token; the app token begins"
     " with xapp- "),
    (SlackSettings("xoxp-1-bot", SECRET), "slack.bot_token begins with xoxp-: that is a person's token;"),
    (SlackSettings(SECRET, TOKEN), "slack.bot_token does not begin with xoxb-, as the bot token does"),
    (SlackSettings(TOKEN, SECRET, SECRET), "slack.app_token does not begin with xapp-, as the app token does"),
    (SlackSettings(TOKEN, APP_TOKEN), "slack.signing_secret begins with xapp-: that is the app token; the signing"),
    (SlackSettings("xoxb-your-token", SECRET), "slack.bot_token is still the example"),
    (SlackSettings(TOKEN, "your-signing-secret", APP_TOKEN), "slack.signing_secret is still the example"),
])  # fmt: skip
def test_a_token_in_the_wrong_place_is_said_by_how_it_begins(given: SlackSettings, says: str) -> None:
    why = SlackChannel(replace(settings(), slack=given)).why_off
    assert why.startswith(says)
    assert not [each for each in (TOKEN, APP_TOKEN, SECRET, "1-bot", "1-app") if each in why]


def test_the_examples_are_those_of_the_document() -> None:
    words = (settings().project_folder / "docs/settings.yml").read_text(encoding="utf-8").split()
    assert set(EXAMPLES) <= set(words)
