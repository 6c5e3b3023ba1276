"""The chat behind a brief: its latest messages, and what was answered in it with which figures."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.handover.brief import Answered, Said
from bot.store.interface import Stores
from bot.store.postbox_records import Posted

MOST_EVENTS, MOST_SAID = 200, 20
ANSWER = "utter_advise_"
TOPICS = "last_topics"
"""The slot that says, after an answer, what it was about."""
NO_ANSWERS = ("report_workout",)
"""What the log tells better."""
NO_FIGURES = ("marks", "week", "day", "title")
LONGEST_FIGURE = 40
KINDS = ("lifter", "spotter", "trainer")
Body = Mapping[str, Any]


def chat_in(stores: Stores, conversation: str) -> tuple[Said, ...]:
    """The latest messages of a conversation, as its channel has them; the latest last. Raises StoreError."""
    return tuple(map(_said, stores.outbox.latest(conversation, MOST_SAID)))


def answered_in(stores: Stores, conversation: str) -> tuple[Answered, ...]:
    """What was answered of late in a conversation, each topic once, the latest last. Raises StoreError."""
    kept = stores.conversations.read(conversation, MOST_EVENTS)
    found: dict[str, Answered] = {}
    for each in _answers(map(_body, (event.body for event in kept.events))) if kept else ():
        found.pop(each.topic, None)
        found[each.topic] = each
    return tuple(found.values())


def _answers(events: Iterable[Body]) -> Iterator[Answered]:
    """Each topic of each turn, with the figures of what was uttered for it."""
    uttered: list[Body] = []
    for each in events:
        if each.get("event") == "user":
            uttered = []
        elif each.get("event") == "bot":
            uttered.append(each.get("metadata") or {})
        elif each.get("event") == "slot" and each.get("name") == TOPICS:
            told = [topic for topic in each.get("value") or () if topic not in NO_ANSWERS]
            yield from (Answered(topic, _figures(topic, uttered)) for topic in told)


def _figures(topic: str, uttered: Iterable[Body]) -> tuple[str, ...]:
    """ "6–12 reps": the values of an answer that have a number in them, as the lifter read them."""
    values = (
        value
        for each in uttered
        if str(each.get("utter_action", "")).startswith(f"{ANSWER}{topic}")
        for key, value in each.items()
        if key not in NO_FIGURES and not key.endswith("_id") and _is_figure(value)
    )
    return tuple(dict.fromkeys(values))


def _is_figure(value: object) -> bool:
    is_short = isinstance(value, str) and len(value) <= LONGEST_FIGURE and "\n" not in value
    return is_short and any(each.isdigit() for each in str(value))


def _said(posted: Posted) -> Said:
    body = _body(posted.body)
    kind = body.get("kind")
    return Said(kind if kind in KINDS else "spotter", str(body.get("text", "")))


def _body(text: str) -> Body:
    """Its JSON object; nothing of one that cannot be read."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
