"""Weeks of a gym's life in the stores: lifters who wrote, asked for a trainer, waited, and said how it was."""

import json
from datetime import datetime, timedelta

from bot.store.conversation_records import ConversationEvent, ConversationState
from bot.store.handover_records import HandoverReason
from bot.store.interface import Stores
from bot.store.log_records import ProfileEntry, new_id
from bot.store.postbox_records import IncomingMessage
from bot.store.records import Reason, UnreadMessage, digest
from tests.bot.store.conftest import handover

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
REASONS = tuple(HandoverReason)
TOPICS = ("rep_range", "rest_interval", "one_rep_max", "weekly_volume", "request_program", "load")
UNREAD = ("snorp the grelb", "do you sell protein bars", "is there parking", "do you sell bars", "can i bring my dog")
MARKER = "zanzibarquokka"
"""In every text and name that is planted: it may be on no page of numbers."""


def plant(stores: Stores, coach: str, now: datetime, days: int = 45) -> None:
    """Each day some lifters write, some ask for a trainer, and now and then something is not understood."""
    for ago in range(days):
        for number in range(1 + (ago * 7) % 5):
            _lifter(stores, coach, now - ago * DAY - number * 7 * MINUTE, ago * 10 + number)


def _lifter(stores: Stores, coach: str, at: datetime, number: int) -> None:
    name = f"web:{MARKER}{number}"
    lifter = stores.lifters.lifter_of(name, at).id
    stores.inbox.take(IncomingMessage(name, new_id(), at, f"{MARKER} how many reps"))
    begun = stores.conversations.begin(name, at)
    topics = [TOPICS[number % 6], TOPICS[number % 4]]
    body = json.dumps({"event": "slot", "timestamp": 1.0, "name": "last_topics", "value": topics})
    stores.conversations.append(name, begun.version, ConversationState(), [ConversationEvent(at, body)], at)
    if number % 3 == 0:
        _unread(stores, at, number)
    if number % 9 == 0:
        flag = json.dumps({"hazard": ("cardiac", "nerve")[number % 2], "severity": "medical"})
        stores.profiles.keep_facts(lifter, [ProfileEntry(lifter, "red_flag", flag, at, MARKER)])
    if number % 2 == 0:
        _handover(stores, coach, lifter, name, at, number)


def _handover(stores: Stores, coach: str, lifter: str, name: str, at: datetime, number: int) -> None:
    made = stores.handovers.ask(handover(lifter, conversation=name, reason=REASONS[number % 9], asked_at=at))
    if number % 14 == 0:
        stores.handovers.cancel(made.id, at + MINUTE)
        return
    stores.handovers.claim(made.id, coach, at + MINUTE)
    if number % 8:
        stores.handovers.replied(made.id, coach, at + (2 + number % 17) * MINUTE)
    else:
        stores.handovers.escalate(made.id, at + 2 * MINUTE)
    stores.handovers.hand_back(made.id, coach, MARKER, [], at + 30 * MINUTE)
    if number % 6:
        stores.handovers.rate(made.id, int(number % 10 != 2))


def _unread(stores: Stores, at: datetime, number: int) -> None:
    text = UNREAD[number % 5] if number % 2 else None
    reason = Reason.NOT_UNDERSTOOD if number % 4 else Reason.LOW_CONFIDENCE
    stores.unread.keep(UnreadMessage(new_id(), digest(MARKER, str(number)), at, text, "ask_sleep", 0.2, 3, reason))
