"""Numbers over all lifters: counted the same in every kind of store, and nobody's words among them."""

import json
from datetime import timedelta

from bot.store.conversation_records import ConversationEvent, ConversationState, topics_in
from bot.store.interface import Stores
from bot.store.log_records import ProfileEntry
from tests.bot.store.conftest import NOON, incoming

HOUR = timedelta(hours=1)


def test_conversations_are_counted_once_in_each_span_and_its_end_is_the_next_ones_beginning(stores: Stores) -> None:
    for number, (conversation, at) in enumerate([
        ("web:1", NOON), ("web:1", NOON + HOUR / 2), ("web:2", NOON + HOUR / 2), ("web:1", NOON + HOUR),
        ("web:3", NOON - HOUR), ("web:4", NOON + 3 * HOUR),
    ]):  # fmt: skip
        stores.inbox.take(incoming(conversation, f"m{number}", received_at=at))
    assert stores.inbox.talks([NOON, NOON + HOUR, NOON + 2 * HOUR, NOON + 3 * HOUR]) == (2, 1, 0)
    assert stores.inbox.talks([NOON]) == stores.inbox.talks([]) == ()


def slot(name: str, value: object, ago: timedelta = HOUR) -> ConversationEvent:
    return ConversationEvent(NOON - ago, json.dumps({"event": "slot", "timestamp": 1.0, "name": name, "value": value}))


def test_topics_are_counted_over_all_conversations_since_a_moment(stores: Stores) -> None:
    events = {
        "web:1": [
            slot("last_topics", ["rep_range", "load"]), slot("last_topics", None),
            slot("last_topics", ["load"], 9 * HOUR), slot("lasttopics", ["sleep"]),
            slot("last_facts", {"last_topics": ["sleep"]}),
            ConversationEvent(NOON, json.dumps({"event": "user", "text": 'say "last_topics"'})),
        ],
        "web:2": [slot("last_topics", ["rep_range"]), slot("last_topics", [7, "rest_interval"])],
    }  # fmt: skip
    for conversation, those in events.items():
        begun = stores.conversations.begin(conversation, NOON)
        stores.conversations.append(conversation, begun.version, ConversationState(), those, NOON)
    assert stores.conversations.topics(NOON - 2 * HOUR) == {"rep_range": 2, "load": 1, "rest_interval": 1}
    assert stores.conversations.topics(NOON + HOUR) == {}
    assert list(topics_in([ConversationEvent(NOON, each) for each in ("{", "7", "[]")])) == []


def test_what_was_found_in_a_field_is_told_without_whose_it_is(stores: Stores, lifter: str, other: str) -> None:
    for whose, value, at in ((lifter, "a", NOON), (other, "b", NOON - HOUR), (other, None, NOON + HOUR)):
        stores.profiles.keep_facts(whose, [ProfileEntry(whose, "red_flag", value, at)])
    stores.profiles.keep_facts(lifter, [ProfileEntry(lifter, "sex", "female", NOON)])
    found = stores.profiles.found_since("red_flag", NOON - HOUR)
    assert found == ((NOON - HOUR, "b"), (NOON, "a"), (NOON + HOUR, None))
    assert stores.profiles.found_since("red_flag", NOON + 2 * HOUR) == ()
