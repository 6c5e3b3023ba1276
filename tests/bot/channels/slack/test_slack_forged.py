"""Goal S2 for Slack: what Slack has not signed, just now, is refused unread; what it has signed is no server error."""

import asyncio
import json
import random
import string
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from bot.store.interface import Stores
from bot.store.memory import memory_stores
from bot.store.sql import open_stores
from tests.bot.channels.slack.conftest import Serve
from tests.bot.channels.slack.fake_slack import SECRET, FakeSlack, signed

FORGED, GENUINE, MALFORMED, AT_ONCE = 10_000, 1_000, 1_000, 20
KEYS = (
    "type", "event", "user", "channel", "ts", "team", "thread_ts", "text", "actions", "container", "message", "value",
    "authorizations", "team_id", "user_id", "bot_id", "subtype", "channel_type", "tab", "files", "view", "payload",
    "action_ts", "message_ts", "channel_id", "user_team",
)  # fmt: skip


async def statuses(call: Callable[[Any], Awaitable[int]], given: Iterable[Any]) -> Counter[int]:
    """How many of the answers had which status; a few calls at once, each made when it is its turn."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(each: Any) -> int:
        async with gate:
            return await call(each)

    return Counter(await asyncio.gather(*map(one, given)))


def flipped(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chr(ord(text[at]) ^ 1 << chance.randrange(3)) + text[at + 1 :]


def forge(body: bytes, kind: int, chance: random.Random) -> tuple[bytes, dict[str, str]]:
    """A genuine request, spoilt in one way."""
    headers, now = signed(body), time.time()
    at, seal = headers["X-Slack-Request-Timestamp"], headers["X-Slack-Signature"]
    match kind:
        case 0:
            spoilt = bytearray(body)
            spoilt[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
            return bytes(spoilt), headers
        case 1:
            return body, headers | {"X-Slack-Signature": flipped(seal, chance)}
        case 2:
            return body, headers | {"X-Slack-Request-Timestamp": flipped(at, chance)}
        case 3:
            return body, {"X-Slack-Request-Timestamp": at}
        case 4:
            return body, {"X-Slack-Signature": seal}
        case 5:
            return body, signed(body, secret=flipped(SECRET, chance))
        case 6:
            return body, signed(body, now + chance.choice([-302, -301 - chance.random(), 302, 9e9]))
        case 7:
            return body, headers | {"X-Slack-Signature": f"v0=é{seal[4:]}"}
        case 8:
            wrong = ["", "now", "1e9", "NaN", "9" * 5000, "１２３", "-1", f"{at}.0"]
            return body, headers | {"X-Slack-Request-Timestamp": chance.choice(wrong)}
        case _:
            return body + chance.choice([b" ", b"\0", b"\xff", b"{}"]), headers


async def test_forged_requests_are_refused_unread_and_genuine_ones_are_taken(
    serve: Serve, fake: FakeSlack, url: str, hasty: None, tell
) -> None:
    stores = open_stores(url)
    spotter, chance = await serve(stores), random.Random(1)

    def forged(number: int) -> Awaitable[int]:
        if number % 2:
            path, body = "events", json.dumps(fake.message(f"reps {number}")).encode()
        else:
            shown = {"blocks": [{"type": "actions", "elements": [{"value": "x"}]}], "ts": "1.2", "channel": "D1"}
            path, body = "interactive", fake.form(fake.press(shown))
        body, headers = forge(body, number // 2 % 10, chance)
        return spotter.send(path, body, **headers)

    refused = await statuses(forged, range(FORGED))
    assert refused == {401: FORGED}
    assert stores.inbox.waiting()[0] == 0
    said = [fake.message(f"reps {number}", person=f"U{number % 100}") for number in range(GENUINE)]
    taken = await statuses(spotter.event, said)
    assert taken == {200: GENUINE}
    await spotter.rest()
    assert len(fake.posted) == GENUINE
    tell(f"S2 (slack): {FORGED} forged requests: all 401, 0 rows; {GENUINE} genuine ones: all taken and answered")


def test_the_forgeries_are_what_they_are_said_to_be() -> None:
    chance = random.Random(1)
    body = b'{"type": "event_callback"}'
    for kind in range(10):
        assert forge(body, kind, chance) != (body, signed(body))


async def test_a_timestamp_is_good_for_five_minutes_either_way(serve: Serve, fake: FakeSlack) -> None:
    spotter = await serve(memory_stores())
    for seconds, status in [(-295, 200), (295, 200), (-301.5, 401), (302, 401)]:
        body = json.dumps(fake.message("how many reps")).encode()
        assert await spotter.send("events", body, **signed(body, time.time() + seconds)) == status


def anything(chance: random.Random, depth: int = 0) -> Any:
    """Something that JSON can hold, often with keys that Slack uses."""
    words = ["event_callback", "block_actions", "message", "app_mention", "button", "im", "D1", "C1", "U1", "T1", "1.2"]
    kinds = ["object", "object", "list", "word", "word", "other"] if depth < 5 else ["word", "other"]
    match chance.choice(kinds):
        case "object":
            return {chance.choice(KEYS): anything(chance, depth + 1) for _ in range(chance.randrange(8))}
        case "list":
            return [anything(chance, depth + 1) for _ in range(chance.randrange(4))]
        case "word":
            return chance.choice(words)
        case _:
            return chance.choice([None, True, 0, -1, 1e300, "", "\ud800", "\0", "é" * 300, string.printable, 10**400])


def spoil(value: Any, chance: random.Random) -> Any:
    """A genuine payload with one thing in it that is not as documented."""
    place = value
    while isinstance(place, dict | list) and place:
        key = chance.choice(list(place)) if isinstance(place, dict) else chance.randrange(len(place))
        if chance.random() < 0.4 or not isinstance(place[key], dict | list) or not place[key]:
            place[key] = anything(chance, 4)
            break
        place = place[key]
    return value


async def test_whatever_slack_signs_is_no_server_error(serve: Serve, fake: FakeSlack, stores: Stores, tell) -> None:
    spotter, chance = await serve(stores), random.Random(2)
    shown = {"blocks": [{"type": "actions", "elements": [{"value": "x"}]}], "ts": "1.2", "channel": "C1"}

    def malformed(number: int) -> Awaitable[int]:
        genuine = chance.choice([fake.message("reps"), fake.mention("reps"), fake.press(shown)])
        found = anything(chance) if number % 2 else spoil(json.loads(json.dumps(genuine)), chance)
        body = json.dumps(found).encode()
        shapes = [body, fake.form(found), b"payload=" + body, body[: len(body) // 2], b"[" * 9000, b"\xc3\xa9" * 9, b""]
        body = chance.choice([body, fake.form(found), *shapes])
        kind = chance.choice(
            ["application/json", "application/json; charset=utf-8", "text/plain", "multipart/form-data"]
        )
        headers = {"Content-Type": kind, **signed(body)}
        return spotter.send(chance.choice(["events", "interactive"]), body, **headers)

    found = await statuses(malformed, range(MALFORMED))
    assert set(found) == {200}
    await spotter.rest()
    tell(f"S1 (slack): {MALFORMED} malformed requests with a good signature: {dict(found)}, no server error")


async def test_a_body_that_is_too_large_is_refused(serve: Serve, fake: FakeSlack) -> None:
    spotter = await serve(memory_stores())
    large = json.dumps(fake.message("reps " * 40_000)).encode()
    small = json.dumps(fake.message("é" * 4_000)).encode()
    assert len(small) > 30_000
    assert await spotter.send("events", large, **signed(large)) == 413
    assert await spotter.send("events", small, **signed(small)) == 200
