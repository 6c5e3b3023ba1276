"""The post office: what is acknowledged is on disk, what is not on disk is not acknowledged."""

import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.channels.errors import RefusedError, SlowDownError, UnavailableError
from bot.channels.post_office import PostOffice
from bot.channels.rate_limit import Allowance, RateLimit
from bot.channels.replies import plain
from bot.channels.worker import LAST_WORDS
from bot.store.errors import StoreUnavailableError
from bot.store.interface import Stores
from bot.store.memory import memory_stores
from bot.store.postbox_records import IncomingMessage
from bot.store.sql import open_stores, sqlite
from tests.bot.channels.conftest import PATIENT, QUICK, message, posted, shown, until
from tests.bot.channels.fakes import FakeCoach, FarSide

NO_LIMIT = Allowance(10**9, 10**9)
Make = Callable[..., PostOffice]


@pytest.fixture
async def make_office(coach: FakeCoach) -> AsyncIterator[Make]:
    """Opens post offices: each stands for a process. Those that are open at the end are stopped."""
    offices: list[PostOffice] = []

    def make(stores: Stores, **options) -> PostOffice:
        options = {"limit": RateLimit(NO_LIMIT, NO_LIMIT), "pace": QUICK} | options
        offices.append(PostOffice(stores, options.pop("answer", coach.answer), **options))
        return offices[-1]

    yield make
    for each in offices:
        await each.stop(5)


async def test_a_message_is_taken_answered_and_its_reply_delivered_at_once(
    stores: Stores, coach: FakeCoach, make_office: Make
) -> None:
    far_side, slow = FarSide(), 60
    office = make_office(stores, pace=replace(QUICK, poll_seconds=slow))
    office.deliver("slack", far_side.send, replace(PATIENT, poll_seconds=slow))
    office.start()
    await asyncio.sleep(0.1)
    assert await office.take(message("slack:T:U", text="how many reps"))
    await until(lambda: far_side.arrived, 5)
    assert far_side.arrived == [("slack:T:U", "re: how many reps")]
    assert await office.stop(5)


async def test_whoever_watches_a_conversation_hears_of_everything_in_it(stores: Stores, make_office: Make) -> None:
    office = make_office(stores)
    office.start()
    seen, was_typing, last = [], False, 0
    with office.bell.watch("web:1") as news, office.bell.watch("web:2") as other_news:
        await office.take(message())
        async with asyncio.timeout(5):
            while len(seen) < 2:
                await news.wait()
                news.clear()
                was_typing |= office.bell.is_answering("web:1")
                seen += (new := stores.outbox.after("web:1", last, 9))
                last = new[-1].number if new else last
        assert not other_news.is_set()
        assert await office.post("web:2", "reminder 1", [plain("Training today")])
        assert not await office.post("web:2", "reminder 1", [plain("Training today")])
        assert other_news.is_set()
    assert was_typing
    assert not office.bell.is_answering("web:1")
    assert shown(stores, "web:2") == ["Training today"]


async def test_what_is_posted_unasked_is_delivered(stores: Stores, make_office: Make) -> None:
    far_side = FarSide()
    office = make_office(stores)
    office.deliver("telegram", far_side.send, PATIENT)
    office.start()
    await office.post("telegram:1", "t1", [plain("I am Kim, a trainer.", "trainer", trainer="Kim")])
    await until(lambda: far_side.arrived)
    assert far_side.bodies[0].content == {"kind": "trainer", "text": "I am Kim, a trainer.", "trainer": "Kim"}


async def test_who_sends_too_much_is_told_to_wait_and_nothing_of_it_is_kept(stores: Stores, make_office: Make) -> None:
    office = make_office(stores, limit=RateLimit(Allowance(2, 0.01), NO_LIMIT))
    for number in range(2):
        await office.take(message(id=f"m{number}"), "192.0.2.1")
    with pytest.raises(SlowDownError):
        await office.take(message(id="m3"), "192.0.2.1")
    assert stores.inbox.waiting()[0] == 2


async def test_a_message_that_no_database_can_keep_is_refused(stores: Stores, make_office: Make) -> None:
    with pytest.raises(RefusedError) as raised:
        await make_office(stores).take(message(text="\ud800"))
    assert raised.value.code == "bad_request"


async def bring(office: PostOffice, each: IncomingMessage) -> None:
    """Brings a message as a widget does: again, until it is acknowledged."""
    while True:
        with suppress(UnavailableError):
            await office.take(each)
            return


