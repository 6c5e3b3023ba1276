"""The worker: every message is answered, once, in order, whatever fails."""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from bot.channels.worker import LAST_WORDS, Worker
from bot.store.errors import StoreUnavailableError
from bot.store.interface import Stores
from tests.bot.channels.conftest import QUICK, message, posted, shown, until, work_off
from tests.bot.channels.fakes import FakeCoach

Make = Callable[..., Worker]


async def test_what_waits_at_the_start_is_answered(stores: Stores, coach: FakeCoach, make_worker: Make) -> None:
    stores.inbox.take(message(text="how many reps"))
    stores.inbox.take(message("slack:T:U", text="For size", payload="/ask{}"))
    await work_off(make_worker(), stores)
    assert shown(stores) == ["re: how many reps"]
    assert sorted(coach.done) == [("slack:T:U", None, "/ask{}"), ("web:1", "how many reps", None)]


async def test_a_reply_is_kept_with_its_buttons_and_the_message_that_it_answers(
    stores: Stores, make_worker: Make
) -> None:
    stores.inbox.take(message())
    await work_off(make_worker(), stores)
    reply = posted(stores)[-1]
    assert json.loads(reply.body) == {
        "kind": "spotter", "text": "re: how many reps", "buttons": [{"title": "Why?", "payload": "/why how many reps"}]
    }  # fmt: skip
    assert reply.message_id == "m1"


async def test_replies_of_a_channel_that_sends_are_due_and_those_of_the_web_are_not(
    stores: Stores, make_worker: Make
) -> None:
    for conversation in ("web:1", "slack:T:U", "telegram:7"):
        stores.inbox.take(message(conversation))
    await work_off(make_worker(), stores)
    assert [stores.outbox.waiting(channel)[0] for channel in ("web", "slack", "telegram")] == [0, 1, 1]


async def test_a_worker_that_is_woken_answers_at_once(stores: Stores, make_worker: Make) -> None:
    worker = make_worker(replace(QUICK, poll_seconds=60))
    worker.start()
    await asyncio.sleep(0.1)
    stores.inbox.take(message())
    worker.wake()
    await until(lambda: shown(stores), seconds=5)
    assert await worker.stop(5)


async def test_a_message_that_another_process_took_is_found_by_looking(stores: Stores, make_worker: Make) -> None:
    worker = make_worker()
    worker.start()
    stores.inbox.take(message())
    await until(lambda: shown(stores), seconds=5)
    assert await worker.stop(5)


async def test_no_more_conversations_than_wanted_are_worked_on_at_once(
    stores: Stores, coach: FakeCoach, make_worker: Make
) -> None:
    coach.seconds = 0.02
    for number in range(20):
        stores.inbox.take(message(f"web:{number % 10}", f"m{number}"))
    await work_off(make_worker(replace(QUICK, at_once=3)), stores)
    assert coach.most_at_once == 3
    assert len(coach.done) == 20


async def test_workers_of_several_processes_answer_each_message_once_and_in_order(
    stores: Stores, coach: FakeCoach, make_worker: Make
) -> None:
    for number in range(60):
        stores.inbox.take(message(f"web:{number % 6}", f"m{number}", str(number)))
    others = [make_worker() for _ in range(3)]
    for each in others:
        each.start()
    await work_off(make_worker(), stores)
    for each in others:
        assert await each.stop(5)
    for box in range(6):
        assert shown(stores, f"web:{box}") == [f"re: {number}" for number in range(box, 60, 6)]
    assert len(coach.done) == 60


@pytest.mark.parametrize("error", [ValueError("secret words"), SystemExit(1), StoreUnavailableError("away")])
async def test_an_answer_that_fails_is_tried_again(
    error: BaseException, stores: Stores, coach: FakeCoach, make_worker: Make, caplog: pytest.LogCaptureFixture
) -> None:
    coach.failures = [error, error]
    stores.inbox.take(message(id="m1", text="one"))
    stores.inbox.take(message(id="m2", text="two"))
    await work_off(make_worker(), stores)
    assert shown(stores) == ["re: one", "re: two"]
    assert "secret words" not in caplog.text


async def test_an_answer_that_goes_on_failing_becomes_the_last_words_and_the_next_message_has_its_turn(
    stores: Stores, coach: FakeCoach, make_worker: Make, caplog: pytest.LogCaptureFixture
) -> None:
    coach.failures = [ValueError("how many reps")] * QUICK.most_attempts
    stores.inbox.take(message(id="m1"))
    stores.inbox.take(message(id="m2", text="two"))
    with caplog.at_level(logging.DEBUG):
        await work_off(make_worker(), stores)
    assert shown(stores) == [LAST_WORDS, "re: two"]
    assert "how many reps" not in caplog.text


async def test_a_turn_that_could_not_be_kept_is_answered_again(
    stores: Stores, coach: FakeCoach, make_worker: Make
) -> None:
    unkept = [True, True]

    async def answer(*given: str | None):
        said = await coach.answer(*given)
        return SimpleNamespace(replies=said.replies, is_unkept=bool(unkept and unkept.pop()))

    stores.inbox.take(message(text="squatted 100 for 5"))
    await work_off(make_worker(answer=answer), stores)
    assert unkept == []
    assert shown(stores) == ["re: squatted 100 for 5"]


