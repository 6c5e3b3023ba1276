"""Goal R5 for Slack: whatever Slack's API does, every reply arrives, in order, once."""

import asyncio
import random

import pytest

from bot.channels.replies import plain
from bot.store.interface import Stores
from bot.store.memory import memory_stores
from tests.bot.channels.conftest import until
from tests.bot.channels.fakes import FakeCoach
from tests.bot.channels.slack.conftest import Serve
from tests.bot.channels.slack.fake_slack import HALL, KIM, TEAM, FakeSlack


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.slack_api.CALL_SECONDS", 0.5)


async def test_all_replies_arrive_in_order_once_whatever_the_api_does(
    serve: Serve, fake: FakeSlack, impatient: None, coach: FakeCoach, tell
) -> None:
    """In direct messages and in threads: 500, 429 with Retry-After, 30 s of silence, and posted without a word."""
    spotter, chance = await serve(memory_stores()), random.Random(3)
    people, each = 20, 10
    fake.trouble = [chance.choice(["", "500", "429", "lost", "lost"] + ["hang"] * (not n % 9)) for n in range(250)]
    troubles = [one for one in fake.trouble if one]
    for number in range(each):
        for person in range(people):
            thread = {"channel": HALL, "thread_ts": f"1700000000.{person:06}"} if person % 2 else {}
            make = fake.mention if person % 2 else fake.message
            assert await spotter.event(make(f"reps {number}", person=f"U{person}", **thread)) == 200
    await until(lambda: not spotter.stores.inbox.waiting()[0] and not spotter.stores.outbox.waiting("slack")[0], 90)
    wanted = [f"re: reps {number}" for number in range(each)]
    for person in range(people):
        thread = f"1700000000.{person:06}"
        place = (HALL, thread) if person % 2 else (f"DU{person}", None)
        shown = [one["text"] for one in fake.posted if (one["channel"], one.get("thread_ts")) == place]
        assert shown == wanted, person
    assert not fake.trouble
    kinds = {kind: troubles.count(kind) for kind in sorted(set(troubles))}
    tell(f"R5 (slack): {people * each} replies, {len(troubles)} failures {kinds}: all arrived, in order, once")


async def test_the_pause_that_slack_asks_for_is_kept(serve: Serve, fake: FakeSlack, stores: Stores) -> None:
    spotter, loop = await serve(stores), asyncio.get_running_loop()
    fake.trouble = ["429"]
    started = loop.time()
    await spotter.event(fake.message("how many reps"))
    await until(lambda: fake.posted)
    assert loop.time() - started >= fake.retry_after


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "user_disabled", "not_in_channel"])
async def test_what_can_never_arrive_is_given_up_and_the_next_is_sent(
    serve: Serve, fake: FakeSlack, error: str
) -> None:  # fmt: skip
    spotter = await serve(memory_stores())
    fake.errors["chat.postMessage"] = error
    await spotter.event(fake.message("one"))
    await spotter.rest()
    assert fake.calls.count("chat.postMessage") == 1
    fake.errors.clear()
    await spotter.event(fake.message("two"))
    await spotter.rest()
    assert fake.direct(KIM) == ["re: two"]


async def test_a_token_that_slack_does_not_take_is_told_to_the_operator_and_replies_wait(
    serve: Serve, fake: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    spotter = await serve(memory_stores())
    await until(lambda: spotter.channel._me)
    fake.errors["conversations.open"] = "token_revoked"
    await spotter.event(fake.message("how many reps"))
    await until(lambda: "token_revoked" in caplog.text)
    assert "docs/slack.md" in caplog.text
    assert "xoxb" not in caplog.text
    assert spotter.stores.outbox.waiting("slack")[0] == 1


async def test_it_starts_without_slack_and_delivers_when_slack_is_there(
    serve: Serve, fake: FakeSlack, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.slack.PAUSE", 0.2)
    fake.errors["auth.test"] = "fatal_error"
    spotter = await serve(stores)
    assert await spotter.event(fake.message("how many reps")) == 200
    await until(lambda: fake.calls.count("auth.test") > 1)
    assert not fake.posted
    fake.errors.clear()
    await until(lambda: fake.posted)
    assert fake.direct(KIM) == ["re: how many reps"]


async def test_a_reply_that_began_before_a_restart_goes_on_where_it_was(
    serve: Serve, fake: FakeSlack, stores: Stores
) -> None:
    """Two messages and a file; after the first the far side is lost, and another process goes on."""
    spotter = await serve(stores)
    await until(lambda: spotter.channel._me)
    address = spotter.downloads.keep({"program.pdf": b"%PDF-1.7"}, KIM)["program.pdf"]
    long = "\n\n".join(f"Week {week}: " + "squat three times eight. " * 20 for week in range(8))
    fake.trouble = ["lost"]
    body = plain(long, files=[{"url": address, "name": "program.pdf"}])
    await spotter.office.post(f"slack:{TEAM}:{KIM}", "r1", [body])
    await until(lambda: fake.posted)
    await spotter.end()
    other = await serve(stores)
    await other.rest()
    assert [len(each.get("files", ())) for each in fake.posted] == [0, 0, 1]
    assert "Week 0" in fake.posted[0]["text"]
    assert "Week 7" in fake.posted[1]["text"]


async def test_stopping_waits_for_what_is_being_sent(serve: Serve, fake: FakeSlack) -> None:
    spotter = await serve(memory_stores())
    fake.trouble, fake.hang_seconds = ["hang"], 0.5
    await spotter.event(fake.message("how many reps"))
    await until(lambda: "chat.postMessage" in fake.calls)
    await spotter.end()
    again = await serve(spotter.stores)
    await until(lambda: fake.posted)
    await again.rest()
    assert fake.direct(KIM) == ["re: how many reps"]


async def test_without_the_right_to_look_a_reply_is_sent_again(serve: Serve, fake: FakeSlack) -> None:
    spotter = await serve(memory_stores())
    fake.errors["conversations.history"], fake.trouble = "missing_scope", ["500"]
    await spotter.event(fake.message("how many reps"))
    await spotter.rest()
    assert fake.direct(KIM) == ["re: how many reps"]
