"""What comes back for a message."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from rasa.shared.core.events import BotUttered, Event, SlotSet


@dataclass(frozen=True)
class Button:
    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """One bubble."""

    text: str
    buttons: tuple[Button, ...] = ()
    image: str | None = None

    @classmethod
    def from_event(cls, event: BotUttered) -> "Reply":
        buttons = tuple(Button(each["title"], each["payload"]) for each in event.data.get("buttons") or ())
        return cls(event.text or "", buttons, event.data.get("image"))


@dataclass(frozen=True)
class Answer:
    """Everything about one turn; `ms` is the time it took, actions included."""

    conversation: str
    message: str
    intent: str
    confidence: float
    entities: tuple[Mapping[str, Any], ...] = ()
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    replies: tuple[Reply, ...] = ()
    ms: float = 0.0
    error: str | None = None
    is_unkept: bool = False
    """The turn could not be kept, and nothing came of it: whoever still has the message may bring it again."""
    is_erased: bool = False
    """Everything of the lifter was deleted."""

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON, without `error` where there is none, and without what only a channel needs."""
        values = asdict(self)
        del values["is_unkept"], values["is_erased"]
        if self.error is None:
            del values["error"]
        return values


@dataclass(frozen=True)
class Turn:
    """What came of a message: how it was read, what is answered, and what happened in the conversation.

    `had_stop`: a red flag stood before it.
    """

    reading: dict[str, Any]
    replies: tuple[Reply, ...]
    events: list[Event] = field(default_factory=list)
    error: str | None = None
    had_stop: bool = False


def replies_in(events: Iterable[Event]) -> tuple[Reply, ...]:
    """The bubbles among a turn's events, without empty ones."""
    shown = (Reply.from_event(event) for event in events if isinstance(event, BotUttered))
    return tuple(reply for reply in shown if reply.text.strip() or reply.image)


def last_set(events: Iterable[Event], slot: str) -> tuple[str, ...]:
    """What a turn set a list slot to, () if it did not touch it."""
    return tuple(last_value(events, slot) or ())


def last_value(events: Iterable[Event], slot: str) -> Any:
    """What a turn set a slot to, None if it did not touch it."""
    values = [event.value for event in events if isinstance(event, SlotSet) and event.key == slot]
    return values[-1] if values else None
