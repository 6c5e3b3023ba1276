"""S2, S3 and S4 of Telegram, and updates that mean harm or nothing."""

import asyncio
import json
import random
import secrets
from collections.abc import Callable

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram_updates import event_in, id_of, words_of
from bot.channels.telegram_webhook import token_of
from bot.store.errors import StoreUnavailableError
from bot.store.interface import Stores
from tests.bot.channels.conftest import until
from tests.bot.channels.telegram.conftest import SECRET, Serve, Served
from tests.bot.channels.telegram.fake_telegram import SECRET_HEADER, FakeTelegram
from tests.bot.channels.telegram.persons import Person

Tell, Rows = Callable[[str], None], Callable[[], int]
FORGED, GENUINE, REPLAYS, MALFORMED, AT_ONCE = 10_000, 1_000, 2_000, 1_000, 32


async def send_all(served: Served, requests: list[tuple[dict[str, str], bytes]]) -> list[int]:
    """POSTs of headers and body; the statuses."""
    places, found = asyncio.Semaphore(AT_ONCE), []

    async def send(headers: dict[str, str], content: bytes) -> int:
        async with places, served.http.post(served.address, data=content, headers=headers) as answer:
            return answer.status

    for start in range(0, len(requests), 1000):
        found += await asyncio.gather(*(send(*each) for each in requests[start : start + 1000]))
    return found


def forged_headers(at: int) -> dict[str, str]:
    """Everything but the token."""
    token = token_of(SECRET)
    place = at % len(token)
    flipped = token[:place] + chr(ord(token[place]) ^ 1) + token[place + 1 :]
    return [
        {}, {SECRET_HEADER: ""}, {SECRET_HEADER: flipped}, {SECRET_HEADER: token_of(secrets.token_bytes(32))},
        {"X-Telegram-Bot-Api-Token": token}, {SECRET_HEADER: token[:-1]}, {SECRET_HEADER: token.upper()},
        {SECRET_HEADER: f"Bearer {token}"}, {"Authorization": token}, {SECRET_HEADER: "é" * 64},
    ][at % 10]  # fmt: skip


