"""Goal S3 for Slack: what Slack tells again is answered once; and S5: text is text, however it begins."""

import asyncio
import json
import random

import pytest

from bot.channels.slack.desk import IN_PRIVATE
from bot.store.interface import Stores
from bot.store.memory import memory_stores
from bot.store.sql import open_stores
from tests.bot.channels.fakes import FakeCoach
from tests.bot.channels.slack.conftest import Serve
from tests.bot.channels.slack.fake_slack import BOT, HALL, FakeSlack, signed

REASONS = (
    "http_timeout", "too_many_redirects", "connection_failed", "ssl_error", "http_error", "unknown_error", "",
)  # fmt: skip
"""Why Slack tells something again: X-Slack-Retry-Reason."""


async def test_what_is_told_again_is_answered_once(
    serve: Serve, fake: FakeSlack, url: str, hasty: None, coach: FakeCoach, tell
) -> None:
    """The same signed request, at the same moment, at two processes, after a restart; and a mention told twice."""
    first, second = await serve(open_stores(url)), await serve(open_stores(url))
    first.personal = second.personal = {"reps 1", "reps 11"}
    chance, bodies = random.Random(1), []
    for number in range(20):
        make = fake.mention if number % 2 else fake.message
        told = make(f"reps {number}", person=f"U{number % 5}")
        other = told["event"] | {"type": "message", "channel_type": "channel"}
        again = fake.envelope(other) if number % 2 else fake.envelope(told["event"])
        bodies += [json.dumps(each).encode() for each in (told, again)]
    headers = [signed(each) for each in bodies]

    async def tell_again(spotter, count: int) -> None:
        places = [chance.randrange(len(bodies)) for _ in range(count)]
        retries = [{"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": chance.choice(REASONS)} for _ in places]
        sent = [
            spotter.send("events", bodies[at], **headers[at], **retry)
            for at, retry in zip(places, retries, strict=True)
        ]
        assert set(await asyncio.gather(*sent)) == {200}

    await tell_again(first, 40)
    await asyncio.gather(tell_again(first, 480), tell_again(second, 480))
    await first.rest()
    await first.end()
    await second.end()
    third = await serve(open_stores(url))
    await tell_again(third, 1000)
    await third.rest()
    answers = [each["text"] for each in fake.posted if each["text"].startswith("re: ")]
    assert [each["text"] for each in fake.posted if each["channel"] == HALL].count(IN_PRIVATE) == 2
    assert sorted(answers) == sorted({f"re: reps {number}" for number in range(20)})
    assert len(coach.done) == 20
    tell(f"S3 (slack): 2,000 requests told again, 2 processes, 1 restart, {len(REASONS)} reasons: 0 answered twice")


async def test_a_mention_told_again_is_not_answered_in_the_other_place(
    serve: Serve, fake: FakeSlack, stores: Stores, coach: FakeCoach
) -> None:
    """What was judged once stays so, even if judging fails the second time."""
    spotter = await serve(stores)
    spotter.personal.add("my knee hurts")
    public, personal = fake.mention("how many reps"), fake.mention("my knee hurts")
    for each in (public, personal):
        await spotter.event(each)
    await spotter.rest()
    spotter.personal.symmetric_difference_update({"my knee hurts", "how many reps"})
    for each in (public, personal):
        await spotter.event(each)
    await spotter.rest()
    assert len(coach.done) == 2
    assert len(fake.posted) == 3


class Fickle(set[str]):
    """Holds everything every other time that it is asked."""

    times = 0

    def __contains__(self, _: object) -> bool:
        self.times += 1
        return self.times % 2 == 0


async def test_a_mention_told_twice_at_once_is_judged_once(
    serve: Serve, fake: FakeSlack, stores: Stores, coach: FakeCoach
) -> None:
    spotter = await serve(stores)
    spotter.personal = fickle = Fickle()
    for number in range(10):
        mention = fake.mention(f"reps {number}")
        assert await asyncio.gather(spotter.event(mention), spotter.event(mention)) == [200, 200]
    await spotter.rest()
    assert fickle.times > 10
    assert len(coach.done) == 10


DISGUISES = (
    "/restart", " /restart", "\u2003/restart", "/ /restart", "//restart", "\\/restart", "/\u200b/restart",
    "\ufeff/restart", f"<@{BOT}>/restart", f"<@{BOT}> /restart", f"<@{BOT}> <@{BOT}>/restart", f"/<@{BOT}>/restart",
    f"<@{BOT}>: /restart", f"<@{BOT}|spotter>/restart", "&#47;restart", "&amp;#47;restart",
    "<https://a.example|/restart>", "</restart>", "<!date^1|/restart>",
    '/report_injury{"complaint": "knee"}', "\n/restart", "\u202e/restart", "／restart",
)  # fmt: skip


@pytest.mark.parametrize("direct", [True, False])
async def test_a_slash_makes_no_order_of_a_text(
    serve: Serve, fake: FakeSlack, coach: FakeCoach, tell, direct: bool
) -> None:
    """That a text is none, whatever it begins with, is the gate's work: here it stays text, and never is a payload."""
    spotter = await serve(memory_stores())
    for text in DISGUISES:
        await spotter.event((fake.message if direct else fake.mention)(text))
    await spotter.rest()
    assert len(coach.done) == len(DISGUISES)
    assert all(payload is None and text for _, text, payload in coach.done)
    assert not any(BOT in text for _, text, _ in coach.done)
    tell(f"S5 (slack, {'direct' if direct else 'mention'}): {len(DISGUISES)} disguises: all kept as text, 0 payloads")
