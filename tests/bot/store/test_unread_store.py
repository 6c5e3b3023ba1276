"""What every store of unread messages does."""

from collections.abc import Callable
from datetime import timedelta, timezone
from functools import partial

from bot.store.interface import UnreadStore
from bot.store.records import Reason, UnreadMessage, digest
from tests.at_once import at_once
from tests.bot.store.conftest import NOON

Make = Callable[..., UnreadMessage]


def test_a_new_store_is_empty(store: UnreadStore) -> None:
    assert store.unread() == ()


def test_a_message_comes_back_as_it_was_kept(store: UnreadStore, message: Make) -> None:
    kept = message(text="quote \" and ' and 💪 and ; DROP TABLE unread_messages", reason=Reason.LOW_CONFIDENCE)
    store.keep(kept)
    assert store.unread() == (kept,)


def test_a_message_without_text_comes_back_without(store: UnreadStore, message: Make) -> None:
    store.keep(message(text=None))
    assert [each.text for each in store.unread()] == [None]


def test_a_moment_of_another_zone_is_the_same_moment(store: UnreadStore, message: Make) -> None:
    store.keep(message(said_at=NOON.astimezone(timezone(timedelta(hours=9)))))
    assert [each.said_at for each in store.unread()] == [NOON]


def test_messages_come_the_oldest_first(store: UnreadStore, message: Make) -> None:
    for day in (2, 0, 1):
        store.keep(message(f"m{day}", said_at=NOON + timedelta(days=day)))
    assert [each.id for each in store.unread()] == ["m0", "m1", "m2"]


def test_a_message_replaces_the_one_with_its_id(store: UnreadStore, message: Make) -> None:
    store.keep(message(text=None))
    store.keep(message(text="now with words"))
    assert [each.text for each in store.unread()] == ["now with words"]


def test_only_what_is_named_is_deleted(store: UnreadStore, message: Make) -> None:
    for each in ("m1", "m2", "m3"):
        store.keep(message(each))
    assert store.delete(["m1", "m3", "m3", "m9"]) == 2
    assert [each.id for each in store.unread()] == ["m2"]
    assert store.delete([]) == 0


def test_what_was_said_before_a_moment_is_deleted_and_what_was_said_at_it_stays(
    store: UnreadStore, message: Make
) -> None:
    store.keep(message("old", said_at=NOON - timedelta(microseconds=1)))
    store.keep(message("new", said_at=NOON))
    assert store.delete_before(NOON) == 1
    assert [each.id for each in store.unread()] == ["new"]


def test_texts_of_one_conversation_are_forgotten_and_their_rows_stay(store: UnreadStore, message: Make) -> None:
    store.keep(message("m1"))
    store.keep(message("m2", text=None))
    store.keep(message("m3", conversation=digest("another")))
    assert store.drop_texts(digest("lifter")) == 1
    assert [(each.id, each.text) for each in store.unread()] == [("m1", None), ("m2", None), ("m3", "snorp grelb")]


def test_threads_may_share_a_store(store: UnreadStore, message: Make) -> None:
    at_once(*[partial(store.keep, message(f"m{number}")) for number in range(16)])
    assert len(store.unread()) == 16


def test_a_digest_is_no_conversation_and_always_the_same() -> None:
    assert digest("U777") == digest("U777") != digest("U778")
    assert digest("a", "b") != digest("ab")
    assert "U777" not in digest("U777")
    assert len(digest("\ud800")) == 64
