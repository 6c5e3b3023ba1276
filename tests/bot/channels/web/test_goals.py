"""Goals S2, S3, S4 and S7 of the website chat, each in numbers, against a server on a port."""

import asyncio
import base64
import json
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import func, select

from bot.channels.web.visits import Visits
from bot.store.sql import open_database
from bot.store.tables import metadata
from tests.bot.channels.conftest import until
from tests.bot.channels.fakes import FakeCoach
from tests.bot.channels.web.guest import Guest, Heard, of
from tests.bot.channels.web.serving import NO_LIMIT, SECRET, Served
from tests.bot.channels.web.signing import claim

FORGED, GENUINE, REPLAYED, CROSSED, LARGE = 10_000, 1_000, 2_000, 1_000, 100
AT_ONCE = 50
Tell = Callable[[str], None]
MakeGuest = Callable[..., Guest]


async def several(calls: Sequence[Callable[[], Awaitable[Any]]]) -> list[Any]:
    """What calls give, so many of them at once."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(call: Callable[[], Awaitable[Any]]) -> Any:
        async with gate:
            return await call()

    return await asyncio.gather(*map(one, calls))


def rows(url: str) -> dict[str, int]:
    """How many rows each table has."""
    engine = open_database(url)
    with engine.connect() as connection:
        found = {
            each.name: connection.execute(select(func.count()).select_from(each)).scalar_one()
            for each in metadata.sorted_tables
        }
    engine.dispose()
    return found


def bit_flipped(text: str, chance: random.Random) -> str:
    """A text with another character somewhere, as a header can carry it."""
    place = chance.randrange(len(text))
    other = chr(ord(text[place]) ^ 1 << chance.randrange(7))
    return text[:place] + (other if other.isprintable() and other != " " else "~") + text[place + 1 :]


def forgeries(mine: str, theirs: str, chance: random.Random) -> list[Callable[[], dict[str, Any]]]:
    """Ways to come in that must not work; each gives the headers, and the member's claim where there is one."""
    day = 24 * 60 * 60
    conversation = f"web:{theirs.split('.')[1]}"

    def kept(shift: float, key: bytes = SECRET) -> str:
        return Visits(key, clock=lambda: time.time() + shift).token(conversation)[0]

    def parts(*places: int) -> str:
        return ".".join((mine, theirs)[each].split(".")[place] for place, each in enumerate(places))

    def later(seconds: int) -> str:
        kind, name, expires, signature = mine.split(".")
        return f"{kind}.{name}.{int(expires) + seconds}.{signature}"

    def noise() -> str:
        return base64.urlsafe_b64encode(chance.randbytes(chance.randrange(1, 90))).decode()

    return [
        lambda: {"Authorization": f"Bearer {bit_flipped(mine, chance)}"},
        lambda: {"Authorization": f"Bearer {kept(-chance.randrange(31, 400) * day)}"},
        lambda: {"Authorization": f"Bearer {kept(0, chance.randbytes(32))}"},
        lambda: {"Authorization": f"Bearer {parts(0, 1, 0, 0)}"},
        lambda: {"Authorization": f"Bearer {later(chance.randrange(1, 10**6))}"},
        lambda: {"Authorization": f"Bearer {parts(0, 1, 1, 0)}"},
        lambda: {"Authorization": f"Bearer {parts(0, 0, 0, 1)}"},
        lambda: {"Authorization": f"Bearer m{mine[1:]}"},
        lambda: {"Authorization": None},
        lambda: {"Authorization": f"Bearer {noise()}"},
        lambda: {"Authorization": f"Basic {mine}"},
        lambda: {"Authorization": mine},
        lambda: {"Authorization": f"Bearer {mine} {theirs}"},
        lambda: {"Authorization": f"Bearer {mine[: chance.randrange(len(mine))]}"},
        lambda: {"Authorization": f"Bearer v.{chance.randbytes(16).hex()}.{int(time.time()) + day}.{mine[-43:]}"},
    ]


