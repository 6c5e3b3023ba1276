"""What is counted: of every message and reply once, and never with what would name somebody."""

import itertools
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import REGISTRY

from bot.channels.delivery import Delivery
from bot.channels.errors import NeverError, RefusedError, SlowDownError, TryLaterError
from bot.channels.incoming import text_of
from bot.channels.post_office import PostOffice
from bot.channels.rate_limit import Allowance, RateLimit
from bot.channels.tally import BUCKETS, answered
from bot.channels.threads import Threads
from bot.dialogue.answer import Answer, Reply
from bot.metrics import exposition, forget_waiting, note_waiting
from bot.settings import settings
from bot.store.memory import memory_stores
from tests.bot.channels.conftest import PATIENT, QUICK, message, until
from tests.bot.channels.fakes import FakeCoach, FarSide

LABELS = {"channel", "code", "outcome", "le"}
OTHERS = ("process_", "python_")


@pytest.fixture
def more() -> Callable[..., float]:
    """By how much a metric has grown since the test began, or since it was first asked for."""
    before: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {
        (each.name, tuple(sorted(each.labels.items()))): each.value
        for metric in REGISTRY.collect() for each in metric.samples
    }  # fmt: skip

    def grown(name: str, **labels: str) -> float:
        now = REGISTRY.get_sample_value(name, labels) or 0.0
        return now - before.get((name, tuple(sorted(labels.items()))), 0.0)

    return grown


async def work(coach: FakeCoach, *conversations: str, far: FarSide | None = None) -> None:
    stores = memory_stores()
    office = PostOffice(stores, coach.answer, pace=QUICK)
    far = far or FarSide()
    office.deliver("slack", far.send, PATIENT)
    office.start()
    for number, each in enumerate(conversations):
        assert await office.take(message(each, f"m{number}"))
        assert not await office.take(message(each, f"m{number}"))
    await until(lambda: not stores.inbox.waiting()[0] and not stores.outbox.waiting("slack")[0])
    assert await office.stop()


async def test_a_message_is_counted_once_when_taken_and_once_when_answered(more: Callable[..., float]) -> None:
    await work(FakeCoach(), "web:1", "web:2", "slack:T1:U1")
    assert more("spotter_messages_taken_total", channel="web") == 2
    assert more("spotter_messages_taken_total", channel="slack") == 1
    assert more("spotter_answer_seconds_count", channel="web") == 2
    assert more("spotter_answer_seconds_bucket", channel="web", le="5.0") == 2
    assert more("spotter_last_words_total", channel="web") == 0


async def test_a_red_flag_is_counted(more: Callable[..., float]) -> None:
    class Warns(FakeCoach):
        def _said(self, conversation: str, text: str) -> Answer:
            return Answer(conversation, text, "report_red_flag", 1.0, replies=(Reply("Stop. Call for help."),))

    await work(Warns(), "web:1")
    assert more("spotter_red_flags_answered_total", channel="web") == 1


async def test_last_words_are_counted(more: Callable[..., float]) -> None:
    await work(FakeCoach(failures=[RuntimeError()] * QUICK.most_attempts), "web:1")
    await work(FakeCoach(replies=0), "web:1")
    assert more("spotter_last_words_total", channel="web") == 2
    assert more("spotter_answer_seconds_count", channel="web") == 2


async def test_replies_are_counted_as_sent_retried_and_failed(more: Callable[..., float]) -> None:
    far = FarSide(failures=[TryLaterError(), TimeoutError(), None, NeverError()])
    await work(FakeCoach(), "slack:T1:U1", "slack:T1:U1", far=far)
    counts = {
        each: more("spotter_replies_total", channel="slack", outcome=each) for each in ("sent", "retried", "failed")
    }
    assert counts == {"sent": 1, "retried": 2, "failed": 1}


