"""The outbox: what was said is shown in order, and what is to be delivered goes out in order, to one at a time."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Event

from bot.store.errors import StoreUnavailableError
from bot.store.interface import Stores
from bot.store.postbox_records import DueReply, Standing
from tests.at_once import at_once
from tests.bot.store.conftest import NOON, incoming

MINUTE = timedelta(minutes=1)


def body(text: str) -> str:
    return f'{{"kind": "spotter", "text": "{text}"}}'


def say(stores: Stores, conversation: str, id: str, texts: Sequence[str] = ("6 reps",), **options) -> None:
    """Takes a message and answers it."""
    assert stores.inbox.take(incoming(conversation, id))
    (claimed,) = stores.inbox.claim(NOON, NOON + MINUTE)
    assert stores.inbox.answered(claimed, [body(text) for text in texts], NOON, **options)


def due(stores: Stores, at=NOON, most=9, channel="slack") -> tuple[DueReply, ...]:
    return stores.outbox.due(channel, at, at + MINUTE, most)


def bodies(found) -> list[str]:
    return [each.body for each in found]


def test_a_conversation_is_shown_in_the_order_in_which_it_went(stores: Stores) -> None:
    say(stores, "web:1", "m1", ["one", "two"])
    say(stores, "web:2", "m1", ["theirs"])
    say(stores, "web:1", "m2", ["three"])
    shown = stores.outbox.after("web:1", 0, 9)
    assert bodies(shown) == [
        incoming().body, body("one"), body("two"), incoming().body, body("three")
    ]  # fmt: skip
    assert [each.message_id for each in shown] == ["m1", "m1", "m1", "m2", "m2"]
    assert [each.number for each in shown] == sorted({each.number for each in shown})
    for place, each in enumerate(shown):
        assert stores.outbox.after("web:1", each.number, 9) == shown[place + 1 :]
    assert stores.outbox.after("web:1", 0, 2) == shown[:2]
    assert stores.outbox.latest("web:1", 2) == shown[-2:]
    assert stores.outbox.latest("web:1", 9) == shown
    assert stores.outbox.find("web:1", shown[1].number) == shown[1]
    assert stores.outbox.find("web:2", shown[1].number + 99) is stores.outbox.find("web:9", 1) is None


def test_what_the_lifter_said_is_shown_before_it_is_answered(stores: Stores) -> None:
    stores.inbox.take(incoming())
    (shown,) = stores.outbox.after("web:1", 0, 9)
    assert (shown.body, shown.message_id, shown.at) == ('{"kind": "lifter", "text": "how many reps"}', "m1", NOON)


def test_how_conversations_stand_is_seen_in_one_look(stores: Stores) -> None:
    say(stores, "web:1", "m1")
    stores.inbox.take(incoming("web:2", "m1"))
    stores.outbox.post("web:3", "greeting", [body("Hi")], NOON)
    names = [f"web:{number}" for number in range(1_200)]
    last = {each: stores.outbox.latest(each, 1)[0].number for each in ("web:1", "web:2", "web:3")}
    assert stores.outbox.standings(names) == {
        "web:1": Standing(last["web:1"]), "web:2": Standing(last["web:2"], is_unanswered=True),
        "web:3": Standing(last["web:3"]),
    }  # fmt: skip
    (claimed,) = stores.inbox.claim(NOON, NOON + MINUTE)
    assert stores.outbox.standings(["web:2"])["web:2"].is_unanswered
    stores.inbox.answered(claimed, [body("6 reps")], NOON)
    assert stores.outbox.standings(["web:2", "web:9"]) == {"web:2": Standing(last["web:2"] + 1)}
    assert stores.outbox.standings([]) == {}


def test_what_was_said_unasked_is_posted_once(stores: Stores) -> None:
    assert stores.outbox.post("web:1", "reminder 7", [body("Training today")], NOON)
    assert not stores.outbox.post("web:1", "reminder 7", [body("Training today")], NOON)
    assert stores.outbox.post("web:2", "reminder 7", [body("Training today")], NOON)
    (shown,) = stores.outbox.after("web:1", 0, 9)
    assert (shown.body, shown.message_id) == (body("Training today"), None)


def test_nobody_who_reads_on_from_the_last_number_misses_what_many_say_at_once(stores: Stores) -> None:
    seen: list[int] = []
    done = Event()

    def read() -> None:
        while not done.is_set() or stores.outbox.after("web:1", seen[-1] if seen else 0, 9):
            seen.extend(each.number for each in stores.outbox.after("web:1", seen[-1] if seen else 0, 9))

    def say(id: int) -> None:
        """Again, if a slow disk had it wait for too long: as its callers do, who know it by its id."""
        for _ in range(9):
            with suppress(StoreUnavailableError):
                stores.outbox.post("web:1", str(id), [body("x")] * 2, NOON)
                return

    def say_much() -> None:
        try:
            with ThreadPoolExecutor(4) as threads:
                list(threads.map(say, range(40)))
        finally:
            done.set()

    at_once(read, say_much)
    assert len(seen) == len(set(seen)) == 80


def test_only_the_first_reply_that_waits_of_a_conversation_is_due(stores: Stores) -> None:
    say(stores, "slack:1", "m1", ["one", "two"])
    say(stores, "slack:2", "m1", ["theirs"])
    first = due(stores)
    assert bodies(first) == [body("one"), body("theirs")]
    assert due(stores) == ()
    assert stores.outbox.sent(first[0])
    assert not stores.outbox.sent(first[0])
    assert bodies(due(stores)) == [body("two")]


def test_a_channel_gets_its_own_replies_and_those_that_are_only_shown_are_never_due(stores: Stores) -> None:
    say(stores, "web:1", "m1", is_sent=True)
    say(stores, "slack:1", "m1")
    say(stores, "slackish:1", "m1")
    assert stores.outbox.waiting("slack") == (1, NOON)
    assert stores.outbox.waiting("web") == (0, None)
    assert [each.conversation for each in due(stores)] == ["slack:1"]
    assert due(stores, channel="web") == ()
    assert len(stores.outbox.after("web:1", 0, 9)) == 2


def test_a_reply_whose_claim_lapses_is_due_again(stores: Stores) -> None:
    say(stores, "slack:1", "m1")
    (first,) = due(stores)
    assert due(stores, NOON + MINUTE - timedelta(seconds=1)) == ()
    (second,) = due(stores, NOON + MINUTE)
    assert (first.attempts, second.attempts, first.key) == (1, 2, second.key)
    assert not stores.outbox.sent(first)
    assert not stores.outbox.retry_later(first, NOON)
    assert not stores.outbox.give_up(first)
    assert stores.outbox.sent(second)


def test_a_reply_that_is_tried_again_holds_up_those_after_it(stores: Stores) -> None:
    say(stores, "slack:1", "m1", ["one", "two"])
    (first,) = due(stores)
    assert stores.outbox.retry_later(first, NOON + MINUTE)
    assert due(stores) == ()
    (again,) = due(stores, NOON + MINUTE)
    assert (again.number, again.attempts) == (first.number, 2)
    assert stores.outbox.sent(again)
    assert bodies(due(stores, NOON + MINUTE)) == [body("two")]


def test_a_reply_that_is_given_up_lets_those_after_it_pass(stores: Stores) -> None:
    say(stores, "slack:1", "m1", ["one", "two"])
    assert stores.outbox.give_up(due(stores)[0])
    assert bodies(due(stores)) == [body("two")]
    assert stores.outbox.waiting("slack") == (1, NOON)
    assert len(stores.outbox.after("slack:1", 0, 9)) == 3  # still shown


def test_replies_that_many_claim_at_once_go_to_one_each_and_in_order(stores: Stores) -> None:
    for box in range(8):
        stores.outbox.post(f"slack:{box}", "p", [body(str(each)) for each in range(5)], NOON)
    sent: dict[str, list[str]] = {}

    def work() -> None:
        while stores.outbox.waiting("slack")[0]:
            for each in due(stores, most=2):
                sent.setdefault(each.conversation, []).append(each.body)
                assert stores.outbox.sent(each)

    at_once(*[work] * 4)
    assert sent == {f"slack:{box}": [body(str(each)) for each in range(5)] for box in range(8)}


def test_what_is_erased_meanwhile_is_not_delivered_again(stores: Stores) -> None:
    say(stores, "slack:1", "m1", ["one", "two"])
    (first,) = due(stores)
    lifter = stores.lifters.lifter_of("slack:1", NOON)
    stores.rights.erase(lifter.id, NOON, "lifter")
    assert not stores.outbox.sent(first)
    assert due(stores, NOON + MINUTE) == ()