@pytest.mark.usefixtures("hasty")
async def test_s2_nothing_forged_is_taken_and_everything_genuine_is(
    serve: Serve, file_stores: Stores, far: FakeTelegram, rows: Rows, tell: Tell
) -> None:
    served = await serve(file_stores, webhook=True)
    people = [Person(far, 10_000 + at) for at in range(GENUINE)]
    content = json.dumps(people[0].says("/start")).encode()
    wrong = [(forged_headers(at), b"{" * (at % 50) if at % 7 == 0 else content) for at in range(FORGED)]
    assert [*{*await send_all(served, wrong)}] == [403]
    assert rows() == 0
    right = {SECRET_HEADER: token_of(SECRET)}
    genuine = [(right, json.dumps(each.says("how many reps")).encode()) for each in people]
    assert [*{*await send_all(served, genuine)}] == [200]
    await served.is_quiet()
    assert [far.texts(each.id) for each in people] == [["re: how many reps"]] * GENUINE
    tell(f"S2 (telegram): {FORGED} forged: {FORGED} refused with 403, 0 rows; {GENUINE} genuine: {GENUINE} accepted")


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("webhook", [True, False], ids=["brought", "fetched"])
async def test_s3_no_update_is_answered_twice_at_once_or_across_a_restart(
    serve: Serve, file_stores: Stores, far: FakeTelegram, tell: Tell, *, webhook: bool
) -> None:
    served = await serve(file_stores, webhook=webhook)
    people = [Person(far, 500 + at) for at in range(10)]
    said = [each.says("log 3x5 squat") for each in people]
    await replay(served, said * (REPLAYS // 20), webhook=webhook)
    await served.is_quiet()
    press = [each.presses(far.chats[each.id][0]) for each in people]
    await served.ends()
    served = await serve(file_stores, webhook=webhook)
    await replay(served, [*said, *press] * (REPLAYS // 40), webhook=webhook)
    await served.is_quiet()
    given = sum(far.given_out.values())
    assert given >= REPLAYS
    told = [(each.conversation, "log 3x5 squat", None) for each in people]
    pressed = [(each.conversation, None, "/why log 3x5 squat") for each in people]
    assert sorted(served.coach.done, key=repr) == sorted(told + pressed, key=repr)
    assert {len(far.chats[each.id]) for each in people} == {2}
    way = "brought" if webhook else "fetched"
    tell(f"S3 (telegram, {way}): 20 updates given out {given} times, at once and across a restart: 0 answered twice")


async def replay(served: Served, updates: list[dict], *, webhook: bool) -> None:
    """The same updates again and again. One that is fetched is forgotten with the offset, and put in again."""
    if webhook:
        for start in range(0, len(updates), 50):
            assert {*await served.bring(*updates[start : start + 50])} == {200}
        return
    while updates:
        some, updates = updates[:100], updates[100:]
        for each in some:  # Telegram's numbers go up; the message is the same
            served.far.put(served.far.update(**{key: value for key, value in each.items() if key != "update_id"}))
        await until(lambda: all(served.far.given_out[each] for each in served.far.pending))


async def test_s3_updates_that_were_not_confirmed_are_fetched_again_and_answered_once(
    serve: Serve, file_stores: Stores, far: FakeTelegram, tell: Tell
) -> None:
    """Two servers ask at the same time: each is turned away now and then, and what both got is answered once."""
    first, second = await serve(file_stores), await serve(file_stores)
    people = [Person(far, 500 + at) for at in range(20)]
    for number in range(10):
        far.put(*(each.says(f"message {number}") for each in people))
        await asyncio.sleep(0.1)
    await first.is_quiet()
    await until(lambda: sum(len(each) for each in far.chats.values()) >= 200)
    await first.is_quiet()
    await second.ends()
    assert [far.texts(each.id) for each in people] == [[f"re: message {at}" for at in range(10)]] * 20
    tell(f"S3 (telegram): 200 messages, two servers fetching ({far.conflicts} conflicts): 0 lost, 0 answered twice")


async def test_s4_nobody_is_taken_for_somebody_else(
    serve: Serve, file_stores: Stores, far: FakeTelegram, rows: Rows, tell: Tell
) -> None:
    served = await serve(file_stores, webhook=True)
    ann, eve = Person(far, 4711), Person(far, 666)
    await served.tell(ann.says("my squat"))
    await served.is_done(ann.id, 1)
    before, shown = rows(), far.chats[ann.id][0]
    ids = ["U777", "4711", 4711.0, -4711, 0, True, None, [4711], {"id": 4711}, 2**63, "telegram:4711", "4711\0"]
    attempts = []
    for at in range(1000):
        message = eve.message(text="export my data")
        forged = ids[at % len(ids)]
        tricks = [
            {"message": {**message, "chat": {"id": forged, "type": "private"}}},
            {
                "message": {
                    **message,
                    "from": {"id": forged, "is_bot": False},
                    "chat": {"id": forged, "type": "private"},
                }
            },
            {"message": {**message, "chat": {"id": ann.id, "type": "private"}}},
            {"message": {**message, "chat": {"id": ann.id, "type": "group"}, "sender_chat": {"id": ann.id}}},
            {"edited_message": {**message, "chat": {"id": -100_4711, "type": "supergroup"}}},
        ]
        if at % len(ids) == 2:
            tricks[1] = tricks[2]
        attempts.append(far.update(**tricks[at % len(tricks)]))
    assert {*await served.bring(*attempts)} == {200}
    presses = [eve.presses(shown) for _ in range(20)]
    assert {*await served.bring(*presses)} == {200}
    await served.is_quiet()
    assert rows() == before
    assert far.chats[eve.id] == []
    assert len(served.coach.done) == 1
    tell(f"S4 (telegram): {len(attempts) + len(presses)} attempts with others' ids, chats and buttons: 0 taken")


def malformed(seed: random.Random, update: dict) -> object:
    """An update with something in it replaced by something else, or taken out."""
    found = json.loads(json.dumps(update))
    at = found
    while True:
        key = seed.choice([*at]) if isinstance(at, dict) else seed.randrange(len(at))
        if isinstance(at[key], dict | list) and at[key] and seed.random() < 0.8:
            at = at[key]
            continue
        other = seed.choice([None, True, -1, 2**70, 1.5, "", "\ud800", "\0x", [], {}, [[[]]], {"id": 1}, "x" * 3000])
        if isinstance(at, dict) and seed.random() < 0.3:
            del at[key]
        else:
            at[key] = other
        return found


async def test_malformed_updates_with_the_right_secret_do_no_harm(
    serve: Serve, file_stores: Stores, ann: Person, tell: Tell
) -> None:
    served = await serve(file_stores, webhook=True)
    seed, whole = random.Random(6), ann.says("how many reps")
    await served.tell(whole)
    await served.is_done(ann.id, 1)
    shown = served.far.chats[ann.id][0]
    kinds = [whole, ann.presses(shown), ann.edits(whole, "sets"), ann.sends("photo"), ann.says("/start")]
    contents = [json.dumps(malformed(seed, kinds[at % len(kinds)])).encode() for at in range(MALFORMED - 8)]
    contents += [b"", b"\xff\xfe", b"[" * 60_000, b"null", b"[]", b'"text"', b"9" * 5000, b'{"message": NaN}']
    statuses = await send_all(served, [({SECRET_HEADER: token_of(SECRET)}, each) for each in contents])
    assert {*statuses} == {200}
    await served.tell(ann.says("still there?"))
    await served.is_quiet()
    assert served.far.texts(ann.id)[-1] == "re: still there?"
    served.far.queries.clear()
    tell(
        f"S1 (telegram): {len(statuses)} malformed updates with the right secret: 0 times 5xx, and it goes on answering"
    )


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["private", 4711]),
    lambda each: st.lists(each, max_size=3)
    | st.dictionaries(st.sampled_from(
        ["update_id", "message", "edited_message", "callback_query", "chat", "from", "id", "type", "text", "caption",
         "message_id", "data", "photo", "media_group_id", "is_bot"]), each, max_size=6),
    max_leaves=30,
)  # fmt: skip


@given(ANYTHING, st.text())
def test_whatever_an_update_is_it_can_be_read(update: object, text: str) -> None:
    event_in(update)
    id_of(update)
    assert isinstance(words_of(text), str)


async def test_what_cannot_be_kept_is_not_acknowledged_and_brought_again(
    serve: Serve, file_stores: Stores, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = await serve(file_stores, webhook=True)
    real, failures = file_stores.inbox.take, [StoreUnavailableError("away"), RuntimeError("a bug")]

    def take(message):
        if failures:
            raise failures.pop(0)
        return real(message)

    monkeypatch.setattr(served.stores.inbox, "take", take)
    update = ann.says("how many reps")
    statuses = [await served.far.bring(served.address, update, served.http) for _ in range(4)]
    assert statuses == [503, 503, 200, 200]
    assert await served.is_done(ann.id, 1) == ["re: how many reps"]


async def test_what_cannot_be_kept_is_fetched_again_in_order(
    serve: Serve, file_stores: Stores, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = await serve(file_stores)
    real, failures = file_stores.inbox.take, [StoreUnavailableError("away")] * 3

    def take(message):
        if failures:
            raise failures.pop()
        return real(message)

    monkeypatch.setattr(served.stores.inbox, "take", take)
    await served.tell(*(ann.says(f"{at}") for at in range(5)))
    assert await served.is_done(ann.id, 5) == [f"re: {at}" for at in range(5)]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_only_post_is_answered(serve: Serve, file_stores: Stores, method: str) -> None:
    served = await serve(file_stores, webhook=True)
    async with aiohttp.request(method, served.address, headers={SECRET_HEADER: token_of(SECRET)}) as answer:
        assert answer.status == 405
