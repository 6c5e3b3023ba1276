"""Records of the postbox: what came in, what goes out, and who works on it. Plain values; moments are in UTC.

Everything in a conversation has a number, whoever said it, and what is said later has a higher one: whoever has seen
all up to a number asks for what comes after it. Numbers have gaps, and begin at the clock (in milliseconds), so that
those of a conversation that was erased and begun anew are higher than the old ones.
"""

import json
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.store.records import digest

LIFTER = "lifter"
"""The kind of what the lifter said, among the kinds that a body can have: spotter, trainer, …"""

PLACE = "trainers_"
"""What the names of trainers' places begin with; what goes there about a handover is in trainers_slack:<its id>."""


class MessageState(StrEnum):
    """What has become of a message that came in."""

    WAITING = "waiting"
    ANSWERED = "answered"


class ReplyState(StrEnum):
    """What has become of a reply. One that a channel only shows, and does not send, is sent as soon as it is made."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True)
class IncomingMessage:
    """What a lifter said. `id` is the channel's, or the lifter's program's, and is known once in its conversation.

    With a `payload` it is a button that was pressed, and `text` is what stands on it.
    """

    conversation: str
    id: str
    received_at: datetime
    text: str
    payload: str | None = None

    @property
    def key(self) -> str:
        """A name of this message that no other one has, in any conversation: 64 hexadecimal digits."""
        return digest("message", self.conversation, self.id)

    @property
    def body(self) -> str:
        """The message as it is shown: a JSON object in ASCII."""
        return json.dumps({"kind": LIFTER, "text": self.text})


@dataclass(frozen=True)
class ClaimedMessage:
    """A message that somebody answers. `attempts` counts how often it was claimed, this time too."""

    message: IncomingMessage
    number: int
    attempts: int
    claim: str
    """Who has it: whoever claims it later has another one."""


@dataclass(frozen=True)
class Posted:
    """Something that was said, by whomever. `body` is a JSON object in ASCII with a `kind`.

    `message_id` is the message's own id, or the id of the one that a reply answers; None where nobody asked.
    """

    conversation: str
    number: int
    at: datetime
    body: str
    message_id: str | None = None


@dataclass(frozen=True)
class Standing:
    """How a conversation stands: the number given last (0: none), and whether a message waits for its answer."""

    latest: int = 0
    is_unanswered: bool = False


@dataclass(frozen=True)
class DueReply:
    """A reply that somebody delivers. `attempts` counts how often it was claimed, this time too.

    From the second attempt on it may have arrived already: the one before ended without a clear word.
    """

    conversation: str
    number: int
    body: str
    made_at: datetime
    attempts: int
    claim: str

    @property
    def key(self) -> str:
        """A name of this reply that no other one has: 64 hexadecimal digits."""
        return digest("reply", self.conversation, str(self.number))


def is_about(conversation: str, handovers: Container[str]) -> bool:
    """Whether it is what goes to a trainers' place about one of these handovers (ids)."""
    place, _, handover = conversation.partition(":")
    return place.startswith(PLACE) and handover in handovers


def first_number(at: datetime) -> int:
    """The first number of a conversation that is begun at a moment."""
    return int(at.timestamp() * 1000)