async def test_what_is_refused_is_counted_by_its_code(more: Callable[..., float]) -> None:
    limit = RateLimit(Allowance(1, 0.001))
    office = PostOffice(memory_stores(), FakeCoach().answer, limit)
    await office.take(message("web:1", "m1"))
    for _ in range(3):
        with pytest.raises(SlowDownError):
            await office.take(message("web:1", "m2"))
    with pytest.raises(RefusedError):
        text_of("x" * 2001)
    assert more("spotter_messages_refused_total", code="slow_down") == 3
    assert more("spotter_messages_refused_total", code="too_long") == 1


def test_what_waits_is_counted_with_its_age() -> None:
    stores = memory_stores()
    stores.inbox.take(message("web:1", "m1"))
    stores.outbox.post(
        "slack:T1:U1", "r1", ['{"kind": "spotter", "text": "hi"}'], datetime.now(UTC) - timedelta(minutes=1)
    )
    note_waiting(stores, ["slack", "telegram"])
    assert REGISTRY.get_sample_value("spotter_inbox_waiting") == 1
    assert REGISTRY.get_sample_value("spotter_outbox_waiting", {"channel": "slack"}) == 1
    assert REGISTRY.get_sample_value("spotter_outbox_waiting", {"channel": "telegram"}) == 0
    assert 59 < (REGISTRY.get_sample_value("spotter_outbox_oldest_seconds", {"channel": "slack"}) or 0) < 90
    forget_waiting()
    assert REGISTRY.get_sample_value("spotter_outbox_waiting", {"channel": "slack"}) is None


def test_the_time_to_an_answer_is_from_when_it_was_taken(more: Callable[..., float]) -> None:
    long_ago = message("telegram:1")
    answered(long_ago, "answer", lambda: long_ago.received_at + timedelta(seconds=1.4))
    assert more("spotter_answer_seconds_sum", channel="telegram") == pytest.approx(1.4)
    assert more("spotter_answer_seconds_bucket", channel="telegram", le="1.0") == 0
    assert more("spotter_answer_seconds_bucket", channel="telegram", le="1.5") == 1


def test_p95_of_a_second_can_be_read_to_a_third() -> None:
    upto_two = [each for each in BUCKETS if 0.05 <= each <= 2]
    assert all(high / low <= 1.5 + 1e-9 for low, high in itertools.pairwise(upto_two))


async def test_no_label_can_name_anybody() -> None:
    await work(FakeCoach(), "web:8f14e45fceea167a5a36dedd4bea2543", "slack:T024BE7LD:U2147483697")
    ours = [line for line in exposition().decode().splitlines() if not line.startswith(("#", *OTHERS))]
    labels = {name for line in ours for name in re.findall(r'[{,](\w+)="', line)}
    values = {value for line in ours for value in re.findall(r'(?<!le)="([^"]*)"', line)}
    assert labels <= LABELS
    assert {"web", "slack"} <= values
    assert all(re.fullmatch(r"[a-z_]{1,20}", value) for value in values)
    assert not re.search("8f14e45|U2147|how many", "\n".join(ours))


def test_the_document_names_every_metric_and_no_other() -> None:
    found = {each.name for each in REGISTRY.collect() if each.name.startswith("spotter_")}
    words = (settings().project_folder / "docs/deploy.md").read_text(encoding="utf-8")
    named = {each.removesuffix("_total").removesuffix("_bucket") for each in re.findall(r"spotter_[a-z_]+", words)}
    ages = {each for each in found if each.endswith("_oldest_seconds")}
    assert found - ages == named - ages
    assert "with `_oldest_seconds` in place of `_waiting`" in words
    assert {each.replace("_oldest_seconds", "_waiting") for each in ages} <= found


async def test_a_delivery_of_another_process_is_counted_there(more: Callable[..., float]) -> None:
    stores, far = memory_stores(), FarSide()
    delivery = Delivery(stores.outbox, "telegram", far.send, Threads(), PATIENT)
    stores.outbox.post("telegram:1", "r1", ['{"kind": "spotter", "text": "hi"}'], datetime.now(UTC))
    delivery.start()
    await until(lambda: far.arrived)
    assert await delivery.stop(5)
    assert more("spotter_replies_total", channel="telegram", outcome="sent") == 1
