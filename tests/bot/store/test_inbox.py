"""The inbox: each message is taken once, and answered once, one after the other in its conversation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.store.errors import RecordError
from bot.store.interface import Stores
from bot.store.postbox_records import ClaimedMessage, IncomingMessage
from tests.at_once import at_once
from tests.bot.store.conftest import NOON, incoming

MINUTE = timedelta(minutes=1)
SIX = '{"kind": "spotter", "text": "6\\u201312"}'


def claim(stores: Stores, at=NOON, most=9) -> tuple[ClaimedMessage, ...]:
    return stores.inbox.claim(at, at + MINUTE, most)


def take(stores: Stores, *messages: IncomingMessage) -> None:
    for each in messages:
        assert stores.inbox.take(each)


def test_a_message_is_taken_once(stores: Stores) -> None:
    message = incoming()
    assert stores.inbox.take(message)
    assert not stores.inbox.take(message)
    assert not stores.inbox.take(replace(message, text="something else", received_at=NOON + MINUTE))
    assert [each.message for each in claim(stores)] == [message]
    assert stores.inbox.waiting() == (1, NOON)


def test_an_id_is_known_in_its_own_conversation_only(stores: Stores) -> None:
    """Else somebody could keep a message of another from being taken by sending its id first."""
    take(stores, incoming("web:1", "m1"), incoming("web:2", "m1"), incoming("slack:T:U", "m1"))
    keys = {each.message.key for each in claim(stores)}
    assert len(keys) == 3


def test_a_message_that_many_bring_at_once_is_taken_once(stores: Stores) -> None:
    taken: list[bool] = []
    at_once(*[lambda: taken.append(stores.inbox.take(incoming()))] * 40)
    assert sum(taken) == 1
    assert len(claim(stores)) == 1


def test_a_button_comes_back_with_its_payload(stores: Stores) -> None:
    pressed = incoming(text="For size", payload='/ask_rep_range{"training_goal": "hypertrophy"}')
    take(stores, pressed)
    assert [each.message for each in claim(stores)] == [pressed]


def test_only_the_first_message_that_waits_of_a_conversation_is_claimed(stores: Stores) -> None:
    take(stores, *[incoming(f"web:{box}", f"m{number}") for number in range(3) for box in range(2)])
    first = claim(stores)
    assert [(each.message.conversation, each.message.id) for each in first] == [("web:0", "m0"), ("web:1", "m0")]
    assert claim(stores) == ()
    assert stores.inbox.answered(first[1], [SIX], NOON)
    assert [(each.message.conversation, each.message.id) for each in claim(stores)] == [("web:1", "m1")]


def test_the_message_that_has_waited_longest_comes_first_and_no_more_than_wanted(stores: Stores) -> None:
    take(stores, *[incoming(f"web:{each}", received_at=NOON + MINUTE * each) for each in range(3)])
    assert [each.message.conversation for each in claim(stores, most=2)] == ["web:0", "web:1"]
    assert [each.message.conversation for each in claim(stores, most=2)] == ["web:2"]


def test_a_claimed_message_is_nobody_elses_until_the_claim_lapses(stores: Stores) -> None:
    take(stores, incoming())
    (first,) = claim(stores)
    assert first.attempts == 1
    assert claim(stores, NOON + MINUTE - timedelta(seconds=1)) == ()
    (second,) = claim(stores, NOON + MINUTE)
    assert (second.message, second.number, second.attempts) == (first.message, first.number, 2)
    assert not stores.inbox.answered(first, [SIX], NOON)
    assert not stores.inbox.put_back(first, NOON)
    assert stores.inbox.answered(second, [SIX], NOON)
    assert len(stores.outbox.after("web:1", 0, 9)) == 2


def test_a_claim_that_lapsed_still_holds_while_nobody_else_has_the_message(stores: Stores) -> None:
    take(stores, incoming())
    (late,) = claim(stores)
    assert stores.inbox.answered(late, [SIX], NOON + 5 * MINUTE)
    assert claim(stores, NOON + 9 * MINUTE) == ()


def test_a_message_is_answered_once_and_its_replies_are_kept_with_that(stores: Stores) -> None:
    take(stores, incoming())
    (claimed,) = claim(stores)
    assert stores.inbox.answered(claimed, [SIX, SIX], NOON + MINUTE)
    assert not stores.inbox.answered(claimed, [SIX], NOON + MINUTE)
    assert [(each.message_id, each.body, each.at) for each in stores.outbox.after("web:1", claimed.number, 9)] == [
        ("m1", SIX, NOON + MINUTE)
    ] * 2
    assert stores.inbox.waiting() == (0, None)


def test_a_message_may_be_forgotten_as_it_is_answered_and_is_still_known_when_it_comes_again(stores: Stores) -> None:
    take(stores, incoming(text="my knee hurts", payload="/inform"))
    (claimed,) = claim(stores)
    assert stores.inbox.answered(claimed, [SIX], NOON, is_forgotten=True)
    assert [each.body for each in stores.outbox.after("web:1", 0, 9)] == ['{"kind": "lifter", "text": ""}', SIX]
    assert not stores.inbox.take(incoming(text="my knee hurts"))


def test_a_reply_that_cannot_be_kept_leaves_the_message_waiting(stores: Stores) -> None:
    take(stores, incoming())
    (claimed,) = claim(stores)
    with pytest.raises(RecordError, match="ASCII"):
        stores.inbox.answered(claimed, [SIX, "6–12"], NOON)
    assert stores.inbox.waiting() == (1, NOON)
    assert stores.outbox.after("web:1", claimed.number, 9) == ()


def test_a_message_that_is_put_back_is_claimed_again_from_then_on_and_those_after_it_wait(stores: Stores) -> None:
    take(stores, incoming(id="m1"), incoming(id="m2"))
    (first,) = claim(stores)
    assert stores.inbox.put_back(first, NOON + MINUTE)
    assert not stores.inbox.put_back(first, NOON + MINUTE)
    assert not stores.inbox.answered(first, [SIX], NOON)
    assert claim(stores, NOON + MINUTE / 2) == ()
    (again,) = claim(stores, NOON + MINUTE)
    assert (again.message.id, again.attempts) == ("m1", 2)


def test_an_attempt_that_was_none_is_not_counted(stores: Stores) -> None:
    take(stores, incoming())
    for is_counted, attempts in ((True, 1), (False, 2), (False, 2), (True, 2), (True, 3)):
        (claimed,) = claim(stores)
        assert claimed.attempts == attempts
        assert stores.inbox.put_back(claimed, NOON, is_counted=is_counted)


def test_messages_that_many_claim_at_once_go_to_one_each_and_in_order(stores: Stores) -> None:
    wanted = {f"web:{box}": [f"m{number}" for number in range(5)] for box in range(8)}
    take(stores, *[incoming(box, id) for box, ids in wanted.items() for id in ids])
    answered: dict[str, list[str]] = {box: [] for box in wanted}

    def work() -> None:
        while stores.inbox.waiting()[0]:
            for each in claim(stores, most=2):
                answered[each.message.conversation].append(each.message.id)
                assert stores.inbox.answered(each, [SIX], NOON)

    at_once(*[work] * 4)
    assert answered == wanted


def test_what_is_erased_meanwhile_is_not_answered(stores: Stores, lifter: str) -> None:
    take(stores, incoming())
    (claimed,) = claim(stores)
    before = stores.outbox.after("web:1", 0, 9)
    stores.rights.erase(lifter, NOON, "lifter")
    assert not stores.inbox.answered(claimed, [SIX], NOON)
    assert not stores.inbox.put_back(claimed, NOON)
    assert stores.outbox.after("web:1", 0, 9) == ()
    take(stores, incoming(received_at=NOON + MINUTE))  # begun anew, with higher numbers than the widget has seen
    assert stores.outbox.after("web:1", before[-1].number, 9)


def test_texts_go_after_30_days_answered_or_not(stores: Stores, lifter: str) -> None:
    take(stores, incoming(id="m1"), incoming(id="m2"), incoming(id="m3", received_at=NOON + MINUTE))
    (claimed,) = claim(stores)
    stores.inbox.answered(claimed, [SIX, SIX], NOON)
    purged = stores.rights.purge(NOON + timedelta(days=30, seconds=1))
    assert (purged["inbox"], purged["outbox"]) == (2, 2)
    assert [each.message_id for each in stores.outbox.after("web:1", 0, 9)] == ["m3"]
    assert [each.message.id for each in claim(stores)] == ["m3"]


def test_an_export_holds_what_waits_too(stores: Stores, lifter: str) -> None:
    take(stores, incoming(id="m1"), incoming(id="m2"), incoming("slack:2", "theirs"))
    stores.inbox.answered(claim(stores)[0], [SIX], NOON + MINUTE)
    found = stores.rights.export(lifter, NOON, "lifter").posted
    assert [(each.message_id, each.at) for each in found] == [("m1", NOON), ("m2", NOON), ("m1", NOON + MINUTE)]


@pytest.mark.parametrize(
    "changes",
    [{"conversation": ""}, {"id": ""}, {"id": "x" * 256}, {"text": "a\0b"}, {"text": "\ud800"}, {"payload": "\ud800"},
     {"conversation": "\ud800"}, {"received_at": NOON.replace(tzinfo=None)}, {"text": "x" * 100_001}],
)  # fmt: skip
def test_a_message_that_no_database_can_keep_is_refused(stores: Stores, changes: dict) -> None:
    calls: list[Callable[[], object]] = [lambda: stores.inbox.take(replace(incoming(), **changes))]
    for call in calls:
        with pytest.raises(RecordError):
            call()
    assert stores.inbox.waiting() == (0, None)