async def test_repeated_messages_are_answered_once(
    url: str, hasty: None, coach: FakeCoach, make_office: Make, tell
) -> None:
    """The same message again: at the same moment, after the answer, through another process, after a restart."""
    first, second = make_office(open_stores(url)), make_office(open_stores(url))
    first.start()
    second.start()
    chance, said = random.Random(1), [message(f"web:{each % 5}", f"m{each}", str(each)) for each in range(20)]
    taken: Counter[str] = Counter()

    async def bring(each) -> None:
        is_new = await chance.choice([first, second]).take(each)
        taken[each.id] += is_new

    repeats = [each for each in said for _ in range(50)]
    await asyncio.gather(*map(bring, chance.sample(repeats, len(repeats))))
    stores = open_stores(url)
    await until(lambda: stores.inbox.waiting()[0] == 0)
    assert await first.stop(5)
    assert await second.stop(5)
    third = make_office(stores)
    third.start()
    for each in chance.sample(repeats, len(repeats)):
        assert not await third.take(each)
    await asyncio.sleep(0.2)
    assert taken == Counter({each.id: 1 for each in said})
    assert len(coach.done) == 20
    assert sum(len(shown(stores, f"web:{box}")) for box in range(5)) == 20
    tell(
        f"S3 (base): {2 * len(repeats)} messages brought, {2 * len(repeats) - 20} of them repeats: 20 answers, 0 twice"
    )


async def test_replies_come_in_the_order_of_the_messages(
    url: str, hasty: None, coach: FakeCoach, make_office: Make, tell
) -> None:
    stores, boxes, each = open_stores(url), 1000, 10
    patient = replace(QUICK, answer_seconds=60)  # the machine may do something else in between
    office, other = make_office(stores, pace=patient), make_office(open_stores(url), pace=patient)
    office.start()
    other.start()

    async def hurry(box: int) -> None:
        for number in range(each):
            await bring(office, message(f"web:{box}", f"m{number}", str(number)))

    started = time.perf_counter()
    await asyncio.gather(*map(hurry, range(boxes)))
    await until(lambda: stores.inbox.waiting()[0] == 0, 300)
    seconds = time.perf_counter() - started
    for box in range(boxes):
        assert shown(stores, f"web:{box}", "lifter") == [str(number) for number in range(each)]
        assert shown(stores, f"web:{box}") == [f"re: {number}" for number in range(each)]
    assert len(coach.done) == boxes * each
    tell(
        f"R6 (base): {boxes} conversations x {each} rapid messages, 2 processes' workers: all in order, {seconds:.0f} s"
    )


async def longest_block(while_: asyncio.Task) -> float:
    """How long the event loop was held up at most while a task ran."""
    longest = 0.0
    while not while_.done():
        started = time.perf_counter()
        await asyncio.sleep(0.005)
        longest = max(longest, time.perf_counter() - started)
    return longest


