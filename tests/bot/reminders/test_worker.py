"""The worker: every reminder once, at its moment or not too late, and only where it belongs."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.reminders import worker as module
from bot.reminders.worker import AT_ONCE, CLAIMED_FOR, LATEST, ReminderWorker
from bot.store.errors import StoreUnavailableError
from bot.store.interface import Stores
from bot.store.log_records import Reminder, new_id
from bot.store.memory import memory_stores
from bot.store.sql import open_stores

DUE = datetime(2026, 3, 16, 17, tzinfo=UTC)  # Monday 18:00 in Berlin
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WEDNESDAY = DUE + 2 * DAY


class Clock:
    def __init__(self) -> None:
        self.now = DUE

    def __call__(self) -> datetime:
        return self.now


class Outbox:
    """What was sent, by channel."""

    def __init__(self) -> None:
        self.sent: list[Reminder] = []

    async def send(self, reminder: Reminder) -> bool:
        await asyncio.sleep(0)
        self.sent.append(reminder)
        return True

    @property
    def conversations(self) -> list[str]:
        return [each.conversation for each in self.sent]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture(params=["memory", "sqlite"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Stores:
    return memory_stores() if request.param == "memory" else open_stores(f"sqlite:///{tmp_path / 'spotter.db'}")


@pytest.fixture
def make_worker(stores: Stores, clock: Clock, outbox: Outbox) -> Callable[..., ReminderWorker]:
    """Makes a worker that sends to the web."""

    def make(**options: Any) -> ReminderWorker:
        return ReminderWorker(stores.reminders, **({"senders": {"web": outbox.send}, "now": clock} | options))

    return make


def keep(stores: Stores, conversation: str = "web:1", **changes: Any) -> Reminder:
    lifter = stores.lifters.lifter_of(conversation, DUE).id
    plain = Reminder(new_id(), lifter, conversation, (0, 2, 4), time(18), "Europe/Berlin", DUE)
    stores.reminders.keep(kept := replace(plain, **changes))
    return kept


def due_of(stores: Stores, reminder: Reminder) -> list[datetime]:
    return [each.next_due for each in stores.reminders.reminders(reminder.lifter)]


async def test_a_due_reminder_is_sent_once_and_set_to_its_next_moment(stores, make_worker, outbox) -> None:
    kept = keep(stores)
    worker = make_worker()
    assert await worker.send_due() == 1
    assert await worker.send_due() == 0
    assert outbox.sent == [kept]
    assert due_of(stores, kept) == [WEDNESDAY]


async def test_a_reminder_is_not_sent_before_its_moment(stores, make_worker, outbox, clock) -> None:
    keep(stores)
    clock.now = DUE - timedelta(seconds=1)
    assert await make_worker().send_due() == 0
    assert outbox.sent == []


async def test_after_an_outage_a_late_reminder_is_sent_and_a_very_late_one_waits_for_its_next_day(
    stores, make_worker, outbox, clock
) -> None:
    late, very_late = keep(stores, "web:1"), keep(stores, "web:2", next_due=DUE - MINUTE)
    clock.now = DUE + LATEST
    assert await make_worker().send_due() == 1
    assert outbox.sent == [late]
    assert due_of(stores, late) == due_of(stores, very_late) == [WEDNESDAY]


async def test_after_weeks_nothing_is_made_up_for(stores, make_worker, outbox, clock) -> None:
    kept = keep(stores)
    clock.now = DUE + 17 * DAY + timedelta(hours=10)  # Friday night
    assert await make_worker().send_due() == 0
    assert outbox.sent == []
    assert due_of(stores, kept) == [datetime(2026, 4, 3, 16, tzinfo=UTC)]


async def test_a_reminder_is_not_sent_on_the_wrong_side_of_the_clocks_change(stores, make_worker, clock) -> None:
    kept = keep(stores, weekdays=(4, 6), next_due=DUE + 11 * DAY)  # Friday, 27 March
    clock.now = kept.next_due
    assert await make_worker().send_due() == 1
    assert due_of(stores, kept) == [datetime(2026, 3, 29, 16, tzinfo=UTC)]


async def test_reminders_of_a_channel_without_a_sender_stay_unclaimed(stores, make_worker, outbox) -> None:
    keep(stores, "telegram:1")
    assert await make_worker().send_due() == 0
    assert outbox.sent == []
    assert len(stores.reminders.claim_due(DUE, DUE + MINUTE)) == 1


async def test_each_channel_has_its_own_sender(stores, make_worker, outbox) -> None:
    slack = Outbox()
    keep(stores, "web:1")
    keep(stores, "slack:web:1")
    assert await make_worker(senders={"web": outbox.send, "slack": slack.send}).send_due() == 2
    assert (outbox.conversations, slack.conversations) == (["web:1"], ["slack:web:1"])


async def test_a_reminder_that_could_not_be_sent_is_sent_when_its_claim_has_lapsed(
    stores, make_worker, outbox, clock, caplog
) -> None:
    kept, other = keep(stores, "web:1"), keep(stores, "web:2")

    async def failing(reminder: Reminder) -> bool:
        if reminder == kept:
            raise OSError(f"no way to {reminder.conversation}")
        return await outbox.send(reminder)

    assert await make_worker(senders={"web": failing}).send_due() == 1
    assert "OSError" in caplog.text
    assert "web:1" not in caplog.text
    assert await make_worker().send_due() == 0
    clock.now += CLAIMED_FOR
    assert await make_worker().send_due() == 1
    assert outbox.sent == [other, kept]
    assert due_of(stores, kept) == [WEDNESDAY]


async def test_a_worker_that_dies_before_it_noted_a_reminder_as_sent_leaves_it_to_another(
    stores, make_worker, outbox, clock
) -> None:
    keep(stores)
    reached = asyncio.Event()

    async def stuck(reminder: Reminder) -> bool:
        await outbox.send(reminder)
        reached.set()
        await asyncio.sleep(3600)
        return True

    dying = asyncio.create_task(make_worker(senders={"web": stuck}).send_due())
    await reached.wait()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    assert await make_worker().send_due() == 0
    clock.now += CLAIMED_FOR
    assert await make_worker().send_due() == 1  # sent twice, the second time by another
    assert outbox.conversations == ["web:1", "web:1"]


async def test_a_sender_that_hangs_is_given_up(stores, make_worker, outbox, clock, monkeypatch) -> None:
    monkeypatch.setattr(module, "SECONDS_TO_SEND", 0.05)

    async def hanging(reminder: Reminder) -> bool:
        await asyncio.sleep(3600)
        return True

    keep(stores)
    assert await make_worker(senders={"web": hanging}).send_due() == 0
    clock.now += CLAIMED_FOR
    assert await make_worker().send_due() == 1


async def test_what_was_stopped_or_changed_since_it_was_claimed_is_not_sent(stores, make_worker, outbox) -> None:
    stopped, changed = keep(stores, "web:1"), keep(stores, "web:2")
    claim, moved = stores.reminders.claim_due, replace(changed, next_due=DUE + DAY)

    class Slow:
        """Between claim and send, the lifters have second thoughts."""

        def claim_due(self, *options: Any) -> tuple[Reminder, ...]:
            claimed = claim(*options)
            stores.reminders.stop(stopped.lifter)
            stores.reminders.keep(moved)
            return claimed

        def __getattr__(self, name: str) -> Any:
            return getattr(stores.reminders, name)

    assert await ReminderWorker(Slow(), {"web": outbox.send}, lambda: DUE).send_due() == 0
    assert outbox.sent == []
    assert stores.reminders.reminders(changed.lifter) == (moved,)


async def test_while_a_lifter_must_not_train_his_reminder_waits_for_its_next_day(stores, make_worker, outbox) -> None:
    stopped, other = keep(stores, "web:1"), keep(stores, "web:2")

    async def careful(reminder: Reminder) -> bool:
        return reminder.conversation != "web:1" and await outbox.send(reminder)

    assert await make_worker(senders={"web": careful}).send_due() == 1
    assert outbox.sent == [other]
    assert due_of(stores, stopped) == [WEDNESDAY]


async def test_two_workers_at_once_send_each_reminder_once(stores, make_worker, outbox) -> None:
    for number in range(3 * AT_ONCE):
        keep(stores, f"web:{number}")
    sent = await asyncio.gather(make_worker().send_due(), make_worker().send_due())
    assert sum(sent) == 3 * AT_ONCE
    assert sorted(outbox.conversations) == sorted(f"web:{number}" for number in range(3 * AT_ONCE))


async def test_no_store_call_is_made_on_the_event_loops_thread(stores, outbox) -> None:
    keep(stores)
    callers: list[threading.Thread] = []

    class Watched:
        def __getattr__(self, name: str) -> Any:
            def call(*options: Any) -> Any:
                callers.append(threading.current_thread())
                return getattr(stores.reminders, name)(*options)

            return call

    await ReminderWorker(Watched(), {"web": outbox.send}, lambda: DUE).send_due()
    assert len(callers) >= 3
    assert threading.current_thread() not in callers


async def test_a_running_worker_sends_and_stops_when_told(stores, make_worker, outbox, monkeypatch) -> None:
    monkeypatch.setattr(module, "SECONDS_BETWEEN", 0.01)
    worker = make_worker()
    running = asyncio.create_task(worker.run())
    keep(stores)
    await until(lambda: bool(outbox.sent))
    worker.stop()
    await asyncio.wait_for(running, 5)
    keep(stores, "web:2")
    assert await worker.send_due() == 0


async def test_a_worker_outlives_a_store_that_fails(stores, outbox, monkeypatch, clock) -> None:
    monkeypatch.setattr(module, "SECONDS_BETWEEN", 0.01)
    keep(stores)
    failures = [StoreUnavailableError("locked"), StoreUnavailableError("locked")]

    class Failing:
        def __getattr__(self, name: str) -> Any:
            if name == "claim_due" and failures:
                raise failures.pop()
            return getattr(stores.reminders, name)

    worker = ReminderWorker(Failing(), {"web": outbox.send}, clock)
    running = asyncio.create_task(worker.run())
    await until(lambda: bool(outbox.sent))
    worker.stop()
    await asyncio.wait_for(running, 5)
    assert failures == []


async def until(is_so: Callable[[], bool]) -> None:
    for _ in range(500):
        if is_so():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen within 5 seconds")
