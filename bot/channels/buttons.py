"""Buttons: what is shown is a signed number, good in one conversation; what it stands for never leaves the server.

    "9hVdV0LkZ9jQbKQbWm1mPg" "1767225600123" "." "0"      signature, number of the reply, place of the button

A button has 64 bytes at most (Telegram), whatever its payload. It is good as long as the reply is kept: 30 days.
"""

import base64
import hashlib
import hmac
import json
import re
from dataclasses import dataclass

from bot.channels.errors import RefusedError
from bot.channels.secret import key_for
from bot.store.interface import OutboxStore

_SIGNATURE_BYTES = 16
_SEALED = re.compile(r"(?P<signature>[A-Za-z0-9_-]{22})(?P<number>[0-9]{1,18})\.(?P<place>[0-9]{1,2})", re.ASCII)


@dataclass(frozen=True)
class Pressed:
    """A button that was shown in a conversation: what stands on it, and what it stands for."""

    title: str
    payload: str


class Buttons:
    """Signs buttons, and knows its own again."""

    def __init__(self, secret: bytes) -> None:
        self._key = key_for("button", secret)

    def seal(self, conversation: str, number: int, place: int) -> str:
        """What a channel shows for a button of a reply (its number), in place of the payload."""
        return f"{self._signature(conversation, number, place)}{number}.{place}"

    def open(self, conversation: str, sealed: object) -> tuple[int, int]:
        """The number of the reply, and the button's place in it. Raises RefusedError unless it was sealed for here."""
        found = _SEALED.fullmatch(sealed) if isinstance(sealed, str) else None
        number, place = (int(found["number"]), int(found["place"])) if found else (0, 0)
        wanted = self._signature(conversation, number, place)
        if not hmac.compare_digest(wanted, found["signature"] if found else "") or found is None:
            raise _unknown()
        return number, place

    def pressed(self, outbox: OutboxStore, conversation: str, sealed: object) -> Pressed:
        """The button. Raises RefusedError, or StoreError; blocks."""
        number, place = self.open(conversation, sealed)
        reply = outbox.find(conversation, number)
        shown = json.loads(reply.body).get("buttons", []) if reply else []
        if place >= len(shown):
            raise _unknown()
        return Pressed(shown[place]["title"], shown[place]["payload"])

    def _signature(self, conversation: str, number: int, place: int) -> str:
        signed = hmac.digest(self._key, f"{conversation}\0{number}.{place}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(signed[:_SIGNATURE_BYTES]).decode().rstrip("=")


def _unknown() -> RefusedError:
    return RefusedError("unknown_button", "That button is not from this chat. Just type what you would like to know.")
