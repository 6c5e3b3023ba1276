"""Messages that a conversation has heard already: a channel may send one again after a crash."""

from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.answer import Turn, replies_in

MESSAGE_ID = "message_id"


def answered_before(tracker: DialogueStateTracker, message_id: str) -> Turn | None:
    """The turn that answered a message; None if it was not heard, or its answer is not kept (it told of health)."""
    events = list(tracker.events)
    heard = next((at for at, event in enumerate(events) if _is_heard(event, message_id)), None)
    if heard is None:
        return None
    until = next((at for at in range(heard + 1, len(events)) if isinstance(events[at], UserUttered)), len(events))
    replies = replies_in(events[heard:until])
    return Turn(events[heard].parse_data, replies, []) if replies else None


def _is_heard(event: Event, message_id: str) -> bool:
    return isinstance(event, UserUttered) and event.parse_data.get(MESSAGE_ID) == message_id
