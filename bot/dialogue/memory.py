"""From a kept conversation to Rasa's tracker: what it came to, and the latest of what happened."""

import json
import logging
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.store.conversation_records import Conversation, ConversationEvent
from bot.store.errors import RecordError

logger = logging.getLogger(__name__)

MOST_EVENTS, KEPT_EVENTS = 200, 120
"""A conversation with more events is cut down to the latest turns: Rasa goes through all of them at every step."""


def new_tracker(conversation: str, domain: Domain) -> DialogueStateTracker:
    """A conversation in which nobody has said anything yet."""
    tracker = DialogueStateTracker(conversation, domain.slots)
    _replay(tracker, opening(tracker))
    return tracker


def tracker_of(kept: Conversation, domain: Domain) -> DialogueStateTracker:
    """The conversation as it was when it was kept. Raises RecordError if what it came to cannot be read.

    An event that cannot be read is left out; what it changed is known from what the conversation came to.
    """
    slots, rest = _state_in(kept)
    tracker = DialogueStateTracker(kept.id, domain.slots)
    known = {name: value for name, value in slots.items() if name in tracker.slots}
    before, window = _from_first_message([event for each in kept.events if (event := _event_in(each))])
    loop = rest.get("active_loop") or {}
    is_open_before = not any(isinstance(event, ActiveLoop) for event in window)
    first = _opening(known, loop.get("name") if is_open_before else None, window[0].timestamp if window else None)
    _replay(tracker, [*before, *first, *window])
    _correct(tracker, known, loop.get("name"))
    if tracker.active_loop:
        tracker.active_loop.is_interrupted = bool(loop.get("is_interrupted"))
        tracker.active_loop.rejected = bool(loop.get("rejected"))
    tracker.latest_action = rest.get("latest_action") or tracker.latest_action
    tracker.followup_action = rest.get("followup")
    tracker._paused = bool(rest.get("paused"))
    return tracker


def opening(tracker: DialogueStateTracker, since: float | None = None) -> list[Event]:
    """Events that come to the slots and the form of a conversation, up to where the lifter has the word."""
    slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value != slot.initial_value}
    return _opening(slots, tracker.active_loop_name, since)


def trim(tracker: DialogueStateTracker) -> bool:
    """Leaves the latest turns alone, if there are many events, and no form is open (or there are far too many)."""
    events = list(tracker.events)
    if len(events) <= MOST_EVENTS or (tracker.active_loop_name and len(events) <= 2 * MOST_EVENTS):
        return False
    starts = [at for at in range(len(events) - KEPT_EVENTS, len(events)) if isinstance(events[at], UserUttered)]
    if starts:
        cut = starts[0]
        tracker.events = deque([*opening(tracker, events[cut].timestamp), *events[cut:]])
    return bool(starts)


def _opening(slots: dict[str, Any], loop: str | None, since: float | None) -> list[Event]:
    first: list[Event] = [SlotSet(name, value, since) for name, value in slots.items()]
    first += [ActiveLoop(loop, since)] if loop else []
    return [*first, ActionExecuted(ACTION_LISTEN_NAME, timestamp=since)]


def _state_in(kept: Conversation) -> tuple[dict[str, Any], dict[str, Any]]:
    """The slots with those about health, and the rest."""
    try:
        state, health = json.loads(kept.state.body), json.loads(kept.state.health)
        return {**state.get("slots", {}), **health}, state
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise RecordError("conversation.state: expected JSON objects") from error


def _event_in(kept: ConversationEvent) -> Event | None:
    try:
        event = Event.from_parameters(json.loads(kept.body))
    except Exception as error:  # noqa: BLE001  an older or newer Spotter's, or damaged; the error may quote the lifter
        logger.warning("an event of a conversation was left out: %s", type(error).__name__)
        return None
    if event is None:
        logger.warning("an event of a conversation was left out: of no known kind")
    return event


def _from_first_message(events: Sequence[Event]) -> tuple[list[Event], list[Event]]:
    """What was uttered before the first message, whose buttons can still be pressed, and everything from it on."""
    anew = [at for at, event in enumerate(events) if isinstance(event, Restarted | SessionStarted)]
    since = list(events[anew[-1] + 1 :] if anew else events)
    first = next((at for at, event in enumerate(since) if isinstance(event, UserUttered)), len(since))
    return [event for event in since[:first] if isinstance(event, BotUttered)], since[first:]


def _replay(tracker: DialogueStateTracker, events: Iterable[Event]) -> None:
    for event in events:
        tracker.update(event)


def _correct(tracker: DialogueStateTracker, slots: dict[str, Any], loop: str | None) -> None:
    """Adds what the events do not come to."""
    for name, slot in tracker.slots.items():
        wanted = slots.get(name, slot.initial_value)
        if slot.value != wanted:
            tracker.update(SlotSet(name, wanted))
    if tracker.active_loop_name != loop:
        tracker.update(ActiveLoop(loop))
