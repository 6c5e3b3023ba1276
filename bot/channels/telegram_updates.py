"""Reads Telegram's updates: what a lifter does in a private chat, as far as the bot has to do with it.

Nothing in an update is taken for granted, though Telegram sends it: what has not the documented shape is none of ours.
Groups, channels, other bots, who blocked the bot, polls and what else there may be one day: none of ours either.
"""

import re
from dataclasses import dataclass
from typing import Any

from bot.channels.identity import telegram

ALLOWED = ("message", "edited_message", "callback_query")
"""The kinds of updates that Telegram is asked for."""
WORDLESS = (
    "animation", "audio", "checklist", "contact", "dice", "document", "game", "location", "paid_media", "photo", "poll",
    "sticker", "story", "venue", "video", "video_note", "voice",
)  # fmt: skip
"""What a lifter can send besides text. All else without text is said by Telegram itself: "pinned a message"."""
COMMANDS = {"help": "what can you do", "stop": "stop my reminders"}
"""What commands stand for. /start says hello; every other one is read as text, without its slash."""
_START = re.compile(r"/start(@[A-Za-z0-9_]{1,32})?(\s.*)?", re.DOTALL | re.IGNORECASE)
_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,64})(@[A-Za-z0-9_]{1,32})?\s*")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MOST = 2**63


@dataclass(frozen=True)
class Said:
    """A text that somebody sent, or has changed. `number` is its place in the chat: what is sent later has a higher."""

    conversation: str
    number: int
    text: str
    is_edited: bool = False


@dataclass(frozen=True)
class Started:
    """Somebody pressed Start, or came by a link to the bot."""

    conversation: str
    number: int


@dataclass(frozen=True)
class Wordless:
    """Something without a text: a picture, a voice message. Pictures that were sent together have one `name`."""

    conversation: str
    name: str


@dataclass(frozen=True)
class Pressed:
    """A button that somebody pressed. Not in a private chat of his own with the bot: no conversation."""

    id: str
    conversation: str
    number: int
    sealed: str


Event = Said | Started | Wordless | Pressed


def event_in(update: object) -> Event | None:
    """What an update says; None if it is nothing to the bot."""
    if not isinstance(update, dict):
        return None
    if isinstance(pressed := update.get("callback_query"), dict):
        return _pressed(pressed)
    if isinstance(message := update.get("message"), dict):
        return _sent(message, is_edited=False)
    if isinstance(message := update.get("edited_message"), dict):
        return _sent(message, is_edited=True)
    return None


def id_of(update: object) -> int | None:
    """The number of an update."""
    found = update.get("update_id") if isinstance(update, dict) else None
    return found if type(found) is int and 0 <= found < _MOST else None


def words_of(text: str) -> str:
    """A text as it is handed on: a known command as what it stands for, another one without slash and bot."""
    command = _COMMAND.match(text)
    if command is None:
        return text
    name, rest = command["name"], text[command.end() :]
    return COMMANDS.get(name.lower(), name) if not rest else f"{name} {rest}"


def _sent(message: dict[str, Any], *, is_edited: bool) -> Event | None:
    conversation, number = _private(message, message.get("from")), _number(message)
    if not (conversation and number):
        return None
    text = message.get("text", message.get("caption"))
    if isinstance(text, str):
        if _START.fullmatch(text) and not is_edited:
            return Started(conversation, number)
        return Said(conversation, number, text, is_edited)
    if is_edited or not any(each in message for each in WORDLESS):
        return None
    album = message.get("media_group_id")
    return Wordless(conversation, album if isinstance(album, str) and _ID.fullmatch(album) else str(number))


def _pressed(query: dict[str, Any]) -> Pressed | None:
    id, message, sealed = query.get("id"), query.get("message"), query.get("data")
    if not (isinstance(id, str) and _ID.fullmatch(id)):
        return None
    conversation = _private(message, query.get("from")) if isinstance(message, dict) else ""
    number = _number(message) if isinstance(message, dict) else 0
    if not (conversation and isinstance(sealed, str)):
        return Pressed(id, "", 0, "")
    return Pressed(id, conversation, number, sealed)


def _private(message: dict[str, Any], person: object) -> str:
    """The conversation of a message's chat, if it is a person's private one with the bot; else nothing."""
    chat = message.get("chat")
    if not (isinstance(chat, dict) and isinstance(person, dict)):
        return ""
    is_own = chat.get("type") == "private" and type(person.get("id")) is int and person["id"] == chat.get("id")
    try:
        return telegram(chat.get("id")) if is_own and not person.get("is_bot") else ""
    except ValueError:
        return ""


def _number(message: dict[str, Any]) -> int:
    number = message.get("message_id")
    return number if type(number) is int and 0 < number < _MOST else 0
