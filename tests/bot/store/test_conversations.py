"""Conversations: a turn is kept whole or not at all, by whoever read the conversation last."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.store.conversation_records import ConversationEvent, ConversationState
from bot.store.errors import ChangedError, ConsentMissingError, RecordError, StoreError
from bot.store.interface import Stores
from bot.store.log_records import ConsentKind, SaidMessage
from bot.store.records import KEEPS_FOR
from bot.store.sql import open_stores
from tests.at_once import at_once
from tests.bot.store.conftest import NOON, event, url_of

HEALTH = ConsentKind.HEALTH
LATER = NOON + timedelta(minutes=1)
STATE = ConversationState('{"slots": {"sex": "female"}}')
KNEE = ConversationState("{}", '{"complaints": ["knee"]}')


def keep(stores: Stores, *events: ConversationEvent, state: ConversationState = STATE, id: str = "web:1") -> int:
    """Keeps a turn in a conversation, begun now if it is not there; the version."""
    version = stores.conversations.begin(id, NOON).version
    return stores.conversations.append(id, version, state, events, LATER)


def test_a_new_conversation_is_empty(stores: Stores) -> None:
    assert stores.conversations.read("web:1", 9) is stores.conversations.version("web:1") is None
    begun = stores.conversations.begin("web:1", NOON)
    assert (begun.id, begun.state, begun.changed_at, begun.events) == ("web:1", ConversationState(), NOON, ())
    assert stores.conversations.read("web:1", 9) == begun
    assert stores.conversations.version("web:1") == begun.version


def test_a_conversation_that_is_there_is_not_begun_anew(stores: Stores) -> None:
    version = keep(stores, event())
    again = stores.conversations.begin("web:1", LATER)
    assert (again.version, again.state, again.events) == (version, STATE, ())
    kept = stores.conversations.read("web:1", 9)
    assert kept is not None
    assert kept.events == (event(),)


def test_the_latest_events_come_in_the_order_in_which_they_were_kept(stores: Stores) -> None:
    keep(stores, *[event(str(number)) for number in range(5)])
    version = keep(stores, event("5", at=NOON - timedelta(days=1)), event("6"))
    found = stores.conversations.read("web:1", 3)
    assert found is not None
    assert found.events == (event("4"), event("5", at=NOON - timedelta(days=1)), event("6"))
    assert (found.version, found.state, found.changed_at) == (version, STATE, LATER)


def test_conversations_are_kept_apart(stores: Stores) -> None:
    keep(stores, event("mine"))
    keep(stores, event("theirs"), id="slack:2")
    found = stores.conversations.read("web:1", 9)
    assert found is not None
    assert found.events == (event("mine"),)


def test_a_turn_on_an_old_version_is_not_kept(stores: Stores) -> None:
    begun = stores.conversations.begin("web:1", NOON)
    keep(stores, event("first"))
    with pytest.raises(ChangedError):
        stores.conversations.append("web:1", begun.version, ConversationState(), [event("late")], LATER)
    found = stores.conversations.read("web:1", 9)
    assert found is not None
    assert (found.state, found.events) == (STATE, (event("first"),))


def test_a_turn_of_a_conversation_that_is_gone_is_not_kept_even_where_it_was_begun_anew(stores: Stores) -> None:
    version = keep(stores, event())
    assert stores.conversations.delete("web:1")
    assert not stores.conversations.delete("web:1")
    with pytest.raises(ChangedError):
        stores.conversations.append("web:1", version, STATE, [event("late")], LATER)
    for _ in range(3):  # the version starts anywhere, so that it is not the old one
        assert stores.conversations.begin("web:1", NOON).version != version
        stores.conversations.delete("web:1")
    assert stores.conversations.read("web:1", 9) is None


def test_of_turns_at_the_same_moment_one_is_kept(stores: Stores) -> None:
    version = stores.conversations.begin("web:1", NOON).version

    kept: list[int] = []

    def turn(number: int) -> None:
        with suppress(StoreError):
            stores.conversations.append("web:1", version, STATE, [event(str(number))], LATER)
            kept.append(number)

    at_once(*[partial(turn, number) for number in range(8)])
    assert len(kept) == 1
    found = stores.conversations.read("web:1", 9)
    assert found is not None
    assert len(found.events) == 1


@pytest.mark.parametrize("id", ["", "x" * 256, "a\0b", "\ud800"])
def test_an_id_that_no_database_can_keep_is_refused(id: str, stores: Stores) -> None:
    calls: list[Callable[[], object]] = [
        lambda: stores.conversations.begin(id, NOON),
        lambda: stores.conversations.version(id),
        lambda: stores.conversations.read(id, 9),
        lambda: stores.conversations.append(id, 1, STATE, [], NOON),
        lambda: stores.conversations.delete(id),
    ]
    for call in calls:
        with pytest.raises(RecordError, match="conversation"):
            call()


@pytest.mark.parametrize("body", ["é", "\0", "\ud800"])
def test_a_body_that_is_not_plain_ascii_is_refused_and_nothing_is_kept(body: str, stores: Stores) -> None:
    turns = [(STATE, [event(), ConversationEvent(NOON, body)]), (replace(STATE, body=body), [event()])]
    for state, events in turns:
        with pytest.raises(RecordError, match="ASCII"):
            keep(stores, *events, state=state)
    found = stores.conversations.read("web:1", 9)
    assert found is not None
    assert found.events == ()


def test_what_takes_a_consent_is_kept_only_while_it_holds(stores: Stores, lifter: str) -> None:
    with pytest.raises(ConsentMissingError):
        keep(stores, event("my knee hurts", consent=HEALTH))
    with pytest.raises(ConsentMissingError):
        keep(stores, state=KNEE)
    stores.consents.give(lifter, HEALTH, "May I?", NOON)
    keep(stores, event("how many reps"), event("my knee hurts", consent=HEALTH), state=KNEE)
    found = stores.conversations.read("web:1", 9)
    assert found is not None
    assert (found.state, len(found.events), found.events[1].consent) == (KNEE, 2, HEALTH)
    assert stores.consents.withdraw(lifter, HEALTH, LATER) == 2
    found = stores.conversations.read("web:1", 9)
    assert found is not None
    assert (found.state, found.events) == (ConversationState(), (event("how many reps"),))


def test_a_conversation_of_nobody_keeps_nothing_that_takes_a_consent(stores: Stores) -> None:
    with pytest.raises(ConsentMissingError):
        keep(stores, event(consent=HEALTH), id="web:nobody")


def test_an_export_lists_who_said_what_and_when(stores: Stores, lifter: str) -> None:
    bot = ConversationEvent(LATER, '{"event": "bot", "text": "6\\u201312 reps"}')
    silent = [ConversationEvent(NOON, body) for body in ('{"event": "slot", "name": "sex"}', "[]", "{", "3", "null")]
    keep(stores, event("how many reps"), event(""), bot, *silent)
    keep(stores, event("not mine"), id="slack:2")
    assert stores.rights.export(lifter, LATER, "lifter").messages == (
        SaidMessage("web:1", NOON, "lifter", "how many reps"),
        SaidMessage("web:1", LATER, "spotter", "6–12 reps"),
    )


def test_two_lifters_who_become_one_have_both_conversations(stores: Stores, lifter: str, other: str) -> None:
    keep(stores, event("here"))
    keep(stores, event("there"), id="slack:2")
    stores.lifters.redeem_join_code(stores.lifters.make_join_code(lifter, NOON).code, "slack:2", LATER)
    said = stores.rights.export(lifter, LATER, "lifter").messages
    assert {each.text for each in said} == {"here", "there"}
    stores.rights.erase(lifter, LATER, "lifter")
    assert stores.conversations.version("web:1") is stores.conversations.version("slack:2") is None


def test_a_consent_that_ends_as_two_lifters_become_one_takes_along_what_it_allowed(
    stores: Stores, lifter: str, other: str
) -> None:
    stores.consents.give(lifter, HEALTH, "May I?", NOON)
    keep(stores, event("my knee hurts", consent=HEALTH), state=KNEE)
    stores.consents.give(other, HEALTH, "May I?", NOON)
    stores.consents.withdraw(other, HEALTH, LATER)
    stores.lifters.redeem_join_code(stores.lifters.make_join_code(lifter, NOON).code, "slack:2", LATER)
    found = stores.conversations.read("web:1", 9)
    assert found is not None
    assert (found.state, found.events) == (ConversationState(), ())


def test_what_was_said_is_deleted_after_30_days_and_what_it_came_to_stays(stores: Stores) -> None:
    old = event("old", at=NOON - KEEPS_FOR - timedelta(seconds=1))
    version = keep(stores, old, event("young", at=NOON - KEEPS_FOR))
    assert stores.rights.purge(NOON)["conversation_events"] == 1
    found = stores.conversations.read("web:1", 9)
    assert found is not None
    assert ([each.at for each in found.events], found.state, found.version) == ([NOON - KEEPS_FOR], STATE, version)


def test_two_programs_on_one_file_take_turns(database: Path) -> None:
    one, two = open_stores(url_of(database)), open_stores(url_of(database))
    keep(one, event("first"))
    keep(two, event("second"))
    found = one.conversations.read("web:1", 9)
    assert found is not None
    assert found.events == (event("first"), event("second"))