async def test_a_private_message_is_forgotten_as_it_is_answered(
    stores: Stores, coach: FakeCoach, make_worker: Make
) -> None:
    async def answer(*given: str | None):
        return SimpleNamespace(replies=(await coach.answer(*given)).replies, is_private=True)

    stores.inbox.take(message(text="my knee hurts"))
    await work_off(make_worker(answer=answer), stores)
    assert shown(stores, kind="lifter") == [""]
    assert len(shown(stores)) == 1


async def test_an_answer_that_hangs_becomes_the_last_words(stores: Stores, coach: FakeCoach, make_worker: Make) -> None:
    coach.hangs = True
    stores.inbox.take(message())
    await work_off(make_worker(replace(QUICK, answer_seconds=0.1)), stores)
    assert shown(stores) == [LAST_WORDS]
    assert sum(coach.calls.values()) == 1


async def test_an_empty_answer_becomes_the_last_words(stores: Stores, coach: FakeCoach, make_worker: Make) -> None:
    coach.replies = 0
    stores.inbox.take(message())
    await work_off(make_worker(), stores)
    assert shown(stores) == [LAST_WORDS]


async def test_the_last_words_may_depend_on_the_message(stores: Stores, coach: FakeCoach, make_worker: Make) -> None:
    coach.replies = 0
    stores.inbox.take(message(text="my chest hurts"))
    await work_off(make_worker(last_words=lambda text: f"112: {text}"), stores)
    assert shown(stores) == ["112: my chest hurts"]


async def test_a_message_that_processes_die_of_becomes_the_last_words_unasked(
    stores: Stores, coach: FakeCoach, make_worker: Make
) -> None:
    stores.inbox.take(message())
    now = datetime.now(UTC) - timedelta(hours=1)
    for _ in range(QUICK.most_attempts):
        (claimed,) = stores.inbox.claim(now, now + timedelta(seconds=1))
        now += timedelta(seconds=2)
    assert claimed.attempts == QUICK.most_attempts
    await work_off(make_worker(), stores)
    assert shown(stores) == [LAST_WORDS]
    assert not coach.calls


async def test_a_message_that_was_answered_as_the_process_died_gets_the_same_answer_once(
    stores: Stores, coach: FakeCoach, make_worker: Make
) -> None:
    """The coach had kept the turn, the worker not its replies."""
    said = message(text="I squatted 100 kg")
    stores.inbox.take(said)
    now = datetime.now(UTC)
    (claimed,) = stores.inbox.claim(now, now + timedelta(seconds=0.2))
    await coach.answer(said.conversation, said.text, None, claimed.message.key)
    await work_off(make_worker(), stores)
    assert shown(stores) == ["re: I squatted 100 kg"]
    assert len(coach.done) == 1
    assert coach.calls[said.key] == 2


async def test_a_worker_that_stops_finishes_what_is_begun_and_leaves_the_rest(
    stores: Stores, coach: FakeCoach, make_worker: Make
) -> None:
    coach.seconds = 0.3
    for number in range(10):
        stores.inbox.take(message(f"web:{number}"))
    worker = make_worker(replace(QUICK, at_once=4))
    worker.start()
    await until(lambda: coach.at_once == 4)
    assert await worker.stop(5)
    assert len(coach.done) == 4
    assert stores.inbox.waiting()[0] == 6
    await work_off(make_worker(), stores)
    assert len(coach.done) == 10


async def test_a_worker_that_is_stopped_in_the_middle_leaves_the_message_to_another(
    stores: Stores, coach: FakeCoach, make_worker: Make
) -> None:
    coach.hangs = True
    stores.inbox.take(message())
    worker = make_worker(replace(QUICK, lease=timedelta(seconds=0.5), answer_seconds=30))
    worker.start()
    await until(lambda: coach.at_once)
    assert not await worker.stop(0.1)
    assert shown(stores) == []
    coach.hangs, coach.answering = False, coach.answering.__class__()
    await work_off(make_worker(), stores)
    assert shown(stores) == ["re: how many reps"]


async def test_a_conversation_that_is_answered_slowly_holds_up_no_other(
    stores: Stores, coach: FakeCoach, make_worker: Make
) -> None:
    slow = asyncio.Event()

    async def answer(conversation: str, *given: str | None):
        if conversation == "web:slow":
            await slow.wait()
        return await coach.answer(conversation, *given)

    stores.inbox.take(message("web:slow"))
    worker = make_worker(answer=answer)
    worker.start()
    for number in range(5):
        stores.inbox.take(message("web:1", f"m{number}"))
    await until(lambda: len(shown(stores)) == 5)
    assert shown(stores, "web:slow") == []
    slow.set()
    await until(lambda: shown(stores, "web:slow"))
    assert await worker.stop(5)