async def test_while_the_database_is_locked_messages_are_refused_and_none_is_lost(
    url: str, coach: FakeCoach, make_office: Make, monkeypatch: pytest.MonkeyPatch, tell
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE_SECONDS", 0.1)
    stores, trials, said = open_stores(url), 100, []
    office = make_office(stores, pace=replace(QUICK, lease=timedelta(seconds=0.5)))
    office.start()
    holder = sqlite3.connect(
        url.removeprefix("sqlite:///"), isolation_level=None, timeout=5, check_same_thread=False
    )  # fmt: skip

    async def lock_and_bring() -> None:
        for number in range(trials):
            said.append(message(id=f"before {number}", text=f"before {number}"))
            await bring(office, said[-1])
            await asyncio.to_thread(holder.execute, "BEGIN IMMEDIATE")
            said.append(message(id=f"m{number}", text=f"m{number}"))
            with pytest.raises(UnavailableError):
                await office.take(said[-1])
            holder.execute("ROLLBACK")
            await bring(office, said[-1])

    work = asyncio.create_task(lock_and_bring())
    longest = await longest_block(work)
    await work
    await until(lambda: stores.inbox.waiting()[0] == 0)
    assert shown(stores) == [f"re: {each.text}" for each in said]
    assert len(coach.done) == len(said) == 2 * trials
    assert longest < 1
    tell(f"R3 (base): {trials} times locked: {trials} refused, {len(said)} acknowledged, 0 lost, "
         f"event loop held up {1000 * longest:.0f} ms at most")  # fmt: skip
    holder.close()


async def test_a_database_that_is_away_while_answers_are_kept_loses_none(
    url: str, coach: FakeCoach, make_office: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE_SECONDS", 0.05)
    stores = open_stores(url)
    office = make_office(stores, pace=replace(QUICK, lease=timedelta(seconds=0.5)))
    for number in range(10):
        await office.take(message(f"web:{number}"))
    coach.seconds = 0.1
    office.start()
    await until(lambda: coach.at_once)
    holder = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=5)
    holder.execute("BEGIN IMMEDIATE")
    await asyncio.sleep(1.5)
    holder.execute("ROLLBACK")
    holder.close()
    await until(lambda: stores.inbox.waiting()[0] == 0)
    assert [shown(stores, f"web:{number}") for number in range(10)] == [["re: how many reps"]] * 10
    assert len(coach.done) == 10


async def test_a_database_that_answers_nothing_at_all_is_given_up_in_a_while(
    make_office: Make, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setattr("bot.channels.post_office.TAKE_SECONDS", 0.1)
    stores = open_stores(url)
    monkeypatch.setattr(stores.inbox, "take", lambda _: time.sleep(0.5))
    with pytest.raises(UnavailableError):
        await make_office(stores).take(message())


SERVER = """
import asyncio, signal, sys
from bot.channels.post_office import PostOffice
from bot.channels.worker import Pace
from bot.store.sql import open_stores
from tests.bot.channels.fakes import FakeCoach

async def main():
    coach = FakeCoach(seconds=2.0)
    office, done = PostOffice(open_stores(sys.argv[1]), coach.answer, pace=Pace(at_once=100)), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, done.set)
    office.start()
    while coach.at_once < 100 and not done.is_set():
        await asyncio.sleep(0.01)
    print("ready", flush=True)
    await done.wait()
    sys.exit(not await office.stop())

asyncio.run(main())
"""


def test_a_process_that_is_asked_to_end_finishes_what_is_begun(url: str, hasty: None, tell) -> None:
    stores = open_stores(url)
    for number in range(130):
        stores.inbox.take(message(f"web:{number}"))
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", SERVER, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root, env=os.environ | {"PYTHONPATH": "."}) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        seconds = time.monotonic() - started
    answered = sum(len(shown(stores, f"web:{number}")) for number in range(130))
    assert answered >= 100
    assert answered + stores.inbox.waiting()[0] == 130
    tell(f"R2 (base): SIGTERM with 100 answers under way: {answered} answered, 0 lost, exit after {seconds:.1f} s")


def test_two_processes_that_take_the_same_message_at_the_same_moment_keep_it_once(url: str) -> None:
    one, two = open_stores(url), open_stores(url)
    with ThreadPoolExecutor(4) as threads:
        for number in range(20):
            same = message(id=f"m{number}")
            results = threads.map(lambda stores, same=same: stores.inbox.take(same), [one, two, one, two])
            assert sum(results) == 1
    assert len(posted(one)) == 20


async def test_that_everything_was_deleted_is_said_though_the_message_is_gone(
    stores: Stores, coach: FakeCoach, make_office: Make
) -> None:
    async def answer(conversation: str, *given: str | None) -> SimpleNamespace:
        said = await coach.answer(conversation, *given)
        lifter = stores.lifters.lifter_of(conversation, datetime.now(UTC)).id
        stores.rights.erase(lifter, datetime.now(UTC), "lifter")
        return SimpleNamespace(replies=said.replies, is_erased=True)

    office = make_office(stores, answer=answer)
    office.start()
    await office.take(message(text="yes, delete all"))
    await until(lambda: shown(stores))
    assert shown(stores) == ["re: yes, delete all"]
    assert shown(stores, kind="lifter") == []


async def test_what_cannot_wait_is_said_where_a_message_cannot_be_kept(
    coach: FakeCoach, make_office: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = memory_stores()
    office = make_office(stores, last_words=lambda text: "Call 112." if "chest" in text else LAST_WORDS)

    def away(*_: object) -> bool:
        raise StoreUnavailableError("away")

    monkeypatch.setattr(type(stores.inbox), "take", away)
    for text, urgent in (("my chest hurts", "Call 112."), ("how many reps", "")):
        with pytest.raises(UnavailableError) as caught:
            await office.take(message(text=text))
        assert caught.value.urgent == urgent
        assert str(caught.value) == urgent or not urgent