async def test_s2_forged_requests_are_all_refused_and_leave_nothing(
    make_guest: MakeGuest, url: str, tell: Tell, hasty: None, coach: FakeCoach
) -> None:
    chance = random.Random(20)
    mine, theirs = await make_guest().entered(), await make_guest().entered()
    await mine.replies(1)
    await theirs.replies(1)
    before = rows(url)
    ways = forgeries(mine.token, theirs.token, chance)

    def forged(number: int) -> Callable[[], Awaitable[Heard]]:
        headers = ways[number % len(ways)]()
        if number % 3 == 0:
            return lambda: mine.ask("GET", "/events?after=0", **headers)
        if number % 10 == 1:
            wrong = claim(f"m{number}") | {"signature": chance.randbytes(32).hex()}
            address = Guest(mine.http, mine.origin, f"10.9.{number // 250}.{number % 250}")
            return lambda: address.ask("POST", "/visitor", {"member": wrong}, **headers)
        return lambda: mine.say("let me in", **headers)

    heard = await several([forged(number) for number in range(FORGED)])
    refused = sum(each.status == 401 and each.code == "not_signed_in" for each in heard)
    after = rows(url)
    people = [make_guest() for _ in range(GENUINE // 10)]
    for each in people:
        await each.entered()
    taken = await several([each.say for each in people for _ in range(10)])
    accepted = sum(each.status == 202 for each in taken)
    await until(lambda: len(coach.done) == GENUINE, 60)
    tell(f"S2 web: {refused} of {FORGED} forged requests refused, {sum(after.values()) - sum(before.values())} rows "
         f"written; {accepted} of {GENUINE} genuine ones accepted")  # fmt: skip
    assert (refused, after, accepted) == (FORGED, before, GENUINE)


async def test_s3_a_message_that_is_sent_again_is_answered_once(
    make_served: Callable[..., Served], make_guest: MakeGuest, url: str, coach: FakeCoach, tell: Tell, hasty: None
) -> None:
    unlimited = make_served(limit=NO_LIMIT)
    people = [await make_guest(unlimited).entered() for _ in range(20)]
    await until(lambda: unlimited.built and not unlimited.built.channel._greetings)
    sent = [(each, f"{place}-{number}") for place, each in enumerate(people) for number in range(10)]
    again = [one for one in sent for _ in range(REPLAYED // len(sent) // 2)]
    random.Random(3).shuffle(again)
    heard = await several([lambda one=one: one[0].say(one[1], one[1]) for one in again])
    await asyncio.to_thread(unlimited.stop)
    await asyncio.to_thread(unlimited.start)
    heard += await several([lambda one=one: one[0].say("something else", one[1]) for one in again])
    await until(lambda: len(coach.done) >= len(sent), 60)
    found = [await each.listen(lambda events: len(of("spotter", events)) >= 11) for each in people]
    twice = sum(len(of("lifter", each)) - 10 + len(of("spotter", each)) - 11 for each in found)
    tell(
        f"S3 web: {len(heard)} sendings of {len(sent)} messages, half after a restart: {twice} shown or answered twice"
    )
    assert {each.status for each in heard} == {202}
    assert len(heard) == REPLAYED
    assert len(coach.done) == len(sent)
    assert twice == 0
    assert rows(url)["inbox"] == len(sent)


async def test_s4_nobody_reads_or_changes_what_is_anothers(
    make_guest: MakeGuest, make_served: Callable[..., Served], url: str, tell: Tell, coach: FakeCoach, hasty: None
) -> None:
    at = make_served(limit=NO_LIMIT)
    marker = "zanzibarquokka"
    victim, member = make_guest(at), make_guest(at)
    assert (await victim.enter()).status == (await member.enter({"member": claim("4711")})).status == 200
    numbers, buttons = [], []
    for each in (victim, member):
        await each.replies(1)
        await each.say(f"my squat is {marker}")
        events = await each.replies(2)
        numbers += [event["n"] for event in events]
        buttons.append(events[-1]["buttons"][0]["button"])
    names = [f"web:{victim.token.split('.')[1]}", f"web:member:{member.token.split('.')[1]}"]
    attackers = [await make_guest(at).entered() for _ in range(20)]
    done = len(coach.done)
    calls: list[Callable[[], Awaitable[Any]]] = []
    for number in range(CROSSED):
        who, name = attackers[number % len(attackers)], names[number % 2]
        crossed = {
            "conversation": name, "sender": name, "sender_id": name, "session_id": name, "recipient_id": name,
            "input_channel": "slack", "metadata": {"conversation": name, "lifter": name, "role": "trainer"},
            "token": victim.token, "member": {"id": "4711"}, "number": numbers[0], "payload": f"/why {marker}",
        }  # fmt: skip
        wrong = claim("4711") | {"signature": claim(str(number))["signature"]}
        named = f"conversation={name}&sender={name}&token={victim.token}"
        asks = who.ask
        calls.append([
            partial(told, who, numbers[number % len(numbers)] - number % 3),
            partial(who.press, buttons[number % 2]),
            partial(asks, "POST", "/messages", crossed | {"id": str(numbers[0]), "text": "hi"}),
            partial(asks, "POST", "/visitor", crossed),
            partial(asks, "GET", f"/events?after=x&{named}"),
            partial(asks, "POST", "/visitor", {"member": wrong}),
            partial(asks, "POST", "/visitor", {"member": {"id": "4711", "signature": "", "trusted": True}}),
            partial(who.say, "hello", Cookie=f"token={victim.token}", X_Conversation=name),
        ][number % 8])  # fmt: skip
    heard = await several(calls)
    for place, status in {1: 400, 3: 401, 4: 400, 5: 401, 6: 401}.items():
        assert {each.status for each in heard[place::8]} == {status}
    told_now = [await told(each, 0) for each in attackers]
    content = [each.content if isinstance(each, Heard) else each for each in [*heard, *told_now]]
    foreign = sum(
        marker.encode() in each or any(name.partition(":")[2].encode() in each for name in names) for each in content
    )
    texts = [
        [event["text"] for event in await each.listen(lambda found: len(found) >= 4) if "n" in event]
        for each in (victim, member)
    ]
    changed = sum(len(each) != 3 for each in texts)
    theirs = sum(conversation in names for conversation, _, _ in coach.done[done:])
    tell(f"S4 web: {len(calls)} attempts across guests: {foreign} told foreign bytes, {changed + theirs} changed any")
    assert (foreign, changed, theirs) == (0, 0, 0)
    assert not any(marker in str(each) for each in coach.done[done:])


async def told(guest: Guest, after: int) -> bytes:
    """All that a new stream says at first."""
    async with guest.stream(max(after, 0)) as answer:
        found = await answer.content.readany()
        if answer.status == 200:
            try:
                async with asyncio.timeout(0.1):
                    found += await answer.content.readany()
            except TimeoutError:
                pass
        return found


async def test_s7_what_is_too_large_is_refused_at_once_and_others_wait_no_longer(
    make_guest: MakeGuest, url: str, tell: Tell, hasty: None
) -> None:
    large, others = await make_guest().entered(), [await make_guest().entered() for _ in range(30)]
    await large.replies(1)
    alone = [await timed(each.say) for each in others]
    before, sizes = rows(url)["inbox"], [16_385, 40_000, 70_000, 500_000, 1_000_000]
    took, heard = [], []
    meanwhile: list[float] = []

    async def attack() -> None:
        for number in range(LARGE):
            body = json.dumps({"id": f"l{number}", "text": "x" * sizes[number % len(sizes)]}).encode()
            began = time.perf_counter()
            heard.append(await large.ask("POST", "/messages", body, is_chunked=number % 2 == 1))
            took.append(1000 * (time.perf_counter() - began))

    async def go_on() -> None:
        for each in others:
            meanwhile.append(await timed(each.say))

    await asyncio.gather(attack(), go_on())
    longer = [await large.say("y" * (2_001 + 97 * number)) for number in range(LARGE)]
    tell(f"S7 web: {LARGE} bodies over 16 kB: 413 within {max(took):.0f} ms (median {statistics.median(took):.1f}); "
         f"{LARGE} texts over 2,000 characters: {sum(each.status == 413 for each in longer)} refused; "
         f"others: {statistics.median(alone):.1f} ms, beside it {statistics.median(meanwhile):.1f} ms")  # fmt: skip
    assert {(each.status, each.code) for each in heard} == {(413, "too_long")}
    assert {(each.status, each.code) for each in longer} == {(413, "too_long")}
    assert rows(url)["inbox"] == before + len(others)


async def timed(call: Callable[[], Awaitable[Heard]]) -> float:
    """How many ms a message takes to be taken."""
    began = time.perf_counter()
    assert (await call()).status == 202
    return 1000 * (time.perf_counter() - began)
