"""Errors of the channels. None of their messages quotes what was said.

ChannelError
├── RefusedError            what came in is not taken: `code` and `status` for a program, kind words for the lifter
│   ├── SlowDownError       too much at once: `seconds` to wait
│   └── UnavailableError    it cannot be kept just now, so it is not acknowledged: send it again
└── DeliveryError           a reply did not arrive; raised by a channel's `send`
    ├── TryLaterError       it may arrive later, after `seconds` if the far side said so
    └── NeverError          it never will: the bot was blocked, the conversation is gone
"""

from bot.channels.tally import REFUSED


class ChannelError(Exception):
    """Base of everything the channels raise."""


class RefusedError(ChannelError):
    """What came in is not taken. The message is for the lifter; whoever makes one refuses, so it is counted here."""

    def __init__(self, code: str, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.code, self.status = code, status
        REFUSED.labels(code).inc()


class SlowDownError(RefusedError):
    """Too much at once."""

    def __init__(self, seconds: int) -> None:
        wait = "a second" if seconds == 1 else f"{seconds} seconds"
        super().__init__("slow_down", f"You are quicker than I am. Give me {wait}, then send that again.", 429)
        self.seconds = seconds


class UnavailableError(RefusedError):
    """What came in cannot be kept just now."""

    def __init__(self, urgent: str = "") -> None:
        """`urgent` is what has to be said to that message all the same, now."""
        words = "I cannot take messages just now. Please send that again in a moment."
        super().__init__("unavailable", urgent or words, 503)
        self.urgent = urgent


class DeliveryError(ChannelError):
    """A reply did not arrive."""


class TryLaterError(DeliveryError):
    """A reply may arrive later; `seconds` is what the far side asked to wait, if it did (Retry-After)."""

    def __init__(self, reason: str = "", seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class NeverError(DeliveryError):
    """A reply will never arrive."""
